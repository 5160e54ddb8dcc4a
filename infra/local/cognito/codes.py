"""Six-digit codes sent by mail or text: one living code per person and purpose, few tries, used once."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from infra.local.cognito.errors import Refused, code_expired, code_mismatch

SIGN_UP_SECONDS = 24 * 3600
PASSWORD_SECONDS = 3600
# Cognito names a range of 5 to 20 an hour; the strict end for guesses, the lenient end for sending.
WRONG_TRIES_AN_HOUR = 5
SENDINGS_AN_HOUR = 20
HOUR = 3600


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


@dataclass
class _Entry:
    digits: str | None = None
    until: float = 0.0
    sent: list[float] = field(default_factory=list)
    wrong: list[float] = field(default_factory=list)


class CodeBook:
    """Codes by an opaque key (pool, user and purpose). Not thread-safe: the facade's lock guards it."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def issue(self, key: str, lifetime: float, now: float) -> str:
        """Make a code that replaces the one before. Raises LimitExceededException when too many were sent within the hour."""
        entry = self._entries.setdefault(key, _Entry())
        entry.sent = _recent(entry.sent, now)
        if len(entry.sent) >= SENDINGS_AN_HOUR:
            raise _limit_exceeded()
        entry.sent.append(now)
        entry.digits = new_code()
        entry.until = now + lifetime
        return entry.digits

    def check(self, key: str, digits: str, now: float) -> None:
        """Accept the living code, leaving it in place: `spend` it once the rest of the request is in order.

        Raises ExpiredCodeException, CodeMismatchException, or LimitExceededException after too many wrong tries within the hour.
        """
        entry = self._entries.get(key)
        if entry is None:
            raise code_expired()
        entry.wrong = _recent(entry.wrong, now)
        if len(entry.wrong) >= WRONG_TRIES_AN_HOUR:
            raise _limit_exceeded()
        if entry.digits is None or entry.until <= now:
            raise code_expired()
        if not hmac.compare_digest(entry.digits.encode(), digits.encode()):
            entry.wrong.append(now)
            raise code_mismatch()

    def spend(self, key: str) -> None:
        """Make the code unusable."""
        self._entries.pop(key, None)


def _recent(moments: list[float], now: float) -> list[float]:
    return [moment for moment in moments if now - moment < HOUR]


def _limit_exceeded() -> Refused:
    return Refused("LimitExceededException", "Attempt limit exceeded, please try after some time.")
