"""Whose calendar a private address shows: its owner's, to whoever holds the secret."""

from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Record, get_many
from chalicelib.feeds import store


def shown_by_secret(path: str) -> Allow:
    """Whoever holds the secret in the path, for the calendar it shows."""
    return ShownBySecret(path)


class ShownBySecret(Allow):
    """See `shown_by_secret`. Calendars cannot sign in: the address is the key, and its owner can change it at any time."""

    public = True

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        (row,) = get_many([store.key(asked.path[self.path])])
        if not isinstance(row, store.FeedRecord):
            raise NotFound
        return Grant(caller, Subject(row.person_kind, row.person_id), Right.PUBLIC, why="calendar feed")
