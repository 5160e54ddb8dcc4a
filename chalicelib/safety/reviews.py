"""The review queue: holding a review, deciding it, sending somebody on, and looking again later."""

from collections.abc import Iterable
from datetime import datetime, time

from chalicelib.core import clock, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, InvalidInput, NotFound
from chalicelib.core.writing import Transaction, transaction
from chalicelib.practice import rules as practice_rules
from chalicelib.practice import service as practices
from chalicelib.safety import decided, duty, registry, rules, store
from chalicelib.safety.rules import Screen
from chalicelib.safety.schemas import (
    Answers,
    Decision,
    Level,
    Referral,
    Referrals,
    ReferralState,
    Review,
    ReviewDecision,
    Reviews,
    ReviewsQuery,
    Said,
)
from chalicelib.safety.scoring import Choice, Instrument

RAISED = "safety.raised"
GIVEN_BACK = "safety.given_back"
ASSIGNED = "safety.assigned"
_LATEST = 20


def reviews(grant: Grant, query: ReviewsQuery) -> Reviews:
    """The practice's undecided reviews, or the latest decided ones: ids, kinds, times and who holds or held them."""
    if query.state == "decided":
        return Reviews(items=[_done(row) for row in decided.latest(grant, _LATEST)])
    return Reviews(items=[_review(row) for row in sorted(store.reviews(grant), key=lambda row: row.due_by)])


def review(grant: Grant, review_id: str) -> Review:
    """One review that waits or is decided. grant: for the practice. Raises NotFound."""
    row = store.review(grant, review_id)
    if row is not None:
        return _review(row)
    done = decided.find(grant, review_id)
    if done is None:
        raise NotFound
    return _done(done)


def claim(grant: Grant, review_id: str, now: datetime) -> Review:
    """Let the calling clinician hold a review, which ends its alerts. One whose holder is off duty by now may be taken over.

    Raises ReviewTaken if somebody on duty holds it, NotFound.
    """
    row = _waiting(grant, review_id)
    if row.claimed_by == grant.caller_id:
        return _review(row)
    if row.claimed_by and duty.on_duty(row.claimed_by, now):
        raise rules.ReviewTaken
    with transaction(grant, "safety.claim") as write:
        store.hold(write, row, grant.caller_id, now, rules.ReviewTaken())
    return _review(_waiting(grant, review_id))


def reassign(grant: Grant, review_id: str, provider_id: str | None, now: datetime) -> Review:
    """Let another clinician on duty hold a review, who is told, or give it back to whoever claims it. Raises NotOnDuty, NotFound."""
    row = _waiting(grant, review_id)
    if provider_id is not None and not duty.on_duty(provider_id, now):
        raise rules.NotOnDuty
    with transaction(grant, "safety.reassign") as write:
        store.hold(write, row, provider_id, now, rules.ReviewTaken())
        if provider_id is not None:
            write.tell(ASSIGNED, {"review_id": review_id, "provider_id": provider_id})
        else:
            # The calls that stopped when it was claimed begin again.
            write.tell(GIVEN_BACK, {"review_id": review_id})
    return _review(_waiting(grant, review_id))


def decide(grant: Grant, review_id: str, wish: ReviewDecision, proposed: Level | None, now: datetime) -> Decision:
    """Close a review the caller holds: the level of care, whether self-booking is open, a referral, and when somebody looks again.

    grant: for the client, the practice beside it. proposed: what the rule proposes. Raises AnswersChanged where the client has answered
    since the clinician read, Decided, InvalidInput.
    """
    follow_up = _follow_up(wish, now)
    practice = grant.party("practice")
    row = store.review(practice, review_id)
    if row is None:
        raise rules.Decided
    screen_row = store.screen_row(grant)
    if (int(screen_row.revision) if screen_row else 0) != wish.revision:
        raise rules.AnswersChanged
    made = Decision(
        review_id=review_id,
        kind=row.kind,  # type: ignore[arg-type]
        level=wish.level,
        booking=wish.booking,
        reason=wish.reason,
        proposed=proposed,
        override=proposed is not None and proposed != wish.level,
        follow_up=wish.follow_up,
        by=grant.caller_id,
        at=now,
    )
    with transaction(grant, "review.decide") as write:
        store.close(write, practice, row, now, Conflict())
        decided.keep(write, grant, made)
        _settle(write, grant, screen_row, review_id, wish.booking == "open", now)
        if wish.referral and follow_up:
            body = decided.ReferralBody(wish.referral.to, wish.referral.contact, wish.referral.note)
            decided.refer(write, grant, review_id, body, follow_up, now)
        if follow_up:
            _look_again(write, follow_up)
    return made


def decisions(grant: Grant) -> list[Decision]:
    """Every decision about the client, the newest first."""
    return list(decided.decisions(grant))


def referrals(grant: Grant) -> Referrals:
    """The client's referrals, the newest first."""
    return Referrals(items=list(decided.referrals(grant)))


def change_referral(grant: Grant, review_id: str, state: ReferralState, now: datetime) -> Referral:
    """Note how a referral stands. Raises NotFound."""
    decided.move_referral(grant, review_id, state, now, NotFound())
    found = decided.referral(grant, review_id)
    if found is None:
        raise NotFound
    return found


def in_words(instrument: Instrument, answers: Iterable[int | str | None], acute: str | None = None) -> Answers:
    """A questionnaire as the client saw and answered it. acute: the answer to a screen's last question, where it was asked."""
    said = [
        Said(item.text, _words(item.answers or instrument.answers, value)) for item, value in zip(instrument.items, answers, strict=True)
    ]
    if instrument.acuity and acute is not None:
        said.append(Said(instrument.acuity.text, _words(instrument.answers, acute)))
    return Answers(instrument=instrument.slug, title=instrument.title, items=said)


def screen_in_words(screen: Screen) -> Answers:
    """The risk screen as it was put and answered."""
    return in_words(registry.instrument("asq"), screen.given.answers, screen.given.acute)


def _words(choices: Iterable[Choice], value: int | str | None) -> str | None:
    return next((choice.text for choice in choices if choice.value == value), None)


def _follow_up(wish: ReviewDecision, now: datetime) -> datetime | None:
    """When the practice looks again: the morning of the date, where the practice is. Raises InvalidInput where a date is needed."""
    if wish.follow_up is None:
        if wish.referral or wish.booking == "closed":
            raise InvalidInput("Say when somebody looks again.", field="follow_up")
        return None
    at = datetime.combine(wish.follow_up, time(9), tzinfo=clock.zone(practices.practice().zone))
    if at <= now:
        raise InvalidInput("The date must lie ahead.", field="follow_up")
    return at


def _settle(write: Transaction, grant: Grant, row: store.ScreenRecord | None, review_id: str, reopen: bool, now: datetime) -> None:
    """Let the screen follow the decision. Another review, or a screen that was opened meanwhile, goes on waiting for its own."""
    before = store.opened(grant, row)
    other = row is not None and row.review is not None and row.review_id != review_id
    if other or (before.outcome == "open" and before.review is None):
        after = rules.keep_closed(before, closed=not reopen)
        store.save(write, grant, row, after, row.review_id if row else None, otherwise=rules.AnswersChanged())
        return
    store.save(write, grant, row, rules.decide(before, reopen=reopen), None, decided_at=now, otherwise=rules.AnswersChanged())


def _look_again(write: Transaction, at: datetime) -> None:
    due_by = practice_rules.day_end(at.date(), clock.zone(practices.practice().zone))
    write.tell(RAISED, {"review_id": ids.new(at), "kind": "follow_up", "due_by": due_by.isoformat()}, due=at)


def _waiting(grant: Grant, review_id: str) -> store.ReviewRecord:
    row = store.review(grant, review_id)
    if row is None:
        raise NotFound
    return row


def _review(row: store.ReviewRecord) -> Review:
    return Review(
        review_id=row.record_id,
        client_id=row.client_id,
        kind=row.kind,  # type: ignore[arg-type]
        state=row.state,
        raised_at=row.raised_at,
        due_by=row.due_by,
        claimed_by=row.claimed_by,
    )


def _done(row: decided.DecidedRecord) -> Review:
    return Review(
        review_id=row.review_id,
        client_id=row.client_id,
        kind=row.kind,  # type: ignore[arg-type]
        state="decided",
        raised_at=row.raised_at,
        due_by=row.due_by,
        claimed_by=row.decided_by,
        decided_at=row.decided_at,
    )
