"""Places on the waiting list: the wish sealed in the client's partition, a line without answers in the practice's.

How therapists stood when those who wait were last told is in the practice's partition too.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from msgspec import Struct
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import ids, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import ClearList, ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction
from chalicelib.matching import marks
from chalicelib.matching.rules import Wish
from chalicelib.matching.turns import Door

CONFLICTS = marks.ConflictRecord
"""Kept in this table too: tables follow from the records that the stores import."""
FEATURE = "waitlist"
_PLACE = "place"
_WAITING = "waiting#"
_DOOR = "door#"


class Told(Struct, frozen=True):
    """A client was told of a therapist: in which round of theirs, and when."""

    round: int
    at: datetime


class PlaceBody(Struct, frozen=True):
    """The sealed part of a place. provider_id: whom the client waits for, None for anybody who fits. told: by therapist."""

    wish: Wish
    provider_id: str | None
    told: dict[str, Told]


class PlaceRecord(Record):
    """A client's place on the waiting list. Partition: the client; sort: the word `place`."""

    class Meta(Record.Meta):
        table_name = table("matching")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    entry_id = ClearText(why="the opaque id of the line in the practice's list")
    since = UTCDateTimeAttribute()
    revision = NumberAttribute()
    body = Sealed()


class WaitingRecord(Record):
    """One line of the practice's list. Partition: the practice; sort: time-ordered id, so that who joined first comes first."""

    class Meta(PlaceRecord.Meta):
        subject = "practice"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    client_id = ClearText(why="an id: whom to tell")
    state = ClearText(why="where the client will be: whose opening concerns them is known without opening anybody's wishes")
    since = UTCDateTimeAttribute()
    told_at = UTCDateTimeAttribute(null=True)

    @property
    def entry_id(self) -> str:
        """The line's own id."""
        return str(self.record_id).removeprefix(_WAITING)


class DoorRecord(Record):
    """One therapist as those who wait know them, and when to look again. Partition: the practice; sort: the therapist."""

    class Meta(PlaceRecord.Meta):
        subject = "practice"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    round = NumberAttribute()
    open = BooleanAttribute()
    told = ClearList(why="when clients were told, times only")
    again_at = UTCDateTimeAttribute(null=True)

    def door(self) -> Door:
        """As the rules take it."""
        return Door(int(self.round), bool(self.open), tuple(datetime.fromisoformat(at) for at in self.told))


def place(grant: Grant) -> PlaceRecord | None:
    """The client's place, None for somebody who does not wait."""
    found: list[PlaceRecord | None] = get_many([place_key(grant)])
    return found[0]


def place_key(grant: Grant) -> Key:
    """Where the client's place is, to be read together with other rows."""
    return Key(PlaceRecord, grant.key("client"), _PLACE)


def opened(grant: Grant, row: PlaceRecord) -> PlaceBody:
    """What a place is for."""
    return vault.open(row.body, PlaceBody, grant, feature=FEATURE, record=_PLACE, revision=int(row.revision))


def keep(write: Transaction, practice_id: str, row: PlaceRecord | None, body: PlaceBody, now: datetime) -> None:
    """Put a place on the list, or change what it is for: it keeps its turn. Raises Conflict if it was changed meanwhile."""
    entry_id, since = (row.entry_id, row.since) if row else (ids.new(now), now)
    _put(write, row, body, entry_id, since)
    line = WaitingRecord(
        practice_id, f"{_WAITING}{entry_id}", client_id=write.grant.key("client"), state=body.wish.state, since=since, told_at=_last(body)
    )
    write.put(line, replace=True)
    write.made(entry_id)


def note_told(write: Transaction, line: WaitingRecord, row: PlaceRecord, body: PlaceBody, at: datetime) -> None:
    """Note within a transaction of the client that they were told. Raises Conflict if the place was changed meanwhile."""
    _put(write, row, body, row.entry_id, row.since)
    write.update(WaitingRecord(line.subject_id, line.record_id), [WaitingRecord.told_at.set(at)], WaitingRecord.subject_id.exists())


def remove(write: Transaction, practice_id: str, row: PlaceRecord) -> None:
    """Take a place off the list. Raises Conflict if it was changed meanwhile."""
    key = PlaceRecord(write.grant.key("client"), _PLACE)
    write.delete(key, PlaceRecord.revision == int(row.revision), Conflict())
    write.delete(WaitingRecord(practice_id, f"{_WAITING}{row.entry_id}"))


def lines(grant: Grant, states: Collection[str]) -> Iterator[WaitingRecord]:
    """Who waits in these states, who joined first comes first."""
    mine = WaitingRecord.record_id.startswith(_WAITING)
    found = WaitingRecord.query(grant.key("practice"), mine, filter_condition=WaitingRecord.state.is_in(*states), consistent_read=True)
    return iter(found)


def newest_lines(grant: Grant, before: str | None, limit: int) -> list[WaitingRecord]:
    """Lines of the practice's list, newest first. before: the id of the last line shown so far."""
    mine = WaitingRecord.record_id.between(_WAITING, f"{_WAITING}{before}" if before else f"{_WAITING}~")
    found = WaitingRecord.query(grant.key("practice"), mine, scan_index_forward=False, limit=limit + 1, consistent_read=True)
    return [line for line in found if line.entry_id != before][:limit]


def door(grant: Grant, provider_id: str) -> DoorRecord | None:
    """How a therapist stood when those who wait were last told."""
    found: list[DoorRecord | None] = get_many([Key(DoorRecord, grant.key("practice"), f"{_DOOR}{provider_id}")])
    return found[0]


def put_door(
    write: Transaction, practice_id: str, provider_id: str, before: DoorRecord | None, door: Door, again_at: datetime | None
) -> DoorRecord:
    """Keep how a therapist stands, within a transaction. Raises Conflict if somebody else has looked meanwhile."""
    revision = int(before.revision) if before else 0
    record = DoorRecord(
        practice_id,
        f"{_DOOR}{provider_id}",
        revision=revision + 1,
        round=door.round,
        open=door.open,
        told=[at.isoformat() for at in door.told],
        again_at=again_at,
    )
    same = DoorRecord.revision == revision if before else DoorRecord.subject_id.does_not_exist()
    write.put(record, same, Conflict())
    return record


def _put(write: Transaction, row: PlaceRecord | None, body: PlaceBody, entry_id: str, since: datetime) -> None:
    revision = int(row.revision) + 1 if row else 1
    sealed = vault.seal(body, write.grant, feature=FEATURE, record=_PLACE, revision=revision)
    record = PlaceRecord(write.grant.key("client"), _PLACE, entry_id=entry_id, since=since, revision=revision, body=sealed)
    same = PlaceRecord.revision == int(row.revision) if row else PlaceRecord.subject_id.does_not_exist()
    write.put(record, same, Conflict())


def _last(body: PlaceBody) -> datetime | None:
    return max((told.at for told in body.told.values()), default=None)
