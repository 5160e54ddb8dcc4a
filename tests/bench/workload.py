"""TS-1: a fixed scheduling workload with a known answer. A hundred providers in four zones, their overrides and appointments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from chalicelib.availability import rules
from chalicelib.availability.rules import Availability, Hours, Interval
from chalicelib.core import clock

NOW = int(datetime.fromisoformat("2026-10-19T08:03:00+00:00").timestamp())
FIRST = date(2026, 10, 19)
"""A Monday; ranges are whole days of Phoenix from here on."""
MINUTES = 50
WEEKDAY = [Hours(420, 720), Hours(780, 1260)]
WEEKLY = (WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, WEEKDAY, [Hours(540, 780)], [Hours(540, 720)])
OVERRIDES = {
    FIRST + timedelta(days=3): [Hours(600, 840)],
    FIRST + timedelta(days=9): [],
    FIRST + timedelta(days=12): [Hours(600, 720), Hours(840, 960)],
}
_SESSIONS = (8, 8, 8, 8, 8, 2, 1)
_ZONES = ("New_York", "Chicago", "Denver", "Los_Angeles")


class Diary(NamedTuple):
    """What one provider offers and has booked."""

    availability: Availability
    sessions: list[Interval]


class Case(NamedTuple):
    """Some providers and a range; `slots` and `digest` are the answer."""

    providers: int
    days: int
    slots: int
    digest: str

    @property
    def within(self) -> Interval:
        """The instants of the range."""
        return rules.day_range(FIRST, FIRST + timedelta(days=self.days), clock.zone("America/Phoenix"))

    @property
    def diaries(self) -> list[Diary]:
        """Every provider of the case, in order."""
        return [diary(number) for number in range(self.providers)]

    def check(self, found: Sequence[Sequence[int]]) -> None:
        """Assert that these are the case's slots: a list of starts for each provider."""
        seen = hashlib.sha256(json.dumps(found, separators=(",", ":")).encode()).hexdigest()[:16]
        assert (sum(map(len, found)), seen) == (self.slots, self.digest)


A = Case(providers=1, days=28, slots=178, digest="dc18e8b80a0c6c8a")
B = Case(providers=100, days=14, slots=8312, digest="68e55e15e7db12f9")


@cache
def diary(number: int) -> Diary:
    """One provider of the workload."""
    zone = clock.zone(f"America/{_ZONES[number % 4]}")
    offer = Availability(zone=zone, weekly=WEEKLY, overrides=OVERRIDES, buffer=10, notice=1440, horizon=365)
    return Diary(offer, list(_sessions(number, offer)))


def _sessions(number: int, offer: Availability) -> Iterator[Interval]:
    x = (number * 7919 + 12345) & 0x7FFFFFFF
    for index in range(-1, 30):
        day = FIRST + timedelta(days=index)
        left = _SESSIONS[day.weekday()]
        midnight = datetime(day.year, day.month, day.day)
        for opens, closes in WEEKLY[day.weekday()]:
            current = opens
            while left:
                x = (x * 1103515245 + 12345) & 0x7FFFFFFF
                begins = current + (0, 0, 30, 90)[(x >> 16) & 3]
                if begins + MINUTES > closes:
                    break
                start = int((midnight + timedelta(minutes=begins)).replace(tzinfo=offer.zone).timestamp())
                yield start, start + MINUTES * 60
                left -= 1
                current = begins + 60


def core(case: Case) -> list[list[int]]:
    """The product's own answer: each provider's open starts."""
    within = case.within
    return [rules.open_starts(one.availability, one.sessions, within, MINUTES, NOW) for one in case.diaries]
