"""A client's place on the waiting list, and the practice's list of those who wait."""

from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.care import service as care
from chalicelib.core import clock, idempotency, settings
from chalicelib.core.access import Grant
from chalicelib.core.records import get_many
from chalicelib.core.writing import transaction
from chalicelib.matching import rules, service, store, turns
from chalicelib.matching.rules import Wish
from chalicelib.matching.schemas import Opened, Place, Unmatched, UnmatchedClients, WaitingWish, Waitlist
from chalicelib.matching.store import PlaceBody, PlaceRecord
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing

PAGE = 25


def mine(grant: Grant, now: datetime) -> Waitlist:
    """The client's place, with whom they were told of."""
    row = store.place(grant)
    return Waitlist(_shown(grant, row, store.opened(grant, row), now) if row else None)


def join(grant: Grant, now: datetime) -> Place:
    """Wait with the wishes as they are stored: for the provider who came with the grant, else for anybody who fits.

    Whoever waits already keeps their turn. Raises StateNeeded, SomebodyFits, OpenNow, NotAMatch where waiting would be in vain.
    """
    wish = service.seeker_of(grant, now).wish
    if not wish.state:
        raise turns.StateNeeded(field="home_state")
    named = next((party.key("provider") for party in grant.all("provider")), None)
    _check_wait(wish, named, now)
    row = store.place(grant)
    body = PlaceBody(wish, named, store.opened(grant, row).told if row else {})
    try:
        with transaction(grant, "waitlist.join") as write:
            store.keep(write, settings.load().practice, row, body, now)
    except idempotency.Replay:
        pass
    kept = store.place(grant)
    assert kept is not None, "a place was kept in the lines above"
    return _shown(grant, kept, store.opened(grant, kept), now)


def leave(grant: Grant) -> Waitlist:
    """Wait no more. Safe to repeat."""
    row = store.place(grant)
    if row is not None:
        with transaction(grant, "waitlist.leave") as write:
            store.remove(write, settings.load().practice, row)
    return Waitlist(None)


def waits(grant: Grant) -> bool:
    """Whether a client has a place on the list."""
    return store.place(grant) is not None


def settle(grant: Grant, provider_id: str) -> None:
    """Take a client who has chosen this provider off the list, unless they wait for somebody else by name. Safe to repeat."""
    row = store.place(grant)
    if row is not None and store.opened(grant, row).provider_id in (None, provider_id):
        leave(grant)


def unmatched(grant: Grant, cursor: str | None) -> UnmatchedClients:
    """One page of those who wait, for the practice: nothing of anybody's answers is opened."""
    lines = store.newest_lines(grant, cursor, PAGE + 1)
    shown = lines[:PAGE]
    items = [Unmatched(line.client_id, line.since, line.state, line.told_at) for line in shown]
    return UnmatchedClients(items, shown[-1].entry_id if len(lines) > PAGE else None)


def failing(listing: Listing, wish: Wish, clients: int, now: datetime) -> list[str]:
    """The constraints a therapist who treats this many clients does not meet today, where they are."""
    return rules.failing(listing, wish, clock.date_in(listing.zone, now), clients)


def _check_wait(wish: Wish, named: str | None, now: datetime) -> None:
    """Waiting makes sense where nobody fits, or where the one named would fit if only they had a place."""
    listing = providers.listing(named) if named else None
    if listing is None:
        if service.search(wish, now, "UTC").fits:
            raise turns.SomebodyFits
        return
    failed = failing(listing, wish, care.caseloads([listing.provider_id])[listing.provider_id], now)
    if not failed:
        raise turns.OpenNow
    in_vain = turns.waits_in_vain(failed)
    if in_vain:
        raise rules.NotAMatch(constraints=in_vain)


def _shown(grant: Grant, row: PlaceRecord, body: PlaceBody, now: datetime) -> Place:
    named = providers.known(body.provider_id) if body.provider_id else None
    seeker, wish = service.seeker_of(grant, now), body.wish
    zone = clock.zone(seeker.zone)
    since = row.since.astimezone(zone)
    return Place(
        since=since,
        zone_name=since.tzname() or seeker.zone,
        provider_id=body.provider_id,
        provider_name=named.name if named else None,
        wish=WaitingWish(
            state=wish.state,
            age_groups=sorted(wish.age_groups),
            format=wish.format,
            payer=wish.payer,
            budget_cents=wish.budget_cents,
            language=wish.language,
        ),
        stale=seeker.wish != wish,
        opened=_opened(body, zone, now),
    )


def _opened(body: PlaceBody, zone: ZoneInfo, now: datetime) -> list[Opened]:
    """Whom the client was told of, the latest first, with how it stands now: read anew, since the directory held here may be older."""
    rows = get_many([providers.listing_key(provider_id) for provider_id in body.told])
    listings = [found for row in rows if (found := providers.listing_of(row))]
    clients = care.caseloads([listing.provider_id for listing in listings])
    at = {provider_id: told.at.astimezone(zone) for provider_id, told in body.told.items()}
    opened = [
        Opened(
            provider_id=listing.provider_id,
            name=listing.name,
            told_at=at[listing.provider_id],
            zone_name=at[listing.provider_id].tzname() or zone.key,
            open=not failing(listing, body.wish, clients[listing.provider_id], now),
        )
        for listing in listings
    ]
    return sorted(opened, key=lambda one: one.told_at, reverse=True)
