"""Filled-in worksheets, sealed, in their client's partition."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table, transaction
from chalicelib.worksheets.schemas import Value

FEATURE = "worksheets"


class EntryBody(Struct, frozen=True):
    """The sealed part: which worksheet it is tells as much about a person as what they wrote."""

    slug: str
    answers: dict[str, Value]
    finished: bool


class EntryRecord(Record):
    """One filled-in worksheet. Partition: the client; sort: time-ordered id."""

    class Meta(Record.Meta):
        table_name = table("worksheets")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    zone = ClearText(why="the zone it was last changed in, to show its local time")
    body = Sealed()
    revision = NumberAttribute(default=1)


def add(grant: Grant, entry_id: str, body: EntryBody, at: datetime, zone: str) -> None:
    """Keep a new one."""
    sealed = vault.seal(body, grant, feature=FEATURE, record=entry_id)
    with transaction(grant, "worksheet.add") as write:
        write.put(EntryRecord(grant.key("client"), entry_id, at=at, zone=zone, body=sealed))
        write.made(entry_id)


def replace(grant: Grant, record: EntryRecord, body: EntryBody, at: datetime, zone: str) -> None:
    """Put other answers in place of these. Raises Conflict if somebody did meanwhile."""
    revision = int(record.revision)
    sealed = vault.seal(body, grant, feature=FEATURE, record=record.entry_id, revision=revision + 1)
    changed = EntryRecord(grant.key("client"), record.entry_id, at=at, zone=zone, body=sealed, revision=revision + 1)
    with transaction(grant, "worksheet.change") as write:
        write.put(changed, EntryRecord.revision == revision, Conflict())


def entry_key(client_id: str, entry_id: str) -> Key:
    """Where one is, for rules of access that read it with the gate row."""
    return Key(EntryRecord, client_id, entry_id)


def entry(grant: Grant, entry_id: str) -> EntryRecord | None:
    """One of them, or None."""
    (record,) = get_many([entry_key(grant.key("client"), entry_id)])
    return record  # type: ignore[no-any-return]


def entries(grant: Grant, before: str | None, limit: int) -> Sequence[EntryRecord]:
    """Up to `limit` of them older than the cursor, newest first, in one Query."""
    bound = EntryRecord.entry_id < before if before else None
    return list(EntryRecord.query(grant.key("client"), bound, scan_index_forward=False, limit=limit))


def open_entry(grant: Grant, record: EntryRecord) -> EntryBody:
    """What was filled in."""
    return vault.open(record.body, EntryBody, grant, feature=FEATURE, record=record.entry_id, revision=int(record.revision))
