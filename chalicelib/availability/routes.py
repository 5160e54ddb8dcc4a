"""What a provider offers."""

from chalicelib.availability import service
from chalicelib.availability.schemas import Offer
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint

api = SecureBlueprint(__name__)


@api.route("/availability", methods=["GET"], allow=role("provider"), returns=Offer)
def my_offer(grant: Grant) -> Offer:
    """The provider's own working hours, session lengths and limits."""
    return service.mine(grant)


@api.route("/availability", methods=["PUT"], allow=role("provider"), body=Offer, returns=Offer)
def change_offer(grant: Grant, wish: Offer) -> Offer:
    """Replace them. What is booked stays as it is."""
    return service.change(grant, wish)
