"""What follows by itself: freed times that are offered, offers that end, days that come within reach."""

from datetime import datetime

from chalicelib.availability import service as hours
from chalicelib.core import clock, outbox
from chalicelib.offers import service


@outbox.topic(hours.FREED)
def offer_freed(entry: outbox.Entry) -> None:
    """Offer what is open with a provider to those who wait for it."""
    service.fill(entry.subject.id, clock.now())


@outbox.topic(service.ENDS)
def end_offer(entry: outbox.Entry) -> None:
    """End an offer whose time is up."""
    service.expire(entry.subject.id, entry.refs["provider_id"], entry.refs["offer_id"])


@outbox.topic(service.LOOK)
def look(entry: outbox.Entry) -> datetime | None:
    """Look every day after one place, for as long as it is kept."""
    return service.look_after(entry.refs["provider_id"], entry.refs["since"], entry.subject.id, clock.now())
