"""What follows by itself: the end of care, freed times that are offered, offers that end, days that come within reach."""

from datetime import datetime, timedelta

from chalicelib.care import service as care
from chalicelib.core import clock, ids, outbox
from chalicelib.core.access import Grant
from chalicelib.scheduling import external, imported, leaving, offering, waiting


@outbox.topic(care.LEFT)
def cancel_sessions(entry: outbox.Entry) -> datetime | None:
    """Cancel the coming sessions of a client with the therapist they have left, and look once more a minute later.

    A booking that was under way meanwhile is found then.
    """
    now = clock.now()
    leaving.cancel(Grant.for_job("scheduling", entry.subject), entry.refs["provider_id"], now)
    again = now + timedelta(minutes=1)
    return None if ids.made_before(entry.id, now - timedelta(seconds=30)) else again


@outbox.topic(waiting.FREED)
def offer_freed(entry: outbox.Entry) -> None:
    """Offer what is open with a provider to those who wait for it."""
    offering.fill(entry.subject.id, clock.now())


@outbox.topic(offering.ENDS)
def end_offer(entry: outbox.Entry) -> None:
    """End an offer whose time is up."""
    offering.expire(entry.subject.id, entry.refs["provider_id"], entry.refs["offer_id"])


@outbox.topic(offering.LOOK)
def look(entry: outbox.Entry) -> datetime | None:
    """Look every day after one place, for as long as it is kept."""
    return offering.look_after(entry.refs["provider_id"], entry.refs["since"], entry.subject.id, clock.now())


@outbox.topic(imported.REFRESH)
def read_calendar_again(entry: outbox.Entry) -> datetime | None:
    """Read a provider's other calendar again, and come back an hour later."""
    return external.read_again(Grant.for_job("scheduling", entry.subject), entry.refs["import_id"], clock.now())
