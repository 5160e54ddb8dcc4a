"""Licences and compact credentials, kept current by the practice. Every change is news to whoever waits for a therapist."""

from collections.abc import Callable
from datetime import date, datetime

from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.records import get_many
from chalicelib.providers import directory, rules, store
from chalicelib.providers.schemas import Compact, CompactEntry, Credentials, EveryCredential, Licence, LicenceEntry, Listing


def every(grant: Grant, now: datetime) -> EveryCredential:
    """What everybody of the directory holds, read from the table; who has none or whose licence ends first is at the top."""
    found = [_shown(entry.listing, now) for entry in store.every(grant.key("practice"))]
    return EveryCredential(items=sorted(found, key=lambda one: (one.licences[0].expires if one.licences else date.min, one.name)))


def enter_licence(grant: Grant, provider_id: str, entry: LicenceEntry, now: datetime) -> Credentials:
    """Enter a licence or renew it. Safe to repeat. Raises Conflict if the listing was changed at the same moment."""
    held = Licence(state=entry.state, profession=entry.profession, number=entry.number, expires=entry.expires)
    return _revise(grant, provider_id, lambda listing: rules.with_licence(listing, held), now)


def enter_compact(grant: Grant, provider_id: str, entry: CompactEntry, now: datetime) -> Credentials:
    """Enter a compact credential or renew it; the same answers as for a licence. Raises InvalidInput for dates in the wrong order."""
    held = Compact(
        kind=entry.kind,
        number=entry.number,
        home_state=entry.home_state,
        states=sorted(set(entry.states)),
        granted=entry.granted,
        expires=entry.expires,
    )
    return _revise(grant, provider_id, lambda listing: rules.with_compact(listing, held), now)


def _revise(grant: Grant, provider_id: str, change: Callable[[Listing], Listing], now: datetime) -> Credentials:
    (row,) = get_many([store.key(grant.key("practice"), provider_id)])
    before = store.read(row)
    after = change(before)
    if after != before:
        store.revise(grant, row, after)
        directory.reread()
    return _shown(after, now)


def _shown(listing: Listing, now: datetime) -> Credentials:
    today = clock.date_in(listing.zone, now)
    return Credentials(
        provider_id=listing.provider_id,
        name=listing.name,
        licences=sorted(listing.licences, key=lambda one: one.expires),
        compacts=sorted(listing.compacts, key=lambda one: one.expires),
        states=rules.permitted_states(listing, today),
    )
