"""Booking: look once, decide, write once. Nothing is held in between; the write's conditions are the only lock."""

from dataclasses import replace
from datetime import datetime

from chalicelib.availability.rules import INDIVIDUAL
from chalicelib.care import consultations
from chalicelib.care.rules import CONSULTATION
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError
from chalicelib.core.writing import transaction
from chalicelib.safety import service as safety
from chalicelib.scheduling import changing, openings, reminding, rules, service, store, topics
from chalicelib.scheduling.openings import Also
from chalicelib.scheduling.schemas import Appointment, BookingWish


def book(grant: Grant, wish: BookingWish, now: datetime) -> Appointment:
    """Book one open time with the provider who came with the grant, or, for a provider, with the clients who came with it.

    Raises SlotTaken, ClientBusy, NotOffered, NotLicensed; for a client also ScreenOpen, ReviewOpen and, for a free first talk,
    ConsultationUsed.
    """
    if wish.zone is not None:
        clock.zone_named(wish.zone)
    openings.check_ahead(wish.start, now)
    wanted = openings.Wish(rules.span(wish.start, wish.minutes), wish.minutes, wish.format, wish.zone, session_type=wish.type)
    try:
        return openings.repeated(lambda: _book(grant, wanted, now))
    except idempotency.Replay as earlier:
        return service.appointment(grant, earlier.made_id, wish.zone)


def book_date(grant: Grant, wish: openings.Wish, appointment_id: str, series_id: str, now: datetime) -> Appointment:
    """Book one date of a series under the id it has in that series. Raises what `book` raises."""

    def attempt() -> Appointment:
        look = openings.look(grant, wish, now, closes=True)
        openings.decide(grant, look, wish, now)
        return _write(grant, look, wish, appointment_id, now, series_id)

    return openings.repeated(attempt)


def take_held(grant: Grant, wish: openings.Wish, now: datetime, moves: str | None, also: Also) -> Appointment:
    """Book the time that is held for this client, or move one of their appointments there, at no cost: the practice offered it.

    One try: raises Outpaced where somebody else wrote meanwhile, and what `book` or `changing.reschedule` raise. also: what belongs to
    the same transaction.
    """
    if moves is None:
        look = openings.look(grant, wish, now, closes=True)
        openings.decide(grant, look, wish, now)
        return _write(grant, look, wish, ids.new(now), now, also=also)
    record = changing.changeable(grant, moves, now)
    seen = service.appointment(grant, moves, wish.zone)
    wish = replace(wish, leave=rules.span(record.start, int(record.minutes)), session_type=record.type)
    return changing.shift(grant, record, seen, wish, None, now, also)


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
        write.tell(topics.BOOKED, told | ({"series_id": series_id} if series_id else {}))
        if series_id is None:
            # A date of a series is found by its own id; the request's key stands for the series.
            write.made(appointment_id)
    mine = next(copy for copy in copies if copy.owner_id == grant.subject_id)
    return service.shown(mine, wish.zone)
