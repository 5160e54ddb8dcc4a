"""When a provider can be booked: working hours, the time that is taken, and open starts. Values in, values out.

Instants are whole epoch seconds; an interval is half open, `(start, end)` with start < end; a list of intervals called `windows`
is sorted and its members neither overlap nor touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.core.errors import InvalidInput, Refused

Interval = tuple[int, int]
MINUTE = 60
DAY = 86_400
# Starts lie on local quarter hours. Every UTC offset of this century is a whole number of quarter hours, so these are UTC's too.
QUARTER = 15 * MINUTE
FORMATS = ("video", "audio", "text", "in_person")
INDIVIDUAL = "individual"
# A first talk is short and free; an assessment takes an hour or nearly so.
LENGTHS = {"consultation": range(15, 16), "intake_assessment": range(50, 61)}
_EPOCH = date(1970, 1, 1).toordinal()


class NotOffered(Refused):
    """The provider does not offer this length, way of meeting or time; `alternatives` holds the nearest open ones."""

    code = "not_offered"
    sentence = "This time cannot be booked."


class Hours(NamedTuple):
    """One working window of a local date, in minutes after its midnight; `closes` above 1440 runs into the next date."""

    opens: int
    closes: int


class SessionType(NamedTuple):
    """A length in minutes that a provider offers, in which of FORMATS, and what such a session is for."""

    minutes: int
    formats: tuple[str, ...]
    name: str = INDIVIDUAL


@dataclass(frozen=True)
class Availability:
    """What a provider offers. `weekly` has seven entries, Monday first; an override replaces all hours that begin on its date.

    buffer: minutes kept free between two sessions. notice: minutes from now to the earliest start. horizon: days from now to the
    latest start. daily_cap: sessions that may begin on one date of the provider's zone, None for no limit. elsewhere: `windows` that
    another calendar takes; no buffer is kept from them.
    """

    zone: ZoneInfo
    weekly: Sequence[Sequence[Hours]]
    overrides: Mapping[date, Sequence[Hours]] = field(default_factory=dict)
    types: tuple[SessionType, ...] = (SessionType(50, ("video",)),)
    buffer: int = 10
    notice: int = 1440
    horizon: int = 60
    daily_cap: int | None = None
    elsewhere: Sequence[Interval] = ()

    def formats(self, minutes: int) -> tuple[str, ...]:
        """The formats offered for a session of that length; empty if the length is not offered."""
        offered = {one for kind in self.types if kind.minutes == minutes for one in kind.formats}
        return tuple(one for one in FORMATS if one in offered)

    def only(self, name: str | None) -> Availability:
        """The same for sessions of one type; of every type for None."""
        return self if name is None else replace(self, types=tuple(kind for kind in self.types if kind.name == name))

    def meant(self, minutes: int, name: str | None) -> str:
        """The type a booking of that length is for: the one it names, else individual sessions, else the only type of that length.

        Raises InvalidInput where several types have it and none is named.
        """
        return meant(((kind.minutes, kind.name) for kind in self.types), minutes, name)


def meant(kinds: Iterable[tuple[int, str]], minutes: int, name: str | None) -> str:
    """The same for offered lengths in minutes, each with its type."""
    names = {one for length, one in kinds if length == minutes}
    if name is not None or INDIVIDUAL in names or not names:
        return name or INDIVIDUAL
    if len(names) > 1:
        raise InvalidInput("Say which type of session it is.", field="type")
    return names.pop()


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """Sort intervals and join those that overlap or touch."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        elif start < end:
            joined.append((start, end))
    return joined


def subtract(windows: Sequence[Interval], blocks: Sequence[Interval]) -> list[Interval]:
    """What remains of `windows` outside `blocks`, as `union` returns it. blocks: sorted; unlike windows they may overlap."""
    free: list[Interval] = []
    first = 0
    for start, end in windows:
        while first < len(blocks) and blocks[first][1] <= start:
            first += 1
        open_from = start
        for index in range(first, len(blocks)):
            blocked, freed = blocks[index]
            if blocked >= end:
                break
            if open_from < blocked:
                free.append((open_from, blocked))
            if open_from < freed:
                open_from = freed
        if open_from < end:
            free.append((open_from, end))
    return free


@lru_cache(maxsize=16_384)
def stretches(zone: ZoneInfo, day: int) -> tuple[tuple[int, int, int], ...]:
    """The instants whose date in `zone` is `day` (a proleptic ordinal), as (start, end, offset) of constant UTC offset in seconds.

    One stretch on most days, two where clocks change, none on a date that a zone left out (Apia, 2011-12-30).
    """
    midnight = (day - _EPOCH) * DAY
    date_of = date.fromordinal(day)
    # Asked with fold 0 at its beginning and 1 at its end, a change of clocks at or across either midnight shows as a difference.
    begins = _offset(datetime(date_of.year, date_of.month, date_of.day, tzinfo=zone))
    following = date_of + timedelta(days=1)
    ends = _offset(datetime(following.year, following.month, following.day, tzinfo=zone, fold=1))
    if begins == ends:
        return ((midnight - begins, midnight + DAY - begins, begins),)
    change, before, after = _change(zone, midnight - DAY, midnight + 2 * DAY)
    pieces = (
        (midnight - before, min(midnight + DAY - before, change), before),
        (max(midnight - after, change), midnight + DAY - after, after),
    )
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def _offset(moment: datetime) -> int:
    offset = moment.utcoffset()
    return 0 if offset is None else offset.days * DAY + offset.seconds


def _change(zone: ZoneInfo, low: int, high: int) -> tuple[int, int, int]:
    """The one instant between `low` and `high` at which the zone's offset changes, and the offsets before and after it."""
    before, after = _offset(datetime.fromtimestamp(low, zone)), _offset(datetime.fromtimestamp(high, zone))
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(datetime.fromtimestamp(middle, zone)) == before:
            low = middle
        else:
            high = middle
    return high, before, after


def working_time(availability: Availability, within: Interval) -> list[Interval]:
    """The windows in which the provider's own clock shows a time inside working hours, cut to `within`.

    Wall clock first: on a date when clocks change, hours are as long as they really are. A time that is skipped is no working
    time; of a time that comes twice, both are.
    """
    zone = availability.zone
    first = datetime.fromtimestamp(within[0], zone).toordinal() - 1
    last = datetime.fromtimestamp(within[1], zone).toordinal()
    pieces: list[Interval] = []
    for day in range(first, last + 1):
        # Overrides are few: the date object is built only where there are some.
        hours = availability.overrides.get(date.fromordinal(day)) if availability.overrides else None
        for opens, closes in availability.weekly[(day - 1) % 7] if hours is None else hours:
            pieces += opened(zone, day, opens, closes)
    inside = [piece for piece in union(pieces) if piece[0] < within[1] and within[0] < piece[1]]
    if inside:
        # Sorted and apart: only the first and the last can reach beyond.
        inside[0] = (max(inside[0][0], within[0]), inside[0][1])
        inside[-1] = (inside[-1][0], min(inside[-1][1], within[1]))
    return inside


@lru_cache(maxsize=65_536)
def opened(zone: ZoneInfo, day: int, opens: int, closes: int) -> tuple[Interval, ...]:
    """When a clock in `zone` shows a time of one working window of the date `day` (a proleptic ordinal)."""
    midnight = (day - _EPOCH) * DAY
    opening, closing = midnight + opens * MINUTE, midnight + closes * MINUTE
    spans = stretches(zone, day) if closes <= 1440 else chain(stretches(zone, day), stretches(zone, day + 1))
    pieces = ((max(start, opening - offset), min(end, closing - offset)) for start, end, offset in spans)
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def open_starts(availability: Availability, sessions: Iterable[Interval], within: Interval, minutes: int, now: int) -> list[int]:
    """Starts at which a session of `minutes` can be booked, soonest first: on a quarter hour, inside working time and `within`,
    the buffer away from every session, after the notice, before the horizon and below the daily cap.

    sessions: what is booked, in any order. A length that is not offered has no starts.
    """
    if not availability.formats(minutes):
        return []
    booked = list(sessions)
    buffer, length = availability.buffer * MINUTE, minutes * MINUTE
    # Nothing later than the horizon's last start need be looked at, nor earlier than the first one the notice allows.
    reach = (max(within[0], now + availability.notice * MINUTE), min(within[1], now + availability.horizon * DAY + length))
    if reach[0] >= reach[1]:
        return []
    first, last = reach[0] - buffer, reach[1] + buffer
    blocks = sorted([(start - buffer, end + buffer) for start, end in booked if end > first and start < last])
    if availability.elsewhere:
        blocks = union([*blocks, *availability.elsewhere])
    starts: list[int] = []
    for start, end in subtract(working_time(availability, reach), blocks):
        if end - start >= length:
            starts.extend(range(-(-start // QUARTER) * QUARTER, end - length + 1, QUARTER))
    full = full_dates(availability, booked)
    return starts if not full else [start for start in starts if local_date(start, availability.zone) not in full]


def full_dates(availability: Availability, sessions: Iterable[Interval]) -> frozenset[date]:
    """Dates in the provider's zone on which as many sessions begin as the daily cap allows."""
    if availability.daily_cap is None:
        return frozenset()
    count: dict[date, int] = {}
    for start, _ in sessions:
        day = local_date(start, availability.zone)
        count[day] = count.get(day, 0) + 1
    return frozenset(day for day, begun in count.items() if begun >= availability.daily_cap)


def local_date(instant: int, zone: ZoneInfo) -> date:
    """The date a clock in `zone` shows at an instant."""
    return datetime.fromtimestamp(instant, zone).date()


def clocks(zone: ZoneInfo, day: date) -> Literal["forward", "back"] | None:
    """Which way clocks change on a local date, None where they stay."""
    pieces = stretches(zone, day.toordinal())
    if len(pieces) < 2:
        return None
    return "forward" if pieces[0][2] < pieces[1][2] else "back"


def day_range(first: date, end: date, zone: ZoneInfo) -> Interval:
    """The instants of the local dates from `first` up to, not including, `end`."""
    return _midnight(first, zone), _midnight(end, zone)


def _midnight(day: date, zone: ZoneInfo) -> int:
    """The first instant of a local date, or of the next one that exists."""
    ordinal = day.toordinal()
    while not stretches(zone, ordinal):
        ordinal += 1
    return stretches(zone, ordinal)[0][0]


def overlaps(one: Interval, other: Interval) -> bool:
    """Say whether two intervals share an instant."""
    return one[0] < other[1] and other[0] < one[1]


def check_hours(windows: Sequence[Hours], name: str) -> None:
    """Raise InvalidInput unless every window begins on its date, is at most a day long, lies on five minutes and overlaps no other."""
    for opens, closes in windows:
        if not (0 <= opens < 1440 and opens < closes <= opens + 1440 and opens % 5 == closes % 5 == 0):
            raise InvalidInput("Hours begin within the day, end after they begin, and lie on five minutes.", field=name)
    ordered = sorted(windows)
    if any(later.opens < earlier.closes for earlier, later in pairwise(ordered)):
        raise InvalidInput("Two windows of one day overlap.", field=name)


def check_types(types: Sequence[tuple[str, int]]) -> None:
    """Raise InvalidInput for a type that has one of its lengths twice, or one that such sessions cannot have. types: name, minutes."""
    if len(set(types)) != len(types):
        raise InvalidInput("A type has one of its lengths twice.", field="kinds")
    if any(name in LENGTHS and minutes not in LENGTHS[name] for name, minutes in types):
        raise InvalidInput("A consultation takes 15 minutes, an assessment 50 to 60.", field="kinds")
