"""Threads whose answer is late, in the practice's own partition: ids and times, no name and no word."""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import settings
from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Record, table
from chalicelib.core.writing import Transaction

_LATE = "late#"


class LateRecord(Record):
    """One line of the practice's list. Partition: the practice; sort: the thread."""

    class Meta(Record.Meta):
        table_name = table("messages")
        subject = "practice"

    subject_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    provider_id = ClearText(why="an id: who is to answer")
    due_by = UTCDateTimeAttribute()

    @property
    def thread_id(self) -> str:
        """The thread that waits."""
        return str(self.item).removeprefix(_LATE)


def note(write: Transaction, thread_id: str, provider_id: str, due_by: datetime) -> None:
    """Put a thread on the practice's list; one that is there stays there once."""
    write.put(LateRecord(write.grant.key("practice"), f"{_LATE}{thread_id}", provider_id=provider_id, due_by=due_by), replace=True)


def settle(write: Transaction, thread_id: str) -> None:
    """Within the transaction that answers: the thread is late no more."""
    write.delete(LateRecord(settings.load().practice, f"{_LATE}{thread_id}"))


def listed(grant: Grant) -> Iterator[LateRecord]:
    """Every thread on the practice's list, in one query."""
    return iter(LateRecord.query(grant.key("practice"), LateRecord.item.startswith(_LATE)))
