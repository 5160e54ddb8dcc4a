"""The directory as bits: for each value a provider may have, one large number with a bit for each provider who has it.

A question is then a few operations on large numbers, whatever the size of the directory; plain Python does each at memory speed. Points
are added up bit-sliced (O'Neil and Quass, "Improved query performance with variant indexes", SIGMOD 1997): slice k holds the bit of
value 2^k of everybody's sum, so the best are found without looking at anybody by themselves.
"""

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.core import clock
from chalicelib.matching import ranking
from chalicelib.matching.ranking import Asked, Level
from chalicelib.matching.rules import CONFLICT, SELF_PAY, Wish
from chalicelib.providers import rules as provider_rules
from chalicelib.providers.schemas import Listing

_DENSE = 8
"""Where at least every eighth is among the equals, drawing positions until enough are hit is quicker than listing the equals."""


class Sifted(NamedTuple):
    """What the directory holds for one client.

    best: the best of those who fit, best first. fitting: how many fit. ruled_out: how many each constraint rules out.
    helps: the one constraint whose change would let most fit, and how many, None where no single change helps.
    """

    best: list[Listing]
    fitting: int
    ruled_out: dict[str, int]
    helps: tuple[str, int] | None


class _Spans:
    """Who may work in one state, from when to when. Instants in epoch seconds, the end exclusive."""

    def __init__(self) -> None:
        self.spans: list[tuple[float, float, int]] = []
        self._known = (0.0, 0.0, 0)

    def at(self, now: float, count: int) -> int:
        """The bits of those who may at `now`; kept until the next leave begins or ends."""
        since, until, bits = self._known
        if not since <= now < until:
            edges = [edge for begin, end, _ in self.spans for edge in (begin, end)]
            since = max((edge for edge in edges if edge <= now), default=float("-inf"))
            until = min((edge for edge in edges if edge > now), default=float("inf"))
            bits = _bits((position for begin, end, position in self.spans if begin <= now < end), count)
            self._known = since, until, bits
        return bits


class Index:
    """A directory, ready to be asked. listings: in the order of positions. levels: of outcomes, by provider id and concern."""

    def __init__(self, listings: Iterable[Listing], levels: Mapping[str, Mapping[str, Level]]) -> None:
        # In the order of fees, so that whoever costs no more than a budget is a run of low bits.
        self.listings = sorted(listings, key=lambda one: (one.fee_cents, one.provider_id))
        self.levels = levels
        self.positions = {one.provider_id: position for position, one in enumerate(self.listings)}
        self.measured = sorted({concern for known in levels.values() for concern in known})
        self._fees = [one.fee_cents for one in self.listings]
        self._count = len(self.listings)
        self._all = (1 << self._count) - 1
        self._states: dict[str, _Spans] = defaultdict(_Spans)
        self._place_licences()
        self._having = {kind: self._by_value(values) for kind, values in _VALUES.items()}
        self._above = self._by_value(lambda one: self._concerns_at(one, "above"))
        self._below = self._by_value(lambda one: self._concerns_at(one, "below"))

    def sift(self, wish: Wish, conflicts: Iterable[str], wanted: Sequence[Asked], now: datetime, most: int, seed: str) -> Sifted:
        """Find the best `most` of those who fit, places in caseloads aside. seed: spreads equals, see `ranking.place`."""
        met = self._met(wish, conflicts, now)
        fit, all_but_one = _judge(met, self._all)
        best = [self.listings[position] for position in self._best(fit, wanted, most, seed)]
        return Sifted(
            best=sorted(best, key=lambda one: (-self.points(one, wanted), ranking.place(seed, one.provider_id))),
            fitting=fit.bit_count(),
            ruled_out=_ruled_out(met, self._count),
            helps=_helps(met, all_but_one),
        )

    def points(self, listing: Listing, wanted: Sequence[Asked]) -> int:
        """What one provider earns, opening hours aside."""
        return ranking.points(listing, self.levels.get(listing.provider_id, {}), wanted)

    def _met(self, wish: Wish, conflicts: Iterable[str], now: datetime) -> dict[str, int]:
        """By constraint, who meets it; as `rules.failing` judges one by one."""
        own_cost = wish.payer in (None, SELF_PAY)
        ages = 0
        for group in wish.age_groups:
            ages |= self._having["age_group"].get(group, 0)
        known = [self.positions[one] for one in conflicts if one in self.positions]
        return {
            "state": self._states[wish.state].at(now.timestamp(), self._count) if wish.state in self._states else 0,
            "age_group": ages,
            "payer": self._with("payer", wish.payer),
            "budget": self._costing(wish.budget_cents) if own_cost else self._all,
            "format": self._with("format", wish.format),
            "language": self._with("language", wish.language),
            "accepts_new": self._having["accepts_new"].get("yes", 0),
            CONFLICT: self._all & ~_bits(known, self._count),
        }

    def _with(self, kind: str, value: str | None) -> int:
        return self._all if value is None else self._having[kind].get(value, 0)

    def _costing(self, budget_cents: int | None) -> int:
        return self._all if budget_cents is None else (1 << bisect_right(self._fees, budget_cents)) - 1

    def _best(self, fit: int, wanted: Sequence[Asked], most: int, seed: str) -> list[int]:
        chosen, candidates, room = 0, fit, most
        for bits in reversed(_sums((self._earning(one) & fit, one.points) for one in wanted)):
            high = candidates & bits
            count = high.bit_count()
            if count > room:
                candidates = high
            else:
                chosen, room, candidates = chosen | high, room - count, candidates & ~high
        return [*_positions(chosen), *self._spread(candidates, room, seed)]

    def _earning(self, one: Asked) -> int:
        if one.kind == "above":
            return self._above.get(one.value, 0)
        if one.kind == "as_expected":
            return self._all & ~self._below.get(one.value, 0)
        return self._having[one.kind].get(one.value, 0)

    def _spread(self, equals: int, room: int, seed: str) -> Iterable[int]:
        """So many of the equals, each with the same chance, and the same ones for the same seed."""
        count = equals.bit_count()
        if count <= room:
            return _positions(equals)
        draw = random.Random(seed)  # noqa: S311 - spreads equals, guards nothing
        if count * _DENSE < self._count:
            return draw.sample(list(_positions(equals)), room)
        held = equals.to_bytes(self._count // 8 + 1, "little")
        drawn: dict[int, None] = {}
        while len(drawn) < room:
            position = draw.randrange(self._count)
            if held[position >> 3] >> (position & 7) & 1:
                drawn[position] = None
        return drawn

    def _place_licences(self) -> None:
        for position, listing in enumerate(self.listings):
            zone = clock.zone(listing.zone)
            for leave in provider_rules.permits(listing):
                span = (_midnight(zone, leave.first), _midnight(zone, leave.last, 1), position)
                self._states[leave.state].spans.append(span)

    def _by_value(self, values: Callable[[Listing], Iterable[str]]) -> dict[str, int]:
        found: dict[str, list[int]] = defaultdict(list)
        for position, listing in enumerate(self.listings):
            for value in values(listing):
                found[value].append(position)
        return {value: _bits(positions, self._count) for value, positions in found.items()}

    def _concerns_at(self, listing: Listing, level: Level) -> list[str]:
        return [concern for concern, known in self.levels.get(listing.provider_id, {}).items() if known == level]


_VALUES: dict[str, Callable[[Listing], Iterable[str]]] = {
    "age_group": lambda one: one.age_groups,
    "payer": lambda one: one.payers,
    "format": lambda one: one.formats,
    "language": lambda one: one.languages,
    "accepts_new": lambda one: ["yes"] if one.accepts_new else [],
    "concern": lambda one: one.concerns,
    "approach": lambda one: one.approaches,
    "gender": lambda one: [one.gender] if one.gender else [],
}


def _bits(positions: Iterable[int], count: int) -> int:
    """A number with these bits set. By way of bytes: setting bits in a large number copies it each time."""
    held = bytearray(count // 8 + 1)
    for position in positions:
        held[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(held, "little")


def _positions(bits: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first. As text: searching it does not copy the number."""
    written = bin(bits)[:1:-1]
    at = written.find("1")
    while at >= 0:
        yield at
        at = written.find("1", at + 1)


def _sums(weighted: Iterable[tuple[int, int]]) -> list[int]:
    """Everybody's sum of points, bit-sliced, the lowest slice first. weighted: who earns, and how many points."""
    slices: list[int] = []
    for earning, weight in weighted:
        for power in range(weight.bit_length()):
            carry, place = (earning if weight >> power & 1 else 0), power
            while carry:
                slices.extend([0] * (place + 1 - len(slices)))
                slices[place], carry = slices[place] ^ carry, slices[place] & carry
                place += 1
    return slices


def _ruled_out(met: Mapping[str, int], count: int) -> dict[str, int]:
    """How many each constraint rules out, the most first, those that rule out nobody left out."""
    counts = {constraint: count - bits.bit_count() for constraint, bits in met.items()}
    return dict(sorted(((one, number) for one, number in counts.items() if number), key=lambda pair: -pair[1]))


def _judge(met: Mapping[str, int], everybody: int) -> tuple[int, int]:
    """Who meets every constraint, and who fails exactly one."""
    fit, all_but_one = everybody, 0
    for bits in met.values():
        all_but_one = (all_but_one & bits) | (fit & ~bits)
        fit &= bits
    return fit, all_but_one


def _helps(met: Mapping[str, int], all_but_one: int) -> tuple[str, int] | None:
    """A conflict of interest is nothing one could change, so it is never named."""
    alone = {constraint: (all_but_one & ~bits).bit_count() for constraint, bits in met.items() if constraint != CONFLICT}
    best = max(alone, key=lambda constraint: alone[constraint])
    return (best, alone[best]) if alone[best] else None


@lru_cache(maxsize=65_536)
def _midnight(zone: ZoneInfo, day: date, later: int = 0) -> float:
    """The instant at which a local date begins, or the one so many days later."""
    if day == date.min:
        return float("-inf")
    if day >= date.max - timedelta(days=2):
        return float("inf")
    return datetime.combine(day + timedelta(days=later), time.min, tzinfo=zone).timestamp()
