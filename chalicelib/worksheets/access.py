"""Who may open a filled-in worksheet: the client it is of."""

import re

from chalicelib.core import ids
from chalicelib.core.access import Allow, Asked, Caller, Grant, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.worksheets import store


class OwnEntry(Allow):
    """A client, for their own filled-in worksheet named in the path."""

    def __init__(self) -> None:
        super().__init__("client")

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        entry_id = asked.path["worksheet_entry_id"]
        return [store.entry_key(caller.id, entry_id)] if re.match(ids.PATTERN, entry_id) else []

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if not any(rows):
            raise NotFound
        return own(caller)
