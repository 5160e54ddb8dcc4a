"""What matching keeps beside the waiting list: who is out of the question for a client, and which closed cases were counted."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import ClearList, Key, Record, get_many, table
from chalicelib.core.writing import Transaction, transaction

_CONFLICTS = "conflicts"
_COUNTED = "counted#"
_REMEMBERED = timedelta(days=60)
"""Longer than anything is repeated."""


class ConflictRecord(Record):
    """Providers who shall not treat a client. Partition: the client; sort: the word `conflicts`. Nobody is asked why."""

    class Meta(Record.Meta):
        table_name = table("matching")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    excluded = ClearList(why="ids of providers the client does not want, without a reason")
    declared = ClearList(why="ids of providers who cannot treat the client, as staff have said, without a reason")


class CountedRecord(Record):
    """That a closed case was counted, by the entry that told of it. Partition: the practice; sort: `counted#` and the entry's id."""

    class Meta(Record.Meta):
        table_name = table("matching")
        subject = "practice"
        ttl = "expires_at"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    expires_at = TTLAttribute()


def conflicts_key(grant: Grant) -> Key:
    """Where it is kept who is out of the question for a client."""
    return Key(ConflictRecord, grant.key("client"), _CONFLICTS)


def conflicts(grants: Sequence[Grant]) -> list[ConflictRecord | None]:
    """What is kept for each of at most a hundred clients, in one read."""
    return get_many([conflicts_key(grant) for grant in grants])


def keep_conflicts(grant: Grant, row: ConflictRecord | None, excluded: Collection[str], declared: Collection[str]) -> None:
    """Replace what is kept for a client. Raises Conflict if it was changed since `row` was read."""
    revision = int(row.revision) if row else 0
    record = ConflictRecord(grant.key("client"), _CONFLICTS, revision=revision + 1, excluded=sorted(excluded), declared=sorted(declared))
    same = ConflictRecord.revision == revision if row else ConflictRecord.subject_id.does_not_exist()
    with transaction(grant, "matching.change") as write:
        write.put(record, same, Conflict())


def note_counted(write: Transaction, grant: Grant, entry_id: str, now: datetime, otherwise: AppError) -> None:
    """Note within a transaction that the case an entry told of is counted; `otherwise` if it was before."""
    write.put(CountedRecord(grant.key("practice"), f"{_COUNTED}{entry_id}", expires_at=now + _REMEMBERED), otherwise=otherwise)
