"""Ids of everything but people: opaque, sortable by time, unguessable. People's ids are their Cognito `sub`."""

import re
import secrets
from datetime import datetime

from chalicelib.core import clock

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_TIME_CHARS = 10
_RANDOM_CHARS = 16
PATTERN = "^[0-9a-hjkmnp-tv-z]{26}$(?!\\n)"
_AT_END = re.compile(r"(?:^|#)([0-9a-hjkmnp-tv-z]{26})\Z")


def _encode(number: int, chars: int) -> str:
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(chars)))


def _decode(chars: str) -> int:
    return sum(ALPHABET.index(char) << (5 * place) for place, char in enumerate(reversed(chars)))


def new(at: datetime | None = None) -> str:
    """A new id: 10 characters of the instant in milliseconds, 16 random ones (80 bits).

    at: the instant that sorts it, now unless given.
    """
    return floor(at or clock.now()) + _encode(secrets.randbits(80), _RANDOM_CHARS)


def after(other: str, at: datetime) -> str:
    """A new id of this instant; where the other id was made no earlier, of the millisecond after that one, so that it sorts above it."""
    made = floor(at)
    if made <= other[:_TIME_CHARS]:
        made = _encode(_decode(other[:_TIME_CHARS]) + 1, _TIME_CHARS)
    return made + _encode(secrets.randbits(80), _RANDOM_CHARS)


def floor(at: datetime) -> str:
    """The smallest prefix of ids made at this instant: a bound for range queries by time."""
    return _encode(int(at.timestamp() * 1000), _TIME_CHARS)


def made_before(name: str, at: datetime) -> bool:
    """Whether a record's name ends in an id that was made before this instant; a name without an id was not."""
    found = _AT_END.search(name)
    return found is not None and found.group(1) < floor(at)
