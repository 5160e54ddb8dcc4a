"""Who may act on a reminder that failed: the manager, for the practice, with the provider of the appointment beside it."""

from chalicelib.core import settings
from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.reminders import store


def works_off(path: str) -> Allow:
    """The manager, for the failed reminder named in the path."""
    return WorksOff(path)


class WorksOff(Allow):
    """See `works_off`."""

    def __init__(self, path: str) -> None:
        super().__init__("admin")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.key(_practice(caller), asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        row = rows[0]
        if not isinstance(row, store.FailedRecord):
            raise NotFound
        provider = Grant(caller, Subject("provider", row.provider_id), Right.PRACTICE, why="reminder")
        return _practice(caller, provider)


def _practice(caller: Caller, *parties: Grant) -> Grant:
    return Grant(caller, Subject("practice", settings.load().practice), Right.PRACTICE, why="practice", parties=parties)
