"""Lock-out after failed sign-ins, as Amazon documents it.

From the fifth failure on, the n-th locks for 2^(n-5) seconds, 15 minutes at most. Attempts during a lock-out are refused
unlooked at and do not lengthen it.
A completed sign-in clears the count, and so do 15 minutes without an attempt.
Source: Amazon Cognito Developer Guide, "Lockout behavior for failed sign-in attempts"; wrong codes of a second factor count alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from infra.local.cognito.errors import not_authorized

FREE_FAILURES = 5
LONGEST_SECONDS = 15 * 60
SWEEP_AT = 10_000


@dataclass
class _Count:
    failures: int = 0
    locked_until: float = 0.0
    last_attempt: float = 0.0


class Lockouts:
    """Failure counts by an opaque key (pool and user). Not thread-safe: the facade's lock guards it."""

    def __init__(self) -> None:
        self._counts: dict[str, _Count] = {}

    def admit(self, key: str, now: float) -> None:
        """Let an attempt pass, or raise NotAuthorizedException "Password attempts exceeded"."""
        count = self._counts.get(key)
        if count is None:
            return
        if now - count.last_attempt >= LONGEST_SECONDS:
            del self._counts[key]
            return
        count.last_attempt = now
        if now < count.locked_until:
            raise not_authorized("Password attempts exceeded")

    def fail(self, key: str, now: float) -> None:
        """Count one failure."""
        if len(self._counts) >= SWEEP_AT:
            self._counts = {key: kept for key, kept in self._counts.items() if now - kept.last_attempt < LONGEST_SECONDS}
        count = self._counts.setdefault(key, _Count())
        count.failures += 1
        count.last_attempt = now
        if count.failures >= FREE_FAILURES:
            # The exponent is bounded first: a count of thousands must not build a number of thousands of bits.
            count.locked_until = now + min(2 ** min(count.failures - FREE_FAILURES, 10), LONGEST_SECONDS)

    def clear(self, key: str) -> None:
        """Forget the failures of somebody who signed in."""
        self._counts.pop(key, None)
