"""Working hours and open slots on every day of the year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import clock
from chalicelib.core.errors import InvalidInput
from chalicelib.scheduling import busy, rules
from chalicelib.scheduling.rules import Availability, Hours, SessionType
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

    def test_the_alternatives_are_the_open_starts_closest_to_the_wish(self) -> None:
        assert rules.nearest([0, 900, 5400, 7200, 90_000], wanted=4500) == [900, 5400, 7200]

    @pytest.mark.parametrize("hours", [Hours(-5, 60), Hours(1440, 1500), Hours(600, 600), Hours(600, 2045), Hours(603, 660)])
    def test_impossible_hours_are_refused(self, hours: Hours) -> None:
        with pytest.raises(InvalidInput):
            rules.check_hours([hours], "weekly")

    def test_overlapping_windows_are_refused(self) -> None:
        with pytest.raises(InvalidInput):
            rules.check_hours([Hours(700, 900), Hours(540, 720)], "weekly")


class TestPolicy:
    start = datetime(2026, 11, 3, 20, tzinfo=UTC)

    def test_a_change_at_the_last_free_instant_costs_nothing(self) -> None:
        assert rules.late_fee(self.start, self.start - timedelta(hours=24), 24, 6000) == 0

    def test_a_change_a_second_later_costs_the_late_fee(self) -> None:
        assert rules.late_fee(self.start, self.start - timedelta(hours=24) + timedelta(seconds=1), 24, 6000) == 6000


# The oracle: asks the provider's clock at every five minutes and every quarter hour, and knows no interval.

DAYS = [
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("Asia/Kathmandu", date(2026, 6, 1)),
    ("America/Santiago", date(2026, 4, 4)),
    ("America/Havana", date(2026, 11, 1)),
    ("Asia/Beirut", date(2026, 3, 29)),
]
FIVE = 300
CASES = 10_000


class Case(NamedTuple):
    """What a provider offers, has booked and keeps for others, and what is asked for. marks: as the busy items have them."""

    availability: Availability
    marks: list[busy.Hold]
    within: rules.Interval
    minutes: int
    now: int

    def found(self) -> list[int]:
        """The open starts, the marks written to busy items and read from them."""
        rows: dict[str, busy.BusyRecord] = {}
        for mark in self.marks:
            item, key = busy._place(mark.time[0])
            rows.setdefault(item, busy.BusyRecord("provider", item, sessions={})).sessions[key] = mark.mark
        return rules.open_starts(self.availability, busy.taken(rows.values(), self.now), self.within, self.minutes, self.now)


def hours_of_a_day(draw: Random) -> list[Hours]:
    windows: list[Hours] = []
    for _ in range(draw.randint(0, 3)):
        opens = draw.randrange(288) * 5
        window = Hours(opens, opens + draw.randint(1, 144) * 5)
        if all(window.closes <= other.opens or other.closes <= window.opens for other in windows):
            windows.append(window)
    return windows


def case(draw: Random) -> Case:
    """One of the days above, with hours, marks and another calendar around it."""
    name, day = draw.choice(DAYS)
    minutes = draw.choice([15, 45, 50, 60, 80])
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
    now = noon + draw.randint(-2880, 600) * 60

    def times(step: int, lengths: list[int]) -> list[rules.Interval]:
        begun = (noon + draw.randint(-rules.DAY // step, rules.DAY // step) * step for _ in range(draw.randint(0, 4)))
        return [(start, start + draw.choice(lengths) * 60) for start in begun]

    availability = Availability(
        zone=clock.zone(name),
        weekly=[hours_of_a_day(draw) for _ in range(7)],
        overrides={day + timedelta(days=draw.randint(-1, 1)): hours_of_a_day(draw) for _ in range(draw.randint(0, 1))},
        types=(SessionType(minutes, ("video",)),),
        buffer=draw.choice([0, 5, 10, 30]),
        notice=draw.choice([0, 60, 1440]),
        horizon=draw.choice([1, 2, 60]),
        daily_cap=draw.choice([None, None, 1, 2]),
        elsewhere=tuple(rules.union(times(60, [1, 7, 45, 600]))),
    )
    marks = {
        start: busy.Hold((start, end), draw.choice([0, 0, now - 1, now, now + 1])) for start, end in times(rules.QUARTER, [15, 50, 80])
    }
    begin = noon + draw.randint(-80, 20) * rules.QUARTER
    return Case(availability, list(marks.values()), (begin, begin + draw.randint(1, 100) * rules.QUARTER), minutes, now)


def working(availability: Availability, within: rules.Interval) -> set[int]:
    """The instants, five minutes apart, at which the provider's clock shows a working time."""
    shown: set[int] = set()
    for instant in range(*within, FIVE):
        local = datetime.fromtimestamp(instant, availability.zone)
        minute = local.hour * 60 + local.minute
        for back in (0, 1):
            day = local.date() - timedelta(days=back)
            hours = availability.overrides.get(day, availability.weekly[day.weekday()])
            if any(opens <= minute + back * 1440 < closes for opens, closes in hours):
                shown.add(instant)
    return shown


def oracle(asked: Case) -> Iterator[int]:
    availability, _, within, minutes, now = asked
    buffer = availability.buffer * 60
    taken = [mark.time for mark in asked.marks if not mark.until or now < mark.until]
    begun = [datetime.fromtimestamp(start, availability.zone).date() for start, _ in taken]
    works = working(availability, within)
    for start in range(within[0], within[1], rules.QUARTER):
        end = start + minutes * 60
        local = datetime.fromtimestamp(start, availability.zone)
        if (
            end <= within[1]
            and local.minute % 15 == 0
            and now + availability.notice * 60 <= start <= now + availability.horizon * rules.DAY
            and works.issuperset(range(start, end, FIVE))
            and not any(other - buffer < end and start < over + buffer for other, over in taken)
            and not any(other < end and start < over for other, over in availability.elsewhere)
            and (availability.daily_cap is None or begun.count(local.date()) < availability.daily_cap)
        ):
            yield start


def test_the_open_starts_are_those_an_oracle_finds_by_asking_every_quarter_hour():
    open_ones = 0
    for seed in range(CASES):
        asked = case(Random(seed))
        expected = list(oracle(asked))
        assert asked.found() == expected, seed
        open_ones += bool(expected)
    assert open_ones > CASES // 10


@st.composite
def intervals(draw: st.DrawFn) -> list[rules.Interval]:
    return [(start, start + length) for start, length in draw(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=6))]


@given(intervals(), intervals())
def test_subtracting_leaves_exactly_the_instants_in_one_and_not_the_other(one: list[rules.Interval], other: list[rules.Interval]) -> None:
    left = rules.subtract(rules.union(one), rules.union(other))
    inside = {t for start, end in left for t in range(start, end)}
    assert inside == {t for s, e in one for t in range(s, e)} - {t for s, e in other for t in range(s, e)}
    assert left == rules.union(left)
