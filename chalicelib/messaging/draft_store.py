"""Drafts under the client's key: one for each person in each thread."""

from msgspec import Struct

from chalicelib.core.access import Grant
from chalicelib.core.drafts import DraftRecord, Drafts
from chalicelib.core.records import table


class DraftBody(Struct, frozen=True):
    """The sealed part."""

    text: str


class UnsentRecord(DraftRecord):
    """One person's draft in one thread. Partition: the client; sort: the thread, then who writes."""

    class Meta(DraftRecord.Meta):
        table_name = table("message-drafts")
        subject = "client"


UNSENT = Drafts(UnsentRecord, DraftBody, "message-drafts")


def place(grant: Grant, thread_id: str) -> str:
    """Where the caller's draft in a thread is."""
    return f"{thread_id}#{grant.caller_id}"
