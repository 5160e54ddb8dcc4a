"""What a late change costs, and the open times that hours, busy items and another calendar leave, as an oracle finds them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import NamedTuple

from chalicelib.availability.rules import DAY, QUARTER, Availability, Hours, Interval, SessionType, open_starts, union
from chalicelib.core import clock
from chalicelib.scheduling import busy, rules
from chalicelib.scheduling.rules import Hold


def test_the_alternatives_are_the_open_starts_closest_to_the_wish() -> None:
    assert rules.nearest([0, 900, 5400, 7200, 90_000], wanted=4500) == [900, 5400, 7200]


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
    marks: list[Hold]
    within: Interval
    minutes: int
    now: int

    def found(self) -> list[int]:
        """The open starts, the marks written to busy items and read from them."""
        rows: dict[str, busy.BusyRecord] = {}
        for mark in self.marks:
            item, key = busy._place(mark.time[0])
            rows.setdefault(item, busy.BusyRecord("provider", item, sessions={})).sessions[key] = busy._mark(mark)
        return open_starts(self.availability, busy.taken(rows.values(), self.now), self.within, self.minutes, self.now)


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

    def times(step: int, lengths: list[int]) -> list[Interval]:
        begun = (noon + draw.randint(-DAY // step, DAY // step) * step for _ in range(draw.randint(0, 4)))
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
        elsewhere=tuple(union(times(60, [1, 7, 45, 600]))),
    )
    marks = {start: Hold((start, end), draw.choice([0, 0, now - 1, now, now + 1])) for start, end in times(QUARTER, [15, 50, 80])}
    begin = noon + draw.randint(-80, 20) * QUARTER
    return Case(availability, list(marks.values()), (begin, begin + draw.randint(1, 100) * QUARTER), minutes, now)


def working(availability: Availability, within: Interval) -> set[int]:
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
    for start in range(within[0], within[1], QUARTER):
        end = start + minutes * 60
        local = datetime.fromtimestamp(start, availability.zone)
        if (
            end <= within[1]
            and local.minute % 15 == 0
            and now + availability.notice * 60 <= start <= now + availability.horizon * DAY
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
