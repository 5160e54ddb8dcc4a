"""The dates of a recurring appointment keep its wall time, whatever the clocks do."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import clock as zones
from chalicelib.series import rules

LONDON = "Europe/London"


def instants(first: str, zone: str, weeks: int, count: int) -> list[datetime]:
    start = datetime.fromisoformat(first)
    return [datetime.fromtimestamp(date.start, UTC) for date in rules.dates(start, zones.zone(zone), weeks, count)]


@pytest.fixture(params=["UTC", "Asia/Kolkata"])
def machine_zone(request, monkeypatch):
    """The machine's own zone, which nothing may depend on."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_tuesday_at_seven_in_london_is_seven_there_before_and_after_the_clocks_change(machine_zone):
    found = instants("2026-10-06T19:00:00+01:00", LONDON, 1, 5)
    assert [f"{one:%m-%d %H:%M}Z" for one in found] == ["10-06 18:00Z", "10-13 18:00Z", "10-20 18:00Z", "10-27 19:00Z", "11-03 19:00Z"]


@given(
    st.sampled_from([LONDON, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"]),
    st.integers(0, 96 * 365),
    st.sampled_from([1, 2]),
)
def test_every_date_has_the_first_ones_wall_time_or_says_that_it_is_skipped(name, quarter, weeks):
    zone = zones.zone(name)
    first = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarter)).astimezone(zone)
    for number, date in enumerate(rules.dates(first, zone, weeks, 26)):
        wall = datetime.fromtimestamp(date.start, zone).replace(tzinfo=None, fold=0)
        agreed = first.replace(tzinfo=None, fold=0) + timedelta(weeks=weeks * number)
        assert (wall == agreed) != date.skipped


def test_a_wall_time_that_clocks_leave_out_is_skipped():
    found = list(rules.dates(datetime.fromisoformat("2026-03-01T02:30:00-05:00"), zones.zone("America/New_York"), 1, 3))
    assert [date.skipped for date in found] == [False, True, False]
