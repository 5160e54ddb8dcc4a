"""What a provider offers: hours, session lengths and limits, as they give them and as the rules see them."""

from collections.abc import Sequence

from chalicelib.availability import rules, store
from chalicelib.availability.rules import Availability, Hours
from chalicelib.availability.schemas import Kind, Offer, Window
from chalicelib.care.rules import CONSULTATION
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import InvalidInput
from chalicelib.core.records import Key, Record, get_many
from chalicelib.practice import service as practices
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing

FREED = store.FREED


def mine(grant: Grant) -> Offer:
    """What the signed-in provider offers: no hours until they have given some."""
    (record,) = get_many([store.key(grant.key("provider"))])
    if record is not None:
        return store.offer_of(record)
    listing = providers.known(grant.subject_id)
    zone = listing.zone if listing else practices.practice().zone
    return Offer(zone=zone, weekly=[[] for _ in range(7)], kinds=[Kind(50, ["video", "audio"])])


def change(grant: Grant, wish: Offer) -> Offer:
    """Replace what the provider offers. What is booked stays as it is. Raises InvalidInput for hours that cannot be, Conflict."""
    check(wish)
    store.replace(grant, wish)
    return wish


def check(wish: Offer) -> None:
    """Raise InvalidInput for hours, dates or types that cannot be."""
    clock.zone_named(wish.zone)
    for name, days in (("weekly", wish.weekly), ("dates", [day.windows for day in wish.dates])):
        for windows in days:
            rules.check_hours(_hours(windows), name)
    if len({day.date for day in wish.dates}) != len(wish.dates):
        raise InvalidInput("A date stands twice.", field="dates")
    if any(kind.type == CONSULTATION and "text" in kind.formats for kind in wish.kinds):
        # What is written is kept in a thread, and who has yet to choose a therapist has none with them.
        raise InvalidInput("A first talk cannot be held in writing.", field="kinds")
    rules.check_types([(kind.type, kind.minutes) for kind in wish.kinds])


def made_by(provider_id: str) -> Offer:
    """What a provider offers. Raises NotOffered while that is nothing."""
    (record,) = get_many([store.key(provider_id)])
    if record is None:
        raise rules.NotOffered(alternatives=[])
    return store.offer_of(record)


def key(provider_id: str) -> Key:
    """Where a provider's offer is, to be read together with other rows."""
    return store.key(provider_id)


def of_row(row: Record | None, listing: Listing) -> Availability | None:
    """The rules' view of an offer in a row read by `key`, None for somebody who offers nothing."""
    return offered(store.offer_of(row), listing) if isinstance(row, store.AvailabilityRecord) else None


def offered(offer: Offer, listing: Listing) -> Availability:
    """The rules' view of an offer: days away are days off, and one meets only as the directory says."""
    overrides = {day.date: _hours(day.windows) for day in offer.dates}
    overrides.update(dict.fromkeys(provider_rules.days_away(listing.away), ()))
    return Availability(
        zone=clock.zone(offer.zone),
        weekly=tuple(_hours(windows) for windows in offer.weekly),
        overrides=overrides,
        types=tuple(
            rules.SessionType(kind.minutes, tuple(one for one in kind.formats if one in listing.formats), kind.type) for kind in offer.kinds
        ),
        buffer=offer.buffer_minutes,
        notice=offer.notice_minutes,
        horizon=offer.horizon_days,
        daily_cap=offer.daily_cap,
    )


def _hours(windows: Sequence[Window]) -> tuple[Hours, ...]:
    return tuple(Hours(window.opens, window.closes) for window in windows)
