"""Who may act for somebody else: a guardian for their teen, the manager who sets that up."""

from chalicelib.accounts import staff, wards
from chalicelib.core import clock
from chalicelib.core.access import CLIENT_ROLES, Allow, Asked, Caller, Grant, Right, Subject, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.core.standing import StandingRecord


def guards(path: str) -> Allow:
    """A guardian, for the client named in the path, until that client is of age and unless they consented alone."""
    return Guards(path)


def manages(path: str, body: str | None = None) -> Allow:
    """The manager, for the client named in the path; with `body`, also the person of the client pool whom that field names."""
    return Manages(path, body)


def wards_granted(grant: Grant, client_ids: list[str]) -> list[Grant]:
    """One grant per client of a guardian's own links: for lists."""
    return [_guarding(grant.caller, client_id) for client_id in client_ids]


def invited(path: str) -> Allow:
    """The manager, for the practice, where the path names one of its staff."""
    return Invited(path)


class Invited(Allow):
    """See `invited`."""

    def __init__(self, path: str) -> None:
        super().__init__("admin")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [staff.key(asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if rows[0] is None:
            raise NotFound
        return own(caller)


class Guards(Allow):
    """See `guards`."""

    def __init__(self, path: str) -> None:
        super().__init__("guardian")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        client_id = asked.path[self.path]
        return [wards.ward_key(caller.id, client_id), wards.basis_key(client_id)]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        link, basis = rows
        if not isinstance(link, wards.GuardianRecord) or link.until <= clock.now():
            raise NotFound
        if isinstance(basis, wards.BasisRecord) and basis.basis == "minor_alone":
            raise NotFound
        return _guarding(caller, link.other_id)


class Manages(Allow):
    """See `manages`."""

    def __init__(self, path: str, body: str | None) -> None:
        super().__init__("admin")
        self.path, self.body = path, body

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        named = [getattr(asked.body, self.body)] if self.body and asked.body is not None else []
        return [Key(StandingRecord, person_id) for person_id in (asked.path[self.path], *named)]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        client, *others = rows
        if not isinstance(client, StandingRecord) or client.role != "client":
            raise NotFound
        if any(not isinstance(other, StandingRecord) or other.role not in CLIENT_ROLES for other in others):
            raise NotFound
        return Grant(caller, Subject("client", client.person_id), Right.PRACTICE, why="practice")


def _guarding(caller: Caller, client_id: str) -> Grant:
    return Grant(caller, Subject("client", client_id), Right.PARTY, why="guardian")
