"""Who may decide on a request for a new second factor: the manager, who opens one person's at a time, for a reason their log tells."""

from chalicelib.core import settings
from chalicelib.core.access import CLIENT_ROLES, Allow, Asked, Caller, Grant, Right, Subject, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.recovery import store


def cannot_get_in(path: str) -> Allow:
    """The manager, for the person named in the path who has asked for a new second factor."""
    return CannotGetIn(path)


class CannotGetIn(Allow):
    """See `cannot_get_in`. The grant is for the person, with the practice beside it; its reason in the access log is `second_factor`."""

    def __init__(self, path: str) -> None:
        super().__init__("admin")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.reset_key(settings.load().practice, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        row = rows[0]
        if not isinstance(row, store.ResetRecord):
            raise NotFound
        subject = subject_of(row.reset_of, row.role)
        return Grant(caller, subject, Right.PRACTICE, why="second_factor", parties=(own(caller),))


def subject_of(person_id: str, role: str) -> Subject:
    """Whose record a decision about this person is written to: their own, or the practice's for a manager."""
    if role == "admin":
        return Subject("practice", settings.load().practice)
    return Subject("client" if role in CLIENT_ROLES else "provider", person_id)
