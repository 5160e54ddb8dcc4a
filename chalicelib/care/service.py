"""Choosing, switching and ending care, and who is in it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from chalicelib.care import rules, store
from chalicelib.care.schemas import CareLink
from chalicelib.core import idempotency, ids, settings
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, Misuse
from chalicelib.core.records import Key, Record, get_many
from chalicelib.core.writing import Transaction, transaction
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing

PLACES = "care.places"
ENDED, LEFT = "care.ended", "care.left"
"""Topics: a client has left somebody at all, once; and each provider they have left, named in the entry."""
_BATCH = 100


def choose(grant: Grant, now: datetime, *, share_record: bool = False) -> CareLink:
    """Begin care with the provider who came with the client's grant. Choosing a former therapist again reopens the same relation.

    share_record: where somebody else has treated the client, whether what was written until now is open too. Raises AlreadyInCare,
    NotTakingClients.
    """
    listing = open_to(grant)
    try:
        with transaction(grant, "care.begin") as write:
            return _treat(write, grant, listing, now, _opens_from(_treatments(grant), share_record, now))
    except idempotency.Replay:
        return _between(grant, listing.provider_id)


def switch(grant: Grant, now: datetime, *, share_record: bool = False) -> CareLink:
    """Begin care with the provider who came with the grant and end it with every other, in one step.

    A former therapist's access ends with it. share_record: whether what was written until now is open to the new one. Raises
    AlreadyInCare, NotTakingClients.
    """
    listing = open_to(grant)
    try:
        with transaction(grant, "care.switch") as write:
            treatments = _treatments(grant)
            former = [one for one in treatments if one.status == "active" and one.carer_id != listing.provider_id]
            for relation in former:
                _finish(write, relation, now)
            if former:
                write.tell(ENDED, {})
            return _treat(write, grant, listing, now, _opens_from(treatments, share_record, now))
    except idempotency.Replay:
        return _between(grant, listing.provider_id)


def end(grant: Grant, now: datetime) -> None:
    """End care between the client and the provider who came with the grant. Raises Conflict where there is none."""
    relation = store.find(grant, grant.party("provider").key("provider"))
    if relation is None:
        raise Conflict
    with transaction(grant, "care.end") as write:
        _finish(write, relation, now)
        write.tell(ENDED, {})


def enrol(grant: Grant, now: datetime) -> None:
    """Open the relation between a client and the practice's office. Safe to repeat."""
    try:
        with transaction(grant, "care.enrol") as write:
            _begin(write, grant, settings.load().practice, now, office=True)
    except rules.AlreadyInCare:
        return


def links(grant: Grant) -> list[CareLink]:
    """Every relation of the grant's own side, the office and ended ones included, oldest first. One query."""
    return _links(store.of(grant), grant)


def links_with(grant: Grant, model: type[store.R]) -> tuple[list[CareLink], list[store.R]]:
    """The same, with what another feature keeps beside the relations in records of its own. One query. model: see `thread_key`."""
    relations, beside = store.of_with(grant, model)
    return _links(relations, grant), beside


def thread_key(care_id: str) -> str:
    """The sort key of a record that another feature keeps beside a relation, in the table of relations."""
    return store.beside(care_id)


def providers_of(grant: Grant) -> list[CareLink]:
    """Who treats this client now, oldest relation first."""
    grant.key("client")
    return [link for link in links(grant) if link.status == "active" and not link.practice]


def clients_of(grant: Grant) -> list[CareLink]:
    """Whom this provider treats now, oldest relation first."""
    grant.key("provider")
    return [link for link in links(grant) if link.status == "active"]


def relations(provider: Grant, clients: Sequence[Grant]) -> list[str]:
    """The ids of the active relations between a provider and these clients, in their order. Raises CareEnded. One read."""
    return [relation.care_id for relation in store.between(provider, clients, rules.CareEnded())]


def hold_active(write: Transaction, care_id: str) -> None:
    """Let a transaction about a client through only while this relation of theirs is active; CareEnded otherwise."""
    store.hold(write, care_id, rules.CareEnded())


def standing(relations: Sequence[tuple[str, str]]) -> set[str]:
    """Which of these relations are active. relations: the carer's id and the relation's own of each. One read per hundred."""
    found = set()
    for begin in range(0, len(relations), _BATCH):
        rows = get_many([store.by_care(carer_id, care_id) for carer_id, care_id in relations[begin : begin + _BATCH]])
        found |= {row.care_id for row in rows if row is not None and row.status == "active"}
    return found


def caseloads(provider_ids: Sequence[str]) -> dict[str, int]:
    """How many clients each of these providers treats now. One read per hundred."""
    found: dict[str, int] = {}
    for begin in range(0, len(provider_ids), _BATCH):
        some = provider_ids[begin : begin + _BATCH]
        rows = get_many([store.caseload_key(provider_id) for provider_id in some])
        found |= {provider_id: int(row.clients) if row else 0 for provider_id, row in zip(some, rows, strict=True)}
    return found


def caseload_key(provider_id: str) -> Key:
    """Where the number of a provider's clients is, for a BatchGetItem that reads it together with other rows."""
    return store.caseload_key(provider_id)


def caseload_of(row: Record | None) -> int:
    """The number in a row that was read by `caseload_key`."""
    return int(row.clients) if isinstance(row, store.CaseloadRecord) else 0


def relation_key(grant: Grant, provider_id: str) -> Key:
    """Where a client's relation with one provider is, for a BatchGetItem that reads it together with other rows."""
    return store.by_person(grant.key("client"), provider_id)


def in_care(row: Record | None) -> bool:
    """Whether the relation in a row that was read by `relation_key` stands now."""
    return isinstance(row, store.CareRecord) and row.status == "active"


def open_to(grant: Grant) -> Listing:
    """The listing of the provider who came with the grant. Raises NotTakingClients."""
    provider_id = grant.party("provider").key("provider")
    listing = providers.listing(provider_id)
    if listing is None:
        raise Misuse("the rule of the route lets only listed providers through")
    if not listing.accepts_new:
        raise rules.NotTakingClients
    return listing


def _treatments(grant: Grant) -> list[store.CareRecord]:
    """The client's relations with therapists, ended ones included."""
    return [relation for relation in store.of(grant) if not relation.office]


def _opens_from(treatments: Sequence[store.CareRecord], share_record: bool, now: datetime) -> datetime | None:
    return rules.opens_from(bool(treatments), share_record, now)


def _treat(write: Transaction, grant: Grant, listing: Listing, now: datetime, opens_from: datetime | None) -> CareLink:
    store.take_place(write, listing.provider_id, listing.capacity, rules.NotTakingClients())
    write.tell(PLACES, {"provider_id": listing.provider_id, "what": "taken"})
    return _begin(write, grant, listing.provider_id, now, opens_from=opens_from)


def _finish(write: Transaction, relation: store.CareRecord, now: datetime) -> None:
    store.finish(write, relation, now, Conflict())
    store.leave_place(write, relation.carer_id)
    write.tell(PLACES, {"provider_id": relation.carer_id, "what": "freed"})
    write.tell(LEFT, {"provider_id": relation.carer_id})


def _between(grant: Grant, provider_id: str) -> CareLink:
    relation = store.find(grant, provider_id)
    if relation is None:
        raise Conflict
    return _link(relation, grant.key("client"))


def _begin(
    write: Transaction, grant: Grant, carer_id: str, now: datetime, *, office: bool = False, opens_from: datetime | None = None
) -> CareLink:
    client_id = grant.key("client")
    earlier = store.find(grant, carer_id)
    care_id = earlier.care_id if earlier else ids.new(now)
    store.begin(write, care_id, client_id, carer_id, now, office=office, opens_from=opens_from, otherwise=rules.AlreadyInCare())
    write.made(care_id)
    return CareLink(care_id=care_id, person_id=carer_id, status="active", since=now, practice=office, opens_from=opens_from)


def _links(relations: Iterable[store.CareRecord], grant: Grant) -> list[CareLink]:
    return sorted((_link(relation, grant.subject_id) for relation in relations), key=lambda link: link.since)


def _link(relation: store.CareRecord, mine: str) -> CareLink:
    other = relation.carer_id if relation.client_id == mine else relation.client_id
    return CareLink(
        care_id=relation.care_id,
        person_id=other,
        status="active" if relation.status == "active" else "ended",
        since=relation.since,
        until=relation.until,
        practice=bool(relation.office),
        opens_from=relation.opens_from,
    )
