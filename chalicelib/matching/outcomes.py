"""What closed cases say of a therapist: better than expected, as expected, or less so, by concern. Values in, values out.

A case counts for a concern its client had named and that a questionnaire measures, from the first score to the last. Who begins with a
high score has further to come down, so the last score is compared with what the first one lets expect over the whole practice. What is
left of a therapist's cases is then drawn towards the average, the more the fewer cases there are (empirical Bayes, DerSimonian and
Laird's estimate of how far therapists truly differ). docs/matching.md has the evidence and the limits.
"""

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from chalicelib.matching.ranking import Level
from chalicelib.providers.schemas import Entry, Tally

MEASURED_BY = {"anxiety": "gad-7", "low_mood": "phq-9"}
"""The questionnaire that measures a concern; other concerns have no outcomes."""
LEAST_CASES = 15
LEAST_THERAPISTS = 2
NOTABLE = 0.2
"""In standard deviations of what the first score leaves open: Cohen's small effect. Less than that is as expected."""


class _Line(NamedTuple):
    """What the first score lets expect of the last: `at_zero + slope * first`."""

    at_zero: float
    slope: float


class _Rest(NamedTuple):
    """What the first scores do not explain of one therapist's cases: the mean, how many cases, and the squares about the mean."""

    mean: float
    cases: int
    squares: float


def plus(tally: Tally, first: int, last: int) -> Tally:
    """The sums with one more case."""
    return Tally(
        cases=tally.cases + 1,
        first=tally.first + first,
        last=tally.last + last,
        first_squares=tally.first_squares + first * first,
        products=tally.products + first * last,
        last_squares=tally.last_squares + last * last,
    )


def levels(entries: Iterable[Entry]) -> dict[str, dict[str, Level]]:
    """By therapist and concern, how their cases came out. Who has fewer than LEAST_CASES of a concern is not in it."""
    found: dict[str, dict[str, Level]] = {}
    known = [entry for entry in entries if entry.outcomes]
    for concern in MEASURED_BY:
        tallies = {entry.listing.provider_id: entry.outcomes[concern] for entry in known if concern in entry.outcomes}
        for provider_id, effect in _effects(tallies).items():
            found.setdefault(provider_id, {})[concern] = _level(effect)
    return found


def _level(effect: float) -> Level:
    """effect: in standard deviations, negative where scores came down further than expected."""
    return "above" if effect <= -NOTABLE else "below" if effect >= NOTABLE else "as_expected"


def _effects(tallies: Mapping[str, Tally]) -> dict[str, float]:
    """How far each therapist with enough cases truly is from the average, as far as their number of cases lets one say."""
    line = _expected(tallies.values())
    rests = {provider_id: _rest(tally, line) for provider_id, tally in tallies.items() if tally.cases >= LEAST_CASES}
    freedom = sum(rest.cases for rest in rests.values()) - len(rests) - 1
    if len(rests) < LEAST_THERAPISTS:
        return dict.fromkeys(rests, 0.0)
    noise = sum(rest.squares for rest in rests.values()) / freedom
    if noise <= 0:
        return dict.fromkeys(rests, 0.0)
    average, between = _between(list(rests.values()), noise)
    return {
        provider_id: between / (between + noise / rest.cases) * (rest.mean - average) / sqrt(noise) for provider_id, rest in rests.items()
    }


def _expected(tallies: Iterable[Tally]) -> _Line:
    """Least squares over every case of the practice."""
    sums = [sum(column) for column in zip(*(_columns(tally) for tally in tallies), strict=True)]
    if not sums:
        return _Line(0.0, 0.0)
    cases, first, last, first_squares, products, _ = sums
    spread = first_squares - first * first / cases
    slope = (products - first * last / cases) / spread if spread > 0 else 0.0
    return _Line((last - slope * first) / cases, slope)


def _columns(tally: Tally) -> tuple[int, ...]:
    return tally.cases, tally.first, tally.last, tally.first_squares, tally.products, tally.last_squares


def _rest(tally: Tally, line: _Line) -> _Rest:
    cases, (zero, slope) = tally.cases, line
    mean = (tally.last - slope * tally.first) / cases - zero
    squares = (
        tally.last_squares
        + cases * zero * zero
        + slope * slope * tally.first_squares
        - 2 * zero * tally.last
        - 2 * slope * tally.products
        + 2 * zero * slope * tally.first
    )
    return _Rest(mean, cases, max(0.0, squares - cases * mean * mean))


def _between(rests: list[_Rest], noise: float) -> tuple[float, float]:
    """The average, and the variance between therapists that chance within their cases does not explain."""
    weights = [rest.cases / noise for rest in rests]
    total = sum(weights)
    average = sum(weight * rest.mean for weight, rest in zip(weights, rests, strict=True)) / total
    apart = sum(weight * (rest.mean - average) ** 2 for weight, rest in zip(weights, rests, strict=True))
    scale = total - sum(weight * weight for weight in weights) / total
    return average, max(0.0, (apart - (len(rests) - 1)) / scale)
