"""What makes a mood entry worth keeping, and how long it can be changed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.core.errors import InvalidInput, Refused

CHANGEABLE_FOR = timedelta(hours=24)


class EntryClosed(Refused):
    """An entry can be changed for a day after it was made: later it is what it was."""

    code = "entry_closed"
    sentence = "An entry can be changed for one day. This one stays as it is."


def check_mood(score: int | None, feelings: Sequence[str]) -> None:
    """Refuse an entry that says neither a score nor a feeling."""
    if score is None and not feelings:
        raise InvalidInput("Give a score or at least one feeling.", field="score")


def check_changeable(made: datetime, now: datetime) -> None:
    """Raise EntryClosed for an entry that is more than a day old."""
    if now - made > CHANGEABLE_FOR:
        raise EntryClosed(until=(made + CHANGEABLE_FOR).isoformat())
