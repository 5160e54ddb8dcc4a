"""Which times suit who waits, and until when an offer holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import clock
from chalicelib.offers import rules

NEW_YORK = clock.zone("America/New_York")
FAR = datetime(2030, 1, 1, tzinfo=UTC)


def local(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("start", "wishes", "suits"),
    [
        ("2026-03-04T10:00", {}, True),
        ("2026-03-04T10:00", {"weekdays": [3]}, True),
        ("2026-03-04T10:00", {"weekdays": [1, 2]}, False),
        ("2026-03-04T16:45", {"evening": True}, False),
        ("2026-03-04T17:00", {"evening": True}, True),
        ("2026-03-07T10:00", {"weekend": True}, True),
        ("2026-03-07T10:00", {"evening": True, "weekend": True}, True),
        ("2026-03-04T17:00", {"evening": True, "weekdays": [4]}, False),
    ],
)
def test_a_time_suits_on_the_days_and_at_the_hours_that_are_wished_for(start, wishes, suits):
    facts = {"weekdays": [], "evening": False, "weekend": False, **wishes}
    assert rules.suits(local(start), facts.pop("weekdays"), **facts) is suits


def test_what_was_turned_down_is_not_offered_again():
    starts = [int(local(f"2026-03-04T{hour}:00").timestamp()) for hour in (10, 12)]
    assert rules.suiting(starts, NEW_YORK, [], evening=False, weekend=False, without={starts[0]}) == starts[1:]


@pytest.mark.parametrize(
    ("made", "ends"),
    [
        ("2026-03-04T10:00", "2026-03-04T12:00"),
        ("2026-03-04T20:30", "2026-03-05T09:30"),
        ("2026-03-04T23:00", "2026-03-05T10:00"),
        ("2026-03-04T03:00", "2026-03-04T10:00"),
        # Clocks go forward at 2:00 on the 8th: the night is shorter, the two hours are not.
        ("2026-03-07T20:30", "2026-03-08T09:30"),
    ],
)
def test_an_offer_holds_for_two_hours_of_its_readers_day(made, ends):
    assert rules.held_until(local(made).astimezone(UTC), 120, NEW_YORK, FAR) == local(ends)


def test_an_offer_ends_when_its_time_begins():
    begins = local("2026-03-04T11:00").astimezone(UTC)
    assert rules.held_until(local("2026-03-04T10:00").astimezone(UTC), 120, NEW_YORK, begins) == begins


@given(st.integers(0, 366 * 96), st.integers(5, 2880), st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]))
def test_an_offer_never_ends_at_night_and_holds_as_long_by_day_as_it_says(quarter, minutes, name):
    zone = clock.zone(name)
    made = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarter)
    ends = rules.held_until(made, minutes, zone, FAR)
    by_day = sum(
        8 <= (made + timedelta(minutes=passed)).astimezone(zone).hour < 21 for passed in range(int((ends - made).total_seconds() // 60))
    )
    assert by_day == minutes
    assert 8 <= (ends - timedelta(minutes=1)).astimezone(zone).hour < 21
