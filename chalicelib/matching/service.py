"""Finding providers who fit, and choosing one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from chalicelib.accounts import rules as account_rules
from chalicelib.accounts import service as accounts
from chalicelib.care import service as care
from chalicelib.care.schemas import CareLink
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.intake import service as intake
from chalicelib.matching import rules
from chalicelib.matching.rules import Wish
from chalicelib.matching.schemas import CareChoice, CareView, Match, Matches, Opening, Reason
from chalicelib.practice import service as practices
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing
from chalicelib.scheduling import service as scheduling

SESSION_MINUTES = 50


class Found(NamedTuple):
    """Who fits, the earliest opening first, and what each of the others fails."""

    fits: list[tuple[Listing, Opening | None]]
    failures: list[list[str]]


class Seeker(NamedTuple):
    """What a client said. zone: the one they read times in; ready: whether the intake was handed in."""

    wish: Wish
    zone: str
    ready: bool


def search(wish: Wish, now: datetime, zone: str) -> Found:
    """Look through the directory. zone: the one openings are told in."""
    listings = providers.listings()
    clients = _clients(listings)
    judged = [(listing, _failing(listing, wish, now, clients)) for listing in listings]
    fitting = [listing for listing, failed in judged if not failed]
    slots = scheduling.next_slot([listing.provider_id for listing in fitting], SESSION_MINUTES, now, zone)
    openings = {
        provider_id: Opening(start=slot.start, zone=slot.zone, zone_name=slot.zone_name) if slot else None
        for provider_id, slot in slots.items()
    }
    fits = [(listing, openings[listing.provider_id]) for listing in fitting]
    return Found(sorted(fits, key=_earliest), [failed for _, failed in judged if failed])


def matches(grant: Grant, now: datetime) -> Matches:
    """The providers who fit this client, with what speaks for each, and what ruled out the others."""
    seeker = seeker_of(grant, now)
    found = search(seeker.wish, now, seeker.zone)
    change = rules.helps_most(found.failures)
    return Matches(
        matches=[_match(listing, opening, seeker.wish) for listing, opening in found.fits],
        ruled_out=rules.ruled_out(found.failures),
        helps_most=change[0] if change else None,
    )


def choose(grant: Grant, choice: CareChoice, now: datetime) -> CareView:
    """Begin care with the provider who came with the grant. Raises IntakeNeeded, NotAMatch, AlreadyInCare, NotTakingClients."""
    return _begin(grant, choice, now, care.choose)


def switch(grant: Grant, choice: CareChoice, now: datetime) -> CareView:
    """Begin care with the provider who came with the grant and end it with every other; the same refusals as `choose`."""
    return _begin(grant, choice, now, care.switch)


def cost_cents(listing: Listing, payer: str | None) -> int | None:
    """What a 50-minute session costs this client, None where the payer's share depends on the provider."""
    if payer in (None, rules.SELF_PAY):
        return listing.fee_cents
    return next((known.copay_cents for known in practices.practice().payers if known.code == payer), None)


def _begin(grant: Grant, choice: CareChoice, now: datetime, step: Callable[..., CareLink]) -> CareView:
    provider_id = grant.party("provider").key("provider")
    check(grant, provider_id, now)
    link = step(grant, now, share_record=choice.share_record)
    return CareView(
        provider_id=provider_id,
        care_id=link.care_id,
        thread_id=link.care_id,
        since=link.since,
        status=link.status,
        record_from=link.opens_from,
    )


def check(grant: Grant, provider_id: str, now: datetime) -> None:
    """Raise IntakeNeeded, NotFound or NotAMatch unless this provider can treat this client now.

    The listing is read again: the directory held in this process may be a minute old.
    """
    seeker = seeker_of(grant, now)
    if not seeker.ready:
        raise rules.IntakeNeeded
    listing = providers.listing(provider_id)
    if listing is None:
        raise NotFound
    failed = _failing(listing, seeker.wish, now, _clients([listing]))
    if failed:
        raise rules.NotAMatch(constraints=failed)


def _clients(listings: Iterable[Listing]) -> dict[str, int]:
    """How many clients those treat who have a limit."""
    return care.caseloads([listing.provider_id for listing in listings if listing.capacity is not None])


def _failing(listing: Listing, wish: Wish, now: datetime, clients: Mapping[str, int]) -> list[str]:
    today = now.astimezone(clock.zone(listing.zone)).date()
    return rules.failing(listing, wish, today, clients.get(listing.provider_id, 0))


def seeker_of(grant: Grant, now: datetime) -> Seeker:
    """What the client said in the intake and the profile."""
    profile, said = accounts.profile(grant), intake.wishes(grant)
    wanted = said.preferences
    age = account_rules.age(profile.birth_date, now.date()) if profile.birth_date else None
    wish = Wish(
        state=rules.state_now(profile.home_state, profile.moved_at, wanted.state, said.saved_at),
        age_groups=rules.groups_named(wanted.age_group) if wanted.age_group else rules.groups_of(age),
        format=wanted.format,
        payer=wanted.payer,
        budget_cents=wanted.budget_cents,
        language=wanted.language,
        concerns=said.concerns,
    )
    return Seeker(wish, profile.zone, said.submitted)


def _earliest(fit: tuple[Listing, Opening | None]) -> tuple[bool, float, str]:
    listing, opening = fit
    return opening is None, opening.start.timestamp() if opening else 0.0, listing.provider_id


def _match(listing: Listing, opening: Opening | None, wish: Wish) -> Match:
    return Match(
        provider_id=listing.provider_id,
        name=listing.name,
        credentials=listing.credentials,
        about=listing.about,
        cost_cents=cost_cents(listing, wish.payer),
        reasons=list(_reasons(listing, wish)),
        next_slot=opening,
    )


def _reasons(listing: Listing, wish: Wish) -> Iterable[Reason]:
    """What the client asked for and this provider meets."""
    treated = [concern for concern in wish.concerns if concern in listing.concerns]
    if treated:
        yield Reason(code="treats_concerns", concerns=treated)
    yield Reason(code="licensed_in", state=wish.state)
    yield Reason(code="works_with", age_group=next(group for group in listing.age_groups if group in wish.age_groups))
    if wish.format:
        yield Reason(code="offers_format", format=wish.format)
    if wish.language:
        yield Reason(code="speaks", language=wish.language)
    if wish.payer:
        yield Reason(code="takes_payer", payer=wish.payer)
    if wish.budget_cents is not None and wish.payer in (None, rules.SELF_PAY):
        yield Reason(code="within_budget", budget_cents=wish.budget_cents)
