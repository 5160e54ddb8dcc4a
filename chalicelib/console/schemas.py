"""What the provider portal's own pages show: the day, the clients, who is on call."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.accounts.schemas import EmergencyContact
from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response
from chalicelib.intake.schemas import IntakeDraft, IntakeResult
from chalicelib.safety.rules import State
from chalicelib.safety.schemas import Answers, Decision, Glance, Level, Measure, Parting, Referral, Review
from chalicelib.scheduling.schemas import Appointment
from chalicelib.sharing.schemas import Kind

Part = Literal["sessions", "threads", "flags", "measures", "licences", "names"]


Zone = Annotated[str, Meta(min_length=1, max_length=64)]


class TodayQuery(Request):
    """In which zone the day is meant; the provider's own unless given."""

    zone: Zone | None = None


class ClientsQuery(Request):
    """Which page of the clients, and in which zone to show times; the provider's own unless given."""

    cursor: Annotated[str, Meta(pattern=ids.PATTERN)] | None = None
    zone: Zone | None = None


class ClientName(Struct, frozen=True):
    """A client as their therapist calls them. name: empty where they have not told one."""

    id: str
    name: str


class Attendee(ClientName, frozen=True):
    """A client of one session. starts, zone_name: its start on their own wall clock; null and empty where they cannot be named now."""

    starts: datetime | None
    zone_name: str


class TodaySession(Response):
    """One appointment of the day and who comes to it. ends: local, as its start."""

    appointment: Appointment
    ends: datetime
    clients: list[Attendee]


class WaitingThread(Response):
    """A thread that is unread or waits for an answer. due_local: by when, on the wall clock of the day's zone."""

    thread_id: str
    client: ClientName
    unread: bool
    due_by: datetime | None
    due_local: datetime | None
    overdue: bool


class SafetyFlag(Response):
    """A client in need of a clinician's eye: state and due time, no answers.

    what, task_id: where a client at risk has cancelled, missed, withdrawn or switched, to be looked after today; state says none then.
    """

    client: ClientName
    state: str
    due_by: datetime | None
    due_local: datetime | None
    what: Parting | None
    task_id: str | None


class WorseScores(Response):
    """A client with a score that got much worse since the therapist last looked. local: on the wall clock of the day's zone."""

    client: ClientName
    at: datetime
    local: datetime


class EndingLicence(Response):
    """A licence that has run out or does soon. days: until its last day, negative where it is over."""

    state: str
    profession: str
    expires: date
    days: int


class Today(Response):
    """A provider's day.

    sessions: of this local date, soonest first, without cancelled ones. next_session: the first after this date, only where today has none.
    unsaid: of the last two weeks, over, and nobody has said whether they were held. failed: parts that could not be read just now;
    the others are complete.
    """

    date: date
    zone: str
    zone_name: str
    sessions: list[TodaySession]
    next_session: TodaySession | None
    unsaid: list[TodaySession]
    threads: list[WaitingThread]
    flags: list[SafetyFlag]
    worse: list[WorseScores]
    licences: list[EndingLicence]
    failed: list[Part]


class ClientRow(Response):
    """One client in the provider's care. name, home_state, zone: empty where they have not told them. next_session: the first to come.

    flag: the risk screen's state where a clinician has to look, else null; flag_due_local by when. due_local: by when a message of theirs
    is to be answered. measures: the latest score of each questionnaire. worse: whether one got much worse and nobody has looked.
    shares: kinds that the client shares by its switch.
    """

    id: str
    name: str
    home_state: str
    zone: str
    thread_id: str
    since: date
    next_session: Appointment | None
    flag: State | None
    flag_due_local: datetime | None
    unread: bool
    due_local: datetime | None
    overdue: bool
    measures: list[Glance]
    worse: bool
    shares: list[Kind]


class Clients(Response):
    """Clients in the provider's care, who came last first. zone, zone_name: where the times of this page are local now."""

    items: list[ClientRow]
    zone: str
    zone_name: str
    next: str | None = None


class ClientPage(Response):
    """One client as the therapist who treats them sees them.

    age: in years, null while the birth date is not told. zone_name, utc_offset (minutes): on the client's wall clock now. licensed: whether
    the therapist may see them in their home state today. missing_consents: documents not agreed to, in the version in force. shares_moods:
    the client's own switch; shares: all of those that are on. unread, due_local, overdue: the client's thread with this therapist, by when
    a message is to be answered. measures: the latest score of each questionnaire.
    coming, past: their sessions with this therapist, in the therapist's zone; past ones newest first.
    """

    id: str
    name: str
    pronouns: str
    age: int | None
    home_state: str
    licensed: bool
    zone: str
    zone_name: str
    utc_offset: int
    phone: str
    emergency_contact: EmergencyContact | None
    since: date
    thread_id: str
    missing_consents: list[str]
    shares_moods: bool
    shares: list[Kind]
    unread: bool
    due_local: datetime | None
    overdue: bool
    measures: list[Glance]
    flag: State | None
    flag_due_local: datetime | None
    coming: list[Appointment]
    past: list[Appointment]


class OnCallNow(Response):
    """A clinician who is on call now, and until when, in the zone asked for."""

    provider_id: str
    name: str
    until: datetime
    zone_name: str


class OnCall(Response):
    """Who is on call now, first to be alerted first; phone: the practice's, which reaches them."""

    items: list[OnCallNow]
    phone: str
    next: str | None = None


class ReviewedPerson(Response):
    """Whom a review is about, and how they are reached. local_now: on their own wall clock."""

    id: str
    name: str
    pronouns: str
    age: int | None
    home_state: str
    language: str
    zone: str
    local_now: datetime
    phone: str
    emergency_contact: EmergencyContact | None


class IntakeRead(Response):
    """A client's intake as clinicians read it.

    safety, item9, item9_at: the risk screen's state, the highest item 9 given and when it was last above zero. questionnaires: in words,
    with scores. intake: the other steps. proposed, reasons: what the rule proposes; null and empty until the intake is handed in.
    told: what the client saw.
    """

    safety: State
    item9: int | None
    item9_at: datetime | None
    questionnaires: list[Answers]
    intake: IntakeDraft
    proposed: Level | None
    reasons: list[str]
    told: IntakeResult | None


class ReviewCase(IntakeRead):
    """One review, opened. revision: of the answers shown, to be sent back with the decision.

    measures: the latest of the series. earlier: decisions so far, newest first.
    """

    review: Review
    revision: int
    person: ReviewedPerson
    measures: list[Measure]
    earlier: list[Decision]
    referrals: list[Referral]
