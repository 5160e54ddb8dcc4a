"""The provider portal's own pages."""

from chalicelib.care.access import treats, treats_with_own
from chalicelib.console import caseload, review, service
from chalicelib.console import on_call as duty
from chalicelib.console.schemas import ClientPage, Clients, ClientsQuery, IntakeRead, OnCall, ReviewCase, Today, TodayQuery
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.safety.access import reviewing
from chalicelib.safety.schemas import Decision, ReviewDecision

api = SecureBlueprint(__name__)


@api.route("/today", methods=["GET"], allow=role("provider"), query=TodayQuery, returns=Today)
def today(grant: Grant, query: TodayQuery) -> Today:
    """The provider's sessions of the day, and what needs them: safety flags, messages, licences."""
    return service.today(grant, query.zone, clock.now())


@api.route("/clients", methods=["GET"], allow=role("provider"), query=ClientsQuery, returns=Clients)
def my_clients(grant: Grant, query: ClientsQuery) -> Clients:
    """The clients in the provider's care, with their next session and what of theirs waits."""
    return caseload.clients(grant, query, clock.now())


@api.route("/clients/{client_id}", methods=["GET"], allow=treats_with_own(path="client_id"), returns=ClientPage)
def client_page(grant: Grant, client_id: str) -> ClientPage:
    """One client for the provider who treats them: who they are, how to reach them, their sessions, what they share."""
    return caseload.client(grant, clock.now())


@api.route("/clients/{client_id}/intake", methods=["GET"], allow=treats(path="client_id"), returns=IntakeRead)
def clients_intake(grant: Grant) -> IntakeRead:
    """What a client answered in the intake, in words, for the provider who treats them: to be read beside an intake assessment."""
    return review.intake_of(grant, clock.now())


@api.route("/on-call", methods=["GET"], allow=role("provider", "admin"), query=TodayQuery, returns=OnCall)
def on_call(_: Grant, query: TodayQuery) -> OnCall:
    """Which clinicians are on call now, until when, and the phone that reaches them."""
    return duty.on_call(query.zone, clock.now())


@api.route("/safety/reviews/{review_id}", methods=["GET"], allow=reviewing("review_id"), returns=ReviewCase)
def open_review(grant: Grant, review_id: str) -> ReviewCase:
    """A review the caller holds, or a decided one: answers in words, scores, the proposal and its reasons, history."""
    return review.opened(grant, review_id, clock.now())


@api.route("/safety/reviews/{review_id}/decide", methods=["POST"], allow=reviewing("review_id"), body=ReviewDecision, returns=Decision)
def decide_review(grant: Grant, review_id: str, wish: ReviewDecision) -> Decision:
    """Decide a review: level of care, self-booking, referral, follow-up."""
    return review.decide(grant, review_id, wish, clock.now())
