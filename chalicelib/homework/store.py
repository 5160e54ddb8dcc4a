"""Homework in its client's partition; what it is about is sealed, when it is due and how it stands is not."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import partitions, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction
from chalicelib.homework.schemas import HomeworkBody, State

FEATURE = "homework"
_HIGHEST_ID = "~"


class HomeworkRecord(Record):
    """One agreement. Partition: the client; sort: time-ordered id."""

    class Meta(Record.Meta):
        table_name = table("homework")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    homework_id = UnicodeAttribute(range_key=True)
    provider_id = ClearText(why="an id, who gave it")
    state = ClearText(why="open, done or withdrawn, decides what may be done and whether to remind")
    due_on = ClearText(why="a date of the client's calendar, to remind and to sort by", null=True)
    assigned_at = UTCDateTimeAttribute()
    done_at = UTCDateTimeAttribute(null=True)
    body = Sealed()
    revision = NumberAttribute(default=1)

    @property
    def standing(self) -> State:
        """Open, done or withdrawn."""
        return cast(State, self.state)

    @property
    def due(self) -> date | None:
        """The day by which it would be good to have."""
        return date.fromisoformat(self.due_on) if self.due_on else None


def add(write: Transaction, homework_id: str, provider_id: str, body: HomeworkBody, due_on: date | None, now: datetime) -> HomeworkRecord:
    """Keep what was agreed on."""
    record = HomeworkRecord(
        write.grant.key("client"),
        homework_id,
        provider_id=provider_id,
        state="open",
        due_on=due_on.isoformat() if due_on else None,
        assigned_at=now,
        body=vault.seal(body, write.grant, feature=FEATURE, record=homework_id),
    )
    write.put(record)
    return record


def change(write: Transaction, record: HomeworkRecord, body: HomeworkBody, state: State, done_at: datetime | None) -> HomeworkRecord:
    """Put other words and another state in place. The transaction raises Conflict if somebody changed it meanwhile."""
    revision = int(record.revision)
    changed = HomeworkRecord(
        record.client_id,
        record.homework_id,
        provider_id=record.provider_id,
        state=state,
        due_on=record.due_on,
        assigned_at=record.assigned_at,
        done_at=done_at,
        body=vault.seal(body, write.grant, feature=FEATURE, record=record.homework_id, revision=revision + 1),
        revision=revision + 1,
    )
    write.put(changed, HomeworkRecord.revision == revision, Conflict())
    return changed


def find(grant: Grant, homework_id: str) -> HomeworkRecord:
    """One of them. Raises NotFound."""
    (record,) = get_many([Key(HomeworkRecord, grant.key("client"), homework_id)])
    if record is None or not grant.opens(homework_id):
        raise NotFound
    return record  # type: ignore[no-any-return]


def page(grant: Grant, cursor: str | None, limit: int, state: State | None) -> Sequence[HomeworkRecord]:
    """Up to `limit` of them older than the cursor, newest first, in one Query."""
    sift = HomeworkRecord.state == state if state else None
    return partitions.older(HomeworkRecord, grant.key("client"), (grant.oldest_id, _HIGHEST_ID), cursor, limit, sift)


def opened(grant: Grant, record: HomeworkRecord) -> HomeworkBody:
    """What it is about."""
    return vault.open(record.body, HomeworkBody, grant, feature=FEATURE, record=record.homework_id, revision=int(record.revision))
