"""Public shapes of matches and of choosing a provider. Money in integer cents."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.care.rules import ConsultationState
from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response
from chalicelib.scheduling.schemas import Appointment

ProviderId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~-]{1,64}$(?!\n)")]


class Opening(Struct, frozen=True, kw_only=True):
    """The first time that can be booked. zone_name: as a clock there would call it, for example EST."""

    start: datetime
    zone: str
    zone_name: str


class Reason(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing this provider meets, as a code with its value; the screen finds the words."""

    code: Literal[
        "licensed_in",
        "permitted_in",
        "works_with",
        "takes_payer",
        "within_budget",
        "offers_format",
        "speaks",
        "treats_concerns",
        "free_at",
        "is_gender",
        "uses_approach",
        "good_outcomes",
    ]
    state: str = ""
    compact: str = ""
    age_group: str = ""
    payer: str = ""
    budget_cents: int = 0
    format: str = ""
    language: str = ""
    concerns: list[str] = []
    times: list[str] = []
    gender: str = ""
    approaches: list[str] = []


class Match(Struct, frozen=True, kw_only=True):
    """One provider who meets every constraint.

    about: two sentences of their own. cost_cents: a 50-minute session for this client, null where the payer does not tell. next_slot: the
    first open time that suits the hours the client named, else the first at all.
    """

    provider_id: str
    name: str
    credentials: str
    about: str
    cost_cents: int | None
    reasons: list[Reason]
    next_slot: Opening | None


class Matches(Response):
    """Providers who fit, the best first. ruled_out: how many providers each constraint rules out.

    helps_most: the one constraint whose change would add most providers. yours: who fits and treats the client now; matches are the others.
    """

    matches: list[Match]
    ruled_out: dict[str, int]
    helps_most: str | None
    yours: list[str] = []


class Exclusion(Request):
    """Whether the client wants this provider left out. No reason is asked for."""

    provider_id: ProviderId
    excluded: bool = True


class ExcludedProvider(Struct, frozen=True):
    """Somebody the client has left out."""

    provider_id: str
    name: str


class Excluded(Response):
    """Whom the client has left out."""

    items: list[ExcludedProvider]
    next: str | None = None


class ConflictEntry(Request):
    """Whether a provider cannot treat the client. A provider says so of themselves only; the manager names whom it is about."""

    conflict: bool
    provider_id: ProviderId | None = None


class ConflictStated(Response):
    """What was said, and nothing of what the client may have said."""

    provider_id: str
    conflict: bool


class ConflictsStated(Response):
    """Conflicts as staff stated them: a provider reads their own, the manager every one. What the client said is not among them."""

    items: list[ConflictStated]
    next: str | None = None


class CareChoice(Request):
    """The provider chosen.

    share_record: where another therapist has treated the client, whether the new one sees what was written before today: questionnaires,
    assessments, costs, and of what the client notes the kinds they share. Messages stay in their own thread either way.
    """

    provider_id: ProviderId
    share_record: bool = False


class CareView(Response):
    """Care as it now is. thread_id: where the two write to each other. record_from: since when the record is open, null for all of it."""

    provider_id: str
    care_id: str
    thread_id: str
    since: datetime
    status: Literal["active", "ended"]
    record_from: datetime | None = None


class CareNow(Struct, frozen=True, kw_only=True):
    """One therapist who treats the client.

    record_from: since when the client's record is open to them, null for all of it. licensed: whether they may see somebody in the
    client's home state today, null while that is not told; licensed_states: where they may. coming: booked sessions with them, soonest
    first; unlicensed: the ids of those that could not be held there on their day.
    """

    provider_id: str
    name: str
    thread_id: str
    since: datetime
    record_from: datetime | None
    licensed: bool | None
    licensed_states: list[str]
    coming: list[Appointment]
    unlicensed: list[str]


class TalkChoice(Request):
    """The provider to talk with."""

    provider_id: ProviderId


class Talk(Response):
    """A free talk of fifteen minutes with somebody who does not treat the client.

    state: open while it is to be booked, until when `until` says; booked; over. appointment_id: null while none is booked.
    """

    provider_id: str
    name: str
    state: ConsultationState
    until: datetime
    appointment_id: str | None


class MyCare(Response):
    """Who treats the client now, and free talks, those that were held included."""

    home_state: str
    therapists: list[CareNow]
    consultations: list[Talk]


class WaitFor(Request):
    """Whom to wait for: one therapist whose caseload is closed, or anybody who fits."""

    provider_id: ProviderId | None = None


class WaitingWish(Struct, frozen=True, kw_only=True):
    """What a client waits for, as they had told it when they joined or last changed their place. Null is no wish."""

    state: str
    age_groups: list[str]
    format: str | None
    payer: str | None
    budget_cents: int | None
    language: str | None


class Opened(Struct, frozen=True, kw_only=True):
    """A therapist the client was told of. told_at: local to the client. open: whether they would take this client now."""

    provider_id: str
    name: str
    told_at: datetime
    zone_name: str
    open: bool


class Place(Response):
    """A client's place on the waiting list. since: local to the client, in the zone `zone_name` names.

    provider_id, provider_name: whom they wait for, null for anybody who fits. stale: their wishes have changed since; joining again waits
    for the new ones and keeps the turn. opened: newest first.
    """

    since: datetime
    zone_name: str
    provider_id: str | None
    provider_name: str | None
    wish: WaitingWish
    stale: bool
    opened: list[Opened]


class Waitlist(Response):
    """The client's place, null where they do not wait."""

    place: Place | None


class UnmatchedQuery(Request):
    """Which page."""

    cursor: Annotated[str, Meta(pattern=ids.PATTERN)] | None = None


class Unmatched(Response):
    """A client nobody fits yet. state: where they will be. told_at: when they were last told that somebody has opened."""

    client_id: str
    since: datetime
    state: str
    told_at: datetime | None


class UnmatchedClients(Response):
    """Those who wait, who joined last first: ids, times and states, no answers."""

    items: list[Unmatched]
    next: str | None = None
