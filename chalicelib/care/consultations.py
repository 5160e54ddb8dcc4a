"""The free first talk: a client and a provider may meet once for fifteen minutes without care, and nothing of the record is opened."""

from datetime import datetime

from chalicelib.care import rules, store
from chalicelib.care.schemas import Consultation
from chalicelib.care.service import open_to
from chalicelib.core import idempotency
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import get_many
from chalicelib.core.writing import Transaction, transaction


def begin(grant: Grant, now: datetime) -> Consultation:
    """Let the client meet the provider who came with the grant once, within two weeks. While it is still to be booked, safe to repeat.

    Raises AlreadyInCare, NotTakingClients, ConsultationUsed.
    """
    provider_id = open_to(grant).provider_id
    relation = store.find(grant, provider_id)
    if relation is not None and relation.status == "active":
        raise rules.AlreadyInCare
    until = now + rules.TO_BOOK
    try:
        with transaction(grant, "consultation.begin") as write:
            store.open_consultation(write, grant, provider_id, now, until, rules.ConsultationUsed())
            write.made(provider_id)
    except (rules.ConsultationUsed, idempotency.Replay):
        earlier = store.consultation(grant, provider_id)
        if earlier is None or rules.consultation_state(earlier.until, earlier.appointment_id, now) != "open":
            raise rules.ConsultationUsed from None
        return _shown(earlier, provider_id)
    return Consultation(person_id=provider_id, since=now, until=until)


def consultations(grant: Grant) -> list[Consultation]:
    """Every free talk of the grant's own side, those that are over included, oldest first. One query."""
    mine = grant.subject_id
    found = [_shown(row, row.carer_id if row.client_id == mine else row.client_id) for row in store.consultations(grant)]
    return sorted(found, key=lambda talk: talk.since)


def holds(sides: tuple[str, str], appointment_id: str) -> bool:
    """Whether this appointment is the free talk of these two. sides: the client's id and the provider's."""
    (row,) = get_many([store.consultation_key(*sides)])
    return row is not None and row.appointment_id == appointment_id


def book(write: Transaction, sides: tuple[str, str], appointment_id: str, start: datetime, minutes: int, now: datetime) -> None:
    """Within the transaction that books it, let a talk end after its time. sides: the client's id and the provider's.

    The transaction raises ConsultationUsed where the talk is booked already or over.
    """
    unbooked = store.ConsultationRecord.appointment_id.does_not_exist() & (store.ConsultationRecord.until > now)
    ends = rules.consultation_ends(start, minutes)
    store.change_consultation(write, sides, ends, appointment_id, unbooked, rules.ConsultationUsed())


def move(write: Transaction, sides: tuple[str, str], appointment_id: str, start: datetime, minutes: int) -> None:
    """Within the transaction that moves the appointment, move the end of the talk with it."""
    same = store.ConsultationRecord.appointment_id == appointment_id
    store.change_consultation(write, sides, rules.consultation_ends(start, minutes), appointment_id, same, Conflict())


def release(write: Transaction, sides: tuple[str, str], appointment_id: str, now: datetime) -> None:
    """Within the transaction that cancels the appointment, let another time be booked in its place."""
    same = store.ConsultationRecord.appointment_id == appointment_id
    store.change_consultation(write, sides, now + rules.TO_BOOK, None, same, Conflict())


def _shown(row: store.ConsultationRecord, person_id: str) -> Consultation:
    return Consultation(person_id=person_id, since=row.since, until=row.until, appointment_id=row.appointment_id)
