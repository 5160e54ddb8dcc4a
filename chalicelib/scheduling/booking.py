"""Booking, moving and cancelling: look once, decide, write once. Nothing is held in between; the write's conditions are the only lock."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.core import clock, idempotency, ids, records
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict, NotFound, Unavailable
from chalicelib.core.records import Key, Transaction, get_many, transaction
from chalicelib.practice import service as practices
from chalicelib.practice.schemas import Policy
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing
from chalicelib.safety import rules as safety_rules
from chalicelib.safety import service as safety
from chalicelib.scheduling import busy, reminding, rules, service, store
from chalicelib.scheduling.rules import Interval
from chalicelib.scheduling.schemas import Appointment, BookingWish, Cancellation, Changed, Move

BOOKED, MOVED, CANCELLED = "appointment.booked", "appointment.moved", "appointment.cancelled"
_TRIES = 6
_NEARBY = timedelta(days=7)
_FURTHEST = timedelta(days=400)

T = TypeVar("T")


class _Outpaced(Conflict):
    """Somebody else wrote between our look and our write."""


@dataclass(frozen=True)
class _Look:
    """Everything a booking hangs on, as one read found it. clients: id -> busy items. people: the profiles whose home state counts."""

    diary: service.Diary
    listing: Listing
    own_rows: list[busy.BusyRecord | None]
    clients: dict[str, list[busy.BusyRecord | None]]
    people: dict[str, Profile]
    closed: str | None


@dataclass(frozen=True)
class _Wish:
    """One session somebody wants. leave: the time it has now, if it has one."""

    take: Interval
    minutes: int
    meeting: str
    zone: str | None
    leave: Interval | None = None


def book(grant: Grant, wish: BookingWish, now: datetime) -> Appointment:
    """Book one open time with the provider who came with the grant, or, for a provider, with the clients who came with it.

    Raises SlotTaken, ClientBusy, NotOffered, NotLicensed; for a client also ScreenOpen and ReviewOpen.
    """
    if wish.zone is not None:
        service.zone_named(wish.zone)
    _check_ahead(wish.start, now)
    wanted = _Wish(_span(wish.start, wish.minutes), wish.minutes, wish.format, wish.zone)
    try:
        return _repeated(lambda: _book(grant, wanted, now))
    except idempotency.Replay as earlier:
        return service.appointment(grant, earlier.made_id, wish.zone)


def _book(grant: Grant, wish: _Wish, now: datetime) -> Appointment:
    look = _look(grant, wish, closes=True)
    try:
        _decide(grant, look, wish, now)
    except AppError:
        # A repeat of a booking that went well would find its own session in the way.
        idempotency.check_earlier()
        raise
    appointment_id = ids.new(now)
    provider_id = look.diary.provider_id
    facts = {
        "provider_id": provider_id,
        "client_ids": list(look.clients),
        "minutes": wish.minutes,
        "format": wish.meeting,
        "status": "booked",
        **_time(look, wish.take[0]),
    }
    (provider,) = grant.all("provider")
    reminder = reminding.first(appointment_id, facts["start"], now)
    copies = [store.copy(provider, appointment_id, reader_zone=facts["zone"], **facts, **reminder)]
    copies += [store.copy(one, appointment_id, reader_zone=_reader_zone(look, wish, one), **facts) for one in grant.all("client")]
    with transaction(grant, "appointment.book") as write:
        for copy in copies:
            write.put(copy)
        _occupy(write, look, wish)
        if grant.subject.kind == "client":
            safety.hold_booking(write, grant)
        write.tell(BOOKED, {"appointment_id": appointment_id, "provider_id": provider_id})
        write.made(appointment_id)
    mine = next(copy for copy in copies if copy.owner_id == grant.subject_id)
    return service.shown(mine, wish.zone)


def reschedule(grant: Grant, appointment_id: str, move: Move, now: datetime) -> Changed:
    """Move an appointment to another open time, its reminder with it; with `preview` only say what that costs now.

    Raises what `book` raises but for the risk screen, and NotBooked or AlreadyBegun.
    """
    if move.zone is not None:
        service.zone_named(move.zone)
    record = _changeable(grant, appointment_id, now)
    before = _changed(grant, record, now, move.zone)
    if move.preview:
        return before
    _check_ahead(move.start, now)
    return _repeated(lambda: _move(grant, appointment_id, move, now, before))


def _move(grant: Grant, appointment_id: str, move: Move, now: datetime, before: Changed) -> Changed:
    record = _changeable(grant, appointment_id, now)
    minutes = int(record.minutes)
    wish = _Wish(_span(move.start, minutes), minutes, record.format, move.zone, leave=_span(record.start, minutes))
    look = _look(grant, wish, closes=False)
    _decide(grant, look, wish, now)
    when = _time(look, wish.take[0])
    with transaction(grant, "appointment.move") as write:
        reminder = reminding.first(appointment_id, when["start"], now)
        store.change(write, record, record.provider_id, {**when, **reminder}, _Outpaced(), free_at=now)
        for client_id in look.clients:
            store.change(write, record, client_id, when, _Outpaced())
        _occupy(write, look, wish)
        write.tell(MOVED, {"appointment_id": appointment_id, "provider_id": record.provider_id})
    after = service.appointment(grant, appointment_id, move.zone)
    return msgspec.structs.replace(before, start=after.start, zone_name=after.zone_name, sequence=after.sequence)


def cancel(grant: Grant, appointment_id: str, wish: Cancellation, now: datetime) -> Changed:
    """Cancel an appointment, its reminder with it; with `preview` only say what that costs now. Raises NotBooked or AlreadyBegun."""
    before = _changed(grant, _changeable(grant, appointment_id, now), now, None)
    if wish.preview:
        return before
    return _repeated(lambda: _cancel(grant, appointment_id, wish.reason, now, before))


def _cancel(grant: Grant, appointment_id: str, reason: str, now: datetime, before: Changed) -> Changed:
    record = _changeable(grant, appointment_id, now)
    span = _span(record.start, int(record.minutes))
    ended = {"status": "cancelled"}
    with transaction(grant, "appointment.cancel") as write:
        store.change(write, record, record.provider_id, {**ended, **reminding.NONE}, _Outpaced(), free_at=now)
        for client_id in record.client_ids:
            store.change(write, record, client_id, ended, _Outpaced())
        for owner_id in (record.provider_id, *record.client_ids):
            busy.move(write, owner_id, [], leave=span, take=None, otherwise=_Outpaced())
        if reason:
            for client in (grant,) if grant.subject.kind == "client" else grant.all("client"):
                store.keep_reason(write, client, appointment_id, reason)
        write.tell(CANCELLED, {"appointment_id": appointment_id, "provider_id": record.provider_id})
    return msgspec.structs.replace(before, status="cancelled", sequence=int(record.sequence) + 1)


def _look(grant: Grant, wish: _Wish, *, closes: bool) -> _Look:
    """One consistent read of everything the decision hangs on. closes: whether an open risk screen stands in the way of a client."""
    (provider,) = grant.all("provider")
    provider_id = provider.key("provider")
    clients = grant.all("client")
    # A mere party's profile stays closed: their home is asked about when they book or join themselves.
    asked = [client for client in clients if client.own or grant.subject.kind == "provider"]
    screened = [grant] if closes and grant.subject.kind == "client" else []
    spans = [span for span in (wish.take, wish.leave) if span is not None]
    months = {one: _months(one, spans) for one in (provider_id, *(client.subject_id for client in clients))}
    keys = [store.availability_key(provider_id), providers.listing_key(provider_id)]
    keys += [accounts.profile_key(client) for client in asked]
    keys += [safety.screen_key(client) for client in screened]
    keys += [key for items in months.values() for key in items]
    found = dict(zip(keys, get_many(keys), strict=True))
    listing = providers.listing_of(found[keys[1]])
    if found[keys[0]] is None or listing is None:
        raise rules.NotOffered(alternatives=[])
    rows = {one: [found[key] for key in items] for one, items in months.items()}
    own_rows = rows.pop(provider_id)
    profiles = {client.subject_id: accounts.profile_of(client, found[accounts.profile_key(client)]) for client in asked}
    return _Look(
        diary=service.Diary(provider_id, service.availability(found[keys[0]], listing), busy.sessions(own_rows)),
        listing=listing,
        own_rows=own_rows,
        clients=rows,
        people={one: profile for one, profile in profiles.items() if profile is not None},
        closed=next((safety.closed_by(found[safety.screen_key(client)]) for client in screened), None),
    )


def _months(owner_id: str, spans: Sequence[Interval]) -> list[Key]:
    """A day more on either side: a cap counts the sessions of a whole local date."""
    return list(dict.fromkeys(key for start, end in spans for key in busy.keys(owner_id, (start - rules.DAY, end + rules.DAY))))


def _decide(grant: Grant, look: _Look, wish: _Wish, now: datetime) -> None:
    """Raise what stands in the way of this session, if anything does."""
    if look.closed is not None:
        raise safety_rules.ScreenOpen if look.closed == "screen_open" else safety_rules.ReviewOpen
    for rows in look.clients.values():
        if any(rules.overlaps(session, wish.take) for session in busy.sessions(rows) if session != wish.leave):
            raise rules.ClientBusy
    _check_licences(look, wish)
    availability, sessions = look.diary.availability, [session for session in look.diary.sessions if session != wish.leave]
    if grant.subject.kind == "provider":
        availability = replace(availability, notice=0)
    instant = int(now.timestamp())
    if wish.meeting not in availability.formats(wish.minutes):
        raise rules.NotOffered(alternatives=_alternatives(look, wish, now))
    if rules.open_starts(availability, sessions, wish.take, wish.minutes, instant) == [wish.take[0]]:
        return
    offered = rules.open_starts(availability, [], wish.take, wish.minutes, instant)
    raise (rules.SlotTaken if offered else rules.NotOffered)(alternatives=_alternatives(look, wish, now))


def _check_licences(look: _Look, wish: _Wish) -> None:
    for profile in look.people.values():
        on = rules.local_date(wish.take[0], clock.zone(profile.zone))
        if not provider_rules.licensed_in(look.listing.licences, profile.home_state, on):
            raise rules.NotLicensed(states=provider_rules.licensed_states(look.listing.licences, on))


def _alternatives(look: _Look, wish: _Wish, now: datetime) -> list[dict[str, Any]]:
    """The three open times nearest to the wish, within a week of it."""
    around = int(_NEARBY.total_seconds())
    within = (wish.take[0] - around, wish.take[1] + around)
    zone = wish.zone or look.diary.availability.zone.key
    for diary in service.diaries([look.diary.provider_id], within):
        starts = rules.open_starts(diary.availability, diary.sessions, within, wish.minutes, int(now.timestamp()))
        return [msgspec.to_builtins(service.slot_at(diary, start, wish.minutes, zone)) for start in rules.nearest(starts, wish.take[0])]
    return []


def _occupy(write: records.Transaction, look: _Look, wish: _Wish) -> None:
    """Take the time in everybody's busy items, giving up the earlier one, if it is still as free as the look found it."""
    availability = look.diary.availability
    busy.move(
        write,
        look.diary.provider_id,
        look.own_rows,
        leave=wish.leave,
        take=wish.take,
        otherwise=_Outpaced(),
        buffer=availability.buffer,
        capped=availability.daily_cap is not None,
    )
    for client_id, rows in look.clients.items():
        busy.move(write, client_id, rows, leave=wish.leave, take=wish.take, otherwise=_Outpaced())


def _time(look: _Look, start: int) -> dict[str, Any]:
    """When it is: the wall time that was agreed, in the provider's zone, and the instant that is by the zone rules of today."""
    zone = look.diary.availability.zone
    wall = datetime.fromtimestamp(start, zone).replace(tzinfo=None)
    return {
        "start": datetime.fromtimestamp(start, UTC),
        "wall": wall.isoformat(timespec="minutes"),
        "zone": zone.key,
        "tzdata": clock.TZDATA_VERSION,
    }


def _reader_zone(look: _Look, wish: _Wish, client: Grant) -> str:
    profile = look.people.get(client.subject_id)
    return wish.zone or (profile.zone if profile else look.diary.availability.zone.key)


def complete(write: Transaction, grant: Grant, appointment_id: str) -> None:
    """Mark a booked appointment within a transaction as held, for each of its parties. grant: the provider's, its clients beside it."""
    record = store.appointment(grant, appointment_id)
    if record is None:
        raise NotFound
    if record.status != "booked":
        raise rules.NotBooked
    for owner_id in (record.provider_id, *record.client_ids):
        store.change(write, record, owner_id, {"status": "completed"}, rules.NotBooked())


def _changeable(grant: Grant, appointment_id: str, now: datetime) -> store.AppointmentRecord:
    """The provider's copy of an appointment that is booked and has not begun."""
    (provider,) = grant.all("provider")
    record = store.appointment(provider, appointment_id)
    if record is None:
        raise NotFound
    if record.status != "booked":
        raise rules.NotBooked
    if record.start <= now:
        raise rules.AlreadyBegun
    return record


def _changed(grant: Grant, record: store.AppointmentRecord, now: datetime, zone: str | None) -> Changed:
    """The appointment as its reader sees it, and what a change costs them now: a therapist's change costs nobody anything."""
    seen = service.appointment(grant, record.appointment_id, zone)
    policy = practices.practice().policy
    until = rules.free_until(record.start, policy.cancel_notice_hours).astimezone(seen.start.tzinfo)
    by_client = grant.subject.kind == "client"
    fee = rules.late_fee(record.start, now, policy.cancel_notice_hours, policy.late_fee_cents) if by_client else 0
    sentence = _policy(policy, until) if by_client else "A change by the therapist costs the client nothing."
    return Changed(**msgspec.structs.asdict(seen), fee_cents=fee, free_until=until, policy=sentence)


def _policy(policy: Policy, until: datetime) -> str:
    day = f"{until:%a %b} {until.day}, {until.hour % 12 or 12}:{until:%M %p} {rules.zone_name(until)}"
    return f"Moving or cancelling is free until {day}. After that it costs ${policy.late_fee_cents / 100:.2f}."


def _check_ahead(start: datetime, now: datetime) -> None:
    if not now < start < now + _FURTHEST:
        raise rules.NotOffered(alternatives=[])


def _span(start: datetime, minutes: int) -> Interval:
    instant = int(start.timestamp())
    return instant, instant + minutes * rules.MINUTE


def _repeated(attempt: Callable[[], T]) -> T:
    """Look and write again, a little later each time, while somebody else writes in between. Raises Unavailable after the last try."""
    for number in range(_TRIES):
        try:
            return attempt()
        except _Outpaced:
            # Full jitter: those who collided must not collide again.
            time.sleep(random.uniform(0, 0.05 * 2**number))  # noqa: S311 - spreads retries, guards nothing
    raise Unavailable
