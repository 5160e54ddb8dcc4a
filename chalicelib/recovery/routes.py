"""A lost second factor: asked for before sign-in, decided by the practice."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.recovery import service
from chalicelib.recovery.access import cannot_get_in
from chalicelib.recovery.schemas import Approval, Reset, ResetAsked, ResetCase, Resets, ResetWish

api = SecureBlueprint(__name__)

PERSON = cannot_get_in(path="person_id")


@api.route("/second-factor", methods=["POST"], allow=anyone, body=ResetWish, returns=ResetAsked, status=201)
def ask(grant: Grant, wish: ResetWish) -> ResetAsked:
    """Ask the practice to let one connect a new second factor. The answer is the same whether there is such an account or not."""
    return service.ask(grant, wish, clock.now())


@api.route("/second-factor", methods=["GET"], allow=role("admin"), returns=Resets)
def resets(grant: Grant) -> Resets:
    """Who cannot get in: ids, roles and times."""
    return service.resets(grant)


@api.route("/second-factor/{person_id}", methods=["GET"], allow=PERSON, returns=ResetCase)
def case(grant: Grant, person_id: str) -> ResetCase:
    """One of them, with what tells who it is. Their access log says that it was opened."""
    return service.case(grant, person_id)


@api.route("/second-factor/{person_id}/approve", methods=["POST"], allow=PERSON, body=Approval, returns=Reset)
def approve(grant: Grant, person_id: str, approval: Approval) -> Reset:
    """Let them connect a new one, once it is sure who it is. Every session of theirs ends."""
    return service.approve(grant, person_id, approval.proof)


@api.route("/second-factor/{person_id}/decline", methods=["POST"], allow=PERSON, returns=Resets)
def decline(grant: Grant, person_id: str) -> Resets:
    """Take them off the list without a change."""
    return service.decline(grant, person_id)
