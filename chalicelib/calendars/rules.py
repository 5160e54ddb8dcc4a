"""When a calendar file says its owner is busy: times alone, no title, place or guest. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.availability.rules import Interval, union
from chalicelib.core.errors import Refused

Component = Any
"""A part of a calendar as icalendar reads it: a mapping of names to values that it has no types for."""
_MOST_SPANS = 4_000
_MOST_STEPS = 50_000
_RULES = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
"""How often things may come again, and the days from one such time to the next, or a little fewer."""
# Years: after 400 the same dates fall on the same weekdays.
_LATER = 19 * 400
# A property that stands twice is a list, one that cannot be read fails when it is used, a time may lie beyond the last year there is.
_UNREADABLE = (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError)


class CalendarRefused(Refused):
    """Another calendar could not be read; `reason` says why in one word."""

    code = "calendar_refused"
    sentence = "This calendar could not be read."


def busy_times(text: str, zone: ZoneInfo, within: Interval, own_host: str) -> list[Interval]:
    """The times within an interval at which an iCalendar file (RFC 5545) has entries that take time, joined and sorted.

    zone: for whole days and for times that name none. own_host: entries that came from here are left out, they are known better.
    Raises CalendarRefused for what is no calendar, holds an entry that cannot be read, or has more entries than anybody can keep.
    """
    spans = []
    try:
        for start, end in _entries(list(_events(text, own_host)), zone, within):
            if start < end and start < within[1] and end > within[0]:
                spans.append((max(start, within[0]), min(end, within[1])))
    except _UNREADABLE:
        # Passing one entry over would offer a time that may be taken.
        raise CalendarRefused(reason="not_a_calendar") from None
    joined = union(spans)
    if len(joined) > _MOST_SPANS:
        raise CalendarRefused(reason="too_much")
    return joined


def _events(text: str, own_host: str) -> Iterator[Component]:
    # Seventy milliseconds that only a change of this calendar needs.
    from icalendar import Calendar

    calendars = Calendar.from_ical(text, multiple=True)
    if not calendars or any(one.name != "VCALENDAR" for one in calendars):
        raise CalendarRefused(reason="not_a_calendar")
    for event in (event for calendar in calendars for event in calendar.walk("VEVENT")):
        if "DTSTART" in event and not str(event.get("UID", "")).endswith(f"@{own_host}"):
            yield event


def _entries(events: list[Component], zone: ZoneInfo, within: Interval) -> Iterator[Interval]:
    """Every time an event takes place, but for those an event of the same id was moved from."""
    moved: dict[str, set[int]] = {}
    for event in events:
        if "RECURRENCE-ID" in event:
            moved.setdefault(str(event.get("UID")), set()).add(_instant(event["RECURRENCE-ID"].dt, zone))
    steps = 0
    for event in events:
        if str(event.get("STATUS")).upper() == "CANCELLED" or str(event.get("TRANSP")).upper() == "TRANSPARENT":
            continue
        gone = set() if "RECURRENCE-ID" in event else moved.get(str(event.get("UID")), set())
        for begin in _begins(event, zone, within):
            steps += 1
            if steps > _MOST_STEPS:
                raise CalendarRefused(reason="too_much")
            start = _instant(begin, zone)
            if start not in gone:
                yield start, _end(event, begin, start, zone)


def _begins(event: Component, zone: ZoneInfo, within: Interval) -> Iterator[date]:
    """Every beginning up to the end of `within`, in the event's own words: a date or a local time."""
    first = event["DTSTART"].dt
    if "RECURRENCE-ID" in event or not ("RRULE" in event or "RDATE" in event):
        yield first
        return
    left_out = {_instant(one, zone) for one in _listed(event, "EXDATE")}
    ruled = [one for rule in _several(event.get("RRULE")) for one in _ruled(rule, first, zone, within)]
    for begin in dict.fromkeys([first, *ruled, *_listed(event, "RDATE")]):
        if _instant(begin, zone) not in left_out:
            yield begin


def _ruled(rule: Any, first: date, zone: ZoneInfo, within: Interval) -> Iterator[date]:
    """Wall times by a rule: nine o'clock stays nine o'clock when clocks change."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    parts = dict(rule)
    often, every, count = [str(one).upper() for one in parts.get("FREQ", [])], parts.get("INTERVAL", [1]), parts.pop("COUNT", [None])
    if often not in ([name] for name in _RULES):
        raise CalendarRefused(reason="too_much")
    if every[0] < 1:
        # It would stand still.
        raise CalendarRefused(reason="not_a_calendar")
    timed = isinstance(first, datetime)
    place = (first.tzinfo or zone) if isinstance(first, datetime) else zone
    until = [_wall(one, place) for one in parts.pop("UNTIL", [])]
    begin, last = _wall(first, place), datetime.fromtimestamp(within[1], UTC).astimezone(place).replace(tzinfo=None)
    if (min([*until, last]) - begin).days // (_RULES[often[0]] * every[0]) > _MOST_STEPS:
        raise CalendarRefused(reason="too_much")
    # What never comes true is sought up to the last year there is: the later it begins, the sooner that ends.
    found = rrulestr(type(rule)(parts).to_ical().decode(), dtstart=begin.replace(year=begin.year + _LATER))
    for number, later in enumerate(islice(found, count[0])):
        wall = later.replace(year=later.year - _LATER)
        if wall > min([*until, last]) or number > _MOST_STEPS:
            break
        yield wall.replace(tzinfo=first.tzinfo) if timed else wall.date()  # type: ignore[attr-defined]


def _wall(value: date, place: tzinfo) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.astimezone(place).replace(tzinfo=None) if value.tzinfo else value


def _instant(value: date, zone: ZoneInfo) -> int:
    local = value if isinstance(value, datetime) else datetime.combine(value, time())
    return int((local if local.tzinfo else local.replace(tzinfo=zone)).timestamp())


def _end(event: Component, begin: date, start: int, zone: ZoneInfo) -> int:
    first = event["DTSTART"].dt
    if "DURATION" in event:
        length: timedelta = event["DURATION"].dt
    elif "DTEND" in event and isinstance(first, datetime):
        return start + _instant(event["DTEND"].dt, zone) - _instant(first, zone)
    else:
        length = event["DTEND"].dt - first if "DTEND" in event else timedelta(days=1)
    if isinstance(first, datetime):
        return start + int(length.total_seconds()) if "DURATION" in event else start
    return _instant(begin + length, zone)


def _listed(event: Component, name: str) -> Iterator[date]:
    for dates in _several(event.get(name)):
        for one in dates.dts:
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt


def _several(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)
