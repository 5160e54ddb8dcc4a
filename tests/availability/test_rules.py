"""Working hours and open slots on every day of the year."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.availability import rules
from chalicelib.availability.rules import Availability, Hours, SessionType
from chalicelib.core import clock
from chalicelib.core.errors import InvalidInput
from tests.bench import workload

NEW_YORK = clock.zone("America/New_York")
EVERY_NIGHT = [[Hours(0, 300)]] * 7
ONE_WEEK = 7 * rules.DAY


def at(text: str) -> int:
    """Epoch seconds of an ISO instant with offset."""
    return int(datetime.fromisoformat(text).timestamp())


def plain(zone: ZoneInfo, weekly: list[list[Hours]], **changes: object) -> Availability:
    """Availability for 50-minute sessions without buffer, notice or a near horizon."""
    settings: dict[str, object] = {"types": (SessionType(50, ("video",)),), "buffer": 0, "notice": 0, "horizon": 36_500, **changes}
    return Availability(zone=zone, weekly=weekly, **settings)  # type: ignore[arg-type]


def starts_on(day: date, availability: Availability, minutes: int = 50) -> list[int]:
    within = rules.day_range(day, day + timedelta(days=1), availability.zone)
    return rules.open_starts(availability, [], within, minutes, now=within[0] - ONE_WEEK)


class TestWorkload:
    """TS-1: a fixed workload with a known answer."""

    @pytest.mark.parametrize("case", [workload.A, workload.B], ids=["one provider, four weeks", "a hundred providers, two weeks"])
    def test_it_has_exactly_the_known_slots(self, case: workload.Case) -> None:
        case.check(workload.core(case))


class TestClockChanges:
    def test_the_spring_night_is_an_hour_shorter(self) -> None:
        assert len(starts_on(date(2026, 3, 8), plain(NEW_YORK, EVERY_NIGHT))) == 13

    def test_the_autumn_night_is_an_hour_longer(self) -> None:
        assert len(starts_on(date(2026, 11, 1), plain(NEW_YORK, EVERY_NIGHT))) == 21

    def test_an_ordinary_night_has_seventeen_starts(self) -> None:
        assert len(starts_on(date(2026, 11, 2), plain(NEW_YORK, EVERY_NIGHT))) == 17

    def test_hours_that_open_in_the_skipped_hour_open_when_the_clock_has_moved_on(self) -> None:
        early = plain(NEW_YORK, [[Hours(150, 300)]] * 7)
        assert starts_on(date(2026, 3, 8), early)[0] == at("2026-03-08T03:00:00-04:00")

    def test_a_date_a_zone_left_out_has_no_slots(self) -> None:
        apia = clock.zone("Pacific/Apia")
        assert rules.stretches(apia, date(2011, 12, 30).toordinal()) == ()
        with_hours = rules.open_starts(
            plain(apia, [[Hours(540, 1020)]] * 7),
            [],
            (at("2011-12-29T00:00:00-10:00"), at("2012-01-01T00:00:00+14:00")),
            50,
            at("2011-12-01T00:00Z"),
        )
        assert {rules.local_date(start, apia).day for start in with_hours} == {29, 31}

    def test_every_offset_of_our_times_is_a_whole_number_of_quarter_hours(self) -> None:
        for name in clock.zone_names():
            for year in (2001, 2011, 2026, 2037):
                for month in (1, 4, 7, 10):
                    offset = datetime(year, month, 1, tzinfo=clock.zone(name)).utcoffset()
                    assert offset is not None
                    assert offset.total_seconds() % rules.QUARTER == 0, name


class TestLimits:
    monday = date(2026, 11, 2)
    nine_to_five = plain(NEW_YORK, [[Hours(540, 1020)]] * 7)

    def within(self, days: int = 1) -> rules.Interval:
        return rules.day_range(self.monday, self.monday + timedelta(days=days), NEW_YORK)

    def test_a_length_that_is_not_offered_has_no_slots(self) -> None:
        assert starts_on(self.monday, self.nine_to_five, minutes=80) == []

    def test_the_buffer_is_kept_before_and_after_a_session(self) -> None:
        availability = plain(NEW_YORK, [[Hours(540, 1020)]] * 7, buffer=10)
        noon = at("2026-11-02T12:00:00-05:00")
        starts = rules.open_starts(availability, [(noon, noon + 3000)], self.within(), 50, self.within()[0])
        assert max(start for start in starts if start < noon) == noon - 60 * 60
        assert min(start for start in starts if start > noon) == noon + 60 * 60

    def test_no_slot_begins_before_the_notice_is_over(self) -> None:
        availability = plain(NEW_YORK, [[Hours(540, 1020)]] * 7, notice=1440)
        now = at("2026-11-01T12:05:00-05:00")
        assert rules.open_starts(availability, [], self.within(), 50, now)[0] == at("2026-11-02T12:15:00-05:00")

    def test_no_slot_begins_after_the_horizon(self) -> None:
        availability = plain(NEW_YORK, [[Hours(540, 1020)]] * 7, horizon=1)
        now = at("2026-11-01T12:00:00-05:00")
        assert rules.open_starts(availability, [], self.within(days=9), 50, now)[-1] == at("2026-11-02T12:00:00-05:00")

    def test_a_date_with_as_many_sessions_as_the_cap_allows_is_closed(self) -> None:
        availability = plain(NEW_YORK, [[Hours(540, 1020)]] * 7, daily_cap=1)
        nine = at("2026-11-02T09:00:00-05:00")
        starts = rules.open_starts(availability, [(nine, nine + 3000)], self.within(days=2), 50, nine - ONE_WEEK)
        assert {rules.local_date(start, NEW_YORK) for start in starts} == {date(2026, 11, 3)}

    def test_an_override_replaces_the_hours_of_its_date_only(self) -> None:
        availability = plain(NEW_YORK, [[Hours(540, 1020)]] * 7, overrides={self.monday: [Hours(600, 660)]})
        starts = rules.open_starts(availability, [], self.within(days=2), 50, self.within()[0])
        assert [start for start in starts if rules.local_date(start, NEW_YORK) == self.monday] == [at("2026-11-02T10:00:00-05:00")]
        assert len(starts) > 20

    def test_hours_across_midnight_belong_to_the_date_they_begin_on(self) -> None:
        late = plain(NEW_YORK, [[Hours(1380, 1500)], *[[]] * 6], overrides={date(2026, 11, 3): []})
        starts = rules.open_starts(late, [], self.within(days=2), 50, self.within()[0])
        assert starts[0] == at("2026-11-02T23:00:00-05:00")
        assert starts[-1] == at("2026-11-03T00:00:00-05:00")

    @pytest.mark.parametrize("hours", [Hours(-5, 60), Hours(1440, 1500), Hours(600, 600), Hours(600, 2045), Hours(603, 660)])
    def test_impossible_hours_are_refused(self, hours: Hours) -> None:
        with pytest.raises(InvalidInput):
            rules.check_hours([hours], "weekly")

    def test_overlapping_windows_are_refused(self) -> None:
        with pytest.raises(InvalidInput):
            rules.check_hours([Hours(700, 900), Hours(540, 720)], "weekly")


@st.composite
def intervals(draw: st.DrawFn) -> list[rules.Interval]:
    return [(start, start + length) for start, length in draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=6))]


@given(intervals(), intervals())
def test_subtracting_leaves_exactly_the_instants_in_one_and_not_the_other(one: list[rules.Interval], other: list[rules.Interval]) -> None:
    left = rules.subtract(rules.union(one), rules.union(other))
    inside = {t for start, end in left for t in range(start, end)}
    assert inside == {t for s, e in one for t in range(s, e)} - {t for s, e in other for t in range(s, e)}
    assert left == rules.union(left)
