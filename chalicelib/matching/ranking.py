"""In which order those who fit are shown. Values in, values out.

Points are whole numbers. Only what a client has asked for weighs: their concerns, the approach, the therapist's gender and the hours they
named; how soon there is an opening always does. Measured outcomes weigh least, and only where there is enough to measure
(see `outcomes`); who has not enough stands where an average therapist stands.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from chalicelib.intake.schemas import Time
from chalicelib.providers.schemas import Listing

Kind = Literal["concern", "gender", "approach", "as_expected", "above"]
Level = Literal["below", "as_expected", "above"]

CONCERN_POINTS = 12
GENDER_POINTS = 8
APPROACH_POINTS = 4
OUTCOME_POINTS = 4
OPENING_POINTS = 14
"""For an opening within a day; one less for each further day."""
UNSAID = frozenset({"other", "prefer_not"})
MORNING, AFTERNOON, EVENING = 5, 12, 17
"""The local hour at which each begins."""


@dataclass(frozen=True)
class Taste:
    """What a client would like, beyond what has to be. Empty is no wish. times: parts of the week, any of them will do."""

    concerns: tuple[str, ...] = ()
    gender: str | None = None
    approaches: tuple[str, ...] = ()
    times: tuple[Time, ...] = ()


class Asked(NamedTuple):
    """One thing that earns points: which, and how many."""

    kind: Kind
    value: str
    points: int


def asked(taste: Taste, measured: Sequence[str]) -> Iterator[Asked]:
    """What earns points with this client, opening hours aside. measured: the concerns that outcomes are known for."""
    concerns = [concern for concern in taste.concerns if concern not in UNSAID]
    for concern in concerns:
        yield Asked("concern", concern, _share(CONCERN_POINTS, len(concerns)))
    if taste.gender is not None:
        yield Asked("gender", taste.gender, GENDER_POINTS)
    for approach in taste.approaches:
        yield Asked("approach", approach, _share(APPROACH_POINTS, len(taste.approaches)))
    known = [concern for concern in concerns if concern in measured]
    for concern in known:
        for kind in ("as_expected", "above"):
            yield Asked(kind, concern, _share(OUTCOME_POINTS, 2 * len(known)))


def _share(points: int, among: int) -> int:
    return max(1, points // among)


def earns(listing: Listing, levels: Mapping[str, Level], one: Asked) -> bool:
    """Say whether this provider earns these points. levels: of their outcomes, by concern; a missing one is as expected."""
    if one.kind == "concern":
        return one.value in listing.concerns
    if one.kind == "gender":
        return one.value == listing.gender
    if one.kind == "approach":
        return one.value in listing.approaches
    level = levels.get(one.value, "as_expected")
    return level == "above" or (one.kind == "as_expected" and level == "as_expected")


def points(listing: Listing, levels: Mapping[str, Level], wanted: Sequence[Asked]) -> int:
    """What a provider earns with this client, opening hours aside."""
    return sum(one.points for one in wanted if earns(listing, levels, one))


def suits(local: datetime, times: Sequence[Time]) -> bool:
    """Say whether a start, on the client's own clock, lies in the parts of the week they named; any will do where they named none."""
    if not times:
        return True
    if local.isoweekday() > 5:
        return "weekend" in times
    hour = local.hour
    part = "evening" if hour >= EVENING or hour < MORNING else "afternoon" if hour >= AFTERNOON else "morning"
    return part in times


def opening_points(start: datetime | None, now: datetime, *, suitable: bool) -> int:
    """What an opening earns: the sooner the more, half where it does not suit the hours the client named, nothing for none."""
    if start is None:
        return 0
    earned = max(1, OPENING_POINTS - (start - now) // timedelta(days=1))
    return earned if suitable else earned // 2


def place(seed: str, provider_id: str) -> bytes:
    """Where a provider stands among equals, by chance but always the same for one seed: so over many clients nobody is always first."""
    return hashlib.sha256(f"{seed} {provider_id}".encode()).digest()


def two_sentences(words: str) -> str:
    """The first two sentences of what a therapist says of themselves."""
    ends = [at + 1 for at, sign in enumerate(words) if sign in ".!?" and words[at + 1 : at + 2] in ("", " ", "\n")]
    return words[: ends[1]] if len(ends) > 1 else words
