"""Matches, and choosing or switching."""

from chalicelib.care.access import may_choose
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.matching import service
from chalicelib.matching.schemas import CareChoice, CareView, Matches

api = SecureBlueprint(__name__)


@api.route("/matches", methods=["GET"], allow=role("client"), returns=Matches)
def my_matches(grant: Grant) -> Matches:
    """The providers who fit the client, the earliest opening first, and what ruled out the others."""
    return service.matches(grant, clock.now())


@api.route("/care", methods=["POST"], allow=may_choose(body="provider_id"), body=CareChoice, returns=CareView, status=201)
def choose_provider(grant: Grant, choice: CareChoice) -> CareView:
    """Begin care with one provider."""
    return service.choose(grant, clock.now())


@api.route("/care/switch", methods=["POST"], allow=may_choose(body="provider_id"), body=CareChoice, returns=CareView)
def switch_provider(grant: Grant, choice: CareChoice) -> CareView:
    """Begin care with another provider and end it with every former one, whose access ends at once."""
    return service.switch(grant, clock.now())
