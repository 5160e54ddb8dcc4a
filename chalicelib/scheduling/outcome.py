"""What became of an appointment whose time has come: who came, and whether it was held, missed or called off."""

from datetime import datetime

import msgspec

from chalicelib.care import consultations
from chalicelib.care.rules import CONSULTATION
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.writing import Transaction, transaction
from chalicelib.safety import tasks
from chalicelib.scheduling import changing, charges, openings, reminding, rules, service, store, topics
from chalicelib.scheduling.schemas import Absence, Changed


def miss(grant: Grant, appointment_id: str, wish: Absence, now: datetime) -> Changed:
    """Say that nobody came, with the fee for it on the first client's ledger; with `preview` only say what that costs them.

    grant: the provider's, the clients beside it. One appointment costs one fee, however many were to come. Raises NotBooked, NotBegun,
    ProviderAbsent for a session online that the provider never joined, and ClientCame where a client was at its door in time.
    """
    return openings.repeated(lambda: _miss(grant, appointment_id, wish, now))


def _miss(grant: Grant, appointment_id: str, wish: Absence, now: datetime) -> Changed:
    record = changing.booked(grant, appointment_id)
    if record.start > now:
        raise rules.NotBegun(starts_at=record.start.isoformat())
    if record.format != "in_person" and record.came_at is None:
        raise rules.ProviderAbsent
    theirs = store.copies(grant, appointment_id)
    if any(rules.came_in_time(copy.came_at, record.start, int(record.minutes)) for copy in theirs):
        raise rules.ClientCame
    seen = service.appointment(grant, appointment_id)
    payer = grant.all("client")[0]
    quote = charges.of_absence(grant, payer, seen.start, free=seen.type == CONSULTATION)
    if wish.preview:
        return charges.shown(seen, quote)
    missed = {"status": "no_show"}
    with transaction(grant, "appointment.miss") as write:
        store.change(write, record, record.provider_id, {**missed, **reminding.NONE}, openings.Outpaced())
        for copy in theirs:
            store.change(write, record, copy.owner_id, missed, openings.Outpaced(), own=copy)
        for client in grant.all("client"):
            tasks.parted(write, client, "missed")
        charges.charge(write, payer, quote, appointment_id, now)
        topics.tell(write, topics.MISSED, record)
    return charges.shown(msgspec.structs.replace(seen, status="no_show", sequence=int(record.sequence) + 1), quote)


def arrive(write: Transaction, grant: Grant, appointment_id: str, at: datetime) -> None:
    """Note within a transaction that the grant's own side has come to a session. Forgotten when it is moved. Raises NotBooked."""
    store.note_arrival(write, grant, appointment_id, at, rules.NotBooked())


def has_come(grant: Grant, appointment_id: str) -> bool:
    """Whether the provider has come into a session at the time it has now. Raises NotFound."""
    return _known(grant, appointment_id).came_at is not None


def complete(write: Transaction, grant: Grant, appointment_id: str) -> None:
    """Mark a booked appointment within a transaction as held, for each of its parties. grant: the provider's, its clients beside it."""
    _close(write, _known(grant, appointment_id), "completed")


def call_off(write: Transaction, grant: Grant, appointment_id: str, now: datetime) -> None:
    """Mark a booked appointment whose time has come within a transaction as cancelled, at no cost, and have everybody told.

    What is left of its time is free again, and a free first talk is booked anew.
    """
    record = _known(grant, appointment_id)
    talk = changing.talk_of(record)
    _close(write, record, "cancelled")
    openings.vacate(write, grant, (record.provider_id, *record.client_ids), rules.span(record.start, int(record.minutes)))
    if talk is not None:
        consultations.release(write, talk, appointment_id, now)
    topics.tell(write, topics.CANCELLED, record)


def _known(grant: Grant, appointment_id: str) -> store.AppointmentRecord:
    record = store.appointment(grant, appointment_id)
    if record is None:
        raise NotFound
    return record


def _close(write: Transaction, record: store.AppointmentRecord, status: str) -> None:
    if record.status != "booked":
        raise rules.NotBooked
    closed = {"status": status}
    # What was still tried of a reminder has nothing to remind of: left in, every sweep would find it for ever.
    store.change(write, record, record.provider_id, {**closed, **reminding.NONE}, rules.NotBooked())
    for client_id in record.client_ids:
        store.change(write, record, client_id, closed, rules.NotBooked())
