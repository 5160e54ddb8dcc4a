"""The first contact, before any account."""

from chalicelib.contact import service
from chalicelib.contact.access import claiming, holding
from chalicelib.contact.schemas import Availability, Claimed, ContactToken, FirstContact, Forgotten, Kept, KeptAnswers
from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone
from chalicelib.core.gate import SecureBlueprint

api = SecureBlueprint(__name__)


@api.route("/contact", methods=["POST"], allow=anyone, body=FirstContact, returns=Availability)
def first_contact(grant: Grant, told: FirstContact) -> Availability:
    """What is available, from when and at what cost, with crisis help first for whoever is not safe. Nothing is kept."""
    return service.answer(told, clock.now())


@api.route("/contact/keep", methods=["POST"], allow=anyone, body=KeptAnswers, returns=Kept, status=201)
def keep_contact(_: Grant, answers: KeptAnswers) -> Kept:
    """Keep the answers of a visitor who goes on, sealed, for thirty days at most."""
    return service.keep(answers, clock.now())


@api.route("/contact/forget", methods=["POST"], allow=holding(body="token"), body=ContactToken, returns=Forgotten)
def forget_contact(grant: Grant, _: ContactToken) -> Forgotten:
    """Destroy what was kept. Safe to repeat."""
    return service.forget(grant)


@api.route("/contact/claim", methods=["POST"], allow=claiming(body="token"), body=ContactToken, returns=Claimed)
def claim_contact(grant: Grant, _: ContactToken) -> Claimed:
    """Make what was kept the client's own: their intake and profile take it over, and the copy is destroyed."""
    return service.claim(grant, clock.now())
