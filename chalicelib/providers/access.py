"""Who keeps the directory."""

from chalicelib.core import settings
from chalicelib.core.access import Allow, Asked, Caller, Grant, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.providers import store


def lists(path: str) -> Allow:
    """The manager, for the practice, where the path names somebody of its directory."""
    return Lists(path)


class Lists(Allow):
    """See `lists`."""

    def __init__(self, path: str) -> None:
        super().__init__("admin")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.key(settings.load().practice, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if rows[0] is None:
            raise NotFound
        return own(caller)
