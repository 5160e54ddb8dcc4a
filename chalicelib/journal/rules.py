"""What is worth keeping."""

from chalicelib.core.errors import InvalidInput


def check_text(text: str) -> None:
    """Raise InvalidInput for an entry of blanks."""
    if not text.strip():
        raise InvalidInput("There is nothing written yet.", field="text")
