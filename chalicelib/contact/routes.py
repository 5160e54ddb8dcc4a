"""The first contact, before any account."""

from chalicelib.contact import service
from chalicelib.contact.schemas import Availability, FirstContact
from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone
from chalicelib.core.gate import SecureBlueprint

api = SecureBlueprint(__name__)


@api.route("/contact", methods=["POST"], allow=anyone, body=FirstContact, returns=Availability)
def first_contact(grant: Grant, told: FirstContact) -> Availability:
    """What is available, from when and at what cost, with crisis help first for whoever is not safe. Nothing is kept."""
    return service.answer(told, clock.now())
