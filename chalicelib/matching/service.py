"""Finding providers who fit, and choosing one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.accounts import rules as account_rules
from chalicelib.accounts import service as accounts
from chalicelib.care import service as care
from chalicelib.care.schemas import CareLink
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, get_many
from chalicelib.intake import service as intake
from chalicelib.matching import conflicts, finding, ranking, rules
from chalicelib.matching.finding import Fit, Found, Search
from chalicelib.matching.ranking import Taste
from chalicelib.matching.rules import Wish
from chalicelib.matching.schemas import CareChoice, CareView, Match, Matches, Opening, Reason
from chalicelib.practice import service as practices
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing
from chalicelib.scheduling import diaries
from chalicelib.scheduling.schemas import SlotQuery, Slots

SLOTS_OF = 20
"""Open times are shown of so many at most while nobody treats the client."""
_SMALL = 90
"""So many relations can be read together with what the client said."""


class Seeker(NamedTuple):
    """What a client said. zone: the one they read times in; ready: whether the intake was handed in.

    conflicts: providers who are out of the question for them.
    """

    wish: Wish
    zone: str
    ready: bool
    taste: Taste
    conflicts: frozenset[str]


def search(wish: Wish, now: datetime, zone: str) -> Found:
    """Look through the directory for somebody who has told no more than this. zone: the one openings are told in."""
    return finding.find(Search(wish, zone, seed=f"{now:%Y-%m-%d}", taste=Taste(concerns=wish.concerns)), now)


def matches(grant: Grant, now: datetime) -> Matches:
    """The providers who fit this client, with what speaks for each, and what ruled out the others."""
    seeker = seeker_of(grant, now)
    found = finding.find(_search(grant, seeker), now)
    return Matches(
        matches=[_match(fit, seeker, now) for fit in found.fits],
        ruled_out=found.ruled_out,
        helps_most=found.helps[0] if found.helps else None,
        yours=found.yours,
    )


def matched_slots(grant: Grant, query: SlotQuery, now: datetime) -> Slots:
    """Open times of everybody who treats the client; while nobody does, of the best of those who fit."""
    zone = query.zone or practices.practice().zone
    asked = [*_seeker_keys(grant)]
    known = [entry.listing.provider_id for entry in providers.everybody().entries]
    if len(known) <= _SMALL:
        # One read tells both: who treats the client, and what they wish for should nobody.
        rows = get_many([*asked, *(care.relation_key(grant, one) for one in known)])
        mine = [one for one, row in zip(known, rows[len(asked) :], strict=True) if care.in_care(row)]
    else:
        rows, mine = [], [link.person_id for link in care.providers_of(grant)]
    if mine:
        return diaries.slots_of(mine, query, zone, now)
    seeker = _seeker(grant, rows[: len(asked)] or get_many(asked), now)
    wanted = list(ranking.asked(seeker.taste, finding.index().measured))
    best = finding.index().sift(seeker.wish, seeker.conflicts, wanted, now, SLOTS_OF, grant.subject_id).best
    return diaries.slots_of([one.provider_id for one in best], query, zone, now, lambda one: not _failing(one, seeker.wish, now, {}))


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
    # A conflict is refused without a word of it: what was said stays with whoever has said it.
    if failed or provider_id in seeker.conflicts:
        raise rules.NotAMatch(constraints=failed)


def _clients(listings: Iterable[Listing]) -> dict[str, int]:
    """How many clients those treat who have a limit."""
    return care.caseloads([listing.provider_id for listing in listings if listing.capacity is not None])


def _failing(listing: Listing, wish: Wish, now: datetime, clients: Mapping[str, int]) -> list[str]:
    today = clock.date_in(listing.zone, now)
    return rules.failing(listing, wish, today, clients.get(listing.provider_id, 0))


def seeker_of(grant: Grant, now: datetime) -> Seeker:
    """What the client said in the intake and the profile. One read. Raises NotFound for somebody without a profile."""
    return _seeker(grant, get_many(_seeker_keys(grant)), now)


def _seeker_keys(grant: Grant) -> list[Key]:
    return [accounts.profile_key(grant), intake.wishes_key(grant), conflicts.key(grant)]


def _seeker(grant: Grant, rows: Sequence[Any], now: datetime) -> Seeker:
    profile, said = accounts.profile_of(grant, rows[0]), intake.wishes_of(grant, rows[1])
    if profile is None:
        raise NotFound
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
    taste = Taste(said.concerns, wanted.therapist_gender, tuple(wanted.approaches), tuple(wanted.times))
    return Seeker(wish, profile.zone, said.submitted, taste, conflicts.of(rows[2]))


def _search(grant: Grant, seeker: Seeker) -> Search:
    return Search(seeker.wish, seeker.zone, grant.subject_id, seeker.taste, seeker.conflicts, grant)


def _match(fit: Fit, seeker: Seeker, now: datetime) -> Match:
    listing, opening = fit.listing, fit.opening
    return Match(
        provider_id=listing.provider_id,
        name=listing.name,
        credentials=listing.credentials,
        about=ranking.two_sentences(listing.about),
        cost_cents=cost_cents(listing, seeker.wish.payer),
        reasons=[*_reasons_of_taste(fit, seeker), *_reasons(listing, seeker.wish, now)],
        next_slot=Opening(start=opening.start, zone=opening.zone, zone_name=opening.zone_name) if opening else None,
    )


def _reasons_of_taste(fit: Fit, seeker: Seeker) -> Iterable[Reason]:
    """What the client would like and this provider has."""
    listing, taste = fit.listing, seeker.taste
    treated = [concern for concern in taste.concerns if concern in listing.concerns]
    if treated:
        yield Reason(code="treats_concerns", concerns=treated)
    if taste.times and fit.suitable:
        yield Reason(code="free_at", times=list(taste.times))
    if listing.gender is not None and listing.gender == taste.gender:
        yield Reason(code="is_gender", gender=listing.gender)
    used = [approach for approach in taste.approaches if approach in listing.approaches]
    if used:
        yield Reason(code="uses_approach", approaches=used)
    above = [concern for concern in taste.concerns if finding.index().levels.get(listing.provider_id, {}).get(concern) == "above"]
    if above:
        yield Reason(code="good_outcomes", concerns=above)


def _reasons(listing: Listing, wish: Wish, now: datetime) -> Iterable[Reason]:
    """What has to be, and is."""
    leave = provider_rules.permit(listing, wish.state, clock.date_in(listing.zone, now))
    if leave is not None and leave.basis != "licence":
        yield Reason(code="permitted_in", state=wish.state, compact=leave.basis)
    else:
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
