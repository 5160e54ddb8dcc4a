"""An intake as clinicians read it, and a review as its holder does: what was answered, what the rule proposes, what came before."""

from datetime import datetime
from typing import Any

import msgspec

from chalicelib.accounts import rules as account_rules
from chalicelib.accounts import service as accounts
from chalicelib.console.schemas import IntakeRead, ReviewCase, ReviewedPerson
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.intake import service as intake
from chalicelib.intake.schemas import IntakeDraft
from chalicelib.safety import measures, registry, reviews, scoring
from chalicelib.safety.schemas import Answers, Decision, MeasurePage, ReviewDecision

_LATEST = 20
_SHOWN_APART = ("phq_9", "gad_7", "asq")


def opened(grant: Grant, review_id: str, now: datetime) -> ReviewCase:
    """Everything a clinician decides on. Each opening is in the client's access log. Raises NotFound."""
    case = intake.case(grant, now)
    return ReviewCase(
        **msgspec.structs.asdict(_read(case)),
        review=reviews.review(grant.party("practice"), review_id),
        revision=case.revision,
        person=_person(grant, now),
        measures=measures.measures(grant, MeasurePage(limit=_LATEST)).items,
        earlier=reviews.decisions(grant),
        referrals=reviews.referrals(grant).items,
    )


def intake_of(grant: Grant, now: datetime) -> IntakeRead:
    """The intake of a client for the provider who treats them. Each opening is in the client's access log."""
    return _read(intake.case(grant, now))


def decide(grant: Grant, review_id: str, wish: ReviewDecision, now: datetime) -> Decision:
    """Close the review beside what the rule proposes, so that an override is kept as one. Raises what `reviews.decide` raises."""
    return reviews.decide(grant, review_id, wish, intake.case(grant, now).level, now)


def _read(case: intake.Case) -> IntakeRead:
    return IntakeRead(
        safety=case.screen.safety,
        item9=case.screen.given.item9,
        item9_at=case.screen.item9_at,
        questionnaires=[reviews.screen_in_words(case.screen), *_scored(case.answers)],
        intake=msgspec.structs.replace(case.answers, **dict.fromkeys(_SHOWN_APART, msgspec.UNSET)),
        proposed=case.level,
        reasons=list(case.reasons),
        told=case.told,
    )


def _person(grant: Grant, now: datetime) -> ReviewedPerson:
    facts = accounts.profile(grant)
    local = now.astimezone(clock.zone(facts.zone))
    return ReviewedPerson(
        id=grant.subject_id,
        name=facts.preferred_name,
        pronouns=facts.pronouns,
        age=account_rules.age(facts.birth_date, local.date()) if facts.birth_date else None,
        home_state=facts.home_state,
        language=facts.language,
        zone=facts.zone,
        local_now=local,
        phone=facts.phone,
        emergency_contact=facts.emergency_contact,
    )


def _scored(answers: IntakeDraft) -> list[Answers]:
    """The summed questionnaires that were begun, with their score where they are complete."""
    plain: dict[str, Any] = msgspec.to_builtins(answers)
    found = []
    for slug, instrument in registry.instruments().items():
        given = plain.get(slug, {}).get("answers")
        if instrument.kind == "sum" and given:
            shown = reviews.in_words(instrument, given)
            if None not in given:
                result = scoring.score(instrument, given)
                shown.total, shown.band = result.total, result.band
            found.append(shown)
    return found
