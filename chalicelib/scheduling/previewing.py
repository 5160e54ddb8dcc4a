"""What a change of hours would do, before it is saved: the open times clients would see, and the sessions it would leave outside."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.availability import rules as availability_rules
from chalicelib.availability import service as hours
from chalicelib.availability.rules import DAY, MINUTE, Availability, Interval, day_range, local_date, open_starts, overlaps, working_time
from chalicelib.calendars import service as calendars
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import get_many
from chalicelib.providers import service as providers
from chalicelib.scheduling import busy, rules, service, store
from chalicelib.scheduling.schemas import Appointment, BusyTime, Preview, PreviewDay, PreviewWish

_DAYS, _MOST = 7, 62


def preview(grant: Grant, wish: PreviewWish, now: datetime) -> Preview:
    """Dates of the offer's own zone with the times that are open now and would be; nothing changes.

    Raises InvalidInput for hours that cannot be, NotFound for somebody who is not in the directory.
    """
    present = hours.mine(grant)
    offered = present if wish.offer is None else wish.offer
    hours.check(offered)
    listing = providers.known(grant.key("provider"))
    if listing is None:
        raise NotFound
    zone = clock.zone(offered.zone)
    first, end = rules.dates(wish.start, wish.to, now.astimezone(zone).date(), _DAYS, _MOST)
    within = day_range(first, end, zone)
    rows = get_many(
        [
            calendars.key(grant.subject_id),
            *busy.keys(grant.subject_id, (within[0] - DAY, within[1] + DAY)),
        ]
    )
    taken = busy.taken(rows[1:], int(now.timestamp()))
    elsewhere = calendars.times(rows[0])
    before, after = (replace(hours.offered(one, listing), elsewhere=tuple(elsewhere)) for one in (present, offered))
    return Preview(
        zone=offered.zone,
        days=_days(first, end, zone, *(_counted(one, taken, within, wish.minutes, now, zone) for one in (before, after))),
        busy=[_busy(start, stop, zone) for start, stop in elsewhere if overlaps((start, stop), within)],
        outside=_outside(grant, before, after, now),
        times=_times(after, taken, within, wish.minutes, now, zone),
    )


def _days(first: date, end: date, zone: ZoneInfo, before: Counter[date], after: Counter[date]) -> list[PreviewDay]:
    days = (first + timedelta(days=number) for number in range((end - first).days))
    return [PreviewDay(date=day, before=before[day], after=after[day], clocks=availability_rules.clocks(zone, day)) for day in days]


def _starts(availability: Availability, taken: Sequence[Interval], within: Interval, minutes: int, now: datetime) -> list[int]:
    return open_starts(availability, taken, within, minutes, int(now.timestamp()))


def _counted(
    availability: Availability, taken: Sequence[Interval], within: Interval, minutes: int, now: datetime, zone: ZoneInfo
) -> Counter[date]:
    return Counter(local_date(start, zone) for start in _starts(availability, taken, within, minutes, now))


def _times(
    availability: Availability, taken: Sequence[Interval], within: Interval, minutes: int, now: datetime, zone: ZoneInfo
) -> list[datetime]:
    return [datetime.fromtimestamp(start, zone) for start in _starts(availability, taken, within, minutes, now)]


def _busy(start: int, end: int, zone: ZoneInfo) -> BusyTime:
    return BusyTime(start=datetime.fromtimestamp(start, zone), minutes=(end - start) // MINUTE)


def _outside(grant: Grant, before: Availability, after: Availability, now: datetime) -> list[Appointment]:
    """Booked sessions that lie within the hours of now and would lie outside; they stay booked."""
    coming = store.ahead(grant, now)
    if not coming:
        return []
    spans = [rules.span(one.start, int(one.minutes)) for one in coming]
    within = (min(start for start, _ in spans), max(end for _, end in spans))
    inside = [_inside(spans, working_time(one, within)) for one in (before, after)]
    return [service.shown(one) for one, was, stays in zip(coming, *inside, strict=True) if was and not stays]


def _inside(spans: Iterable[Interval], windows: Sequence[Interval]) -> list[bool]:
    return [any(opens <= start and end <= closes for opens, closes in windows) for start, end in spans]
