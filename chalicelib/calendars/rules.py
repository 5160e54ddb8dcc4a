"""When a calendar file says its owner is busy: times alone, no title, place or guest. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.availability.rules import Interval, union
from chalicelib.core.errors import Refused

Component = Any
"""A part of a calendar as icalendar reads it: a mapping of names to values that it has no types for."""
_MOST_SPANS = 4_000
_MOST_STEPS = 50_000
_RULES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


class CalendarRefused(Refused):
    """Another calendar could not be read; `reason` says why in one word."""

    code = "calendar_refused"
    sentence = "This calendar could not be read."


def busy_times(text: str, zone: ZoneInfo, within: Interval, own_host: str) -> list[Interval]:
    """The times within an interval at which an iCalendar file (RFC 5545) has entries that take time, joined and sorted.

    zone: for whole days and for times that name none. own_host: entries that came from here are left out, they are known better.
    Raises CalendarRefused for what is no calendar, or has more entries than anybody can keep.
    """
    spans = []
    for start, end in _entries(list(_events(text, own_host)), zone, within):
        if start < end and start < within[1] and end > within[0]:
            spans.append((max(start, within[0]), min(end, within[1])))
    joined = union(spans)
    if len(joined) > _MOST_SPANS:
        raise CalendarRefused(reason="too_much")
    return joined


def _events(text: str, own_host: str) -> Iterator[Component]:
    # Seventy milliseconds that only a change of this calendar needs.
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError):
        raise CalendarRefused(reason="not_a_calendar") from None
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
        if event.get("STATUS") == "CANCELLED" or event.get("TRANSP") == "TRANSPARENT":
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
    if [str(one).upper() for one in parts.get("FREQ", [])] not in ([name] for name in _RULES):
        raise CalendarRefused(reason="too_much")
    timed = isinstance(first, datetime)
    place = (first.tzinfo or zone) if isinstance(first, datetime) else zone
    until = [_wall(one, place) for one in parts.pop("UNTIL", [])]
    last = datetime.fromtimestamp(within[1], UTC).astimezone(place).replace(tzinfo=None)
    try:
        found = rrulestr(type(rule)(parts).to_ical().decode(), dtstart=_wall(first, place))
        # With a number of times the rule ends by itself; without, it must end even where it never comes true.
        found = found if "COUNT" in parts else found.replace(until=min([*until, last]))
        for number, wall in enumerate(found):
            if wall > last or number > _MOST_STEPS:
                break
            yield wall.replace(tzinfo=first.tzinfo) if timed else wall.date()  # type: ignore[attr-defined]
    except (ValueError, TypeError, OverflowError):
        raise CalendarRefused(reason="not_a_calendar") from None


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
