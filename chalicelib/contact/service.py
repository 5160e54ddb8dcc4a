"""What is available for a visitor; and what they said, kept only once they go on and only until it is theirs."""

import secrets
from datetime import datetime, timedelta

import msgspec

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import MeUpdate
from chalicelib.contact import access, store
from chalicelib.contact.schemas import Availability, Claimed, CostRange, FirstContact, Forgotten, Kept, KeptAnswers
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.intake import carrying
from chalicelib.intake.schemas import Concerns, IntakeDraft, Preferences
from chalicelib.matching import rules
from chalicelib.matching import service as matching
from chalicelib.matching.schemas import Opening
from chalicelib.practice import service as practices

KEPT_FOR = timedelta(days=30)
_TOKEN_BYTES = 32


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
    zone = told.zone if told.zone in clock.zone_names() else practice.zone
    found = matching.search(wish, now, zone)
    listings = [fit.listing for fit in found.fits]
    soonest = min((fit.opening for fit in found.fits if fit.opening), key=lambda slot: slot.start, default=None)
    costs = [cost for listing in listings if (cost := matching.cost_cents(listing, told.payer)) is not None]
    return Availability(
        crisis=None if told.safe_now == "yes" else practice.crisis,
        practice_phone=practice.phone,
        fits=found.fitting,
        soonest=Opening(start=soonest.start, zone=soonest.zone, zone_name=soonest.zone_name) if soonest else None,
        cost_cents=CostRange(low=min(costs, default=None), high=max(costs, default=None)) if listings else None,
        treating_concerns=sum(not set(listing.concerns).isdisjoint(told.concerns) for listing in listings),
        ruled_out=found.ruled_out,
        helps_most=found.helps[0] if found.helps else None,
        helps_by=found.helps[1] if found.helps else 0,
    )


def keep(answers: KeptAnswers, now: datetime) -> Kept:
    """Keep a visitor's answers under a new token."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    store.keep(access.of_token(token), answers, now + KEPT_FOR)
    until = (now + KEPT_FOR).astimezone(clock.zone(practices.practice().zone))
    return Kept(token=token, until=until, zone_name=until.tzname() or "")


def forget(grant: Grant) -> Forgotten:
    """Destroy what is kept under the grant's token; nothing happens where nothing is."""
    store.shred(grant)
    return Forgotten()


def claim(grant: Grant, now: datetime) -> Claimed:
    """Hand what was kept over to the client who came with the token, then destroy the copy.

    The copy goes last, so a failure on the way loses nothing and a repeat finishes. Raises NotFound where nothing is kept.
    """
    contact = grant.party("contact")
    said = store.find(contact, now)
    if said is None:
        raise NotFound
    wishes = {name: getattr(said, name) for name in ("state", "age_group", "format", "payer", "language")}
    concerns = Concerns(items=said.concerns) if said.concerns else msgspec.UNSET
    carrying.carry_over(grant, IntakeDraft(concerns=concerns, preferences=Preferences(**wishes, carried=True)), now)
    if not accounts.profile(grant).home_state:
        accounts.change_me(grant, MeUpdate(home_state=said.state), now)
    store.shred(contact)
    return Claimed()
