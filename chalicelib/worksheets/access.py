"""The product's worksheets are everybody's; a therapist's own are theirs, and their clients' they gave them to, while in their care."""

import re

from chalicelib.care.access import treated
from chalicelib.core import ids
from chalicelib.core.access import Allow, Asked, Caller, Grant, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.worksheets import definitions, store


class OpenSheet(Allow):
    """Whoever may open the worksheet named in the path, for what is their own; a built one's row is read with the gate row."""

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        slug = asked.path["slug"]
        return [store.definition_key(caller.id, slug)] if re.match(ids.PATTERN, slug) else []

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if not self._everybodys(asked) and not _is_open(caller, rows):
            raise NotFound
        return own(caller)

    def _everybodys(self, asked: Asked) -> bool:
        return asked.path["slug"] in definitions.shipped()


class BuiltSheet(OpenSheet):
    """The therapist who built the worksheet named in the path; those of the product nobody changes."""

    def __init__(self) -> None:
        super().__init__("provider")

    def _everybodys(self, asked: Asked) -> bool:
        return False


class BuildingSheet(BuiltSheet):
    """The same for what they are still changing, and any therapist for one they begin."""

    def _everybodys(self, asked: Asked) -> bool:
        return asked.path["slug"] == store.NEW


def _is_open(caller: Caller, rows: list[Record | None]) -> bool:
    row = rows[0] if rows else None
    if not isinstance(row, store.DefinitionRecord):
        return False
    return caller.id == row.provider_id or bool(treated(row.provider_id, [caller.id]))
