"""Public shapes of the intake. One field of the draft per step; the steps' order and conditions are data, in steps.json.

A PUT carries only the steps it changes, whole; what it leaves out stays. In the questionnaires null means not answered yet and takes
nothing back.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from chalicelib.core.schemas import Request, Response
from chalicelib.providers.schemas import AgeGroup, Format, Gender, StateCode
from chalicelib.safety.rules import Answer, State
from chalicelib.safety.schemas import FourAnswers, Level

Words = Annotated[str, Meta(max_length=4000)]
Frequency = Annotated[int, Meta(ge=0, le=3)]
Difficulty = Annotated[int, Meta(ge=0, le=3)]
YesNo = Literal["yes", "no", "prefer_not"]
HowOften = Literal["never", "monthly", "weekly", "daily", "prefer_not"]
Concern = Literal[
    "anger",
    "anxiety",
    "eating",
    "family",
    "grief",
    "health",
    "identity",
    "life_change",
    "loneliness",
    "low_mood",
    "parenting",
    "relationship",
    "self_esteem",
    "sleep",
    "stress",
    "substance_use",
    "trauma",
    "work_school",
    "other",
    "prefer_not",
]
Symptom = Literal[
    "sleep", "appetite", "energy", "concentration", "panic", "worry", "sadness", "irritability", "memories", "pain", "none", "prefer_not"
]
Experience = Literal["voices_or_visions", "thoughts_controlled", "racing_no_sleep", "none", "prefer_not"]
Person = Literal["partner", "family", "friends", "community", "professional", "nobody", "prefer_not"]
Approach = Annotated[str, Meta(min_length=1, max_length=60)]
"""As therapists name it in the directory, for example CBT."""
Time = Literal["morning", "afternoon", "evening", "weekend"]


class Concerns(Request):
    """What brings the person here."""

    items: Annotated[list[Concern], Meta(max_length=20)] = []
    note: Words = ""


class Goals(Request):
    """What should be different, in their own words."""

    text: Words


class Symptoms(Request):
    """What they notice, and for how long."""

    items: Annotated[list[Symptom], Meta(max_length=12)] = []
    since: Literal["days", "weeks", "months", "years", "prefer_not"] | None = None


class Phq9(Request):
    """PHQ-9, item by item: 0 not at all to 3 nearly every day. Item 9 above 0 opens the risk screen at once. difficulty is not scored."""

    answers: Annotated[list[Frequency | None], Meta(min_length=9, max_length=9)]
    difficulty: Difficulty | None = None


class Gad7(Request):
    """GAD-7, item by item: 0 not at all to 3 nearly every day."""

    answers: Annotated[list[Frequency | None], Meta(min_length=7, max_length=7)]


class Asq(Request):
    """The four risk questions, and the fifth (`acute`), which any yes or declined answer asks. The same screen as /api/safety/screen."""

    answers: FourAnswers
    acute: Answer | None = None


class Attempt(Request):
    """When the person last tried to end their life, asked after a yes or declined answer to question four."""

    when: Literal["past_3_months", "past_year", "earlier", "never", "prefer_not"]
    note: Words = ""


class PastCare(Request):
    """Therapy and hospital stays for mental health."""

    therapy: Literal["now", "before", "never", "prefer_not"]
    hospital: Literal["past_year", "earlier", "never", "prefer_not"]
    note: Words = ""


class Experiences(Request):
    """Experiences a clinician should know of before the first session."""

    items: Annotated[list[Experience], Meta(min_length=1, max_length=5)]


class Support(Request):
    """Who is there, and whether home is safe."""

    safe_at_home: Literal["yes", "no", "unsure", "prefer_not"]
    people: Annotated[list[Person], Meta(max_length=7)] = []
    note: Words = ""


class School(Request):
    """Whether a person under 18 goes to school."""

    attending: Literal["yes", "sometimes", "no", "prefer_not"]


class Medication(Request):
    """Whether they take medication, and which."""

    taking: YesNo
    names: Words = ""


class MedicationChange(Request):
    """What changed in the last four weeks."""

    change: Literal["none", "dose", "started_or_stopped", "ran_out", "prefer_not"]


class Substances(Request):
    """How often alcohol and other drugs."""

    alcohol: HowOften
    drugs: HowOften


class Withdrawal(Request):
    """Whether a day without makes them shake, sweat, see things or have seizures."""

    ill_without: YesNo


class Preferences(Request):
    """What the matching goes by. None: no wish. state: where they will be; budget_cents: at most this much a session for somebody who pays
    themselves; payer: a code of the practice, or self_pay. carried: taken over from the first contact, the rest of the page not asked yet.
    """

    state: StateCode | None = None
    age_group: AgeGroup | None = None
    format: Format | None = None
    payer: Annotated[str, Meta(max_length=40)] | None = None
    budget_cents: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    language: Annotated[str, Meta(pattern=r"^[a-z]{2}$(?!\n)")] | None = None
    times: Annotated[list[Time], Meta(max_length=4)] = []
    approaches: Annotated[list[Approach], Meta(max_length=10)] = []
    therapist_gender: Gender | None = None
    wishes: Words = ""
    carried: bool = False


class IntakeDraft(Request):
    """All answers so far, one field per step. Sent back, only the steps to change are needed."""

    concerns: Concerns | UnsetType = UNSET
    goals: Goals | UnsetType = UNSET
    symptoms: Symptoms | UnsetType = UNSET
    phq_9: Phq9 | UnsetType = field(default=UNSET, name="phq-9")
    gad_7: Gad7 | UnsetType = field(default=UNSET, name="gad-7")
    asq: Asq | UnsetType = UNSET
    attempt: Attempt | UnsetType = UNSET
    past_care: PastCare | UnsetType = UNSET
    experiences: Experiences | UnsetType = UNSET
    support: Support | UnsetType = UNSET
    school: School | UnsetType = UNSET
    medication: Medication | UnsetType = UNSET
    medication_change: MedicationChange | UnsetType = UNSET
    substances: Substances | UnsetType = UNSET
    withdrawal: Withdrawal | UnsetType = UNSET
    preferences: Preferences | UnsetType = UNSET


class ScoreView(Struct, frozen=True):
    """A questionnaire's total and its band. A screening result, not a diagnosis."""

    total: int
    band: str


class IntakeResult(Response):
    """What follows. scores: by questionnaire. due_by: when a clinician will have looked, where one does.

    assessment_minutes: how long a first session with a clinician is offered for, null where the proposal asks for none.
    """

    next_step: Literal["book", "wait_for_clinician", "crisis"]
    safety: Literal["negative", "positive", "acute"]
    scores: dict[str, ScoreView]
    due_by: datetime | None
    alerted: bool
    practice_phone: str
    assessment_minutes: int | None = None


class StepView(Struct, frozen=True):
    """One page of the intake. part: which of `parts` sections it belongs to, from 1."""

    id: str
    section: str
    part: int
    parts: int
    minutes: int
    required: bool
    state: Literal["done", "here", "to_come"]


class IntakeView(Response):
    """The intake as it stands. next: the step to show, which is asq while a risk screen is open; null when all are done.

    english_only: questionnaires without approved wording in the person's language; they are shown in English, and a clinician looks.
    """

    status: Literal["draft", "submitted"]
    draft: IntakeDraft
    steps: list[StepView]
    next: str | None
    minutes_left: int
    english_only: list[str]
    safety: State
    alerted: bool
    practice_phone: str
    saved_at: datetime | None
    result: IntakeResult | None


class AssessmentEntry(Request):
    """What a clinician found in an intake assessment. plan: whether care goes on here. minutes: how long they met."""

    level: Level
    plan: Literal["continue", "refer"]
    note: Annotated[str, Meta(min_length=1, max_length=20_000)]
    minutes: Annotated[int, Meta(ge=5, le=120)]


class Assessment(Response):
    """An assessment as it was recorded, by whom and when."""

    id: str
    at: datetime
    by: str
    level: Level
    plan: Literal["continue", "refer"]
    minutes: int
    note: str


class Assessments(Response):
    """Assessments, newest first."""

    items: list[Assessment]
    next: str | None = None
