"""Journal entries of one client, and the one draft they may have."""

from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import Key, Record, Sealed, Transaction, get_many, table, transaction
from chalicelib.journal.schemas import JournalBody
from chalicelib.sharing.entries import Entries, EntryRecord

_DRAFT = "journal-draft"


class JournalRecord(EntryRecord):
    """One journal entry. Partition: the client; sort: time-ordered id."""

    class Meta(EntryRecord.Meta):
        table_name = table("journal")
        subject = "client"


JOURNAL = Entries(JournalRecord, JournalBody, "journal")


class DraftRecord(Record):
    """What a client has begun to write. Partition: the client; sort: a fixed word, in a table of its own, so no list meets it."""

    class Meta(Record.Meta):
        table_name = table("journal-drafts")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    saved_at = UTCDateTimeAttribute()
    body = Sealed()
    revision = NumberAttribute()


def draft(grant: Grant) -> DraftRecord | None:
    """The client's draft, None where there is none."""
    (record,) = get_many([Key(DraftRecord, grant.key("client"), _DRAFT)])
    return record  # type: ignore[no-any-return]


def open_draft(grant: Grant, record: DraftRecord) -> JournalBody:
    """The words of the draft."""
    return vault.open(record.body, JournalBody, grant, feature="journal", record=_DRAFT, revision=int(record.revision))


def keep_draft(grant: Grant, earlier: DraftRecord | None, body: JournalBody, now: datetime) -> None:
    """Put this in the place of the earlier draft. Raises Conflict if another device saved meanwhile."""
    revision = int(earlier.revision) + 1 if earlier else 1
    sealed = vault.seal(body, grant, feature="journal", record=_DRAFT, revision=revision)
    unchanged = DraftRecord.revision == revision - 1 if earlier else DraftRecord.client_id.does_not_exist()
    with transaction(grant, "journal.draft") as write:
        write.put(DraftRecord(grant.key("client"), _DRAFT, saved_at=now, body=sealed, revision=revision), unchanged, Conflict())


def drop_draft(write: Transaction) -> None:
    """Within the transaction that keeps it as an entry, or for good: there is no draft any more."""
    write.delete(DraftRecord(write.grant.key("client"), _DRAFT))
