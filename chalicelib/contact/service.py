"""What is available for a visitor. Reads the directory, keeps nothing."""

from datetime import datetime

from chalicelib.contact.schemas import Availability, CostRange, FirstContact
from chalicelib.matching import rules
from chalicelib.matching import service as matching
from chalicelib.practice import service as practices


def answer(told: FirstContact, now: datetime) -> Availability:
    """How many providers fit, from when, at what cost, and what limits it; crisis help where the visitor may not be safe."""
    practice = practices.practice()
    wish = rules.Wish(
        state=told.state,
        age_groups=rules.groups_named(told.age_group),
        format=told.format,
        payer=told.payer,
        language=told.language,
        concerns=tuple(told.concerns),
    )
    found = matching.search(wish, now, practice.zone)
    change = rules.helps_most(found.failures)
    listings = [listing for listing, _ in found.fits]
    costs = [cost for listing in listings if (cost := matching.cost_cents(listing, told.payer)) is not None]
    return Availability(
        crisis=None if told.safe_now == "yes" else practice.crisis,
        practice_phone=practice.phone,
        fits=len(listings),
        soonest=found.fits[0][1] if found.fits else None,
        cost_cents=CostRange(low=min(costs, default=None), high=max(costs, default=None)) if listings else None,
        treating_concerns=sum(not set(listing.concerns).isdisjoint(told.concerns) for listing in listings),
        ruled_out=rules.ruled_out(found.failures),
        helps_most=change[0] if change else None,
        helps_by=change[1] if change else 0,
    )
