"""Time-based one-time codes (RFC 6238: SHA-1, six digits, steps of 30 seconds)."""

from __future__ import annotations

import base64
import hmac
import secrets

STEP_SECONDS = 30
# One step either side, for clocks that differ and people who type slowly.
NEIGHBOURS = (0, -1, 1)


def new_secret() -> str:
    """160 random bits in base32, as an authenticator app takes them."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_at(now: float) -> int:
    """The step that holds at `now` (seconds since 1970)."""
    return int(now) // STEP_SECONDS


def code(secret: str, step: int) -> str:
    """The six digits of one step."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def matching_step(secret: str, digits: str, now: float) -> int | None:
    """The step within reach of `now` whose code these digits are, or None."""
    reachable = [step_at(now) + neighbour for neighbour in NEIGHBOURS]
    return next((step for step in reachable if hmac.compare_digest(code(secret, step).encode(), digits.encode())), None)
