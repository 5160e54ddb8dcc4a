"""How a lower feature tells a higher one, and every due item that is not an appointment.

An entry is written in the transaction that makes it true. The stream hands it on at once, a sweep every minute hands on whatever is
due and not yet done, so a failure only delays. A handler that raises is called again with growing pauses; after the last try the
entry stays, marked failed, for the practice's work list.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.core import clock, ids, log
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict, Misuse
from chalicelib.core.records import SHARDS, ClearMap, ClearText, Record, shard, table
from chalicelib.core.writing import mark

LEASE = timedelta(minutes=5)
TRIES = 12
PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)


class _DueIndex(GlobalSecondaryIndex["OutboxRecord"]):
    """Entries by shard and due instant; done and failed ones are not in it."""

    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    shard = ClearText(why="spreads due entries over partitions by hash", hash_key=True)
    due_at = UTCDateTimeAttribute(range_key=True)


class OutboxRecord(Record):
    """One thing to be done. Partition: the entry's id."""

    class Meta(Record.Meta):
        table_name = table("outbox")
        subject = ("client", "provider", "practice", "contact")
        stream = True
        bookkeeping = True

    entry_id = UnicodeAttribute(hash_key=True)
    topic = ClearText(why="which handler takes it")
    subject_kind = ClearText(why="the kind of subject it is about")
    subject_id = ClearText(why="the id of the subject it is about")
    refs = ClearMap(why="ids of the records it is about")
    shard = ClearText(why="spreads due entries over partitions by hash", null=True)
    due_at = UTCDateTimeAttribute(null=True)
    attempt = NumberAttribute(default=0)
    leased_until = UTCDateTimeAttribute(null=True)
    state = ClearText(why="failed once all tries are used, for the work list", null=True)
    by_due = _DueIndex()


@dataclass(frozen=True)
class Entry:
    """What a handler gets. attempt: how many tries went before."""

    id: str
    topic: str
    subject: Subject
    refs: Mapping[str, str]
    attempt: int


Handler = Callable[[Entry], datetime | None]
_handlers: dict[str, Handler] = {}


def topic(name: str) -> Callable[[Handler], Handler]:
    """Make a function the one handler of a topic. It returns when it wants the entry again, or None when all is done."""

    def register(handler: Handler) -> Handler:
        if name in _handlers:
            raise Misuse(f"topic {name} has a handler")
        _handlers[name] = handler
        return handler

    return register


def entry(grant: Grant, topic: str, refs: Mapping[str, str], due: datetime | None) -> OutboxRecord:
    """A new entry about the grant's subject, due now unless told otherwise. To be put in the transaction that makes it true."""
    entry_id = ids.new()
    return OutboxRecord(
        entry_id,
        topic=topic,
        subject_kind=grant.subject.kind,
        subject_id=grant.subject_id,
        refs=dict(refs),
        shard=shard(entry_id),
        due_at=due or clock.now(),
    )


def due(now: datetime) -> Iterator[str]:
    """The ids of every entry due by now, oldest first within its shard."""
    for number in range(SHARDS):
        for found in OutboxRecord.by_due.query(f"s{number:02d}", OutboxRecord.due_at <= now):
            yield found.entry_id


def run(entry_id: str) -> bool:
    """Carry out one entry if it is due and nobody else is at it; say whether it was carried out."""
    try:
        record = OutboxRecord.get(entry_id, consistent_read=True)
        _lease(record)
    except (OutboxRecord.DoesNotExist, Conflict):
        return False
    try:
        again = _handlers[record.topic](
            Entry(entry_id, record.topic, Subject(record.subject_kind, record.subject_id), record.refs, int(record.attempt))
        )
    except Exception as error:
        log.failure("job_failed", error, topic=record.topic, attempt=int(record.attempt))
        _postpone(record)
        return False
    if again is None:
        Model.delete(record)
    else:
        mark(record, [OutboxRecord.due_at.set(again), OutboxRecord.leased_until.remove(), OutboxRecord.attempt.set(0)], _mine(record))
    return True


def _lease(record: OutboxRecord) -> None:
    now = clock.now()
    if record.due_at is None or record.due_at > now:
        raise Conflict
    until = now + LEASE
    free = OutboxRecord.leased_until.does_not_exist() | (OutboxRecord.leased_until < now)
    mark(record, [OutboxRecord.leased_until.set(until)], OutboxRecord.entry_id.exists() & free)
    record.leased_until = until


def _mine(record: OutboxRecord) -> Condition:
    return OutboxRecord.leased_until == record.leased_until


def _postpone(record: OutboxRecord) -> None:
    attempt = int(record.attempt) + 1
    actions = [OutboxRecord.attempt.set(attempt), OutboxRecord.leased_until.remove()]
    if attempt >= TRIES:
        actions += [OutboxRecord.state.set("failed"), OutboxRecord.due_at.remove(), OutboxRecord.shard.remove()]
    else:
        actions.append(OutboxRecord.due_at.set(clock.now() + min(PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)))
    mark(record, actions, _mine(record))
