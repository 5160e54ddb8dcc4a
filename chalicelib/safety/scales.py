"""Scoring of questionnaires whose wording is not on file: logic only, no wording. Screening results, never a diagnosis.

No route takes them: nobody can fill in what the product may not show. No copy of PCL-5's or AUDIT-C's wording from its publisher was at
hand, and C-SSRS has no explicit grant for showing it.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from chalicelib.safety.scoring import AnswerOutOfRange, IncompleteAnswers

Risk = Literal["none", "low", "moderate", "high"]
PCL5_CUTOFF = 33
PCL5_CLUSTERS = ((range(5), 1), (range(5, 7), 1), (range(7, 14), 2), (range(14, 20), 2))


class Pcl5(NamedTuple):
    """total: 0 to 80. above_cutoff: at or above it. provisional: the symptom pattern of PTSD."""

    total: int
    above_cutoff: bool
    provisional: bool


class Cssrs(NamedTuple):
    """Answers to the screener; None is not asked. attempt: question 6. recent: whether that was within three months."""

    wish: bool
    thoughts: bool
    method: bool | None
    intent: bool | None
    plan: bool | None
    attempt: bool
    recent: bool | None = None


def pcl5(answers: Sequence[int], cutoff: int = PCL5_CUTOFF) -> Pcl5:
    """Score PCL-5: 20 items, each 0 to 4. cutoff: 31 to 33 are in use.

    Provisional PTSD: items rated 2 or more, one of 1-5, one of 6-7, two of 8-14, two of 15-20. Raises IncompleteAnswers, AnswerOutOfRange.
    Source: Weathers et al. 2013, National Center for PTSD; Blevins et al. 2015, J Trauma Stress 28:489-498.
    """
    _check(answers, 20)
    pattern = all(sum(answers[item] >= 2 for item in cluster) >= needed for cluster, needed in PCL5_CLUSTERS)
    return Pcl5(sum(answers), sum(answers) >= cutoff, pattern)


def audit_c(answers: Sequence[int], sex: Literal["female", "male"]) -> tuple[int, bool]:
    """Score AUDIT-C: three items, each 0 to 4; total and whether positive: 3 or more for women, 4 or more for men.

    Raises IncompleteAnswers, AnswerOutOfRange. Source: Bush et al. 1998, Arch Intern Med 158:1789-1795.
    """
    _check(answers, 3)
    return sum(answers), sum(answers) >= (3 if sex == "female" else 4)


def cssrs(answers: Cssrs) -> Risk:
    """Risk by the C-SSRS screener: high for 4, 5 or 6 within three months; moderate for 3, or 6 longer ago; low for 1 or 2.

    Questions 3 to 5 are asked only after a yes to 2; raises IncompleteAnswers where one of them, or the time of 6, is missing.
    """
    asked = (answers.method, answers.intent, answers.plan) if answers.thoughts else ()
    if None in asked or (answers.attempt and answers.recent is None):
        raise IncompleteAnswers(items=[number for number, value in enumerate(asked, 3) if value is None] or [6])
    method, intent, plan = asked or (False, False, False)
    if intent or plan or (answers.attempt and answers.recent):
        return "high"
    if method or answers.attempt:
        return "moderate"
    return "low" if answers.wish or answers.thoughts else "none"


def _check(answers: Sequence[int], count: int) -> None:
    if len(answers) != count:
        raise IncompleteAnswers(items=list(range(min(len(answers), count) + 1, max(len(answers), count) + 1)))
    foreign = [number for number, value in enumerate(answers, 1) if isinstance(value, bool) or value not in range(5)]
    if foreign:
        raise AnswerOutOfRange(items=foreign)
