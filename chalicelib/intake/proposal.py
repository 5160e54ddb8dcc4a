"""The level of care a rule proposes to the clinician, with its reasons. The clinician decides; the client sees only the next step.

Own criteria. A missing answer never speaks for less care.
"""

from dataclasses import dataclass
from typing import Literal

from chalicelib.safety.schemas import Level

NextStep = Literal["book", "wait_for_clinician", "crisis"]

SEVERE_PHQ9 = 20
IMPAIRED = 2
ASSESSMENT_MINUTES = 60
ASSESSED: frozenset[Level] = frozenset({"needs_review", "higher_level_of_care"})
"""Levels that only a session with a clinician can settle."""
ORDER: tuple[Level, ...] = ("outpatient_online", "needs_review", "higher_level_of_care", "emergency")


@dataclass(frozen=True)
class Facts:
    """What the rule looks at; None is not answered. difficulty: 0 to 3 of PHQ-9's unscored item. item9: the highest value given."""

    safety: str
    item9: int | None = None
    phq9: int | None = None
    difficulty: int | None = None
    depressive: bool = False
    attempt: str | None = None
    hospital: str | None = None
    experiences: tuple[str, ...] = ()
    withdrawal: str | None = None
    medication_change: str | None = None
    safe_at_home: str | None = None
    wording_missing: bool = False


@dataclass(frozen=True)
class Proposal:
    """reasons: stable codes, the gravest first."""

    level: Level
    reasons: tuple[str, ...]

    @property
    def next_step(self) -> NextStep:
        """What the client is told."""
        if self.level == "emergency":
            return "crisis"
        return "book" if self.level == "outpatient_online" else "wait_for_clinician"


def propose(facts: Facts) -> Proposal:
    """Propose the level of the gravest criterion that is met, with every reason.

    A positive screen alone keeps outpatient care: its review has its own due time, and the client goes on.
    """
    met = [(level, reason) for level, reason, holds in _criteria(facts) if holds]
    level = max((level for level, _ in met), key=ORDER.index, default=ORDER[0])
    return Proposal(level, tuple(reason for _, reason in sorted(met, key=lambda one: -ORDER.index(one[0]))))


def _criteria(facts: Facts) -> list[tuple[Level, str, bool]]:
    severe = facts.phq9 is not None and facts.phq9 >= SEVERE_PHQ9
    experienced = set(facts.experiences) - {"none", "prefer_not"}
    return [
        ("emergency", "acute_risk", facts.safety == "acute"),
        ("higher_level_of_care", "recent_attempt", facts.attempt == "past_3_months"),
        ("higher_level_of_care", "severe_withdrawal", facts.withdrawal == "yes"),
        ("needs_review", "psychosis_or_mania", bool(experienced)),
        ("needs_review", "severe_depression_with_impairment", severe and (facts.difficulty is None or facts.difficulty >= IMPAIRED)),
        ("needs_review", "medication_unstable", facts.medication_change in ("started_or_stopped", "ran_out")),
        ("needs_review", "recent_hospital_stay", facts.hospital == "past_year"),
        ("needs_review", "home_not_safe", facts.safe_at_home in ("no", "unsure")),
        ("needs_review", "attempt_time_unknown", facts.attempt == "prefer_not"),
        ("needs_review", "no_approved_wording", facts.wording_missing),
        ("outpatient_online", "positive_screen", facts.safety == "positive"),
        ("outpatient_online", "item9_above_zero", (facts.item9 or 0) > 0),
        ("outpatient_online", "depressive_syndrome", facts.depressive),
    ]
