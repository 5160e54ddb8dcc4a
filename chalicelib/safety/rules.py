"""The risk screen: what the answers given so far mean, and what they close and raise. Values in, values out.

Self-completed, the screen only raises a review and never clears anyone: once a review is raised, no later answer lowers it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal

from chalicelib.core.errors import Conflict, Refused

Answer = Literal["yes", "no", "declined"]
State = Literal["none", "open", "negative", "positive", "acute"]
Kind = Literal["positive", "acute"]
Closed = Literal["screen_open", "review_open"]

QUESTIONS = 4
ITEM9_OF, ITEM9 = "phq-9", 8
"""The questionnaire whose ninth item asks about being better off dead, and that item's place, from 0."""
FLAGGED = frozenset({"yes", "declined"})
UNANSWERED_AFTER = timedelta(minutes=15)
ACUTE_DUE = timedelta(minutes=30)
ALERT_AGAIN = timedelta(minutes=10)
OVERDUE_AGAIN = timedelta(days=1)
AT_RISK_FOR = timedelta(days=14)


class ScreenOpen(Refused):
    """The risk screen is not finished; new sessions wait for it, everything already booked goes on."""

    code = "screen_open"
    sentence = "Please answer the open questions first. Sessions already booked stay as they are."


class ReviewOpen(Refused):
    """A clinician has not decided yet; new sessions wait for it, everything already booked goes on."""

    code = "review_open"
    sentence = "A clinician looks at your answers first. Sessions already booked stay as they are."


class Outpaced(Conflict):
    """Another request changed the same answers since they were read."""


class ReviewTaken(Conflict):
    """Somebody else holds this review."""

    code = "review_taken"
    sentence = "Somebody else holds this review."


class NotHeld(Conflict):
    """A review is opened and decided by whoever holds it: claim it first."""

    code = "review_not_held"
    sentence = "Hold this review before you open it."


class AnswersChanged(Conflict):
    """The client answered again since the review was opened: read it again before deciding."""

    code = "answers_changed"
    sentence = "There are new answers. Please read them before you decide."


class Decided(Conflict):
    """This review is decided already."""

    code = "review_decided"
    sentence = "This review is decided already."


class PlanChanged(Conflict):
    """The safety plan was saved elsewhere since this revision was read."""

    code = "plan_changed"
    sentence = "Your plan was changed elsewhere. Please read it again before you save."


class NotOnDuty(Refused):
    """Only a licensed clinician who is on call now can hold a review."""

    code = "not_on_duty"
    sentence = "This clinician is not on call now, or has no current license."


@dataclass(frozen=True)
class Given:
    """What a client has answered. item9: PHQ-9 item 9, 0 to 3. answers: ASQ 1 to 4. acute: ASQ 5. None is not answered yet.

    flagged: one of the four was yes or declined at some time in this set, even if it was changed since.
    """

    item9: int | None = None
    answers: tuple[Answer | None, ...] = (None,) * QUESTIONS
    acute: Answer | None = None
    flagged: bool = False

    @property
    def begun(self) -> bool:
        """Whether any of the four questions has an answer."""
        return any(answer is not None for answer in self.answers)


@dataclass(frozen=True)
class Screen:
    """One client's present screen.

    outcome: what the present answers come to. review: the undecided review they or earlier ones raised, and by when it is due.
    opened_at: when the present set was opened; item9_at: when item 9 was last above zero. decided: a clinician has decided on the present
    answers. held: a clinician keeps new bookings by the client closed.
    """

    given: Given = Given()
    outcome: State = "none"
    opened_at: datetime | None = None
    review: Kind | None = None
    due_by: datetime | None = None
    item9_at: datetime | None = None
    decided: bool = False
    held: bool = False

    @property
    def safety(self) -> State:
        """The state to act on: an undecided acute review outweighs everything, an open screen a positive one."""
        if self.review == "acute":
            return "acute"
        return "open" if self.outcome == "open" else self.review or self.outcome

    @property
    def pending(self) -> bool:
        """Whether a client or a clinician still has to do something."""
        return self.outcome == "open" or self.review is not None

    @property
    def closes_booking(self) -> Closed | None:
        """Why the client may not book new sessions; everything already booked goes on."""
        if self.safety == "acute":
            return "review_open"
        if self.safety == "open":
            return "screen_open"
        return "review_open" if self.held else None


def judge(given: Given) -> State:
    """Say what a set of answers comes to.

    Any yes or declined answer among the four is positive, and then the fifth decides: yes or declined is acute. A positive set
    without the fifth stays open, and so does an unfinished one or an item 9 above zero. A yes to the fifth counts even alone, and a
    flagged answer that was taken back still counts: self-completed, nothing here clears anyone.
    Source: NIMH ASQ toolkit; Horowitz et al. 2012, Arch Pediatr Adolesc Med 166:1170-1176.
    """
    if given.acute in FLAGGED:
        return "acute"
    if None in given.answers:
        return "open" if given.begun or (given.item9 or 0) > 0 else "none"
    if not given.flagged and FLAGGED.isdisjoint(given.answers):
        return "negative"
    return "open" if given.acute is None else "positive"


def flagged(given: Given) -> Given:
    """A whole set as it stands by itself: flagged if any of the four is yes or declined."""
    return replace(given, flagged=not FLAGGED.isdisjoint(given.answers))


def answer(screen: Screen, new: Given, now: datetime, next_day_end: datetime) -> Screen:
    """The screen after these answers.

    new: only what was answered this time. next_day_end: the end of the next business day, when a positive review is due.
    """
    if screen.decided:
        if not _begins(new):
            return replace(screen, given=replace(screen.given, item9=screen.given.item9 if new.item9 is None else new.item9))
        screen = replace(screen, given=Given(item9=screen.given.item9), outcome="none", decided=False)
    given = _merged(screen, new)
    outcome = judge(given)
    after = replace(screen, given=given, outcome=outcome)
    if (new.item9 or 0) > 0:
        after = replace(after, item9_at=now)
    if outcome == "open" and screen.outcome != "open":
        after = replace(after, opened_at=now)
    if outcome == "positive" or outcome == "acute":
        after = raise_review(after, outcome, now, next_day_end)
    return after


def raise_review(screen: Screen, kind: Kind, now: datetime, next_day_end: datetime) -> Screen:
    """Ask a clinician to look: within 30 minutes if acute, else by the end of the next business day. Never lowers or delays one."""
    if screen.review == "acute" or screen.review == kind:
        return screen
    due = now + ACUTE_DUE if kind == "acute" else next_day_end
    return replace(screen, review=kind, due_by=min(due, screen.due_by) if screen.due_by and screen.review else due)


def unasked(screen: Screen, now: datetime, next_day_end: datetime) -> Screen:
    """The screen of somebody it could not be put to in words they read: open, and in the queue as if positive."""
    opened_at = screen.opened_at if screen.outcome == "open" else now
    return raise_review(replace(screen, outcome="open", opened_at=opened_at), "positive", now, next_day_end)


def unanswered(screen: Screen, now: datetime) -> bool:
    """Whether an open screen has waited so long that a clinician should see it as if it were positive. It stays open."""
    return screen.outcome == "open" and screen.opened_at is not None and now - screen.opened_at >= UNANSWERED_AFTER


def decide(screen: Screen, *, reopen: bool) -> Screen:
    """The screen after a clinician's decision: nothing waits any more, and what was answered stays.

    reopen: whether the client may book new sessions themselves again. An acute or unfinished set then stands as a positive one that was
    looked at; the next answer begins a new set.
    """
    outcome: State = "positive" if screen.outcome in ("acute", "open") else screen.outcome
    return replace(screen, outcome=outcome, opened_at=None, review=None, due_by=None, decided=True, held=not reopen)


def keep_closed(screen: Screen, *, closed: bool) -> Screen:
    """The screen where a clinician keeps new bookings closed, or opens them, while something else of it still waits."""
    return replace(screen, held=closed)


def _begins(new: Given) -> bool:
    """Whether these answers, after a decision, are a new set for a clinician to see: anything but item 9 at zero."""
    return new.begun or new.acute is not None or (new.item9 or 0) > 0


def _merged(screen: Screen, new: Given) -> Given:
    """Answers add up while a set is open; item 9 above zero, or an answer after a finished set, begins a new one.

    Within an open set item 9 never falls: taking it back would be a way past the screen it opened.
    """
    is_open = screen.outcome == "open"
    afresh = not is_open and (new.begun or (new.item9 or 0) > 0)
    before = Given(item9=screen.given.item9) if afresh else screen.given
    answers = tuple(later if later is not None else earlier for earlier, later in zip(before.answers, new.answers, strict=True))
    item9 = before.item9 if new.item9 is None else new.item9
    if is_open and item9 is not None and before.item9 is not None:
        item9 = max(item9, before.item9)
    return Given(
        item9=item9,
        answers=answers,
        acute=new.acute if new.acute is not None else before.acute,
        flagged=before.flagged or not FLAGGED.isdisjoint(answers),
    )


def pause(kind: str, state: str) -> timedelta:
    """How long after an alert the next one goes out: ten minutes for an acute review that nobody holds, a day for what is overdue."""
    return ALERT_AGAIN if kind == "acute" and state == "open" else OVERDUE_AGAIN


def quiet_until(kind: str, state: str, alerted_at: datetime | None, due_by: datetime) -> datetime | None:
    """Until when no further alert goes out; None where there was none. What became overdue calls again at once, then once a day."""
    if alerted_at is None:
        return None
    again = alerted_at + pause(kind, state)
    return min(again, due_by) if alerted_at < due_by else again


def alert_now(kind: str, state: str, due_by: datetime, now: datetime) -> bool:
    """Whether clinicians are to be alerted of a review: an acute one until somebody holds it, each one once it is overdue."""
    return (kind == "acute" and state == "open") or now >= due_by


def at_risk(screen: Screen, now: datetime) -> bool:
    """Whether somebody who leaves is to be looked after the same day: an undecided review, or item 9 above zero within 14 days."""
    return screen.pending or (screen.item9_at is not None and now - screen.item9_at <= AT_RISK_FOR)


def same_day(now: datetime, zone: tzinfo) -> datetime:
    """When a task of today is due: 5 PM on the wall clock of `zone`, at midnight where that has passed. In UTC."""
    local = now.astimezone(zone)
    five = local.replace(hour=17, minute=0, second=0, microsecond=0)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=zone)
    return (five if local < five else midnight).astimezone(UTC)


def to_alert(on_duty: Sequence[str], treating: Sequence[str], round_: int) -> list[str]:
    """Whom the given round of alerts reaches: one more step up the rota each time, and the treating providers every time.

    on_duty: provider ids, first called first. round_: 0 for the first alert.
    """
    return list(dict.fromkeys([*on_duty[: round_ + 1], *treating]))
