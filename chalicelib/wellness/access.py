"""Who may see what a client noted: the client, and the provider who treats them as far as the client shares it, request by request."""

import re

from chalicelib.care.access import Treats
from chalicelib.core import ids
from chalicelib.core.access import Allow, Asked, Caller, Grant, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.wellness import store


class OwnMood(Allow):
    """A client, for their own entry named in the path."""

    def __init__(self) -> None:
        super().__init__("client")

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        # Only ids: the switches lie in the same partition.
        entry_id = asked.path["entry_id"]
        return [store.mood_key(caller.id, entry_id)] if re.match(ids.PATTERN, entry_id) else []

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if not any(rows):
            raise NotFound
        return own(caller)


class SharedWithTherapist(Treats):
    """The provider treats the client and the client's switch for this kind is on; the switch is read with the gate row."""

    def __init__(self, kind: str) -> None:
        super().__init__(path="client_id")
        self.kind = kind

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [*super().keys(caller, asked), store.switches_key(asked.path["client_id"])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        *care, switches = rows
        grant = super().grant(caller, asked, care)
        if not getattr(switches, self.kind, False):
            raise NotFound
        return grant
