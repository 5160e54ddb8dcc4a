"""What somebody has begun to write and not sent: sealed, one in each place, on every device of theirs."""

from datetime import datetime
from typing import Generic, TypeVar

import msgspec
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import ids, vault
from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many
from chalicelib.core.writing import Transaction


class DraftRecord(Record):
    """One draft. Partition: whose record it belongs to; sort: the place it is for."""

    class Meta(Record.Meta):
        abstract = True

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    saving = ClearText(why="an id new with each saving, bound into what is sealed, so that no older text opens in its place")
    saved_at = UTCDateTimeAttribute()
    body = Sealed()


R = TypeVar("R", bound=DraftRecord)
B = TypeVar("B", bound=msgspec.Struct)


class Drafts(Generic[R, B]):
    """How one kind is kept. model: its record; body: the shape of its sealed part; feature: its name in the access log."""

    def __init__(self, model: type[R], body: type[B], feature: str) -> None:
        self.model, self.body, self.feature = model, body, feature
        self._kind = str(model.Meta.subject)

    def find(self, grant: Grant, place: str) -> R | None:
        """The draft in a place, None where there is none. One read."""
        (record,) = get_many([Key(self.model, grant.key(self._kind), place)])
        return record  # type: ignore[no-any-return]

    def open(self, grant: Grant, record: R) -> B:
        """The words of a draft."""
        return vault.open(record.body, self.body, grant, feature=self.feature, record=vault.within(record.item, record.saving))

    def keep(self, write: Transaction, place: str, body: B, now: datetime) -> None:
        """Put this in the place of the draft, whichever device wrote that."""
        saving = ids.new(now)
        sealed = vault.seal(body, write.grant, feature=self.feature, record=vault.within(place, saving))
        write.put(self.model(write.grant.key(self._kind), place, saving=saving, saved_at=now, body=sealed), replace=True)

    def drop(self, write: Transaction, place: str) -> None:
        """Within the transaction that keeps it for good, or by itself: nothing is begun there any more."""
        write.delete(self.model(write.grant.key(self._kind), place))
