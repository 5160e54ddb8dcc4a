"""What may open a door to somebody who waits: a listing that changes, a place taken or freed."""

from chalicelib.care import service as care
from chalicelib.core import clock, outbox
from chalicelib.core.access import Grant
from chalicelib.matching import closing, doors, waitlist
from chalicelib.providers import service as providers


@outbox.topic(providers.LISTED)
def follow_listing(entry: outbox.Entry) -> None:
    """A therapist's licences, capacity or anything else of their listing may have changed."""
    doors.look(entry.refs["provider_id"], clock.now())


@outbox.topic(care.PLACES)
def follow_places(entry: outbox.Entry) -> None:
    """A client has begun or ended care: whoever has chosen waits no more, and the therapist's places are counted anew."""
    if entry.refs["what"] == "taken":
        waitlist.settle(Grant.for_job(doors.JOB, entry.subject), entry.refs["provider_id"])
    doors.look(entry.refs["provider_id"], clock.now())
    if entry.refs["what"] == "freed":
        closing.count(Grant.for_job(doors.JOB, entry.subject), entry.refs["provider_id"], entry.id, clock.now())


@outbox.topic(doors.AGAIN)
def follow_head_start(entry: outbox.Entry) -> None:
    """Those told first have had their time; the next may be told."""
    doors.look(entry.refs["provider_id"], clock.now())
