"""The same workload answered with two libraries people use for it: a dateutil rule set of starts, and a calendar of repeating events.

Each as well as it can be asked: what does not depend on the range (the calendar of events) is built beforehand and not timed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from dateutil import rrule

from chalicelib.availability import rules
from chalicelib.availability.rules import Hours, Interval
from tests.bench.workload import FIRST, MINUTES, NOW, WEEKLY, Case, Diary, diary

_LENGTH = timedelta(minutes=MINUTES)
_QUARTER = timedelta(minutes=15)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ALIKE = ((0, 1, 2, 3, 4), (5,), (6,))
"""Weekdays of the same hours."""
_BEGIN = datetime.combine(FIRST - timedelta(days=7), datetime.min.time())
"""A Monday before everything: what repeats begins here."""


def by_rule_sets(case: Case) -> list[list[int]]:
    """Each provider's open starts from a dateutil rule set: quarter-hour starts repeat, exceptions are the taken ones."""
    return [_from_rule_set(one, _reach(one, case)) for one in case.diaries]


def by_calendars(case: Case) -> list[list[int]]:
    """Each provider's open starts from a calendar: working hours and sessions as events, asked with recurring-ical-events."""
    return [_from_calendar(number, _reach(diary(number), case)) for number in range(case.providers)]


def _reach(one: Diary, case: Case) -> Interval:
    return max(case.within[0], NOW + one.availability.notice * 60), case.within[1]


def _from_rule_set(one: Diary, reach: Interval) -> list[int]:
    zone, chosen = one.availability.zone, rrule.rruleset()
    for weekdays in _ALIKE:
        for minutes, hours in _clock_times(WEEKLY[weekdays[0]]).items():
            chosen.rrule(rrule.rrule(rrule.WEEKLY, dtstart=_BEGIN, byweekday=weekdays, byhour=hours, byminute=minutes, bysecond=0))
    for day, changed in one.availability.overrides.items():
        midnight = datetime.combine(day, datetime.min.time())
        usual, instead = set(_starts(WEEKLY[day.weekday()])), set(_starts(changed))
        for minute in usual - instead:
            chosen.exdate(midnight + timedelta(minutes=minute))
        for minute in instead - usual:
            chosen.rdate(midnight + timedelta(minutes=minute))
    buffer = timedelta(minutes=one.availability.buffer)
    for start, end in one.sessions:
        for taken in _quarters(_wall(start, zone) - buffer - _LENGTH, _wall(end, zone) + buffer):
            chosen.exdate(taken)
    found = chosen.between(_wall(reach[0], zone), _wall(reach[1], zone) - _LENGTH, inc=True)
    return [int(start.replace(tzinfo=zone).timestamp()) for start in found]


def _starts(windows: Sequence[Hours]) -> Iterator[int]:
    """Minutes of the day at which a session fits into one of the windows."""
    for opens, closes in windows:
        yield from range(opens, closes - MINUTES + 1, 15)


def _clock_times(windows: Sequence[Hours]) -> dict[tuple[int, ...], list[int]]:
    """The same starts as a rule names them: minutes of the hour -> the hours that have just these."""
    by_hour: dict[int, list[int]] = {}
    for minute in _starts(windows):
        by_hour.setdefault(minute // 60, []).append(minute % 60)
    alike: dict[tuple[int, ...], list[int]] = {}
    for hour, minutes in by_hour.items():
        alike.setdefault(tuple(minutes), []).append(hour)
    return alike


def _quarters(after: datetime, before: datetime) -> Iterator[datetime]:
    """The quarter hours strictly between two times."""
    quarter = after.replace(minute=after.minute // 15 * 15) + _QUARTER
    while quarter < before:
        yield quarter
        quarter += _QUARTER


def _wall(instant: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(instant, zone).replace(tzinfo=None)


def _from_calendar(number: int, reach: Interval) -> list[int]:
    one = diary(number)
    first, end = (datetime.fromtimestamp(instant, one.availability.zone) for instant in reach)
    windows: list[Interval] = []
    taken: list[Interval] = []
    buffer = one.availability.buffer * 60
    for event in recurring_ical_events.of(_calendar(number)).between(first, end):
        span = int(event.start.timestamp()), int(event.end.timestamp())
        if event["SUMMARY"] == "hours":
            windows.append((max(span[0], reach[0]), min(span[1], reach[1])))
        else:
            taken.append((span[0] - buffer, span[1] + buffer))
    found: list[int] = []
    for opens, closes in rules.subtract(rules.union(windows), rules.union(taken)):
        found.extend(range(-(-opens // 900) * 900, closes - MINUTES * 60 + 1, 900))
    return found


@cache
def _calendar(number: int) -> icalendar.Calendar:
    """A provider's working hours and sessions as repeating and single events."""
    one = diary(number)
    zone, changed = one.availability.zone, one.availability.overrides
    calendar = icalendar.Calendar()
    for weekdays in _ALIKE:
        for hours in WEEKLY[weekdays[0]]:
            event = _event("hours", _at(_BEGIN.date() + timedelta(days=weekdays[0]), hours.opens, zone), hours.closes - hours.opens)
            event.add("rrule", {"freq": "weekly", "byday": [_DAYS[day] for day in weekdays]})
            for day in changed:
                if day.weekday() in weekdays:
                    event.add("exdate", _at(day, hours.opens, zone))
            calendar.add_component(event)
    for day, instead in changed.items():
        for hours in instead:
            calendar.add_component(_event("hours", _at(day, hours.opens, zone), hours.closes - hours.opens))
    for start, end in one.sessions:
        calendar.add_component(_event("taken", datetime.fromtimestamp(start, UTC), (end - start) // 60))
    return calendar


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), zone) + timedelta(minutes=minute)


def _event(summary: str, start: datetime, minutes: int) -> icalendar.Event:
    event = icalendar.Event()
    event.add("summary", summary)
    event.add("uid", f"{summary}-{start.isoformat()}")
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    return event
