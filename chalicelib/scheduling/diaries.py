"""Open times: what providers offer, less what is booked of it, held for somebody or taken by their other calendar."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.availability import service as hours
from chalicelib.availability.rules import DAY, Availability, Interval, day_range, open_starts
from chalicelib.availability.schemas import Format, SessionType
from chalicelib.calendars import service as calendars
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record, get_many
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing
from chalicelib.scheduling import busy, rules, service
from chalicelib.scheduling.schemas import MoveQuery, Slot, SlotQuery, Slots

DEFAULT_DAYS = 14
NEXT_WITHIN = timedelta(days=60)
_KEYS = 100


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
    first, end = rules.dates(query.start, query.to, today, DEFAULT_DAYS, rules.MOST_DAYS)
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
    seen = service.appointment(grant, appointment_id, query.zone)
    if seen.status != "booked" or seen.start <= now:
        return Slots(zone=seen.zone, slots=[])
    first, end = rules.dates(query.start, query.to, clock.date_in(seen.zone, now), DEFAULT_DAYS, rules.MOST_DAYS)
    within = day_range(first, end, clock.zone(seen.zone))
    own = rules.span(seen.start, seen.minutes)
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
