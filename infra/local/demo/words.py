"""What the demo people write. Invented, like them."""

from __future__ import annotations

from typing import Any

# Days and hours after the demo's beginning, who, what.
MESSAGES = [
    (3, 2, "ana", "Thank you for yesterday. I wrote down the three things we said, and two of them already happened."),
    (3, 20, "pat", "Good to hear. Keep the list where you drink your coffee; we will look at it together next week."),
    (8, 3, "ana", "Could we talk about the phone call with my mother next time? I keep putting it off."),
    (8, 22, "pat", "Yes, let us begin with it. Bring one sentence you wish you could say to her, even if you never say it."),
    (14, 1, "ana", "I slept six hours three nights in a row. That has not happened since spring."),
    (14, 21, "pat", "That is worth noticing. What was different on those evenings? A few words are enough."),
    (
        19,
        2,
        "ana",
        "Sunday's call went better than I feared. I said the sentence. She was quiet for a while and then she asked about my work.",
    ),
    (20, 6, "pat", "What you wrote about Sunday's call was brave. Bring it to our next session and we will start there."),
]


def _mood(score: int, feelings: list[str], triggers: list[str], sleep: float | None = None, note: str = "") -> dict[str, Any]:
    return {"score": score, "feelings": feelings, "triggers": triggers, "note": note} | (
        {"sleep_hours": sleep} if sleep is not None else {}
    )


MOODS = [
    (0, 3, _mood(4, ["anxious", "tired"], ["work"], 5.0, "Long day. Could not put the laptop away.")),
    (1, 4, _mood(5, ["tired"], ["work"], 5.5)),
    (2, 22, _mood(6, ["hopeful"], ["therapy"], 6.0, "First talk with Pat.")),
    (4, 3, _mood(5, ["anxious"], ["family"], 5.0, "Mother called twice; did not pick up.")),
    (5, 2, _mood(3, ["anxious", "sad"], ["family"], 4.5, "Sunday. The whole evening was waiting for the phone.")),
    (6, 3, _mood(4, ["tired"], ["work", "sleep"], 4.5)),
    (7, 4, _mood(5, ["calm"], [], 6.0)),
    (9, 22, _mood(6, ["hopeful"], ["therapy"], 6.5)),
    (10, 3, _mood(6, ["calm"], ["exercise"], 6.5, "Walked along the river after lunch.")),
    (11, 4, _mood(6, ["content"], ["friends"], 7.0)),
    (12, 2, _mood(4, ["anxious"], ["family"], 5.0)),
    (13, 3, _mood(6, ["calm"], [], 6.5)),
    (14, 2, _mood(7, ["content", "rested"], ["sleep"], 7.0, "Three good nights.")),
    (15, 4, _mood(6, ["calm"], ["work"], 6.5)),
    (16, 22, _mood(7, ["hopeful"], ["therapy"], 7.0)),
    (17, 3, _mood(6, ["tired"], ["work"], 6.0)),
    (18, 4, _mood(7, ["content"], ["friends", "exercise"], 7.0)),
    (19, 3, _mood(7, ["relieved"], ["family"], 6.5, "I said it. It was all right.")),
    (20, 2, _mood(6, ["calm"], ["work"], 7.0)),
]
