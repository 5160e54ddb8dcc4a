"""The process dies between any two AWS calls: no half-booking, no reminder lost or left over, and the same request again succeeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from botocore.endpoint import Endpoint

import chalicelib.jobs  # noqa: F401 - topics have their handlers
from chalicelib.availability import service as hours
from chalicelib.calendars import service as calendars
from chalicelib.calendars.schemas import CalendarSource
from chalicelib.care import service as care
from chalicelib.core import clock as zones
from chalicelib.core import outbox
from chalicelib.core.access import Grant, Subject
from chalicelib.feeds import service as feeds
from chalicelib.ledger import service as ledger
from chalicelib.ledger.schemas import LedgerPage, WaiverWish
from chalicelib.practice.schemas import Policy
from chalicelib.scheduling import booking, changing, leaving, outcome, rezoning, rules, store
from chalicelib.scheduling.schemas import Absence, Cancellation, Move
from chalicelib.series import service as series
from chalicelib.series.schemas import SeriesCancellation, SeriesWish
from tests import make
from tests.scheduling.conftest import offer, wish
from tests.scheduling.test_races import WEDNESDAY_9, items

LATER = WEDNESDAY_9 + timedelta(hours=2)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART:20260305T150000Z
DURATION:PT1H
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
THURSDAY_10_TO_11 = (1772722800, 1772726400)


class Crash(BaseException):
    """The process's end, which nothing catches."""


def dies_before(call: int, act: Callable[[], Any]) -> bool:
    """Do it, with the process dying before this AWS call, counted from 0; say whether it came so far."""
    left = iter(range(call))
    send = Endpoint.make_request

    def counted(*arguments: Any) -> Any:
        if next(left, None) is None:
            raise Crash
        return send(*arguments)

    try:
        with patch.object(Endpoint, "make_request", counted):
            act()
    except Crash:
        return True
    return False


def check(aws: Any) -> None:
    """Every copy of an appointment says the same, busy marks are those of appointments not cancelled, reminders those of booked ones."""
    from chalicelib.scheduling import busy

    found = items(aws)
    held = sorted(
        (item["owner_id"]["S"], *session)
        for item in found
        if item["item"]["S"].startswith("busy#")
        for session in busy.sessions([busy.BusyRecord.from_raw_data(item)])
    )
    copies = [store.AppointmentRecord.from_raw_data(item) for item in found if item["item"]["S"].startswith("appointment#")]
    taken = sorted((one.owner_id, *rules.span(one.start, int(one.minutes))) for one in copies if one.status != "cancelled")
    assert held == taken
    for one in copies:
        siblings = [other for other in copies if other.item == one.item]
        assert len(siblings) == 1 + len(one.client_ids)
        assert len({(other.status, other.start, int(other.sequence)) for other in siblings}) == 1
        if one.owner_id == one.provider_id:
            assert (one.remind_at is not None) == (one.shard is not None) == (one.status == "booked")
            assert one.remind_at is None or one.start - one.remind_at in (timedelta(hours=24), timedelta(hours=1))


@pytest.fixture
def desk(office, clock):
    office.ana, office.now = office.client(), clock.now()
    return office


def _booked(desk: Any, now: Any) -> str:
    return booking.book(desk.grant(desk.ana), wish(desk.pat, WEDNESDAY_9), now).id


def _book(desk: Any) -> Callable[[], Any]:
    return lambda: booking.book(desk.grant(desk.ana), wish(desk.pat, WEDNESDAY_9), desk.now)


def _move(desk: Any) -> Callable[[], Any]:
    made = _booked(desk, desk.now)
    return lambda: changing.reschedule(make.choice(desk.ana, desk.pat), made, Move(start=LATER), desk.now)


def _cancel(desk: Any) -> Callable[[], Any]:
    made = _booked(desk, desk.now)
    return lambda: changing.cancel(make.choice(desk.ana, desk.pat), made, Cancellation(reason="words"), desk.now)


def _cancel_late(desk: Any) -> Callable[[], Any]:
    made = _booked(desk, desk.now)
    return lambda: changing.cancel(make.choice(desk.ana, desk.pat), made, Cancellation(), WEDNESDAY_9 - timedelta(hours=2))


def _miss(desk: Any) -> Callable[[], Any]:
    made = _booked(desk, desk.now)
    make.arrived(desk.pat, made)
    return lambda: outcome.miss(desk.staff_grant(desk.ana), made, Absence(), WEDNESDAY_9 + timedelta(hours=1))


def _series(desk: Any) -> Callable[[], Any]:
    asked = SeriesWish(provider_id=desk.pat, start=WEDNESDAY_9, minutes=50, format="video", count=2)
    return lambda: series.book(desk.grant(desk.ana), asked, desk.now)


def _end_series(desk: Any) -> Callable[[], Any]:
    asked = SeriesWish(provider_id=desk.pat, start=WEDNESDAY_9, minutes=50, format="video", count=2)
    made = series.book(desk.grant(desk.ana), asked, desk.now)
    return lambda: series.cancel(make.choice(desk.ana, desk.pat), made.id, SeriesCancellation(), desk.now)


def _feed(desk: Any) -> Callable[[], Any]:
    return lambda: feeds.renew(make.grant(desk.ana), desk.now)


def _end_feed(desk: Any) -> Callable[[], Any]:
    feeds.renew(make.grant(desk.ana), desk.now)
    return lambda: feeds.end(make.grant(desk.ana), desk.now)


def _move_late(desk: Any) -> Callable[[], Any]:
    make.practice(policy=Policy(first_time_grace=False))
    desk.offer(notice_minutes=0)
    made = _booked(desk, desk.now)
    return lambda: changing.reschedule(make.choice(desk.ana, desk.pat), made, Move(start=LATER), WEDNESDAY_9 - timedelta(hours=2))


def _leave(desk: Any) -> Callable[[], Any]:
    for start in (WEDNESDAY_9, LATER):
        booking.book(desk.grant(desk.ana), wish(desk.pat, start), desk.now)
    care.switch(make.choice(desk.ana, make.provider()), desk.now)
    client = Grant.for_job("scheduling", Subject("client", desk.ana))
    return lambda: leaving.cancel(client, desk.pat, desk.now)


def _waive(desk: Any) -> Callable[[], Any]:
    _move_late(desk)()
    line = ledger.lines(make.grant(desk.ana), LedgerPage()).items[0]
    return lambda: ledger.waive(make.treating(desk.pat, desk.ana), line.id, WaiverWish(reason="illness"), desk.now)


def _hours(desk: Any) -> Callable[[], Any]:
    _booked(desk, desk.now)
    return lambda: hours.change(make.grant(desk.pat, "provider"), offer(buffer_minutes=30))


def _connect(desk: Any) -> Callable[[], Any]:
    return lambda: calendars.connect(make.grant(desk.pat, "provider"), CalendarSource(text=CALENDAR), desk.now)


def _disconnect(desk: Any) -> Callable[[], Any]:
    _connect(desk)()
    return lambda: calendars.remove(make.grant(desk.pat, "provider"))


USE_CASES = [
    *(_book, _move, _move_late, _cancel, _cancel_late, _miss, _series, _end_series, _feed, _end_feed, _leave),
    *(_waive, _hours, _connect, _disconnect),
]


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda one: one.__name__[1:])
def test_a_crash_between_any_two_calls_leaves_nothing_half(desk, aws, use_case):
    """Each crash is followed by a look at everything that is kept; the last round is the one that nothing interrupts."""
    act = use_case(desk)
    calls = 0
    while dies_before(calls, act):
        check(aws)
        calls += 1
    check(aws)
    assert calls >= 2


def test_a_crash_while_times_follow_new_zone_rules_leaves_each_appointment_whole_and_the_repeat_ends_it(desk, aws, monkeypatch):
    for start in (WEDNESDAY_9, LATER):
        booking.book(desk.grant(desk.ana), wish(desk.pat, start), desk.now)
    monkeypatch.setattr(zones, "TZDATA_VERSION", "next")
    monkeypatch.setattr(rules, "instant_of", lambda wall, zone, before: before - timedelta(hours=1))
    calls = 0
    while dies_before(calls, lambda: rezoning.rezone(desk.pat, desk.now, change=True)):
        check(aws)
        calls += 1
    check(aws)
    assert calls >= 4
    copies = [store.AppointmentRecord.from_raw_data(item) for item in items(aws) if item["item"]["S"].startswith("appointment#")]
    assert {one.start for one in copies} == {WEDNESDAY_9 - timedelta(hours=1), LATER - timedelta(hours=1)}


def test_a_crash_while_another_calendar_is_read_again_keeps_its_times_old_or_new_and_the_next_reading_due(desk, aws, clock, monkeypatch):
    """Each worker dies one call later than the one before; the next comes when the lease is over."""
    old = CALENDAR
    new = old.replace("20260305", "20260306")
    provider, pages = make.grant(desk.pat, "provider"), [old]
    monkeypatch.setattr(calendars.fetching, "fetch", lambda _: pages[-1])
    calendars.connect(provider, CalendarSource(url="https://calendar.example/a.ics"), desk.now)
    days = [THURSDAY_10_TO_11, tuple(instant + 86_400 for instant in THURSDAY_10_TO_11)]
    seen, calls = [_imported(desk)], 0
    pages.append(new)
    clock.advance(seconds=int(calendars.AGAIN.total_seconds()))
    while dies_before(calls, make.run_all_due):
        seen.append(_imported(desk))
        clock.advance(seconds=int(outbox.LEASE.total_seconds()) + 1)
        calls += 1
    check(aws)
    assert calls >= 5
    assert [*seen, _imported(desk)] == sorted([*seen, _imported(desk)])
    assert (seen[0], _imported(desk)) == ([days[0]], [days[1]])
    pages.append(old)
    clock.advance(seconds=int(calendars.AGAIN.total_seconds()) + 1)
    make.run_all_due()
    assert _imported(desk) == [days[0]]


def _imported(desk: Any) -> list[tuple[int, int]]:
    (row,) = calendars.store.get_many([calendars.key(desk.pat)])
    return [tuple(span) for span in calendars.times(row)]
