"""Moving and cancelling what is booked, before it has begun: look, decide and write as in `booking`, at the cost that was shown."""

from datetime import datetime

import msgspec

from chalicelib.care import consultations
from chalicelib.care.rules import CONSULTATION
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import InvalidInput, NotFound
from chalicelib.core.writing import transaction
from chalicelib.safety import tasks
from chalicelib.scheduling import charges, openings, reminding, rules, service, store, topics
from chalicelib.scheduling.charges import Quote
from chalicelib.scheduling.openings import Also
from chalicelib.scheduling.schemas import Appointment, Cancellation, Changed, Move


def reschedule(grant: Grant, appointment_id: str, move: Move, now: datetime) -> Changed:
    """Move an appointment to another open time, its reminder with it; with `preview` only say what that costs now.

    Raises what `booking.book` raises but for the risk screen, and NotBooked, AlreadyBegun or FeeChanged.
    """
    if move.zone is not None:
        clock.zone_named(move.zone)
    if move.preview:
        return _changed(grant, changeable(grant, appointment_id, now), now, move.zone)
    start = move.start
    if start is None:
        raise InvalidInput("Say when the session should start.", field="start")
    openings.check_ahead(start, now)
    return openings.repeated(lambda: _move(grant, appointment_id, start, move, now))


def _move(grant: Grant, appointment_id: str, start: datetime, move: Move, now: datetime) -> Changed:
    record = changeable(grant, appointment_id, now)
    minutes = int(record.minutes)
    leave, take = (rules.span(at, minutes) for at in (record.start, start))
    if leave == take:
        # It is there: whoever lost the answer and asks again moves nothing and pays nothing a second time.
        return _changed(grant, record, now, move.zone)
    seen, quote = _quoted(grant, record, now, move.zone)
    charges.check(quote, move.fee_cents)
    wish = openings.Wish(take, minutes, record.format, move.zone, leave, session_type=record.type)
    return charges.shown(shift(grant, record, seen, wish, quote, now), quote)


def shift(
    grant: Grant,
    record: store.AppointmentRecord,
    seen: Appointment,
    wish: openings.Wish,
    quote: Quote | None,
    now: datetime,
    also: Also | None = None,
) -> Appointment:
    """Write an appointment's new time, once that was found free. seen: as the reader had it. quote: what they pay for it."""
    appointment_id, talk = record.appointment_id, talk_of(record)
    look = openings.look(grant, wish, now, closes=False)
    openings.decide(grant, look, wish, now)
    when = openings.when(look, wish.take[0])
    with transaction(grant, "appointment.move") as write:
        reminder = reminding.first(appointment_id, when["start"], now)
        own = {**when, **reminder, "came_at": None, "moved_late_at": charges.moved_late(grant, when["start"], now)}
        if quote is not None and quote.fee is not None:
            own["late_fee_at"] = now
        store.change(write, record, record.provider_id, own, openings.Outpaced(), free_at=now)
        for client_id in look.clients:
            store.change(write, record, client_id, {**when, "came_at": None}, openings.Outpaced())
        openings.occupy(write, look, wish, now)
        if quote is not None:
            charges.charge(write, grant, quote, appointment_id, now)
        if talk is not None:
            consultations.move(write, talk, appointment_id, when["start"], wish.minutes)
        topics.tell(write, topics.MOVED, record)
        openings.freed(write, grant)
        if also is not None:
            also(write, appointment_id)
    after = msgspec.structs.replace(seen, start=when["start"], provider_zone=when["zone"], sequence=int(record.sequence) + 1)
    return service.in_zone(after, seen.zone)


def cancel(
    grant: Grant, appointment_id: str, wish: Cancellation, now: datetime, *, first: bool = True, end_id: str | None = None
) -> Changed:
    """Cancel an appointment, its reminder with it; with `preview` only say what that costs now. Raises NotBooked, AlreadyBegun, FeeChanged.

    first: of several that are cancelled together; whoever looks after a client at risk hears of it once. end_id: as `ending.announce`
    gives it, where everybody is told of several together.
    """
    if wish.preview:
        return _changed(grant, changeable(grant, appointment_id, now), now, None)
    return openings.repeated(lambda: _cancel(grant, appointment_id, wish, now, first, end_id))


def _cancel(grant: Grant, appointment_id: str, wish: Cancellation, now: datetime, first: bool, end_id: str | None) -> Changed:
    record = changeable(grant, appointment_id, now)
    seen, quote = _quoted(grant, record, now, None)
    charges.check(quote, wish.fee_cents)
    span, talk = rules.span(record.start, int(record.minutes)), talk_of(record)
    ended = {"status": "cancelled"} | ({"end_id": end_id} if end_id else {})
    with transaction(grant, "appointment.cancel") as write:
        store.change(write, record, record.provider_id, {**ended, **reminding.NONE}, openings.Outpaced(), free_at=now)
        for client_id in record.client_ids:
            store.change(write, record, client_id, ended, openings.Outpaced())
        openings.vacate(write, grant, (record.provider_id, *record.client_ids), span)
        if wish.reason:
            for client in (grant,) if grant.subject.kind == "client" else grant.all("client"):
                store.keep_reason(write, client, appointment_id, wish.reason)
        if talk is not None:
            consultations.release(write, talk, appointment_id, now)
        charges.charge(write, grant, quote, appointment_id, now)
        if end_id is None:
            topics.tell(write, topics.CANCELLED, record)
        if first and grant.subject.kind == "client":
            tasks.parted(write, grant, "cancelled")
    return charges.shown(msgspec.structs.replace(seen, status="cancelled", sequence=int(record.sequence) + 1), quote)


def talk_of(record: store.AppointmentRecord) -> tuple[str, str] | None:
    """Whose free first talk an appointment is, the client's id and the provider's; None for any other."""
    sides = (record.client_ids[0], record.provider_id)
    return sides if record.type == CONSULTATION and consultations.holds(sides, record.appointment_id) else None


def changeable(grant: Grant, appointment_id: str, now: datetime) -> store.AppointmentRecord:
    """The provider's copy of an appointment that is booked and has not begun."""
    record = booked(grant, appointment_id)
    if record.start <= now:
        raise rules.AlreadyBegun
    return record


def booked(grant: Grant, appointment_id: str) -> store.AppointmentRecord:
    """The provider's copy of an appointment that is booked."""
    (provider,) = grant.all("provider")
    record = store.appointment(provider, appointment_id)
    if record is None:
        raise NotFound
    if record.status != "booked":
        raise rules.NotBooked
    return record


def _changed(grant: Grant, record: store.AppointmentRecord, now: datetime, zone: str | None) -> Changed:
    """The appointment as its reader sees it, and what a change costs the client now."""
    return charges.shown(*_quoted(grant, record, now, zone))


def _quoted(grant: Grant, record: store.AppointmentRecord, now: datetime, zone: str | None) -> tuple[Appointment, Quote]:
    seen = service.appointment(grant, record.appointment_id, zone)
    why = charges.why_free(seen.type == CONSULTATION, record.moved_late_at is not None, record.late_fee_at is not None)
    return seen, charges.of_change(grant, record.start, seen.start, now, why)
