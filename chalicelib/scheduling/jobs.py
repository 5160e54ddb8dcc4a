"""What follows by itself from the end of care."""

from datetime import datetime, timedelta

from chalicelib.care import service as care
from chalicelib.core import clock, ids, outbox
from chalicelib.core.access import Grant
from chalicelib.scheduling import leaving


@outbox.topic(care.LEFT)
def cancel_sessions(entry: outbox.Entry) -> datetime | None:
    """Cancel the coming sessions of a client with the therapist they have left, and look once more a minute later.

    A booking that was under way meanwhile is found then.
    """
    now = clock.now()
    leaving.cancel(Grant.for_job("scheduling", entry.subject), entry.refs["provider_id"], now)
    again = now + timedelta(minutes=1)
    return None if ids.made_before(entry.id, now - timedelta(seconds=30)) else again
