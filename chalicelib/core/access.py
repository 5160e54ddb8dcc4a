"""Who may do what to whose records. Deny by default: without a Grant no store function has a partition key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from chalicelib.core import ids, settings
from chalicelib.core.errors import Misuse, NotAllowed

if TYPE_CHECKING:
    from chalicelib.core.records import Key, Record

CLIENT_ROLES = frozenset({"client", "guardian"})
STAFF_ROLES = frozenset({"provider", "admin"})
EVERYBODY = CLIENT_ROLES | STAFF_ROLES

# Every job that may act without a person asking, and what it is for.
JOBS = {
    "accounts": "open an account when Cognito confirms one, stop mail that comes back",
    "audit": "chain the access log, compare what is kept with it",
    "contact": "destroy what a visitor asked to be kept and did not come back for",
    "files": "look whether a file that was sent is what it says",
    "demo": "lay the demo people's history on a laptop",
    "outbox": "hand a due entry to its feature",
    "messages": "tell the practice of an answer that is late",
    "matching": "tell whoever waits for a therapist that one has opened",
    "recovery": "look up who cannot get in, and let them connect a new second factor",
    "reminders": "tell people about their appointments and messages",
    "safety": "alert clinicians and queue unanswered risk screens",
    "scheduling": "keep appointments and busy times in step, offer freed times, look where people may be seen",
    "sessions": "see to a client who waits for a therapist who has not come: tell who is on call, call the session off",
    "practice": "lay a new practice's first record",
}


class Subject(NamedTuple):
    """Whose records: kind is client, provider, practice or contact."""

    kind: str
    id: str


class Right(StrEnum):
    """Why somebody may: nobody in particular, their own, they treat the person, they are a party, they run the practice, a job."""

    PUBLIC = "public"
    OWN = "own"
    CARE = "care"
    PARTY = "party"
    PRACTICE = "practice"
    JOB = "job"


@dataclass(frozen=True)
class Caller:
    """Who asks. role: visitor, client, guardian, provider, admin or job."""

    id: str
    role: str


@dataclass(frozen=True)
class Grant:
    """The caller may act on the subject's records. Only access modules construct one.

    opens_from: what was written before this instant stays closed to the caller; None for no such bound. chosen_only: of entries that the
    subject shares, only those they shared one by one are open, because the switch of their kind is off.
    """

    caller: Caller
    subject: Subject
    right: Right
    why: str = "own"
    parties: tuple["Grant", ...] = field(default=())
    opens_from: datetime | None = None
    chosen_only: bool = False

    @property
    def caller_id(self) -> str:
        """The id of whoever asks."""
        return self.caller.id

    @property
    def subject_id(self) -> str:
        """The id of the person or practice the records belong to."""
        return self.subject.id

    @property
    def own(self) -> bool:
        """Whether the caller asks for what is their own."""
        return self.caller.id == self.subject.id

    @property
    def oldest_id(self) -> str:
        """The smallest id this grant opens: the lower end of every range of time-ordered records."""
        return ids.floor(self.opens_from) if self.opens_from else "0"

    def opens(self, record: str) -> bool:
        """Whether a record of this name is open: one whose id was made before the grant's bound is not."""
        return self.opens_from is None or not ids.made_before(record, self.opens_from)

    def key(self, *kinds: str) -> str:
        """The subject's id as partition key of a table that holds records of these kinds of subject."""
        if self.subject.kind not in kinds:
            raise Misuse(f"a grant for a {self.subject.kind} does not open records of a {' or '.join(kinds)}")
        return self.subject.id

    def party(self, kind: str) -> "Grant":
        """The one other side of this kind that the request is about."""
        (other,) = (grant for grant in self.parties if grant.subject.kind == kind)
        return other

    def all(self, kind: str) -> tuple["Grant", ...]:
        """Every grant of this kind that came with the request, the subject's own included."""
        return tuple(grant for grant in (self, *self.parties) if grant.subject.kind == kind)

    @staticmethod
    def for_job(job: str, subject: Subject, *others: Subject) -> "Grant":
        """A job's grant for one subject, with one for each other side of what it does. Raises Misuse for a job that is not in JOBS."""
        if job not in JOBS:
            raise Misuse(f"{job} is not a known job")
        caller = Caller(job, "job")
        return Grant(caller, subject, Right.JOB, job, tuple(Grant(caller, other, Right.JOB, job) for other in others))


class Asked(NamedTuple):
    """What a request names before anything is looked up. body is None for a request without one, or one that could not be read."""

    path: Mapping[str, str]
    body: msgspec.Struct | None


class Allow:
    """A rule for one route: which roles, which rows decide, and the grant they give."""

    public = False

    def __init__(self, *roles: str) -> None:
        unknown = set(roles) - EVERYBODY
        if unknown:
            raise Misuse(f"unknown role: {sorted(unknown)}")
        self.roles = frozenset(roles) or EVERYBODY

    def keys(self, caller: Caller, asked: Asked) -> "list[Key]":
        """The rows that decide, fetched together with the gate row in one BatchGetItem."""
        return []

    def grant(self, caller: Caller, asked: Asked, rows: "list[Record | None]") -> Grant:
        """The grant these rows give. Raises NotFound where they give none."""
        return own(caller)

    def admit(self, caller: Caller) -> None:
        """Refuse a role the route is not for."""
        if caller.role not in self.roles:
            raise NotAllowed


class _Anyone(Allow):
    """No sign-in: the grant reaches the practice's public facts only."""

    public = True

    def grant(self, caller: Caller, asked: Asked, rows: "list[Record | None]") -> Grant:
        return Grant(caller, Subject("practice", settings.load().practice), Right.PUBLIC, why="public")


def own(caller: Caller) -> Grant:
    """A signed-in caller's grant for what is theirs: the person, or the practice for an admin."""
    if caller.role == "admin":
        return Grant(caller, Subject("practice", settings.load().practice), Right.PRACTICE, why="practice")
    kind = "client" if caller.role in CLIENT_ROLES else "provider"
    return Grant(caller, Subject(kind, caller.id), Right.OWN)


VISITOR = Caller("visitor", "visitor")
anyone = _Anyone()
signed_in = Allow()


def role(*roles: str) -> Allow:
    """Callers of these roles, for what is their own."""
    return Allow(*roles)
