"""What a relation lets people open. An ended relation opens nothing for the provider, from the next request on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.care import rules, store
from chalicelib.care.schemas import CareLink, Consultation
from chalicelib.core import clock, settings
from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject, own
from chalicelib.core.errors import InvalidInput, NotFound
from chalicelib.core.records import Key, Record, get_many
from chalicelib.providers import service as providers

_MAX_CLIENTS = 4
_BATCH = 100


def treats(path: str) -> Allow:
    """A provider, for the client named in the path whom they treat now."""
    return Treats(path)


def treats_with_own(path: str) -> Allow:
    """The same, with a second grant for what is the provider's own."""
    return TreatsWithOwn(path)


def in_care_of(body: str) -> Allow:
    """A client, for their own with the provider named in the body who treats them; or that provider, with the clients in `client_ids`.

    A body of the type `consultation` needs a free first talk that is still to come in place of care.
    """
    return InCareOf(body)


def treated_by(path: str) -> Allow:
    """A client, for their own with the provider named in the path who treats them."""
    return TreatedBy(path)


def may_choose(body: str) -> Allow:
    """A client, for their own with the provider named in the body, whoever of the directory that is."""
    return MayChoose(body)


def in_relation(path: str) -> Allow:
    """Either side of the relation named in the path: the client for their own, the provider or the office for the client's."""
    return InRelation(path)


def clients_granted(grant: Grant, links: Iterable[CareLink]) -> list[Grant]:
    """One grant per client of a provider's own active relations, in their order: for lists, at most a page at a time.

    links: as `care.service.links` read them for this very grant.
    """
    right = Right.PRACTICE if grant.subject.kind == "practice" else Right.CARE
    return [
        Grant(grant.caller, Subject("client", link.person_id), right, why=right.value, opens_from=link.opens_from)
        for link in links
        if link.status == "active" and grant.subject.kind in ("provider", "practice")
    ]


def met_granted(grant: Grant, talks: Iterable[Consultation]) -> list[Grant]:
    """One grant per client of a provider's coming free talks, for naming them in a list: a party's, not a therapist's."""
    return [
        Grant(grant.caller, Subject("client", talk.person_id), Right.PARTY, why=rules.CONSULTATION)
        for talk in talks
        if grant.subject.kind == "provider"
    ]


def treated(provider_id: str, client_ids: Iterable[str]) -> set[str]:
    """Those among these clients whom this provider treats now. One read for up to a hundred."""
    return _standing(provider_id, client_ids, meeting=False)


def met(provider_id: str, client_ids: Iterable[str], since: datetime | None = None) -> set[str]:
    """The same, with those whom the provider is about to meet in a free first talk. One read for up to fifty.

    since: with those too who have left since then.
    """
    return _standing(provider_id, client_ids, meeting=True, since=since)


class Treats(Allow):
    """The provider treats the client named in the path; kept by the row in the provider's own partition."""

    def __init__(self, path: str) -> None:
        super().__init__("provider")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.by_person(caller.id, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        relation = _active(rows[0])
        return Grant(caller, Subject("client", relation.client_id), Right.CARE, why="care", opens_from=relation.opens_from)


class TreatsWithOwn(Treats):
    """See `treats_with_own`."""

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        return replace(super().grant(caller, asked, rows), parties=(own(caller),))


class InCareOf(Allow):
    """See `in_care_of`."""

    def __init__(self, body: str) -> None:
        super().__init__("client", "provider")
        self.body = body

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        if asked.body is None:
            return []
        if caller.role == "client":
            provider_id = getattr(asked.body, self.body)
            return [store.consultation_key(caller.id, provider_id) if _talk(asked) else store.by_person(caller.id, provider_id)]
        return [store.by_person(caller.id, client_id) for client_id in _client_ids(asked)]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if asked.body is None:
            return own(caller)
        if caller.role == "client":
            return self._as_client(caller, asked, rows)
        if getattr(asked.body, self.body) != caller.id:
            raise NotFound
        if not rows:
            raise InvalidInput("Say which clients it is for.", field="client_ids")
        clients = tuple(_care(caller, _active(row)) for row in rows)
        return Grant(caller, Subject("provider", caller.id), Right.OWN, parties=clients)

    def _as_client(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if any(client_id != caller.id for client_id in _client_ids(asked)):
            raise NotFound
        row = _running(rows[0]) if _talk(asked) else _active(rows[0])
        return _with_carer(caller, row.carer_id, "provider")


class TreatedBy(Allow):
    """See `treated_by`."""

    def __init__(self, path: str) -> None:
        super().__init__("client")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.by_person(caller.id, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        return _with_carer(caller, _active(rows[0]).carer_id, "provider")


class MayChoose(Allow):
    """See `may_choose`."""

    def __init__(self, body: str) -> None:
        super().__init__("client")
        self.body = body

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [providers.listing_key(getattr(asked.body, self.body))] if asked.body is not None else []

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if asked.body is None:
            return own(caller)
        chosen = providers.listing_of(rows[0])
        if chosen is None:
            raise NotFound
        return _with_carer(caller, chosen.provider_id, "provider")


class InRelation(Allow):
    """See `in_relation`."""

    def __init__(self, path: str) -> None:
        super().__init__("client", "provider", "admin")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        sides = [caller.id] if caller.role == "client" else [caller.id, settings.load().practice]
        return [store.by_care(side, asked.path[self.path]) for side in sides]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        if caller.role == "client":
            return _with_carer(caller, *_other_side(rows[0]))
        if caller.role == "provider":
            granted = _care(caller, _active(rows[0]))
            carer = Subject("provider", caller.id)
        else:
            granted = Grant(caller, Subject("client", _active(rows[1]).client_id), Right.PRACTICE, why="practice")
            carer = Subject("practice", settings.load().practice)
        return Grant(caller, granted.subject, granted.right, granted.why, (Grant(caller, carer, Right.PARTY, granted.why),))


def _active(row: Record | None) -> store.CareRecord:
    if not isinstance(row, store.CareRecord) or row.status != "active":
        raise NotFound
    return row


def _running(row: Record | None) -> store.ConsultationRecord:
    if not isinstance(row, store.ConsultationRecord) or row.until <= clock.now():
        raise NotFound
    return row


def _talk(asked: Asked) -> bool:
    return getattr(asked.body, "type", None) == rules.CONSULTATION


def _standing(provider_id: str, client_ids: Iterable[str], *, meeting: bool, since: datetime | None = None) -> set[str]:
    asked = list(dict.fromkeys(client_ids))
    keys = [store.by_person(provider_id, one) for one in asked]
    if meeting:
        keys += [store.consultation_key(provider_id, one) for one in asked]
    now, found = clock.now(), set()
    for begin in range(0, len(keys), _BATCH):
        for row in get_many(keys[begin : begin + _BATCH]):
            found |= {row.client_id} if _stands(row, now, since) else set()
    return found


def _stands(row: Record | None, now: datetime, since: datetime | None) -> bool:
    if isinstance(row, store.ConsultationRecord):
        return row.until > (since or now)
    if not isinstance(row, store.CareRecord):
        return False
    return row.status == "active" or (since is not None and row.until is not None and row.until >= since)


def _other_side(row: Record | None) -> tuple[str, str]:
    """The carer of a client's own relation, ended or not: what was written to the client stays theirs to read."""
    if not isinstance(row, store.CareRecord):
        raise NotFound
    return row.carer_id, "practice" if row.office else "provider"


def _care(caller: Caller, row: store.CareRecord) -> Grant:
    return Grant(caller, Subject("client", row.client_id), Right.CARE, why="care")


def _with_carer(caller: Caller, carer_id: str, kind: str) -> Grant:
    mine = own(caller)
    return Grant(caller, mine.subject, mine.right, mine.why, (Grant(caller, Subject(kind, carer_id), Right.PARTY, why="care"),))


def _client_ids(asked: Asked) -> list[str]:
    given: Any = getattr(asked.body, "client_ids", None)
    ids = list(dict.fromkeys(given)) if isinstance(given, list) else []
    if len(ids) > _MAX_CLIENTS:
        raise InvalidInput(f"At most {_MAX_CLIENTS} clients.", field="client_ids")
    return ids
