"""Who may change an entry, the client it is of, and who may see it: the provider who treats them, as far as they share it."""

import re
from dataclasses import replace
from typing import Any

from chalicelib.care.access import Treats
from chalicelib.core import ids
from chalicelib.core.access import Allow, Asked, Caller, Grant, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.sharing import store
from chalicelib.sharing.entries import Entries
from chalicelib.sharing.schemas import Kind


class OwnEntry(Allow):
    """A client, for their own entry named in the path; its row is read with the gate row."""

    def __init__(self, entries: Entries[Any, Any], path: str = "entry_id") -> None:
        super().__init__("client")
        self.entries, self.path = entries, path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        entry_id = asked.path[self.path]
        return [self.entries.key(caller.id, entry_id)] if re.match(ids.PATTERN, entry_id) else []

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if not any(rows):
            raise NotFound
        return own(caller)


class SharedWithTherapist(Treats):
    """The provider treats the client. The switch of the kind is read with the gate row; while it is off, only chosen entries are open."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(path="client_id")
        self.kind = kind

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [*super().keys(caller, asked), store.switch_key(asked.path["client_id"], self.kind)]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        *care, switch = rows
        return replace(super().grant(caller, asked, care), chosen_only=not getattr(switch, "on", False))
