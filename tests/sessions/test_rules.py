"""When a session is open, and what is a whole attestation."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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


@pytest.mark.parametrize("start", ["2026-03-08T06:50:00+00:00", "2026-11-01T05:30:00+00:00", "2026-11-01T06:10:00+00:00"])
def test_a_session_that_the_clocks_change_in_is_open_no_longer_and_no_shorter(start: str):
    local = datetime.fromisoformat(start).astimezone(ZoneInfo("America/New_York"))
    opened = rules.window(local, 50)

    assert opened.closes.astimezone(UTC) - opened.opens.astimezone(UTC) == timedelta(minutes=80)
    assert opened.opens.tzinfo is local.tzinfo
    assert rules.came(opened.opens, local)


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


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def gaps(*pairs: tuple[float, float]) -> list[rules.Stretch]:
    return [rules.Stretch(at(start), at(end)) for start, end in pairs]


def test_two_ends_that_tell_of_one_gap_count_it_once():
    lost = rules.reconcile([gaps((10, 40)), gaps((10.5, 40.5))])

    assert (lost.total.total_seconds(), lost.agreed.total_seconds()) == (30.5, 29.5)


def test_what_one_end_missed_counts_though_the_other_heard():
    lost = rules.reconcile([gaps((10, 40)), gaps((100, 108))])

    assert (lost.total.total_seconds(), lost.agreed.total_seconds()) == (38, 0)


def test_a_gap_told_twice_or_in_parts_counts_once():
    assert rules.merged(gaps((5, 9), (1, 6), (5, 9), (20, 21))) == gaps((1, 9), (20, 21))


@given(st.lists(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60)), max_size=8), min_size=1, max_size=4))
def test_the_total_lies_between_the_longest_report_and_the_sum_of_all(told):
    reports = [gaps(*((start, start + length) for start, length in one)) for one in told]
    lengths = [rules.reconcile([report]).total for report in reports]
    lost = rules.reconcile(reports)

    assert max(lengths) <= lost.total <= sum(lengths, timedelta())
    assert lost.agreed <= lost.total


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 60)), max_size=8))
def test_the_order_of_telling_does_not_matter(told):
    stretches = gaps(*((start, start + length) for start, length in told))

    assert rules.merged([*rules.merged(stretches[:3]), *stretches[3:]]) == rules.merged(stretches)


@pytest.mark.parametrize(("seconds", "minutes"), [(29, 0), (30, 1), (89, 1), (90, 2)])
def test_half_a_minute_counts_as_one(seconds: int, minutes: int):
    assert rules.Lost(timedelta(seconds=seconds), timedelta()).minutes == minutes


def test_lost_time_is_cut_to_the_session_and_flickers_are_left_out():
    opened = rules.Window(at(0), at(100))

    assert rules.within(gaps((-50, 20), (30, 30.5), (95, 200), (300, 400)), opened) == gaps((0, 20), (95, 100))


@pytest.mark.parametrize(("over", "credited"), [(-600, 7), (0, 7), (180, 4), (420, 0), (900, 0)])
def test_minutes_that_were_added_at_the_end_are_not_credited_too(over: int, credited: int):
    assert rules.credited(7, at(0), at(over)) == credited


def test_lost_minutes_keep_the_session_open_longer():
    assert rules.window(START, 50, lost=7).closes - rules.window(START, 50).closes == timedelta(minutes=7)


@pytest.mark.parametrize("pair", [(at(5), at(4)), (at(0).replace(tzinfo=None), at(4)), (at(0), at(4).replace(tzinfo=None))])
def test_a_lost_time_without_zone_or_order_is_refused(pair):
    with pytest.raises(InvalidInput) as refused:
        rules.times_told([pair])

    assert refused.value.details["field"] == "lost"


@pytest.mark.parametrize(
    ("status", "minutes", "waits"),
    [("booked", 66, True), ("booked", 65, False), ("completed", 66, False)],
)
def test_a_word_is_due_on_a_booked_session_once_it_cannot_be_joined_any_more(status, minutes, waits):
    opened = rules.window(START, 50)

    assert rules.unsaid(status, opened, START + timedelta(minutes=minutes)) is waits


@pytest.mark.parametrize(("now", "held"), [(30, 30), (50, 50), (900, 50)])
def test_a_session_in_person_lasts_until_it_is_recorded_and_no_longer_than_it_was_booked_for(now, held):
    met = rules.met(START, 50, ["ana"], START + timedelta(minutes=now))

    assert (rules.minutes_held(met.started, met.ended), met.credited, met.late) == (held, 0, 0)
