"""The access log: who touched whose record, what kind, when and why. Append-only, hash-chained per subject.

An entry is a plain item with a time-ordered id, so nothing contends. A single-writer job on the table's stream adds number, previous
hash and hash; until then they are null. Entries hold ids, kinds and digests, never content.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.connection import Connection
from pynamodb.transactions import TransactWrite

from chalicelib.core import clock, context, digests, ids
from chalicelib.core.access import Grant, Right
from chalicelib.core.errors import Conflict, Unavailable
from chalicelib.core.records import ClearList, ClearText, Key, Record, dynamodb, get_many, table
from chalicelib.core.writing import Transaction

if TYPE_CHECKING:
    from chalicelib.core.context import Work

GENESIS = "0" * 64
AT_ONCE = 50
"""New entries chained at once: with as many heads they fill one read of a hundred rows."""
F = TypeVar("F", bound=str)
_EVERYONE = ("client", "provider", "practice", "contact")


class AuditRecord(Record):
    """One entry. Partition: the subject whose record was touched; sort: time-ordered entry id."""

    class Meta(Record.Meta):
        table_name = table("audit")
        subject = _EVERYONE
        stream = True
        bookkeeping = True

    subject_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    caller_id = ClearText(why="shown to the client as who opened the record")
    role = ClearText(why="shown to the client beside the caller")
    kind = ClearText(why="what kind of record was touched, never which words")
    right = ClearText(why="on what ground the caller may")
    why = ClearText(why="the purpose code of the access")
    times = NumberAttribute()
    at = UTCDateTimeAttribute()
    digests = ClearList(why="places and digests of ciphertext, so that an older item put back is found")
    seq = NumberAttribute(null=True)
    previous = ClearText(why="hash of the entry before, for the chain", null=True)
    hash = ClearText(why="hash of this entry, for the chain", null=True)


class AuditHeadRecord(Record):
    """Where a subject's chain ends. Partition: the subject."""

    class Meta(Record.Meta):
        table_name = table("audit-heads")
        subject = _EVERYONE
        bookkeeping = True

    subject_id = UnicodeAttribute(hash_key=True)
    entry_id = ClearText(why="the newest chained entry's id")
    seq = NumberAttribute()
    hash = ClearText(why="the newest chained entry's hash")


def _entry(grant: Grant, kind: str, count: int, noted: list[str], subject_id: str = "") -> AuditRecord:
    now = clock.now()
    return AuditRecord(
        subject_id or grant.subject_id,
        ids.new(now),
        caller_id=grant.caller.id,
        role=grant.caller.role,
        kind=kind,
        right=grant.right.value,
        why=grant.why,
        times=count,
        at=now,
        digests=noted,
    )


def entries_for(write: Transaction) -> list[AuditRecord]:
    """The entries one transaction carries: one per client it touches, or one for its subject where no client is touched.

    What the request has opened of these people so far is counted in, and needs no entry of its own any more. Each entry tells what was
    sealed in its subject's partition; where something is sealed in anybody else's, the practice's for one, that partition has an entry too.
    """
    work = context.current()
    sealed: dict[str, list[str]] = {}
    for change in write.changes:
        if noted := digests.of(change):
            sealed.setdefault(digests.partition(change.record), []).extend(noted)
    touched = dict.fromkeys(write.grant.all("client") or (write.grant,))
    entries = [_entry(grant, write.kind, 1 + _take_openings(work, grant), sealed.get(grant.subject_id, [])) for grant in touched]
    others = {one: noted for one, noted in sealed.items() if one not in {grant.subject_id for grant in touched}}
    return entries + [_entry(write.grant, write.kind, 1, noted, subject_id=one) for one, noted in others.items()]


def note_damage(grant: Grant, feature: str) -> None:
    """Write at once that something of the subject's did not open: moved, replaced by an older one, or damaged."""
    entry = _entry(grant, f"{feature}.damaged", 1, [])
    dynamodb().dispatch("PutItem", {"TableName": AuditRecord.Meta.table_name, "Item": entry.serialize()})


def _take_openings(work: "Work | None", grant: Grant) -> int:
    if work is None:
        return 0
    same = [noted for noted in work.openings if noted[0].subject == grant.subject]
    return sum(work.openings.pop(noted) for noted in same)


def write_openings(work: "Work") -> None:
    """Write one entry per subject for what was opened of somebody else's. Called before the answer leaves: no entry, no answer."""
    entries = [_entry(grant, f"{feature}.read", count, []) for (grant, feature), count in work.openings.items()]
    work.openings.clear()
    connection = dynamodb()
    if len(entries) == 1:
        connection.dispatch("PutItem", {"TableName": AuditRecord.Meta.table_name, "Item": entries[0].serialize()})
        return
    for start in range(0, len(entries), 25):
        _batch_write(connection, [{"PutRequest": {"Item": entry.serialize()}} for entry in entries[start : start + 25]])


def last_openings_in_care(grant: Grant, features: Sequence[F], since: datetime) -> list[tuple[F, AuditRecord]]:
    """Of the grant's own subject: the newest entry for each feature and provider who opened something of it in care, newest first."""
    kinds = {f"{feature}.read": feature for feature in features}
    sift = (AuditRecord.right == Right.CARE.value) & AuditRecord.kind.is_in(*kinds)
    found: dict[tuple[str, str], tuple[F, AuditRecord]] = {}
    for entry in AuditRecord.query(grant.subject_id, AuditRecord.entry_id >= ids.floor(since), sift, scan_index_forward=False):
        found.setdefault((entry.kind, entry.caller_id), (kinds[entry.kind], entry))
    return list(found.values())


def _batch_write(connection: Connection, requests: list[dict[str, Any]]) -> None:
    pending = {AuditRecord.Meta.table_name: requests}
    for _ in range(5):
        pending = connection.dispatch("BatchWriteItem", {"RequestItems": pending}).get("UnprocessedItems") or {}
        if not pending:
            return
    raise Unavailable


def digest(entry: AuditRecord, seq: int, previous: str) -> str:
    """The hash of one entry in its place: sha256 over its facts, its number and the hash before it."""
    facts: list[Any] = [
        entry.subject_id, entry.entry_id, entry.caller_id, entry.role, entry.kind, entry.right, entry.why,
        int(entry.times), _stamp(entry.at), list(entry.digests), seq, previous,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts, separators=(",", ":")).encode()).hexdigest()


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def chain(entries: Sequence[tuple[str, str]]) -> None:
    """Give new entries, as (subject, entry id) in order, their places in their subjects' chains; at most AT_ONCE.

    Safe to repeat: an entry that has its place is left alone. A subject's entries and its head move together, so a crash leaves nothing
    half done; a rival writer makes this one fail, and the stream repeats it.
    """
    subjects = list(dict.fromkeys(subject_id for subject_id, _ in entries))
    rows = get_many([Key(AuditHeadRecord, subject_id) for subject_id in subjects] + [Key(AuditRecord, *entry) for entry in entries])
    heads = dict(zip(subjects, rows, strict=False))
    waiting: dict[str, list[AuditRecord]] = {}
    for entry in rows[len(subjects) :]:
        if entry is not None and entry.hash is None:
            waiting.setdefault(entry.subject_id, []).append(entry)
    for subject_id, chained in waiting.items():
        _prolong(subject_id, heads[subject_id], chained)


def _prolong(subject_id: str, head: AuditHeadRecord | None, entries: list[AuditRecord]) -> None:
    last, value = (int(head.seq), head.hash) if head else (0, GENESIS)
    with TransactWrite(connection=dynamodb()) as write:
        for seq, entry in enumerate(entries, start=last + 1):
            previous, value = value, digest(entry, seq, value)
            write.update(
                entry,
                actions=[AuditRecord.seq.set(seq), AuditRecord.previous.set(previous), AuditRecord.hash.set(value)],
                condition=AuditRecord.seq.does_not_exist(),
            )
        write.update(
            AuditHeadRecord(subject_id),
            actions=[
                AuditHeadRecord.entry_id.set(entries[-1].entry_id),
                AuditHeadRecord.seq.set(last + len(entries)),
                AuditHeadRecord.hash.set(value),
            ],
            condition=AuditHeadRecord.seq == last if head else AuditHeadRecord.seq.does_not_exist(),
        )


def _head(subject_id: str) -> AuditHeadRecord | None:
    try:
        return AuditHeadRecord.get(subject_id, consistent_read=True)
    except AuditHeadRecord.DoesNotExist:
        return None


class Broken(Conflict):
    """The chain does not hold; `seq` tells where."""

    code = "audit_chain_broken"


def verify(grant: Grant) -> int:
    """Check a subject's whole chain and say how many entries hold. Raises Broken at the first that does not."""
    return len([entry for entry in verified(grant) if entry.hash is not None])


def verified(grant: Grant) -> list[AuditRecord]:
    """Every entry of a subject whose chain holds, in the order of the chain, then those that have no place in it yet. Raises Broken."""
    entries = list(AuditRecord.query(grant.subject_id, consistent_read=True))
    chained = sorted((entry for entry in entries if entry.hash is not None), key=lambda entry: entry.seq)
    previous = _check_links(chained)
    head = _head(grant.subject_id)
    if (head.hash if head else GENESIS) != previous:
        raise Broken(seq=len(chained))
    return chained + [entry for entry in entries if entry.hash is None]


def _check_links(entries: Iterable[AuditRecord]) -> str:
    previous = GENESIS
    for seq, entry in enumerate(entries, start=1):
        if entry.seq != seq or entry.previous != previous or entry.hash != digest(entry, seq, previous):
            raise Broken(seq=seq)
        previous = str(entry.hash)
    return previous
