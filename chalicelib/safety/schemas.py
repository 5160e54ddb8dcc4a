"""Public shapes of the risk screen, the instruments and the review list."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.accounts.schemas import Line, Phone
from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response
from chalicelib.safety.rules import Answer, State
from chalicelib.safety.scoring import Instrument

FourAnswers = Annotated[list[Answer | None], Meta(min_length=4, max_length=4)]
ReviewKind = Literal["positive", "acute", "intake", "follow_up"]
Level = Literal["outpatient_online", "needs_review", "higher_level_of_care", "emergency"]
ReferralState = Literal["sent", "accepted", "declined"]
Reason = Annotated[str, Meta(min_length=1, max_length=4000, pattern=r"\S")]
Words = Annotated[str, Meta(max_length=4000)]
ShortWords = Annotated[str, Meta(min_length=1, max_length=200)]
Item9 = Annotated[int, Meta(ge=0, le=3)]


class ScreenAnswers(Request):
    """What was answered just now; null is not answered yet and takes nothing back.

    item9: PHQ-9 item 9 alone, 0 to 3. answers: ASQ 1 to 4. acute: ASQ 5, asked after any yes or declined answer.
    """

    item9: Item9 | None = None
    answers: FourAnswers | None = None
    acute: Answer | None = None


class ScreenView(Response):
    """The client's screen. alerted: true only when an alert truly went out to a clinician. on_call: whether anybody is on call now.

    due_by: by when a clinician decides, where a review is open.
    """

    safety: State
    alerted: bool
    practice_phone: str
    on_call: bool
    item9: int | None
    answers: list[Answer | None]
    acute: Answer | None
    due_by: datetime | None


class Instruments(Response):
    """The questionnaires on file, word for word, in the languages they are approved in."""

    items: list[Instrument]
    next: str | None = None


Parting = Literal["cancelled", "missed", "withdrew", "switched"]


class Flag(Response):
    """One client in need of a clinician's eye. state: positive, acute, or open where the screen is unfinished.

    what, task_id: where it is a task for today, what the client at risk has done, and the task to mark as done; state says none then.
    """

    client_id: str
    state: State
    due_by: datetime | None
    what: Parting | None = None
    task_id: str | None = None


class TaskDone(Response):
    """The task that is off the list."""

    task_id: str


class Flags(Response):
    """Flags of the clients in the caller's care, the first due first."""

    items: list[Flag]
    next: str | None = None


class Review(Response):
    """One review in the practice's queue. kind: of a risk screen (positive, acute), of an intake, or to follow up an earlier decision.

    claimed_by: who holds it, null while it waits; who decided it, once it is. decided_at: null until then.
    """

    review_id: str
    client_id: str
    kind: ReviewKind
    state: str
    raised_at: datetime
    due_by: datetime
    claimed_by: str | None
    decided_at: datetime | None = None


class ReviewsQuery(Request):
    """Which reviews: those that wait for a decision, or the latest decided ones."""

    state: Literal["waiting", "decided"] = "waiting"


class Reviews(Response):
    """Undecided reviews, the first due first; or decided ones, the latest first."""

    items: list[Review]
    next: str | None = None


class ReferralWish(Request):
    """Whom somebody is sent on to, and how they are reached."""

    to: ShortWords
    contact: ShortWords
    note: Words = ""


class ReviewDecision(Request):
    """What the clinician decides. booking: whether the client may book new sessions themselves from now on.

    revision: of the answers the clinician has read. follow_up: the local date, where the practice is, on which somebody looks again;
    needed with a referral and where booking stays closed.
    """

    level: Level
    booking: Literal["open", "closed"]
    reason: Reason
    revision: Annotated[int, Meta(ge=0)]
    referral: ReferralWish | None = None
    follow_up: date | None = None


class Decision(Response):
    """A decision as it was made. proposed: what the rule had proposed, null where there was nothing to propose from.

    override: whether the clinician decided otherwise than the rule.
    """

    review_id: str
    kind: ReviewKind
    level: Level
    booking: Literal["open", "closed"]
    reason: str
    proposed: Level | None
    override: bool
    follow_up: date | None
    by: str
    at: datetime


class Referral(Response):
    """Somebody sent on to somebody else. follow_up_at: when the practice looks whether it worked out."""

    review_id: str
    to: str
    contact: str
    note: str
    state: ReferralState
    state_at: datetime
    follow_up_at: datetime


class Referrals(Response):
    """Referrals, newest first."""

    items: list[Referral]
    next: str | None = None


class ReferralChange(Request):
    """How the referral stands now."""

    state: ReferralState


class Reassignment(Request):
    """Who is to hold the review; null gives it back to whoever claims it first."""

    provider_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~-]{1,64}$(?!\n)")] | None = None


class Said(Response):
    """One question in the words it was put in, and the answer in words; null where it was not answered."""

    question: str
    answer: str | None


class Answers(Response):
    """One questionnaire as it was answered. total, band: where it is scored and complete."""

    instrument: str
    title: str
    items: list[Said]
    total: int | None = None
    band: str | None = None


Found = Literal["none", "screen_required", "negative", "positive", "acute"]
"""What a filled-in questionnaire came to: PHQ-9 may require the risk screen, ASQ is the risk screen, others say nothing of risk."""


class MeasureEntry(Request):
    """One filled-in questionnaire. answers: one per item in order, 0 to 3 for PHQ-9 and GAD-7, yes, no or declined for ASQ.

    difficulty: PHQ-9's unscored question, 0 to 3. acute: ASQ's fifth.
    """

    instrument: Annotated[str, Meta(max_length=20)]
    answers: Annotated[list[int | str | None], Meta(max_length=40)]
    difficulty: Item9 | None = None
    acute: Answer | None = None


class ScoreShown(Struct, frozen=True):
    """A total and the name of its band. A screening result, not a diagnosis."""

    total: int
    band: str


class Measure(Response):
    """One filled-in questionnaire. local: on the client's wall clock, as they read it now. score: null for ASQ, which has none."""

    id: str
    instrument: str
    at: datetime
    local: datetime
    zone_name: str
    answers: list[int | str]
    difficulty: int | None
    acute: Answer | None
    score: ScoreShown | None
    safety: Found


class Measures(Response):
    """A series, newest first."""

    items: list[Measure]
    next: str | None = None


class MeasurePage(Request):
    """Which page, and of which questionnaire; a page of one questionnaire may be short though more follow."""

    cursor: Annotated[str, Meta(pattern=ids.PATTERN)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50
    instrument: Annotated[str, Meta(max_length=20)] | None = None


class CheckIn(Struct, frozen=True):
    """One questionnaire of the schedule. due_on: by the client's calendar. due: today or before."""

    instrument: str
    due_on: date
    due: bool


class CheckIns(Response):
    """How the check-ins of a client run. items: when each is due next, the first due first; none while nobody treats them or it is stopped.

    worse: for the therapist, whether a score got much worse and they have not looked yet.
    """

    every_days: int
    instruments: list[str]
    stopped: bool
    items: list[CheckIn]
    worse: bool = False


class CheckInsChange(Request):
    """Which questionnaires, and every how many days. stopped: none for now, and no reminder."""

    instruments: Annotated[list[Annotated[str, Meta(max_length=20)]], Meta(min_length=1, max_length=4)]
    every_days: Annotated[int, Meta(ge=7, le=91)]
    stopped: bool = False


class Glance(Struct, frozen=True):
    """The latest total of one questionnaire. change: since the one before it. totals: the first and the latest, oldest first.

    worse: whether it lies above the one before or the first by a reliable change.
    """

    instrument: str
    total: int
    band: str
    at: datetime
    change: int | None
    totals: list[int]
    worse: bool


class PlanContact(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody to turn to."""

    name: Line
    phone: Phone = ""
    note: Line = ""


PlanLines = Annotated[list[Annotated[str, Meta(min_length=1, max_length=300)]], Meta(max_length=20)]
PlanContacts = Annotated[list[PlanContact], Meta(max_length=20)]


class SafetyPlan(Request):
    """The client's own plan. signs: what tells them a crisis may come. coping: what helps by themselves. people: whom they can be with or
    ask. professionals: who helps. safer: making the place safe. revision: the one that was edited; left out, the present one is replaced.
    """

    signs: PlanLines = []
    coping: PlanLines = []
    people: PlanContacts = []
    professionals: PlanContacts = []
    safer: PlanLines = []
    revision: Annotated[int, Meta(ge=0)] | None = None


class SafetyPlanView(Response):
    """The plan as it is kept. revision: 0 and saved_at: null before the first is written."""

    signs: list[str]
    coping: list[str]
    people: list[PlanContact]
    professionals: list[PlanContact]
    safer: list[str]
    revision: int
    saved_at: datetime | None


class PlanQuery(Request):
    """Which revision, the present one unless told."""

    revision: Annotated[int, Meta(ge=1, le=999_999)] | None = None
