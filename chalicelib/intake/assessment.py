"""What the answers of a finished intake come to: scores, the proposed level of care, what the client is told. Pure."""

from collections.abc import Mapping
from typing import Any

from chalicelib.intake import rules
from chalicelib.intake.proposal import Facts
from chalicelib.intake.rules import Answers
from chalicelib.safety.rules import Screen
from chalicelib.safety.scoring import Instrument, Score, meets_syndrome, score


def scores(instruments: Mapping[str, Instrument], answers: Answers) -> dict[str, Score]:
    """The score of every summed questionnaire that is complete; an incomplete one is never scored."""
    summed = [instrument for slug, instrument in instruments.items() if instrument.kind == "sum" and rules.done(slug, answers)]
    return {instrument.slug: score(instrument, answers[instrument.slug]["answers"]) for instrument in summed}


def facts(screen: Screen, instruments: Mapping[str, Instrument], answers: Answers, wording_missing: bool) -> Facts:
    """What the level of care goes by, read off the answers."""
    totals = scores(instruments, answers)

    def said(step: str, field: str) -> Any:
        return answers.get(step, {}).get(field)

    return Facts(
        safety=screen.safety,
        item9=screen.given.item9,
        phq9=totals["phq-9"].total if "phq-9" in totals else None,
        difficulty=said("phq-9", "difficulty"),
        depressive="phq-9" in totals and meets_syndrome(instruments["phq-9"], answers["phq-9"]["answers"]),
        attempt=said("attempt", "when"),
        hospital=said("past_care", "hospital"),
        experiences=tuple(said("experiences", "items") or ()),
        withdrawal=said("withdrawal", "ill_without"),
        medication_change=said("medication_change", "change"),
        safe_at_home=said("support", "safe_at_home"),
        wording_missing=wording_missing,
    )
