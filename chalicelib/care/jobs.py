"""A new client's relation with the practice's office."""

from chalicelib.care import service
from chalicelib.core import clock, outbox
from chalicelib.core.access import Grant


@outbox.topic("account.opened")
def enrol(entry: outbox.Entry) -> None:
    """Give a new client a thread with the practice."""
    service.enrol(Grant.for_job("accounts", entry.subject), clock.now())
