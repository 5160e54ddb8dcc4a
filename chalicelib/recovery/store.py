"""Requests for a new second factor, in the practice's partition: first as they were written, then by whom they are about."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import client_keys, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, mark, transaction
from chalicelib.recovery.schemas import Contact

_FEATURE = "recovery"
_ASKED, _RESET, _COUNT = "asked#", "reset#", "count#"
_ASKED_KEPT = timedelta(days=1)
_COUNT_KEPT = timedelta(days=2)
ASKED, APPROVED = "second_factor.asked", "second_factor.approved"


class AskedRecord(Record):
    """A request nobody has looked up yet. Partition: the practice; sort: its id. Deleted once it is looked up."""

    class Meta(Record.Meta):
        table_name = table("recovery")
        subject = "practice"
        ttl = "expires_at"

    practice_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    pool = ClearText(why="clients or staff, where to look the person up")
    at = UTCDateTimeAttribute()
    body = Sealed()
    expires_at = TTLAttribute()


class CountRecord(Record):
    """How often it was asked within a time. Partition: the practice; sort: the time, for one address also a digest that differs by day."""

    class Meta(AskedRecord.Meta):
        pass

    practice_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    requests = NumberAttribute()
    expires_at = TTLAttribute()


class ResetRecord(Record):
    """A person who cannot get in. Partition: the practice; sort: the person. Deleted once it is decided and carried out."""

    class Meta(AskedRecord.Meta):
        pass

    practice_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    role = ClearText(why="client, guardian, provider or admin, decides whose record the decision is written to")
    state = ClearText(why="waiting, approved or off, how far it has come")
    asked_at = UTCDateTimeAttribute()
    due_by = UTCDateTimeAttribute()
    proof = ClearText(why="one word of a closed list: how the practice made sure", null=True)
    approved_by = ClearText(why="an id: which manager has approved", null=True)
    body = Sealed()

    @property
    def reset_of(self) -> str:
        """The person's id."""
        return str(self.item).removeprefix(_RESET)


def reset_key(practice_id: str, person_id: str) -> Key:
    """Where one person's request is, for the rule of access that reads it with the gate row."""
    return Key(ResetRecord, practice_id, f"{_RESET}{person_id}")


def add_asked(grant: Grant, asked_id: str, contact: Contact, *, staff: bool, at: datetime) -> None:
    """Keep what somebody wrote, to be looked up at once."""
    item = f"{_ASKED}{asked_id}"
    try:
        body = vault.seal(contact, grant, feature=_FEATURE, record=item)
    except client_keys.NoKey:
        client_keys.ensure(grant)
        body = vault.seal(contact, grant, feature=_FEATURE, record=item)
    pool = "staff" if staff else "clients"
    record = AskedRecord(grant.key("practice"), item, pool=pool, at=at, body=body, expires_at=at + _ASKED_KEPT)
    with transaction(grant, "second_factor.ask") as write:
        write.put(record)
        write.tell(ASKED, {"asked_id": asked_id})


def count_address(grant: Grant, email: str, now: datetime, limit: int, otherwise: AppError) -> None:
    """Count a request for this address, account or none; `otherwise` once there were `limit` on this day (UTC)."""
    day = f"{now:%Y-%m-%d}"
    digest = hashlib.sha256(f"{grant.key('practice')} {day} {email}".encode()).hexdigest()
    _count(grant, f"{day}#{digest}", now, limit, otherwise)


def count_everybody(grant: Grant, now: datetime, limit: int, otherwise: AppError) -> None:
    """Count a request, whoever it is about; `otherwise` once there were `limit` within this hour."""
    _count(grant, f"{now:%Y-%m-%dT%H}", now, limit, otherwise)


def _count(grant: Grant, what: str, now: datetime, limit: int, otherwise: AppError) -> None:
    actions = [CountRecord.requests.add(1), CountRecord.expires_at.set(now + _COUNT_KEPT)]
    below = CountRecord.requests.does_not_exist() | (CountRecord.requests < limit)
    mark(CountRecord(grant.key("practice"), f"{_COUNT}{what}"), actions, below, otherwise)


def asked(grant: Grant, asked_id: str) -> tuple[AskedRecord, Contact] | None:
    """What somebody wrote, None where it was looked up already."""
    (row,) = get_many([Key(AskedRecord, grant.key("practice"), f"{_ASKED}{asked_id}")])
    return None if row is None else (row, vault.open(row.body, Contact, grant, feature=_FEATURE, record=row.item))


def drop_asked(write: Transaction, row: AskedRecord) -> None:
    """Forget what was written, within a transaction."""
    write.delete(AskedRecord(row.practice_id, row.item))


def add_reset(
    write: Transaction, grant: Grant, person_id: str, role: str, contact: Contact, at: datetime, due_by: datetime, otherwise: AppError
) -> None:
    """Put somebody on the list within a transaction; `otherwise` where they are on it: what was written first stands."""
    item = f"{_RESET}{person_id}"
    body = vault.seal(contact, grant, feature=_FEATURE, record=item)
    record = ResetRecord(grant.key("practice"), item, role=role, state="waiting", asked_at=at, due_by=due_by, body=body)
    write.put(record, otherwise=otherwise)


def resets(grant: Grant) -> Iterator[ResetRecord]:
    """Everybody on the list."""
    return iter(ResetRecord.query(grant.key("practice"), ResetRecord.item.startswith(_RESET), consistent_read=True))


def reset(grant: Grant, person_id: str) -> ResetRecord | None:
    """One of them."""
    (row,) = get_many([reset_key(grant.key("practice"), person_id)])
    return row  # type: ignore[no-any-return]


def contact(grant: Grant, row: ResetRecord) -> Contact:
    """What they wrote."""
    return vault.open(row.body, Contact, grant, feature=_FEATURE, record=row.item)


def approve(write: Transaction, row: ResetRecord, proof: str, by: str, otherwise: AppError) -> None:
    """Note within a transaction who has approved and how they made sure; `otherwise` where it is decided already."""
    actions = [ResetRecord.state.set("approved"), ResetRecord.proof.set(proof), ResetRecord.approved_by.set(by)]
    write.update(ResetRecord(row.practice_id, row.item), actions, ResetRecord.state == "waiting", otherwise)


def note_off(grant: Grant, row: ResetRecord) -> None:
    """Note that the lost factor is off, so that it is not done twice."""
    mark(ResetRecord(grant.key("practice"), row.item), [ResetRecord.state.set("off")], ResetRecord.state == "approved")


def remove(write: Transaction, row: ResetRecord, state: str, otherwise: AppError) -> None:
    """Take somebody off the list within a transaction, while their request is in this state."""
    write.delete(ResetRecord(row.practice_id, row.item), ResetRecord.state == state, otherwise)
