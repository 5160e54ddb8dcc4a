"""What the demo people write. Invented, like them."""

from __future__ import annotations

from typing import Any

# The day since the demo began, the time on Ana's wall clock, who, what.
MESSAGES: list[tuple[int, str, str, str]] = [
    (3, "21:02", "ana", "Thank you for yesterday. I wrote down the three things we said, and two of them already happened."),
    (4, "09:10", "pat", "Good to hear. Keep the list where you drink your coffee; we will look at it together next week."),
    (8, "21:03", "ana", "Could we talk about the phone call with my mother next time? I keep putting it off."),
    (9, "09:12", "pat", "Yes, let us begin with it. Bring one sentence you wish you could say to her, even if you never say it."),
    (14, "21:01", "ana", "I slept six hours three nights in a row. That has not happened since spring."),
    (15, "09:11", "pat", "That is worth noticing. What was different on those evenings? A few words are enough."),
    (
        19,
        "21:04",
        "ana",
        "Sunday's call went better than I feared. I said the sentence. She was quiet for a while and then she asked about my work.",
    ),
    (20, "09:16", "pat", "What you wrote about Sunday's call was brave. Bring it to our next session and we will start there."),
]


def _mood(score: int, feelings: list[str], triggers: list[str], sleep: float | None = None, note: str = "") -> dict[str, Any]:
    return {"score": score, "feelings": feelings, "triggers": triggers, "note": note} | (
        {"sleep_hours": sleep} if sleep is not None else {}
    )


# The day since the demo began, and the entry of that evening.
MOODS: list[tuple[int, dict[str, Any]]] = [
    (0, _mood(4, ["worried", "tired"], ["work"], 5.0, "Long day. Could not put the laptop away.")),
    (1, _mood(5, ["tired"], ["work"], 5.5)),
    (2, _mood(6, ["hopeful"], ["session"], 6.0, "First talk with Pat.")),
    (3, _mood(5, ["calm"], [], 5.5)),
    (4, _mood(5, ["worried"], ["family"], 5.0, "Mother called twice; did not pick up.")),
    (5, _mood(3, ["worried", "sad"], ["family"], 4.5, "The whole evening was waiting for the phone.")),
    (6, _mood(4, ["tired"], ["work", "sleep"], 4.5)),
    (7, _mood(5, ["calm"], [], 6.0)),
    (9, _mood(6, ["hopeful"], ["session"], 6.5)),
    (10, _mood(6, ["calm"], ["movement"], 6.5, "Walked along the river after lunch.")),
    (11, _mood(6, ["content"], ["friends"], 7.0)),
    (12, _mood(4, ["worried"], ["family"], 5.0)),
    (13, _mood(6, ["calm"], [], 6.5)),
    (14, _mood(7, ["content", "calm"], ["sleep"], 7.0, "Three good nights.")),
    (15, _mood(6, ["calm"], ["work"], 6.5)),
    (16, _mood(7, ["hopeful"], ["session"], 7.0)),
    (17, _mood(6, ["tired"], ["work"], 6.0)),
    (18, _mood(7, ["content"], ["friends", "movement"], 7.0)),
    (19, _mood(7, ["grateful"], ["family"], 6.5, "I said it. It was all right.")),
    (20, _mood(6, ["calm"], ["work"], 7.0)),
]
