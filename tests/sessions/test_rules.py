"""When a session is open, and what is a whole attestation."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import InvalidInput
from chalicelib.sessions import rules

START = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)


@given(st.integers(-200, 200), st.sampled_from([15, 25, 50, 80]))
def test_a_session_is_open_from_15_minutes_before_to_15_after_its_end_and_never_else(minute: int, minutes: int):
    opened = rules.window(START, minutes)
    now = START + timedelta(minutes=minute)
    if -15 <= minute <= minutes + 15:
        rules.check_open(opened, now, "UTC")
    else:
        with pytest.raises(rules.TooEarly if minute < 0 else rules.TooLate):
            rules.check_open(opened, now, "UTC")


def test_too_early_says_when_it_opens():
    with pytest.raises(rules.TooEarly) as refused:
        rules.check_open(rules.window(START, 50), START - timedelta(hours=1), "EST")

    assert refused.value.details == {"opens_at": START - timedelta(minutes=15), "zone_name": "EST"}


@pytest.mark.parametrize(
    ("status", "format"), [("cancelled", "video"), ("completed", "video"), ("no_show", "audio"), ("booked", "in_person")]
)
def test_a_session_that_is_over_or_in_person_is_not_joined(status: str, format: str):
    with pytest.raises(rules.NotOnline):
        rules.check_joinable(status, format)


@pytest.mark.parametrize(("state", "private", "field"), [(None, True, "location_state"), ("NY", None, "private")])
def test_half_an_attestation_names_the_missing_half(state, private, field: str):
    with pytest.raises(InvalidInput) as refused:
        rules.check_whole(state, private)

    assert refused.value.details["field"] == field
