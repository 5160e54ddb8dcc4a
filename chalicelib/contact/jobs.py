"""Thirty days are over."""

from chalicelib.contact import store
from chalicelib.core import outbox
from chalicelib.core.access import Grant


@outbox.topic(store.EXPIRES)
def shred(entry: outbox.Entry) -> None:
    """Destroy a contact that nobody came back for; one that became a client's or was let go is gone already."""
    store.shred(Grant.for_job("contact", entry.subject))
