"""Another calendar's busy times, compared with what a library made for the purpose finds."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import icalendar
import pytest
import recurring_ical_events

from chalicelib.availability.rules import Interval, union
from chalicelib.calendars import rules
from chalicelib.calendars.rules import CalendarRefused
from chalicelib.core import clock

DENVER = clock.zone("America/Denver")
BEGIN, END = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 8, 1, tzinfo=UTC)
WITHIN = (int(BEGIN.timestamp()), int(END.timestamp()))
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n"

EXCEPTIONS = [
    """UID:1
DTSTART;TZID=America/Denver:20260302T090000
DTEND;TZID=America/Denver:20260302T100000
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE;TZID=America/Denver:20260309T090000
RDATE;TZID=America/Denver:20260311T110000""",
    """UID:1
RECURRENCE-ID;TZID=America/Denver:20260316T090000
DTSTART;TZID=America/Denver:20260317T140000
DTEND;TZID=America/Denver:20260317T150000""",
]


def document(*events: str) -> str:
    lines = [f"BEGIN:VEVENT\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Dentist\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events]
    return HEAD + "".join(lines).replace("\n", "\r\n").replace("\r\r\n", "\r\n") + "END:VCALENDAR\r\n"


def times(*events: str, within: Interval = WITHIN) -> list[Interval]:
    return rules.busy_times(document(*events), DENVER, within, "quietroom.example")


def shown(spans: list[Interval]) -> list[tuple[str, str]]:
    return [
        (f"{datetime.fromtimestamp(start, DENVER):%m-%d %H:%M}", f"{datetime.fromtimestamp(end, DENVER):%m-%d %H:%M}")
        for start, end in spans
    ]


def by_the_library(text: str) -> list[Interval]:
    """What recurring-ical-events finds, joined."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(BEGIN, END)
    return union((int(one["DTSTART"].dt.timestamp()), int(one["DTEND"].dt.timestamp())) for one in found)


@pytest.mark.parametrize(
    "events",
    [
        [
            "UID:1\nDTSTART;TZID=America/New_York:20260105T090000\nDTEND;TZID=America/New_York:20260105T100000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH"
        ],
        ["UID:1\nDTSTART;TZID=Europe/London:20250105T013000\nDTEND;TZID=Europe/London:20250105T023000\nRRULE:FREQ=DAILY;INTERVAL=3"],
        ["UID:1\nDTSTART:20260210T170000Z\nDTEND:20260210T180000Z\nRRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=4"],
        ["UID:1\nDTSTART:20260210T170000Z\nDTEND:20260210T180000Z\nRRULE:FREQ=WEEKLY;UNTIL=20260324T170000Z"],
        EXCEPTIONS,
    ],
    ids=["weekly on two days", "every third day across two changes of clocks", "second Tuesdays", "until", "exceptions"],
)
def test_repeating_entries_are_those_another_library_finds(events):
    assert times(*events)
    assert times(*events) == by_the_library(document(*events))


def test_a_weekly_nine_o_clock_stays_nine_o_clock_when_clocks_change():
    event = "UID:1\nDTSTART;TZID=America/Denver:20260302T090000\nDURATION:PT45M\nRRULE:FREQ=WEEKLY;COUNT=2"
    assert shown(times(event)) == [("03-02 09:00", "03-02 09:45"), ("03-09 09:00", "03-09 09:45")]


def test_whole_days_are_those_of_the_therapists_own_zone():
    assert shown(times("UID:1\nDTSTART;VALUE=DATE:20260307\nDTEND;VALUE=DATE:20260309")) == [("03-07 00:00", "03-09 00:00")]
    assert shown(times("UID:1\nDTSTART;VALUE=DATE:20260310")) == [("03-10 00:00", "03-11 00:00")]


@pytest.mark.parametrize(
    "line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "STATUS:cancelled", "SEQUENCE:0\nUID:01kj@quietroom.example"], ids=str
)
def test_what_takes_no_time_or_came_from_here_closes_nothing(line):
    uid = "" if "UID" in line else "UID:1\n"
    assert times(f"{uid}DTSTART:20260310T170000Z\nDTEND:20260310T180000Z\n{line}") == []


def test_a_time_without_a_zone_is_the_therapists_and_overlaps_are_joined():
    first, second = "UID:1\nDTSTART:20260310T090000\nDTEND:20260310T103000", "UID:2\nDTSTART:20260310T100000\nDTEND:20260310T110000"
    assert shown(times(first, second)) == [("03-10 09:00", "03-10 11:00")]


@pytest.mark.parametrize(
    "text", ["", "<html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "BEGIN:VCARD\r\nEND:VCARD\r\n"], ids=repr
)
def test_what_is_no_calendar_is_refused(text):
    with pytest.raises(CalendarRefused) as refused:
        rules.busy_times(text, DENVER, WITHIN, "quietroom.example")
    assert refused.value.details["reason"] == "not_a_calendar"


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART:banana",
        "DTSTART:20260310T170000Z\nDTSTART:20260310T180000Z",
        "DTSTART:20260310T170000Z\nDTEND:banana",
        "DTSTART;VALUE=DATE:20260310\nDTEND:20260311T170000Z",
        "DTSTART;VALUE=DATE:20260310\nDURATION:P9999999D",
        "DTSTART:20260310T170000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=banana",
        "DTSTART:20260310T170000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=53MO",
        "DTSTART:20260310T170000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:20260310T170000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEXDATE:banana",
        "DTSTART:20260310T170000Z\nDURATION:PT1H\nRECURRENCE-ID:banana",
    ],
    ids=str,
)
def test_an_entry_that_cannot_be_read_refuses_the_calendar_rather_than_leave_its_time_open(lines):
    with pytest.raises(CalendarRefused) as refused:
        times(f"UID:1\n{lines}")
    assert refused.value.details["reason"] == "not_a_calendar"


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=DAILY;COUNT=90000"], ids=str)
def test_a_calendar_of_endless_entries_is_refused(rule):
    start = "19000101T000000Z" if "DAILY" in rule else "20260201T000000Z"
    with pytest.raises(CalendarRefused) as refused:
        times(*[f"UID:{n}\nDTSTART:{start}\nDURATION:PT1M\nRRULE:{rule}" for n in range(2)])
    assert refused.value.details["reason"] == "too_much"


@pytest.mark.parametrize("rule", ["FREQ=YEARLY", "FREQ=DAILY;INTERVAL=7;COUNT=5"], ids=str)
def test_a_rule_that_never_comes_true_ends(rule):
    event = f"UID:1\nDTSTART:20260201T000000Z\nDURATION:PT1H\nRRULE:{rule};BYMONTH=2;BYMONTHDAY=30"
    began = time.process_time()
    assert times(event) == [(WITHIN[0], WITHIN[0] + 3600)]
    assert time.process_time() - began < 1


def test_a_rule_of_two_thousand_years_is_refused_unread():
    with pytest.raises(CalendarRefused) as refused:
        times("UID:1\nDTSTART:00010101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert refused.value.details["reason"] == "too_much"
