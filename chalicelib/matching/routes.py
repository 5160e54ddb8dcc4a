"""Matches, choosing or switching, and waiting where nobody fits."""

from chalicelib.care.access import may_choose
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.matching import conflicts, present, service, waitlist
from chalicelib.matching.access import may_declare, may_wait
from chalicelib.matching.schemas import (
    CareChoice,
    CareView,
    ConflictEntry,
    ConflictsStated,
    ConflictStated,
    Excluded,
    Exclusion,
    Matches,
    MyCare,
    Place,
    Talk,
    TalkChoice,
    UnmatchedClients,
    UnmatchedQuery,
    WaitFor,
    Waitlist,
)
from chalicelib.scheduling.schemas import SlotQuery, Slots

api = SecureBlueprint(__name__)


@api.route("/matches", methods=["GET"], allow=role("client"), returns=Matches)
def my_matches(grant: Grant) -> Matches:
    """The providers who fit the client, the best first, and what ruled out the others."""
    return service.matches(grant, clock.now())


@api.route("/slots", methods=["GET"], allow=role("client"), query=SlotQuery, returns=Slots)
def matched_slots(grant: Grant, query: SlotQuery) -> Slots:
    """Open times of all providers who suit the client, each with its provider."""
    return service.matched_slots(grant, query, clock.now())


@api.route("/matches/excluded", methods=["GET"], allow=role("client"), returns=Excluded)
def my_exclusions(grant: Grant) -> Excluded:
    """Therapists the client has left out."""
    return conflicts.excluded(grant)


@api.route("/matches/excluded", methods=["PUT"], allow=may_choose(body="provider_id"), body=Exclusion, returns=Excluded)
def exclude(grant: Grant, wish: Exclusion) -> Excluded:
    """Leave a therapist out, or take that back. The therapist does not learn of it."""
    return conflicts.exclude(grant, out=wish.excluded)


@api.route(
    "/clients/{client_id}/conflicts",
    methods=["PUT"],
    allow=may_declare(path="client_id", body="provider_id"),
    body=ConflictEntry,
    returns=ConflictStated,
)
def declare_conflict(grant: Grant, entry: ConflictEntry) -> ConflictStated:
    """Say that a therapist cannot treat the client, or take that back. No reason is asked for, and the client is not told who it is."""
    return conflicts.declare(grant, out=entry.conflict)


@api.route(
    "/clients/{client_id}/conflicts",
    methods=["GET"],
    allow=may_declare(path="client_id", body="provider_id"),
    returns=ConflictsStated,
)
def stated_conflicts(grant: Grant) -> ConflictsStated:
    """Which therapists cannot treat the client, as staff have said: a therapist reads their own statement, the manager all of them."""
    return conflicts.stated(grant)


@api.route("/care", methods=["POST"], allow=may_choose(body="provider_id"), body=CareChoice, returns=CareView, status=201)
def choose_provider(grant: Grant, choice: CareChoice) -> CareView:
    """Begin care with one provider."""
    return service.choose(grant, choice, clock.now())


@api.route("/care/switch", methods=["POST"], allow=may_choose(body="provider_id"), body=CareChoice, returns=CareView)
def switch_provider(grant: Grant, choice: CareChoice) -> CareView:
    """Begin care with another provider and end it with every former one, whose access ends at once."""
    return service.switch(grant, choice, clock.now())


@api.route("/care", methods=["GET"], allow=role("client"), returns=MyCare)
def my_care(grant: Grant) -> MyCare:
    """Who treats the client, whether they may where the client lives now, what is booked with them, and free first talks."""
    return present.my_care(grant, clock.now())


@api.route("/care/consultations", methods=["POST"], allow=may_choose(body="provider_id"), body=TalkChoice, returns=Talk, status=201)
def begin_consultation(grant: Grant, choice: TalkChoice) -> Talk:
    """Let the client book one free talk of fifteen minutes with a provider who fits, without being in their care."""
    return present.consult(grant, clock.now())


@api.route("/waitlist", methods=["GET"], allow=role("client"), returns=Waitlist)
def my_place(grant: Grant) -> Waitlist:
    """The client's place on the waiting list, and whom they were told of."""
    return waitlist.mine(grant, clock.now())


@api.route("/waitlist", methods=["POST"], allow=may_wait(body="provider_id"), body=WaitFor, returns=Place, status=201)
def join_waitlist(grant: Grant, _: WaitFor) -> Place:
    """Wait for anybody who fits the wishes as stored, or for one therapist whose caseload is closed. Joining again keeps the turn."""
    return waitlist.join(grant, clock.now())


@api.route("/waitlist/leave", methods=["POST"], allow=role("client"), returns=Waitlist)
def leave_waitlist(grant: Grant) -> Waitlist:
    """Wait no more."""
    return waitlist.leave(grant)


@api.route("/unmatched", methods=["GET"], allow=role("admin"), query=UnmatchedQuery, returns=UnmatchedClients)
def unmatched(grant: Grant, query: UnmatchedQuery) -> UnmatchedClients:
    """Clients nobody fits yet: ids, since when, their state."""
    return waitlist.unmatched(grant, query.cursor)
