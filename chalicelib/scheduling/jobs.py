"""What follows by itself from the end of care, and from a move to another zone."""

from datetime import datetime, timedelta

from chalicelib.accounts import service as accounts
from chalicelib.care import service as care
from chalicelib.core import clock, ids, outbox
from chalicelib.core.access import Grant
from chalicelib.scheduling import leaving, rezoning


@outbox.topic(care.LEFT)
def cancel_sessions(entry: outbox.Entry) -> datetime | None:
    """Cancel the coming sessions of a client with the therapist they have left, and look once more a minute later.

    A booking that was under way meanwhile is found then.
    """
    now = clock.now()
    leaving.cancel(Grant.for_job("scheduling", entry.subject), entry.refs["provider_id"], now)
    again = now + timedelta(minutes=1)
    return None if ids.made_before(entry.id, now - timedelta(seconds=30)) else again


@outbox.topic(accounts.ZONE_CHANGED)
def show_in_zone(entry: outbox.Entry) -> None:
    """Show a client their coming sessions by the clocks of where they live now."""
    rezoning.follow_reader(Grant.for_job("scheduling", entry.subject), clock.now())
