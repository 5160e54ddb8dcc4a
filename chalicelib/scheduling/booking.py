"""Booking, moving and cancelling: look once, decide, write once. Nothing is held in between; the write's conditions are the only lock."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import msgspec

from chalicelib.availability.rules import INDIVIDUAL, NotOffered
from chalicelib.care import consultations
from chalicelib.care.rules import CONSULTATION
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, InvalidInput, NotFound, Unavailable
from chalicelib.core.records import Transaction, transaction
from chalicelib.safety import service as safety
from chalicelib.safety import tasks
from chalicelib.scheduling import busy, charges, openings, reminding, rules, service, store
from chalicelib.scheduling.charges import Quote
from chalicelib.scheduling.schemas import Absence, Appointment, BookingWish, Cancellation, Changed, Move

BOOKED, MOVED, CANCELLED, MISSED = "appointment.booked", "appointment.moved", "appointment.cancelled", "appointment.missed"
_TRIES = 6

T = TypeVar("T")
Also = Callable[[Transaction, str], None]
"""What else one transaction holds. It gets the appointment's id."""


def book(grant: Grant, wish: BookingWish, now: datetime) -> Appointment:
    """Book one open time with the provider who came with the grant, or, for a provider, with the clients who came with it.

    Raises SlotTaken, ClientBusy, NotOffered, NotLicensed; for a client also ScreenOpen, ReviewOpen and, for a free first talk,
    ConsultationUsed.
    """
    if wish.zone is not None:
        clock.zone_named(wish.zone)
    check_ahead(wish.start, now)
    wanted = openings.Wish(openings.span(wish.start, wish.minutes), wish.minutes, wish.format, wish.zone, session_type=wish.type)
    try:
        return repeated(lambda: _book(grant, wanted, now))
    except idempotency.Replay as earlier:
        return service.appointment(grant, earlier.made_id, wish.zone)


def book_date(grant: Grant, wish: openings.Wish, appointment_id: str, series_id: str, now: datetime) -> Appointment:
    """Book one date of a series under the id it has in that series. Raises what `book` raises."""

    def attempt() -> Appointment:
        look = openings.look(grant, wish, now, closes=True)
        openings.decide(grant, look, wish, now)
        return _write(grant, look, wish, appointment_id, now, series_id)

    return repeated(attempt)


def take_held(grant: Grant, wish: openings.Wish, now: datetime, moves: str | None, also: Also) -> Appointment:
    """Book the time that is held for this client, or move one of their appointments there, at no cost: the practice offered it.

    One try: raises Outpaced where somebody else wrote meanwhile, and what `book` or `reschedule` raise. also: what belongs to the same
    transaction.
    """
    if moves is None:
        look = openings.look(grant, wish, now, closes=True)
        openings.decide(grant, look, wish, now)
        return _write(grant, look, wish, ids.new(now), now, also=also)
    record = _changeable(grant, moves, now)
    seen = service.appointment(grant, moves, wish.zone)
    wish = replace(wish, leave=openings.span(record.start, int(record.minutes)), session_type=record.type)
    return _shift(grant, record, seen, wish, None, now, also)


def _book(grant: Grant, wish: openings.Wish, now: datetime) -> Appointment:
    look = openings.look(grant, wish, now, closes=True)
    try:
        openings.decide(grant, look, wish, now)
    except AppError:
        # A repeat of a booking that went well would find its own session in the way.
        idempotency.check_earlier()
        raise
    return _write(grant, look, wish, ids.new(now), now)


def _write(
    grant: Grant,
    look: openings.Look,
    wish: openings.Wish,
    appointment_id: str,
    now: datetime,
    series_id: str | None = None,
    also: Also | None = None,
) -> Appointment:
    """Write an appointment whose time was just found free: copies, busy marks, and what is due because of it."""
    provider_id, session_type = look.diary.provider_id, openings.type_of(look, wish)
    facts = {
        "provider_id": provider_id,
        "client_ids": list(look.clients),
        "minutes": wish.minutes,
        "format": wish.meeting,
        "session_type": None if session_type == INDIVIDUAL else session_type,
        "status": "booked",
        "series_id": series_id,
        **openings.when(look, wish.take[0]),
    }
    (provider,) = grant.all("provider")
    reminder = reminding.first(appointment_id, facts["start"], now)
    copies = [store.copy(provider, appointment_id, reader_zone=facts["zone"], **facts, **reminder)]
    copies += [store.copy(one, appointment_id, reader_zone=openings.reader_zone(look, wish, one), **facts) for one in grant.all("client")]
    with transaction(grant, "appointment.book") as write:
        for copy in copies:
            write.put(copy)
        openings.occupy(write, look, wish, now)
        if grant.subject.kind == "client" and session_type == CONSULTATION:
            consultations.book(write, (grant.subject_id, provider_id), appointment_id, facts["start"], wish.minutes, now)
        if grant.subject.kind == "client":
            safety.hold_booking(write, grant)
        if also is not None:
            also(write, appointment_id)
        told = {"appointment_id": appointment_id, "provider_id": provider_id, "sequence": "0"}
        write.tell(BOOKED, told | ({"series_id": series_id} if series_id else {}))
        if series_id is None:
            # A date of a series is found by its own id; the request's key stands for the series.
            write.made(appointment_id)
    mine = next(copy for copy in copies if copy.owner_id == grant.subject_id)
    return service.shown(mine, wish.zone)


def reschedule(grant: Grant, appointment_id: str, move: Move, now: datetime) -> Changed:
    """Move an appointment to another open time, its reminder with it; with `preview` only say what that costs now.

    Raises what `book` raises but for the risk screen, and NotBooked, AlreadyBegun or FeeChanged.
    """
    if move.zone is not None:
        clock.zone_named(move.zone)
    if move.preview:
        return _changed(grant, _changeable(grant, appointment_id, now), now, move.zone)
    start = move.start
    if start is None:
        raise InvalidInput("Say when the session should start.", field="start")
    check_ahead(start, now)
    return repeated(lambda: _move(grant, appointment_id, start, move, now))


def _move(grant: Grant, appointment_id: str, start: datetime, move: Move, now: datetime) -> Changed:
    record = _changeable(grant, appointment_id, now)
    minutes = int(record.minutes)
    leave, take = (openings.span(at, minutes) for at in (record.start, start))
    if leave == take:
        # It is there: whoever lost the answer and asks again moves nothing and pays nothing a second time.
        return _changed(grant, record, now, move.zone)
    seen, quote = _quoted(grant, record, now, move.zone)
    charges.check(quote, move.fee_cents)
    wish = openings.Wish(take, minutes, record.format, move.zone, leave, session_type=record.type)
    return charges.shown(_shift(grant, record, seen, wish, quote, now), quote)


def _shift(
    grant: Grant,
    record: store.AppointmentRecord,
    seen: Appointment,
    wish: openings.Wish,
    quote: Quote | None,
    now: datetime,
    also: Also | None = None,
) -> Appointment:
    """Write an appointment's new time, once that was found free. seen: as the reader had it. quote: what they pay for it."""
    appointment_id, talk = record.appointment_id, _talk(record)
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
        tell(write, MOVED, record)
        openings.freed(write, grant)
        if also is not None:
            also(write, appointment_id)
    after = msgspec.structs.replace(seen, start=when["start"], provider_zone=when["zone"], sequence=int(record.sequence) + 1)
    return service.in_zone(after, seen.zone)


def _talk(record: store.AppointmentRecord) -> tuple[str, str] | None:
    """Whose free first talk an appointment is, the client's id and the provider's; None for any other."""
    sides = (record.client_ids[0], record.provider_id)
    return sides if record.type == CONSULTATION and consultations.holds(sides, record.appointment_id) else None


def tell(write: Transaction, topic: str, record: store.AppointmentRecord) -> None:
    """Leave word within a transaction of a change to an appointment, and which of its changes that is. record: as it was before."""
    refs = {"appointment_id": record.appointment_id, "provider_id": record.provider_id, "sequence": str(int(record.sequence) + 1)}
    write.tell(topic, refs)


def cancel(
    grant: Grant, appointment_id: str, wish: Cancellation, now: datetime, *, first: bool = True, end_id: str | None = None
) -> Changed:
    """Cancel an appointment, its reminder with it; with `preview` only say what that costs now. Raises NotBooked, AlreadyBegun, FeeChanged.

    first: of several that are cancelled together; whoever looks after a client at risk hears of it once. end_id: as `ending.announce`
    gives it, where everybody is told of several together.
    """
    if wish.preview:
        return _changed(grant, _changeable(grant, appointment_id, now), now, None)
    return repeated(lambda: _cancel(grant, appointment_id, wish, now, first, end_id))


def _cancel(grant: Grant, appointment_id: str, wish: Cancellation, now: datetime, first: bool, end_id: str | None) -> Changed:
    record = _changeable(grant, appointment_id, now)
    seen, quote = _quoted(grant, record, now, None)
    charges.check(quote, wish.fee_cents)
    span, talk = openings.span(record.start, int(record.minutes)), _talk(record)
    ended = {"status": "cancelled"} | ({"end_id": end_id} if end_id else {})
    with transaction(grant, "appointment.cancel") as write:
        store.change(write, record, record.provider_id, {**ended, **reminding.NONE}, openings.Outpaced(), free_at=now)
        for client_id in record.client_ids:
            store.change(write, record, client_id, ended, openings.Outpaced())
        for owner_id in (record.provider_id, *record.client_ids):
            busy.move(write, owner_id, [], leave=span, take=None, otherwise=openings.Outpaced())
        if wish.reason:
            for client in (grant,) if grant.subject.kind == "client" else grant.all("client"):
                store.keep_reason(write, client, appointment_id, wish.reason)
        if talk is not None:
            consultations.release(write, talk, appointment_id, now)
        charges.charge(write, grant, quote, appointment_id, now)
        if end_id is None:
            tell(write, CANCELLED, record)
        openings.freed(write, grant)
        if first and grant.subject.kind == "client":
            tasks.parted(write, grant, "cancelled")
    return charges.shown(msgspec.structs.replace(seen, status="cancelled", sequence=int(record.sequence) + 1), quote)


def miss(grant: Grant, appointment_id: str, wish: Absence, now: datetime) -> Changed:
    """Say that nobody came, with the fee for it on the first client's ledger; with `preview` only say what that costs them.

    grant: the provider's, the clients beside it. One appointment costs one fee, however many were to come. Raises NotBooked, NotBegun,
    ProviderAbsent for a session online that the provider never joined, and ClientCame where a client was at its door in time.
    """
    return repeated(lambda: _miss(grant, appointment_id, wish, now))


def _miss(grant: Grant, appointment_id: str, wish: Absence, now: datetime) -> Changed:
    record = _booked(grant, appointment_id)
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
        tell(write, MISSED, record)
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

    A free first talk is booked anew.
    """
    record = _known(grant, appointment_id)
    talk = _talk(record)
    _close(write, record, "cancelled")
    if talk is not None:
        consultations.release(write, talk, appointment_id, now)
    tell(write, CANCELLED, record)


def _known(grant: Grant, appointment_id: str) -> store.AppointmentRecord:
    record = store.appointment(grant, appointment_id)
    if record is None:
        raise NotFound
    return record


def _close(write: Transaction, record: store.AppointmentRecord, status: str) -> None:
    if record.status != "booked":
        raise rules.NotBooked
    for owner_id in (record.provider_id, *record.client_ids):
        store.change(write, record, owner_id, {"status": status}, rules.NotBooked())


def _changeable(grant: Grant, appointment_id: str, now: datetime) -> store.AppointmentRecord:
    """The provider's copy of an appointment that is booked and has not begun."""
    record = _booked(grant, appointment_id)
    if record.start <= now:
        raise rules.AlreadyBegun
    return record


def _booked(grant: Grant, appointment_id: str) -> store.AppointmentRecord:
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


def check_ahead(start: datetime, now: datetime) -> None:
    """Raise NotOffered for a start that is past, or too far ahead to be looked at."""
    if not now < start < now + rules.FURTHEST:
        raise NotOffered(alternatives=[])


def repeated(attempt: Callable[[], T]) -> T:
    """Look and write again, a little later each time, while somebody else writes in between. Raises Unavailable after the last try."""
    for number in range(_TRIES):
        try:
            return attempt()
        except openings.Outpaced:
            # Full jitter: those who collided must not collide again.
            time.sleep(random.uniform(0, 0.05 * 2**number))  # noqa: S311 - spreads retries, guards nothing
    raise Unavailable
