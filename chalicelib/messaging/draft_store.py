"""Drafts under the client's key: one for each person in each thread."""

from datetime import datetime

from msgspec import Struct
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import ids, vault
from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Key, Record, Sealed, Transaction, get_many, table

FEATURE = "message-drafts"


class DraftBody(Struct, frozen=True):
    """The sealed part."""

    text: str


class UnsentRecord(Record):
    """One person's draft in one thread. Partition: the client; sort: the thread, then who writes."""

    class Meta(Record.Meta):
        table_name = table("message-drafts")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    saving = ClearText(why="an id new with each saving, bound into what is sealed, so that no older text opens in its place")
    saved_at = UTCDateTimeAttribute()
    body = Sealed()


def find(grant: Grant, thread_id: str) -> UnsentRecord | None:
    """The caller's draft in a thread. One read."""
    (record,) = get_many([Key(UnsentRecord, grant.key("client"), _place(grant, thread_id))])
    return record  # type: ignore[no-any-return]


def opened(grant: Grant, record: UnsentRecord) -> str:
    """The words of a draft."""
    return vault.open(record.body, DraftBody, grant, feature=FEATURE, record=record.saving).text


def keep(write: Transaction, thread_id: str, text: str, now: datetime) -> None:
    """Put this in the place of the caller's draft, whichever device wrote that."""
    grant, saving = write.grant, ids.new(now)
    body = vault.seal(DraftBody(text), grant, feature=FEATURE, record=saving)
    write.put(UnsentRecord(grant.key("client"), _place(grant, thread_id), saving=saving, saved_at=now, body=body), replace=True)


def drop(write: Transaction, thread_id: str) -> None:
    """Within the transaction that sends it, or for good: the caller has nothing unsent in this thread any more."""
    write.delete(UnsentRecord(write.grant.key("client"), _place(write.grant, thread_id)))


def _place(grant: Grant, thread_id: str) -> str:
    return f"{thread_id}#{grant.caller_id}"
