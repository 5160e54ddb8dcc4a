"""Relations, each kept four times: in either side's partition, by the other side's id and by the relation's own id.

So one BatchGetItem can decide on a request that names the other person as well as on one that names the relation.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.care.schemas import Status
from chalicelib.core import partitions
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError
from chalicelib.core.records import ClearText, Key, Record, get_many, table
from chalicelib.core.writing import Transaction

_WITH = "with#"
_THREAD = "thread#"
_CARE = "care#"
_CASELOAD = "caseload"
_CONSULTATION = "consult#"

R = TypeVar("R", bound=Record)


class CareRecord(Record):
    """One relation seen from one side. Partition: a client, a provider or the practice; sort: the other side, or the relation."""

    class Meta(Record.Meta):
        table_name = table("care")
        subject = ("client", "provider", "practice")

    subject_id = UnicodeAttribute(hash_key=True)
    link = UnicodeAttribute(range_key=True)
    care_id = ClearText(why="the relation's own opaque id")
    client_id = ClearText(why="an id, the client's side")
    carer_id = ClearText(why="an id, the provider's side or the practice's")
    status = ClearText(why="active or ended, decides what may be opened")
    office = BooleanAttribute(default=False)
    since = UTCDateTimeAttribute()
    until = UTCDateTimeAttribute(null=True)
    opens_from = UTCDateTimeAttribute(null=True)


class ConsultationRecord(Record):
    """One free first talk seen from one side. Partition: a client or a provider; sort: `consult#` and the other side."""

    class Meta(Record.Meta):
        table_name = table("care")
        subject = ("client", "provider")

    subject_id = UnicodeAttribute(hash_key=True)
    link = UnicodeAttribute(range_key=True)
    client_id = ClearText(why="an id, the client's side")
    carer_id = ClearText(why="an id, the provider's side")
    since = UTCDateTimeAttribute()
    until = UTCDateTimeAttribute()
    appointment_id = ClearText(why="an id, the talk once it is booked", null=True)


class CaseloadRecord(Record):
    """How many clients a provider treats now. Partition: the provider; sort: the word `caseload`."""

    class Meta(Record.Meta):
        table_name = table("care")
        subject = "provider"

    subject_id = UnicodeAttribute(hash_key=True)
    link = UnicodeAttribute(range_key=True)
    clients = NumberAttribute(default=0)


def caseload_key(provider_id: str) -> Key:
    """Where the number of a provider's clients is kept."""
    return Key(CaseloadRecord, provider_id, _CASELOAD)


def by_person(subject_id: str, other_id: str) -> Key:
    """The row in one side's partition that names the other side."""
    return Key(CareRecord, subject_id, f"{_WITH}{other_id}")


def by_care(subject_id: str, care_id: str) -> Key:
    """The row in one side's partition that names the relation."""
    return Key(CareRecord, subject_id, f"{_CARE}{care_id}")


def of(grant: Grant) -> Iterator[CareRecord]:
    """Every relation of the grant's own side, ended ones included, in one query."""
    return iter(CareRecord.query(grant.key("client", "provider", "practice"), CareRecord.link.startswith(_WITH), consistent_read=True))


def beside(care_id: str) -> str:
    """The sort key under which another feature keeps what it has of a relation, so that one query gives it with the relations."""
    return f"{_THREAD}{care_id}"


def of_with(grant: Grant, model: type[R]) -> tuple[list[CareRecord], list[R]]:
    """Every relation of the grant's own side, ended ones included, and what another feature keeps beside them, in one query."""
    # Nothing else sorts between the two.
    found = list(partitions.items(CareRecord, grant.key("client", "provider", "practice"), (_THREAD, f"{_WITH}~")))
    theirs = [model.from_raw_data(raw) for raw in found if raw["link"]["S"].startswith(_THREAD)]
    return [CareRecord.from_raw_data(raw) for raw in found if raw["link"]["S"].startswith(_WITH)], theirs


def find(grant: Grant, carer_id: str) -> CareRecord | None:
    """A client's relation with one carer, None where there never was one."""
    try:
        return CareRecord.get(grant.key("client"), f"{_WITH}{carer_id}", consistent_read=True)
    except CareRecord.DoesNotExist:
        return None


def between(provider: Grant, clients: Sequence[Grant], otherwise: AppError) -> list[CareRecord]:
    """The active relation of each client with this provider, in one read. Raises `otherwise` where there is none."""
    found = get_many([by_person(provider.key("provider"), client.key("client")) for client in clients])
    if not all(row and row.status == "active" for row in found):
        raise otherwise
    return found


def begin(
    write: Transaction,
    care_id: str,
    client_id: str,
    carer_id: str,
    since: datetime,
    *,
    office: bool,
    opens_from: datetime | None,
    otherwise: AppError,
) -> None:
    """Write an active relation to both sides unless one is active; `otherwise` is raised then."""
    inactive = CareRecord.subject_id.does_not_exist() | (CareRecord.status != "active")
    facts: dict[str, Any] = {
        "care_id": care_id,
        "client_id": client_id,
        "carer_id": carer_id,
        "office": office,
        "since": since,
        "opens_from": opens_from,
    }
    for key in _rows(care_id, client_id, carer_id):
        write.put(CareRecord(key.hash, key.range, status="active", **facts), condition=inactive, otherwise=otherwise)


def finish(write: Transaction, relation: CareRecord, until: datetime, otherwise: AppError) -> None:
    """Mark an active relation as ended on both sides; `otherwise` is raised if it is not active any more."""
    ended: Status = "ended"
    for key in _rows(relation.care_id, relation.client_id, relation.carer_id):
        actions = [CareRecord.status.set(ended), CareRecord.until.set(until)]
        write.update(CareRecord(key.hash, key.range), actions, CareRecord.status == "active", otherwise)


def take_place(write: Transaction, provider_id: str, capacity: int | None, otherwise: AppError) -> None:
    """Count one more client; `otherwise` is raised if that were more than `capacity`, however many choose at once."""
    free = None
    if capacity is not None:
        free = CaseloadRecord.clients < capacity
        free = free | CaseloadRecord.clients.does_not_exist() if capacity > 0 else free
    write.update(CaseloadRecord(provider_id, _CASELOAD), [CaseloadRecord.clients.add(1)], free, otherwise)


def leave_place(write: Transaction, provider_id: str) -> None:
    """Count one client less."""
    write.update(CaseloadRecord(provider_id, _CASELOAD), [CaseloadRecord.clients.add(-1)])


def hold(write: Transaction, care_id: str, otherwise: AppError) -> None:
    """Let a transaction of a client's grant through only while the relation is active."""
    write.check(by_care(write.grant.key("client"), care_id), CareRecord.status == "active", otherwise)


def consultation_key(subject_id: str, other_id: str) -> Key:
    """The row of a free talk in one side's partition."""
    return Key(ConsultationRecord, subject_id, f"{_CONSULTATION}{other_id}")


def consultation(grant: Grant, carer_id: str) -> ConsultationRecord | None:
    """A client's free talk with one provider, over or not; None where there never was one."""
    (row,) = get_many([consultation_key(grant.key("client"), carer_id)])
    return row  # type: ignore[no-any-return]


def consultations(grant: Grant) -> Iterator[ConsultationRecord]:
    """Every free talk of the grant's own side, those that are over included, in one query."""
    return iter(ConsultationRecord.query(grant.key("client", "provider"), ConsultationRecord.link.startswith(_CONSULTATION)))


def open_consultation(write: Transaction, grant: Grant, carer_id: str, since: datetime, until: datetime, otherwise: AppError) -> None:
    """Let a client and a provider meet once; `otherwise` is raised where they are about to or have met."""
    client_id = grant.key("client")
    unused = ConsultationRecord.subject_id.does_not_exist() | (
        ConsultationRecord.appointment_id.does_not_exist() & (ConsultationRecord.until <= since)
    )
    for key in (consultation_key(client_id, carer_id), consultation_key(carer_id, client_id)):
        record = ConsultationRecord(key.hash, key.range, client_id=client_id, carer_id=carer_id, since=since, until=until)
        write.put(record, condition=unused, otherwise=otherwise)


def change_consultation(
    write: Transaction, sides: tuple[str, str], until: datetime, appointment_id: str | None, condition: Condition, otherwise: AppError
) -> None:
    """Say on both sides when a free talk ends and which appointment it is. sides: the client's id and the provider's."""
    held = ConsultationRecord.appointment_id
    actions = [ConsultationRecord.until.set(until), held.set(appointment_id) if appointment_id else held.remove()]
    for one, other in (sides, sides[::-1]):
        key = consultation_key(one, other)
        write.update(ConsultationRecord(key.hash, key.range), actions, condition, otherwise)


def _rows(care_id: str, client_id: str, carer_id: str) -> list[Key]:
    return [
        by_person(client_id, carer_id),
        by_person(carer_id, client_id),
        by_care(client_id, care_id),
        by_care(carer_id, care_id),
    ]
