"""Things kept under an unguessable key for a short while: challenge sessions and SRP handshakes."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import Generic, TypeVar

Held = TypeVar("Held")

# Beyond this many, what has expired is swept out.
SWEEP_AT = 1000


class Expired(Exception):
    """The key was right, and too late."""


@dataclass
class _Entry(Generic[Held]):
    value: Held
    until: float


class Expiring(Generic[Held]):
    """A box whose keys are 64 random bytes in base64. Not thread-safe: the facade's lock guards it."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry[Held]] = {}

    def put(self, value: Held, until: float, now: float) -> str:
        """Keep a value until a moment (seconds since 1970) and tell its key."""
        if len(self._entries) >= SWEEP_AT:
            self._entries = {key: entry for key, entry in self._entries.items() if entry.until > now}
        key = base64.b64encode(secrets.token_bytes(64)).decode()
        self._entries[key] = _Entry(value, until)
        return key

    def peek(self, key: str, now: float) -> Held:
        """Look at a value and leave it. Raises KeyError when unknown, Expired when too late."""
        entry = self._entries[key]
        if entry.until <= now:
            raise Expired
        return entry.value

    def take(self, key: str, now: float) -> Held:
        """Take a value out for good. Raises as `peek` does."""
        value = self.peek(key, now)
        del self._entries[key]
        return value
