"""Saving the intake as one goes, and handing it in."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from chalicelib.accounts import rules as account_rules
from chalicelib.accounts import service as accounts
from chalicelib.core.access import Grant
from chalicelib.core.records import Key, Record, get_many
from chalicelib.core.writing import transaction
from chalicelib.intake import assessment, proposal, rules, store
from chalicelib.intake.rules import Questionnaire
from chalicelib.intake.schemas import IntakeDraft, IntakeResult, IntakeView, Preferences, ScoreView, StepView
from chalicelib.intake.store import AssessmentBody, DraftBody, IntakeRecord
from chalicelib.practice import service as practices
from chalicelib.safety import measures, registry
from chalicelib.safety import rules as safety_rules
from chalicelib.safety import service as safety
from chalicelib.safety.rules import Given, Screen
from chalicelib.safety.schemas import Level


class _State(NamedTuple):
    """The intake and the risk screen, read together."""

    row: IntakeRecord | None
    body: DraftBody
    screen_row: Any
    screen: Screen

    @property
    def answers(self) -> dict[str, Any]:
        """All answers as plain mappings, the risk screen's among them: it is kept once, by safety."""
        given = self.screen.given
        seen = given.begun or given.acute is not None
        return {**_plain(self.body.answers), **({rules.SCREEN: {"answers": list(given.answers), "acute": given.acute}} if seen else {})}

    @property
    def unworded(self) -> list[str]:
        """Questionnaires without approved wording in the client's language."""
        return [slug for slug, instrument in registry.instruments().items() if self.body.language not in instrument.languages]


class Case(NamedTuple):
    """What a clinician reads of an intake. level, reasons, told: None and empty until it is handed in."""

    answers: IntakeDraft
    screen: Screen
    level: Level | None
    reasons: tuple[str, ...]
    told: IntakeResult | None
    revision: int


class Wishes(NamedTuple):
    """What the matching goes by. saved_at: when the intake was last saved, None while it was not begun."""

    submitted: bool
    preferences: Preferences
    concerns: tuple[str, ...]
    saved_at: datetime | None = None


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    """The steps on file."""
    return msgspec.json.decode((Path(__file__).parent / "steps.json").read_bytes(), type=Questionnaire)


def view(grant: Grant, now: datetime) -> IntakeView:
    """The client's intake with the answers so far and the next step."""
    state = _read(grant, now)
    result = _result(grant, state)
    return _view(state, state.row.saved_at if state.row else None, safety.alerted(state.screen_row), result)


def save(grant: Grant, change: IntakeDraft, now: datetime) -> IntakeView:
    """Keep the steps given; answers that bear on safety raise their flag in the same transaction. Raises IntakeSubmitted."""
    given = _plain(change)

    def attempt() -> tuple[_State, safety.Answered | None]:
        state = _read(grant, now)
        if _submitted(state) and not rules.CHANGEABLE_AFTER_SUBMIT.issuperset(given):
            raise rules.IntakeSubmitted
        before = _plain(state.body.answers)
        answers = rules.merged(before, {step: fields for step, fields in given.items() if step != rules.SCREEN})
        body = msgspec.structs.replace(state.body, answers=msgspec.convert(answers, IntakeDraft))
        new = _bearing_on_safety(before, answers, change)
        with transaction(grant, "intake.save") as write:
            store.save(write, grant, state.row, body, now, safety_rules.Outpaced())
            answered = safety.answer(write, grant, state.screen_row, new, now) if new else None
        return state._replace(body=body, screen=answered.screen if answered else state.screen), answered

    state, answered = safety.repeated(attempt)
    alerted = safety.alarm(grant, answered, now) if answered else safety.alerted(state.screen_row)
    return _view(state, now, alerted, _result(grant, state))


def heed(grant: Grant, form: bytes, now: datetime) -> None:
    """What steps that are refused say of risk still counts."""
    safety.heed(grant, form, now, _item9(_plain(_read(grant, now).body.answers)))


def submit(grant: Grant, now: datetime) -> IntakeResult:
    """Score the intake, propose a level of care to the clinician, tell the client the next step. A repeat gives the same answer.

    Raises IntakeIncomplete that names the open steps and items.
    """

    def attempt() -> IntakeResult:
        state = _read(grant, now)
        return _result(grant, state) or _hand_in(grant, state, now)

    return safety.repeated(attempt)


def wishes_key(grant: Grant) -> Key:
    """Where the client's wishes are, for a BatchGetItem that reads them together with other rows."""
    return store.draft_key(grant)


def wishes_of(grant: Grant, row: Record | None) -> Wishes:
    """The wishes in a row that was read by `wishes_key`, none where the row is missing."""
    if not isinstance(row, IntakeRecord):
        return Wishes(False, Preferences(), ())
    body = store.opened(grant, row)
    concerns = body.answers.concerns
    return Wishes(
        submitted=row.status == "submitted",
        preferences=body.answers.preferences or Preferences(),
        concerns=tuple(concerns.items) if concerns else (),
        saved_at=row.saved_at,
    )


def case(grant: Grant, now: datetime) -> Case:
    """A client's intake for the clinician who reviews it, handed in or not. revision: of the risk screen's answers."""
    state = _read(grant, now)
    kept = store.assessed(grant, state.row) if state.row else None
    return Case(
        answers=state.body.answers,
        screen=state.screen,
        level=kept.level if kept else None,
        reasons=kept.reasons if kept else (),
        told=kept.result if kept else None,
        revision=int(state.screen_row.revision) if state.screen_row else 0,
    )


def _read(grant: Grant, now: datetime) -> _State:
    """The intake and the risk screen, with age and language as the profile has them now, in one read."""
    keys = [store.draft_key(grant), safety.screen_key(grant), accounts.profile_key(grant)]
    row, screen_row, profile_row = get_many(keys)
    body = store.opened(grant, row) if row else DraftBody(IntakeDraft(), None, "en")
    # Somebody else who reads the intake has no need of the profile once the draft carries the age, and their access log would show it.
    profile = accounts.profile_of(grant, profile_row) if grant.own or body.age is None else None
    if profile:
        age = account_rules.age(profile.birth_date, now.date()) if profile.birth_date else None
        body = msgspec.structs.replace(body, age=age, language=profile.language)
    return _State(row, body, screen_row, safety.screen_of(grant, screen_row))


def _bearing_on_safety(before: dict[str, Any], after: dict[str, Any], change: IntakeDraft) -> Given | None:
    """The answers of this save that the safety rules must see: item 9 when it was answered anew, and the risk screen's."""
    old, item9 = _item9(before), _item9(after)
    fresh = item9 if item9 != old else None
    asq = change.asq or None
    if fresh is None and asq is None:
        return None
    return Given(fresh, tuple(asq.answers) if asq else Given().answers, asq.acute if asq else None)


def _item9(answers: dict[str, Any]) -> int | None:
    value: int | None = answers.get(safety_rules.ITEM9_OF, {}).get("answers", [None] * 9)[safety_rules.ITEM9]
    return value


def _hand_in(grant: Grant, state: _State, now: datetime) -> IntakeResult:
    unworded = frozenset(state.unworded)
    asked = questionnaire().asked(state.answers, state.body.age)
    missing = rules.missing(asked, state.answers, unworded)
    if missing or state.row is None:
        raise rules.IntakeIncomplete(missing=missing)
    unasked = rules.SCREEN in unworded and state.screen.outcome in ("none", "open")
    with transaction(grant, "intake.submit") as write:
        screen = safety.unasked(write, grant, state.screen_row, now).screen if unasked else state.screen
        facts = assessment.facts(screen, registry.instruments(), state.answers, bool(unworded))
        proposed = proposal.propose(facts)
        due_by = screen.due_by if screen.review else None
        if proposed.next_step == "wait_for_clinician" and due_by is None:
            due_by = safety.ask_review(write, now)
        result = _told(state, screen, proposed, due_by)
        scores = assessment.scores(registry.instruments(), state.answers)
        given = {slug: (state.answers[slug]["answers"], state.answers[slug].get("difficulty"), score) for slug, score in scores.items()}
        measures.keep(write, grant, given, now)
        kept = AssessmentBody(result, proposed.level, proposed.reasons, questionnaire().version)
        store.submit(write, grant, state.row, kept, now, safety_rules.Outpaced())
    return result


def _told(state: _State, screen: Screen, proposed: proposal.Proposal, due_by: datetime | None) -> IntakeResult:
    told: Literal["negative", "positive", "acute"] = "acute" if screen.safety == "acute" else "positive"
    totals = assessment.scores(registry.instruments(), state.answers)
    return IntakeResult(
        next_step=proposed.next_step,
        safety="negative" if screen.safety == "negative" else told,
        scores={slug: ScoreView(score.total, score.band) for slug, score in totals.items()},
        due_by=due_by,
        alerted=safety.alerted(state.screen_row),
        practice_phone=practices.practice().phone,
        assessment_minutes=proposal.ASSESSMENT_MINUTES if proposed.level in proposal.ASSESSED else None,
    )


def _result(grant: Grant, state: _State) -> IntakeResult | None:
    """What the client was told when they handed in, with what is known of alerts now and what a clinician has decided since."""
    kept = store.assessed(grant, state.row) if state.row else None
    if kept is None or state.row is None or state.row.submitted_at is None:
        return None
    told = msgspec.structs.replace(kept.result, alerted=safety.alerted(state.screen_row))
    decided = safety.decided(state.screen_row, state.row.submitted_at)
    if decided is None:
        return told
    return msgspec.structs.replace(told, next_step="book" if decided == "open" else "wait_for_clinician", due_by=None)


def _view(state: _State, saved_at: datetime | None, alerted: bool, result: IntakeResult | None) -> IntakeView:
    answers = state.answers
    steps = questionnaire().asked(answers, state.body.age)
    following = _next(state, answers)
    return IntakeView(
        status="submitted" if _submitted(state) else "draft",
        draft=msgspec.convert(answers, IntakeDraft),
        steps=[_step(step, answers, following) for step in steps],
        next=following,
        minutes_left=sum(step.minutes for step in steps if not rules.done(step.id, answers)),
        english_only=state.unworded,
        safety=state.screen.safety,
        alerted=alerted,
        practice_phone=practices.practice().phone,
        saved_at=saved_at,
        result=result,
    )


def _next(state: _State, answers: dict[str, Any]) -> str | None:
    """The step to show: an open risk screen before anything else, then the first that is not done, none once it is handed in."""
    if state.screen.outcome == "open":
        return rules.SCREEN
    if _submitted(state):
        return None
    steps = questionnaire().asked(answers, state.body.age)
    return next((step.id for step in steps if not rules.done(step.id, answers)), None)


def _step(step: rules.Step, answers: dict[str, Any], following: str | None) -> StepView:
    sections = questionnaire().sections
    reached = "done" if rules.done(step.id, answers) else "to_come"
    return StepView(
        id=step.id,
        section=step.section,
        part=sections.index(step.section) + 1,
        parts=len(sections),
        minutes=step.minutes,
        required=step.required,
        state="here" if step.id == following else "done" if reached == "done" else "to_come",
    )


def _submitted(state: _State) -> bool:
    return state.row is not None and state.row.status == "submitted"


def _plain(draft: IntakeDraft) -> dict[str, Any]:
    """The draft as plain mappings of step to fields; steps without an answer are absent."""
    plain: dict[str, Any] = msgspec.to_builtins(draft)
    return plain
