"""A client's own entries of one kind: time-ordered, sealed, each private or shared. Every kind is kept in a table of its own.

Whether an entry may be seen by the therapist: what the client said of this entry, else what the switch of its kind says. Both are read
consistently, so a change holds from the next request on.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import clock, partitions, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many
from chalicelib.core.writing import Transaction
from chalicelib.sharing.schemas import Kind

_HIGHEST_ID = "~"


class EntryRecord(Record):
    """One entry. Partition: the client; sort: time-ordered id. shared: what the client said of this entry, None for what its kind says.

    shared_at: when they said so last.
    """

    class Meta(Record.Meta):
        abstract = True

    client_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    zone = ClearText(why="the zone the entry was made in, to show its local time")
    body = Sealed()
    revision = NumberAttribute(default=1)
    shared = BooleanAttribute(null=True)
    shared_at = UTCDateTimeAttribute(null=True)

    @property
    def local(self) -> datetime:
        """When it was made, on the wall clock of the zone the client was in."""
        return self.at.astimezone(clock.zone(self.zone))

    @property
    def zone_name(self) -> str:
        """What people call that zone on that day."""
        return self.local.tzname() or str(self.zone)


R = TypeVar("R", bound=EntryRecord)
B = TypeVar("B", bound=msgspec.Struct)


class Entries(Generic[R, B]):
    """How one kind is kept. model: its record; body: the shape of its sealed part; kind: also the name of its switch."""

    def __init__(self, model: type[R], body: type[B], kind: Kind) -> None:
        self.model, self.body, self.kind = model, body, kind

    def key(self, client_id: str, entry_id: str) -> Key:
        """Where one entry is, for rules of access that read it with the gate row."""
        return Key(self.model, client_id, entry_id)

    def put(self, write: Transaction, entry_id: str, body: B, at: datetime, zone: str, shared: bool | None) -> R:
        """Keep a new entry."""
        sealed = vault.seal(body, write.grant, feature=self.kind, record=entry_id)
        said_at = None if shared is None else at
        record = self.model(write.grant.key("client"), entry_id, at=at, zone=zone, body=sealed, shared=shared, shared_at=said_at)
        write.put(record)
        return record

    def replace(self, write: Transaction, record: R, body: B) -> None:
        """Put other words in place of an entry's, which keeps its time. The transaction raises Conflict if it was changed meanwhile."""
        revision = int(record.revision)
        sealed = vault.seal(body, write.grant, feature=self.kind, record=record.entry_id, revision=revision + 1)
        actions = [self.model.body.set(sealed), self.model.revision.set(revision + 1)]
        write.update(self._bare(record), actions, self.model.revision == revision, Conflict())

    def share(self, write: Transaction, record: R, shared: bool) -> None:
        """Say of this one entry whether the therapist may see it, from now on. The record carries it too."""
        record.shared, record.shared_at = shared, clock.now()
        actions = [self.model.shared.set(shared), self.model.shared_at.set(record.shared_at)]
        write.update(self._bare(record), actions, self.model.entry_id.exists(), NotFound())

    def remove(self, write: Transaction, record: R) -> None:
        """Drop an entry for good."""
        write.delete(self._bare(record), self.model.entry_id.exists(), NotFound())

    def find(self, grant: Grant, entry_id: str) -> R:
        """One entry. Raises NotFound."""
        (record,) = get_many([self.key(grant.key("client"), entry_id)])
        if record is None:
            raise NotFound
        return record  # type: ignore[no-any-return]

    def page(self, grant: Grant, cursor: str | None, limit: int) -> Sequence[R]:
        """Up to `limit` of the client's entries older than the cursor, newest first, in one Query."""
        return self._query(grant, cursor, limit)

    def shared_page(self, grant: Grant, cursor: str | None, limit: int) -> Sequence[R]:
        """The same of what the therapist may see. Raises NotFound where that is nothing at all, as for a stranger."""
        if not grant.chosen_only:
            return self._query(grant, cursor, limit, ~(self.model.shared == False))  # noqa: E712 - a condition of the table
        found = self._query(grant, cursor, limit, self.model.shared == True)  # noqa: E712
        if not found and cursor is None:
            raise NotFound
        return found

    def open(self, grant: Grant, record: R) -> B:
        """The words of one entry."""
        return vault.open(record.body, self.body, grant, feature=self.kind, record=record.entry_id, revision=int(record.revision))

    def _query(self, grant: Grant, cursor: str | None, limit: int, sift: Any = None) -> list[R]:
        between = (grant.oldest_id, _HIGHEST_ID)
        return partitions.older(self.model, grant.key("client"), between, cursor, limit, sift)

    def _bare(self, record: R) -> R:
        return self.model(record.client_id, record.entry_id)


def next_cursor(records: Sequence[EntryRecord], limit: int) -> str | None:
    """Where the following page begins, None where this one was not full."""
    return str(records[-1].entry_id) if len(records) == limit else None
