"""Reading: open times, one's appointments, a provider's offer. `booking`, `changing` and `outcome` write."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

import msgspec

from chalicelib.availability import service as hours
from chalicelib.availability.rules import DAY, MINUTE, Availability, Interval, day_range, open_starts
from chalicelib.availability.schemas import Format, SessionType
from chalicelib.calendars import service as calendars
from chalicelib.care import access as care_access
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record, get_many
from chalicelib.practice import service as practices
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing
from chalicelib.scheduling import busy, rules, store
from chalicelib.scheduling.schemas import Appointment, Appointments, AppointmentView, ListQuery, MoveQuery, Slot, SlotQuery, Slots

MOST_DAYS = 62
DEFAULT_DAYS = 14
NEXT_WITHIN = timedelta(days=60)
_KEYS = 100

Shown = TypeVar("Shown", bound=Appointment)


class Diary(NamedTuple):
    """A provider's offer and what is booked of it, or held for somebody."""

    provider_id: str
    availability: Availability
    sessions: list[Interval]


def provider_slots(provider_id: str, query: SlotQuery, now: datetime) -> Slots:
    """Open times of one provider. Raises NotFound for somebody who is not in the directory."""
    listing = providers.known(provider_id)
    if listing is None:
        raise NotFound
    return slots_of([provider_id], query, query.zone or listing.zone, now)


def slots_of(
    provider_ids: Sequence[str], query: SlotQuery, zone: str, now: datetime, fits: Callable[[Listing], bool] | None = None
) -> Slots:
    """Open times of these providers as a request asks for them. fits: judges each listing as it is now, None lets everybody through."""
    today = now.astimezone(clock.zone_named(zone)).date()
    first, end = rules.dates(query.start, query.to, today, DEFAULT_DAYS, MOST_DAYS)
    slots = open_slots(provider_ids, first, end, query.minutes, zone, now, query.format, query.type, fits)
    if query.evening or query.weekend:
        slots = [slot for slot in slots if rules.outside_office_hours(slot.start, evening=query.evening, weekend=query.weekend)]
    return Slots(zone=zone, slots=slots)


def open_slots(
    provider_ids: Sequence[str],
    start: date,
    end: date,
    minutes: int,
    zone: str,
    now: datetime,
    meeting: Format | None = None,
    session_type: SessionType | None = None,
    fits: Callable[[Listing], bool] | None = None,
) -> list[Slot]:
    """Open times of these providers on the dates of `zone` from `start` up to, not including, `end`; soonest first.

    meeting: only where one can meet so. session_type: only for such sessions. fits: only those whose listing, as it is now, passes. One
    BatchGetItem for up to twenty providers and a month, no key. Raises InvalidInput for an unknown zone.
    """
    within = day_range(start, end, clock.zone_named(zone))
    found = diaries(provider_ids, within, now, session_type, fits)
    slots = [slot for diary in found for slot in open_in(diary, within, minutes, zone, now)]
    return sorted((slot for slot in slots if meeting is None or meeting in slot.formats), key=lambda slot: (slot.start, slot.provider_id))


def slots_to_move(grant: Grant, appointment_id: str, query: MoveQuery, now: datetime) -> Slots:
    """Open times for an appointment in place of its own, also such as overlap it; none for what cannot move any more. Raises NotFound."""
    seen = appointment(grant, appointment_id, query.zone)
    if seen.status != "booked" or seen.start <= now:
        return Slots(zone=seen.zone, slots=[])
    first, end = rules.dates(query.start, query.to, clock.date_in(seen.zone, now), DEFAULT_DAYS, MOST_DAYS)
    within = day_range(first, end, clock.zone(seen.zone))
    start = int(seen.start.timestamp())
    own = start, start + seen.minutes * MINUTE
    slots: list[Slot] = []
    for diary in diaries([seen.provider_id], within, now, seen.type):
        offered = replace(diary.availability, notice=0) if grant.subject.kind == "provider" else diary.availability
        rest = Diary(diary.provider_id, offered, [session for session in diary.sessions if session != own])
        found = open_in(rest, within, seen.minutes, seen.zone, now)
        slots += [slot for slot in found if seen.format in slot.formats and now < slot.start != seen.start]
    return Slots(zone=seen.zone, slots=slots)


def diaries(
    provider_ids: Sequence[str],
    within: Interval,
    now: datetime,
    session_type: SessionType | None = None,
    fits: Callable[[Listing], bool] | None = None,
) -> Iterator[Diary]:
    """The offers, all or of one type, and sessions of those among these providers who have an offer and are in the directory.

    fits: judges each listing as it is now, None lets everybody through.
    """
    each = 1 + len(diary_keys("", within))
    page = _KEYS // each
    for begin in range(0, len(provider_ids), page):
        keys = [key for one in provider_ids[begin : begin + page] for key in (providers.listing_key(one), *diary_keys(one, within))]
        rows = get_many(keys)
        for first in range(0, len(rows), each):
            listing = providers.listing_of(rows[first])
            if listing is not None and (fits is None or fits(listing)):
                diary = diary_of(listing, rows[first + 1 : first + each], now, session_type)
                if diary is not None:
                    yield diary


def diary_keys(provider_id: str, within: Interval) -> list[Key]:
    """Where a provider's offer and sessions are, for a BatchGetItem that reads them together with other rows."""
    # A cap counts the sessions of a whole local date, which may begin a day before and end a day after.
    months = busy.keys(provider_id, (within[0] - DAY, within[1] + DAY))
    return [hours.key(provider_id), calendars.key(provider_id), *months]


def diary_of(listing: Listing, rows: Sequence[Any], now: datetime, session_type: SessionType | None = None) -> Diary | None:
    """The diary in rows that were read by `diary_keys`, None for somebody who offers nothing."""
    offer, elsewhere, *months = rows
    offered = availability(offer, elsewhere, listing)
    return None if offered is None else Diary(listing.provider_id, offered.only(session_type), busy.taken(months, int(now.timestamp())))


def availability(offer: Record | None, elsewhere: Record | None, listing: Listing) -> Availability | None:
    """What rows read by `diary_keys` say a provider offers, less what their other calendar takes; None for nothing."""
    offered = hours.of_row(offer, listing)
    return None if offered is None else replace(offered, elsewhere=tuple(calendars.times(elsewhere)))


def coming(now: datetime) -> Interval:
    """How far ahead a first open time is looked for."""
    instant = int(now.timestamp())
    return instant, instant + int(NEXT_WITHIN.total_seconds())


def open_in(diary: Diary, within: Interval, minutes: int, zone: str, now: datetime) -> Iterator[Slot]:
    """What can be booked in one diary, soonest first, as it is shown in `zone`."""
    starts = open_starts(diary.availability, diary.sessions, within, minutes, int(now.timestamp()))
    return slots_at(diary, starts, minutes, zone)


def slots_at(diary: Diary, starts: Iterable[int], minutes: int, zone: str) -> Iterator[Slot]:
    """Starts of a provider's as they are shown in `zone`."""
    place = clock.zone(zone)
    formats: list[Format] = list(diary.availability.formats(minutes))  # type: ignore[arg-type]
    for start in starts:
        local = datetime.fromtimestamp(start, place)
        yield Slot(diary.provider_id, local, minutes, zone, rules.zone_name(local), formats)


def appointments(grant: Grant, query: ListQuery, now: datetime) -> Appointments:
    """One page of the caller's own appointments, or all that start on certain dates."""
    if query.zone is not None:
        clock.zone_named(query.zone)
    if query.start is not None or query.to is not None:
        return _on_dates(grant, query, now)
    records: list[store.AppointmentRecord] = []
    following = None
    for record in store.latest_first(grant, query.cursor, query.limit + 1):
        # Coming ones stand first and soonest first, so the first page holds everything ahead, however much it is.
        if len(records) >= query.limit and record.start <= now:
            following = store.cursor(records[-1])
            break
        records.append(record)
    coming = [record for record in records if _coming(record, now)]
    rest = [record for record in records if not _coming(record, now)]
    found = _open_to_reader(grant, [*reversed(coming), *rest])
    return Appointments(items=[shown(record, query.zone) for record in found], next=following)


def _on_dates(grant: Grant, query: ListQuery, now: datetime) -> Appointments:
    zone = query.zone or practices.practice().zone
    first, end = rules.dates(query.start, query.to, clock.date_in(zone, now), 1, MOST_DAYS)
    return Appointments(items=[shown(record, query.zone) for record in _starting(grant, first, end, zone)])


def _starting(grant: Grant, first: date, end: date, zone: str) -> list[store.AppointmentRecord]:
    begin, finish = (datetime.fromtimestamp(instant, UTC) for instant in day_range(first, end, clock.zone(zone)))
    return _open_to_reader(grant, store.between(grant, begin, finish))


def _open_to_reader(grant: Grant, records: list[store.AppointmentRecord]) -> list[store.AppointmentRecord]:
    """What of these the reader may open by itself: a provider none with somebody they do not treat any more."""
    if grant.caller.role != "provider" or not records:
        return records
    known = care_access.met(grant.caller_id, (client_id for record in records for client_id in record.client_ids))
    return [record for record in records if known.issuperset(record.client_ids)]


def days(grant: Grant, first: date, end: date, zone: str) -> list[Appointment]:
    """The caller's appointments that start from one date of `zone` up to, not including, another, soonest first, cancelled ones included.

    One query.
    """
    return [shown(record, zone) for record in _starting(grant, first, end, zone)]


def between(grant: Grant, first: datetime, end: datetime) -> list[Appointment]:
    """Those of the grant's own side that start from `first` up to, not including, `end`, soonest first, cancelled ones included.

    Whoever reads: also those with somebody whom a provider does not treat any more.
    """
    return [shown(record) for record in store.between(grant, first, end)]


def several(grant: Grant, appointment_ids: Sequence[str]) -> list[Appointment]:
    """Those of these appointments that the grant's own side has, soonest first, each in the zone their copy names."""
    return [shown(record) for record in sorted(store.appointments(grant, appointment_ids), key=lambda one: one.start)]


def appointment(grant: Grant, appointment_id: str, zone: str | None = None) -> Appointment:
    """One of the caller's appointments, in `zone` or their own. Raises NotFound."""
    found = find(grant, appointment_id, zone)
    if found is None:
        raise NotFound
    return found


def find(grant: Grant, appointment_id: str, zone: str | None = None) -> Appointment | None:
    """The same, None where there is no such appointment of theirs."""
    if zone is not None:
        clock.zone_named(zone)
    record = store.appointment(grant, appointment_id)
    return None if record is None else shown(record, zone)


def view(grant: Grant, appointment_id: str, zone: str | None) -> AppointmentView:
    """The same with the reason it was cancelled for: the client's own to read, and the provider's."""
    seen = appointment(grant, appointment_id, zone)
    clients = [grant] if grant.subject.kind == "client" else grant.all("client")
    reasons = (store.reason(client, appointment_id) for client in clients) if seen.status == "cancelled" else ()
    return AppointmentView(**msgspec.structs.asdict(seen), reason=next(filter(None, reasons), None))


def shown(record: store.AppointmentRecord, zone: str | None = None) -> Appointment:
    """An appointment as one party sees it: in `zone`, or in the one their copy names."""
    seen = Appointment(
        id=record.appointment_id,
        provider_id=record.provider_id,
        client_ids=list(record.client_ids),
        start=record.start,
        minutes=int(record.minutes),
        format=record.format,  # type: ignore[arg-type]
        status=record.status,  # type: ignore[arg-type]
        zone="UTC",
        zone_name="UTC",
        provider_zone=record.zone,
        sequence=int(record.sequence),
        series_id=record.series_id,
        type=record.type,
    )
    return in_zone(seen, zone or record.reader_zone)


def in_zone(appointment: Shown, zone: str) -> Shown:
    """The same appointment with its time in this zone, which must be a known one."""
    local = appointment.start.astimezone(clock.zone(zone))
    return msgspec.structs.replace(appointment, start=local, zone=zone, zone_name=rules.zone_name(local))


def _coming(record: store.AppointmentRecord, now: datetime) -> bool:
    return record.status == "booked" and record.start + timedelta(minutes=int(record.minutes)) > now
