"""What a provider's first page shows."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.core.schemas import Request, Response
from chalicelib.scheduling.schemas import Appointment

Part = Literal["sessions", "threads", "flags", "licences", "names"]


class TodayQuery(Request):
    """In which zone the day is meant; the provider's own unless given."""

    zone: Annotated[str, Meta(min_length=1, max_length=64)] | None = None


class ClientName(Struct, frozen=True):
    """A client as their therapist calls them. name: empty where they have not told one."""

    id: str
    name: str


class TodaySession(Response):
    """One appointment of the day and who comes to it. ends: local, as its start."""

    appointment: Appointment
    ends: datetime
    clients: list[ClientName]


class WaitingThread(Response):
    """A thread that is unread or waits for an answer. due_local: by when, on the wall clock of the day's zone."""

    thread_id: str
    client: ClientName
    unread: bool
    due_by: datetime | None
    due_local: datetime | None
    overdue: bool


class SafetyFlag(Response):
    """A client in need of a clinician's eye: state and due time, no answers."""

    client: ClientName
    state: str
    due_by: datetime | None
    due_local: datetime | None


class EndingLicence(Response):
    """A licence that has run out or does soon. days: until its last day, negative where it is over."""

    state: str
    profession: str
    expires: date
    days: int


class Today(Response):
    """A provider's day.

    sessions: of this local date, soonest first, without cancelled ones. next_session: the first after this date, only where today has none.
    failed: parts that could not be read just now; the others are complete.
    """

    date: date
    zone: str
    zone_name: str
    sessions: list[TodaySession]
    next_session: TodaySession | None
    threads: list[WaitingThread]
    flags: list[SafetyFlag]
    licences: list[EndingLicence]
    failed: list[Part]
