"""What makes a mood entry worth keeping."""

from collections.abc import Sequence

from chalicelib.core.errors import InvalidInput


def check_mood(score: int | None, feelings: Sequence[str]) -> None:
    """Refuse an entry that says neither a score nor a feeling."""
    if score is None and not feelings:
        raise InvalidInput("Give a score or at least one feeling.", field="score")
