"""Waiting for a therapist's times, and the times that are offered."""

from chalicelib.care.access import treated_by
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.offers import service, waitlist
from chalicelib.offers.access import offered_to
from chalicelib.offers.schemas import TimeOffer, TimeOffers, WaitingClients, WaitlistView, Wishes
from chalicelib.scheduling.schemas import Appointment

api = SecureBlueprint(__name__)


@api.route("/providers/{provider_id}/waitlist", methods=["GET"], allow=treated_by(path="provider_id"), returns=WaitlistView)
def waited_times(grant: Grant) -> WaitlistView:
    """The caller's own place on a therapist's waitlist."""
    return waitlist.mine(grant)


@api.route("/providers/{provider_id}/waitlist", methods=["PUT"], allow=treated_by(path="provider_id"), body=Wishes, returns=WaitlistView)
def wait_for_times(grant: Grant, wishes: Wishes) -> WaitlistView:
    """Wait for such a time, or change what one waits for; the place in the row stays."""
    return waitlist.join(grant, wishes, clock.now())


@api.route("/providers/{provider_id}/waitlist/leave", methods=["POST"], allow=treated_by(path="provider_id"), returns=WaitlistView)
def wait_no_longer(grant: Grant) -> WaitlistView:
    """Wait no longer."""
    return waitlist.leave(grant, clock.now())


@api.route("/availability/waiting", methods=["GET"], allow=role("provider"), returns=WaitingClients)
def who_waits(grant: Grant) -> WaitingClients:
    """Who waits for the provider's own times, and for what."""
    return waitlist.waiting_for(grant, clock.now())


@api.route("/offers", methods=["GET"], allow=role("client"), returns=TimeOffers)
def my_offers(grant: Grant) -> TimeOffers:
    """Times that were offered to the caller lately."""
    return service.offers(grant, clock.now())


@api.route("/offers/{offer_id}", methods=["GET"], allow=offered_to(path="offer_id"), returns=TimeOffer)
def one_offer(grant: Grant, offer_id: str) -> TimeOffer:
    """One of them."""
    return service.offer(grant, offer_id, clock.now())


@api.route("/offers/{offer_id}/accept", methods=["POST"], allow=offered_to(path="offer_id"), returns=Appointment)
def accept_offer(grant: Grant, offer_id: str) -> Appointment:
    """Take the time that is kept."""
    return service.accept(grant, offer_id, clock.now())


@api.route("/offers/{offer_id}/pass", methods=["POST"], allow=offered_to(path="offer_id"), returns=TimeOffer)
def pass_offer(grant: Grant, offer_id: str) -> TimeOffer:
    """Leave the time to the next who waits, and keep one's place."""
    return service.pass_on(grant, offer_id, clock.now())
