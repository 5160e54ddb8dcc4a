"""Reminders that could not be sent, for the practice's work list: ids, times and states, no address and no word."""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import ids
from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Key, Record, table
from chalicelib.core.writing import Transaction
from chalicelib.reminders import telling

ALSO = (telling.TellingRecord,)
"""Kept by this feature too: tables follow from the records that the stores import."""


class FailedRecord(Record):
    """One person's reminder by one channel that did not go out. Partition: the practice; sort: time-ordered id."""

    class Meta(Record.Meta):
        table_name = table("reminders")
        subject = "practice"

    practice_id = UnicodeAttribute(hash_key=True)
    reminder_id = UnicodeAttribute(range_key=True)
    provider_id = ClearText(why="an id, in whose partition the appointment is")
    appointment_id = ClearText(why="an id, what the reminder was of")
    channel = ClearText(why="mail or sms, to know what failed")
    state = ClearText(why="failed, unsure where nobody knows whether it went out, or returned")
    bits = NumberAttribute()
    at = UTCDateTimeAttribute()


def key(grant: Grant, reminder_id: str) -> Key:
    """Where a failed reminder is."""
    return Key(FailedRecord, grant.key("practice"), reminder_id)


def add(write: Transaction, grant: Grant, at: datetime, **facts: str | int) -> None:
    """Put one on the list within a transaction."""
    write.put(FailedRecord(grant.key("practice"), ids.new(at), at=at, **facts))  # type: ignore[arg-type]


def take_off(write: Transaction, grant: Grant, reminder_id: str) -> None:
    """Take one off the list within a transaction. Raises Conflict if somebody else has."""
    write.delete(FailedRecord(grant.key("practice"), reminder_id), FailedRecord.practice_id.exists())


def failed(grant: Grant, cursor: str | None, limit: int) -> Iterator[FailedRecord]:
    """The list, newest first, from the one before `cursor` on."""
    older = FailedRecord.reminder_id < cursor if cursor else None
    return iter(FailedRecord.query(grant.key("practice"), older, scan_index_forward=False, limit=limit, consistent_read=True))
