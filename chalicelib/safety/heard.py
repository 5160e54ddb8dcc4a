"""What a form that is refused still says of risk, as far as its values can be read. Pure: bytes in, answers out.

Only what raises the alarm is taken from such a form; a no or a zero in it counts for nothing.
"""

import json
from collections.abc import Sequence
from typing import Any

from chalicelib.safety.rules import FLAGGED, ITEM9, ITEM9_OF, QUESTIONS, Answer, Given


def risk_in(form: bytes) -> Given | None:
    """The answers in a questionnaire, a risk screen or an intake that say somebody is at risk; None where none can be read.

    form: a JSON body of any shape. Of two values under one name the graver one counts.
    """
    text = form.decode("utf-8-sig", errors="replace")
    try:
        readings = [json.loads(text), json.loads(text, object_pairs_hook=lambda pairs: dict(reversed(pairs)))]
    except (ValueError, RecursionError):
        return None
    parts = [part for reading in readings for part in _parts(reading)]
    found = Given(
        item9=max((value for part in parts if (value := _item9(part))), default=None),
        answers=tuple(_gravest([_flag(_nth(_answers(part, "asq"), place)) for part in parts]) for place in range(QUESTIONS)),
        acute=_gravest([_flag(part.get("acute")) for part in parts]),
    )
    return found if found != Given() else None


def _parts(form: Any) -> list[dict[str, Any]]:
    """The form itself and, of an intake, its two questionnaires that bear on safety, each named as a form of its own would be."""
    if not isinstance(form, dict):
        return []
    steps = [{**form[slug], "instrument": slug} for slug in (ITEM9_OF, "asq") if isinstance(form.get(slug), dict)]
    return [form, *steps]


def _answers(part: dict[str, Any], slug: str) -> Sequence[Any]:
    """The answers to this questionnaire; a form that names none is the risk screen."""
    answers = part.get("answers")
    return answers if part.get("instrument", "asq") == slug and isinstance(answers, list) else ()


def _item9(part: dict[str, Any]) -> int | None:
    return next((value for told in (part.get("item9"), _nth(_answers(part, ITEM9_OF), ITEM9)) if (value := _grade(told))), None)


def _grade(told: Any) -> int | None:
    """1 to 3, also where it came as text or as 2.0; None for everything else."""
    return None if isinstance(told, bool) else next((grade for grade in (1, 2, 3) if told in (grade, str(grade))), None)


def _flag(told: Any) -> Answer | None:
    return told if isinstance(told, str) and told in FLAGGED else None  # type: ignore[return-value]


def _gravest(flags: Sequence[Answer | None]) -> Answer | None:
    return "yes" if "yes" in flags else "declined" if "declined" in flags else None


def _nth(values: Sequence[Any], place: int) -> Any:
    return values[place] if place < len(values) else None
