"""Score questionnaires from their data. Pure: no wording, no file and no clock here.

A total and a band are screening results, never a diagnosis. Risk (PHQ-9 item 9, ASQ) is judged apart, in `rules`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from chalicelib.core.errors import InvalidInput


class IncompleteAnswers(InvalidInput):
    """A form with a missing or extra answer is never scored; `items` are the numbers of those answers, from 1."""

    code = "incomplete_answers"
    sentence = "Some answers are missing."


class AnswerOutOfRange(InvalidInput):
    """An answer the instrument does not offer; `items` are the numbers of those answers, from 1."""

    code = "answer_out_of_range"
    sentence = "Some answers are not among those offered."


@dataclass(frozen=True)
class Choice:
    """One answer a person can give."""

    value: int | str
    text: str
    loinc: str | None = None


@dataclass(frozen=True)
class Item:
    """One question. Without `answers` of its own it takes the instrument's."""

    text: str
    loinc: str | None = None
    answers: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Band:
    """A named range of totals, both ends included."""

    low: int
    high: int
    name: str


@dataclass(frozen=True)
class Codes:
    """LOINC codes of the whole form and of its total."""

    panel: str
    total: str


@dataclass(frozen=True)
class Syndrome:
    """A count of symptoms: at least one of `core` and `needed` in all, each at `threshold` or its own in `thresholds`. Items from 1."""

    name: str
    core: tuple[int, ...]
    threshold: int
    needed: int
    thresholds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """From how many points on a difference between two totals is more than the questionnaire's own unsteadiness, and who says so."""

    points: int
    source: str


@dataclass(frozen=True)
class Instrument:
    """A questionnaire as its data file gives it. `kind` sum is scored here; kind screen is judged by `rules`."""

    slug: str
    title: str
    kind: Literal["sum", "screen"]
    version: str
    licence: str
    source: str
    languages: tuple[str, ...]
    answers: tuple[Choice, ...]
    items: tuple[Item, ...]
    stem: str | None = None
    loinc: Codes | None = None
    difficulty: Item | None = None
    acuity: Item | None = None
    bands: tuple[Band, ...] = ()
    syndrome: Syndrome | None = None
    reliable_change: Change | None = None


@dataclass(frozen=True)
class Score:
    """A total and the name of its band."""

    total: int
    band: str


def score(instrument: Instrument, answers: Sequence[int | str | None]) -> Score:
    """Sum the answers and name the band the total falls in.

    answers: one per item in questionnaire order, each a value the instrument offers.
    Raises IncompleteAnswers or AnswerOutOfRange, both naming the items.
    """
    total = sum(_numbers(instrument, answers))
    return Score(total, next(band.name for band in instrument.bands if band.low <= total <= band.high))


def meets_syndrome(instrument: Instrument, answers: Sequence[int | None]) -> bool:
    """Say whether the answers meet the instrument's symptom count, for PHQ-9 the major-depressive algorithm.

    answers: as for `score`, with the same errors. False for an instrument without such a count.
    Source for PHQ-9 (item 9 counts at 1 and above): Kroenke, Spitzer, Williams 2001, J Gen Intern Med 16:606-613.
    """
    values = _numbers(instrument, answers)
    rule = instrument.syndrome
    if rule is None:
        return False
    present = {number for number, value in enumerate(values, 1) if value >= rule.thresholds.get(str(number), rule.threshold)}
    return len(present) >= rule.needed and not present.isdisjoint(rule.core)


def checked(instrument: Instrument, answers: Sequence[int | str | None]) -> list[int | str]:
    """The answers, one per item. Raises IncompleteAnswers or AnswerOutOfRange for the first fault found, naming every item that has it."""
    count = len(instrument.items)
    missing = [number for number in range(1, max(count, len(answers)) + 1) if not _given(answers, number, count)]
    if missing:
        raise IncompleteAnswers(field=f"answers[{missing[0] - 1}]", items=missing)
    offered = {choice.value for choice in instrument.answers}
    foreign = [number for number, value in enumerate(answers, 1) if isinstance(value, bool) or value not in offered]
    if foreign:
        raise AnswerOutOfRange(field=f"answers[{foreign[0] - 1}]", items=foreign)
    return [value for value in answers if value is not None]


def _numbers(instrument: Instrument, answers: Sequence[int | str | None]) -> list[int]:
    return [int(value) for value in checked(instrument, answers)]


def _given(answers: Sequence[int | str | None], number: int, count: int) -> bool:
    return number <= count and number <= len(answers) and answers[number - 1] is not None
