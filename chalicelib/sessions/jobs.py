"""What follows when a client comes to the door."""

from datetime import datetime

from chalicelib.core import clock, outbox
from chalicelib.sessions import late, store


@outbox.topic(store.WAITS)
def look_for_therapist(entry: outbox.Entry) -> datetime | None:
    """See whether the therapist has come."""
    return late.look(entry.subject.id, entry.refs["provider_id"], entry.refs["appointment_id"], clock.now())
