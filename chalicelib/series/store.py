"""Recurring bookings as they were asked for, a copy for each party."""

from datetime import datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.records import ClearList, ClearText, Key, Record, get_many, table
from chalicelib.core.writing import Transaction, mark

_SERIES = "series#"
_LATELY = 10


class SeriesRecord(Record):
    """A recurring booking as it was asked for, a copy for each party. Partition: the provider or a client; sort: `series#` and its id.

    asked: a digest of what was asked for. done_at: when every date of it had been tried, on the copy of whoever asked.
    """

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = ("provider", "client")

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    every_weeks = NumberAttribute()
    dates = NumberAttribute()
    provider_id = ClearText(why="an id, the one party")
    client_ids = ClearList(why="ids of the other party, one or several")
    asked = ClearText(why="the digest of a request, to go on with one that was cut off")
    done_at = UTCDateTimeAttribute(null=True)

    @property
    def series_id(self) -> str:
        """The series' id, the same in every copy."""
        return self.item.removeprefix(_SERIES)


def key(owner_id: str, series_id: str) -> Key:
    """Where one party's copy of a series is, for the rule of access that reads it with the gate row."""
    return Key(SeriesRecord, owner_id, f"{_SERIES}{series_id}")


def find(grant: Grant, series_id: str) -> SeriesRecord | None:
    """The copy of the grant's own side."""
    (record,) = get_many([key(grant.key("provider", "client"), series_id)])
    return record  # type: ignore[no-any-return]


def keep(write: Transaction, grant: Grant, series_id: str, every_weeks: int, count: int, asked: str) -> None:
    """Keep within a transaction that a series was asked for."""
    (provider,), clients = grant.all("provider"), grant.all("client")
    facts: dict[str, Any] = {"provider_id": provider.subject_id, "client_ids": [one.subject_id for one in clients], "asked": asked}
    for party in (provider, *clients):
        item = f"{_SERIES}{series_id}"
        write.put(SeriesRecord(party.key("provider", "client"), item, every_weeks=every_weeks, dates=count, **facts))


def go_on_with(write: Transaction, record: SeriesRecord) -> None:
    """Within a transaction, hold only if this series is still there."""
    write.check(Key(SeriesRecord, record.owner_id, record.item), SeriesRecord.item.exists())


def cut_off(grant: Grant, asked: str) -> SeriesRecord | None:
    """A series that whoever holds the grant asked for in the same words lately, and of which not every date was tried."""
    owner = grant.key("provider", "client")
    lately = SeriesRecord.query(owner, SeriesRecord.item.startswith(_SERIES), scan_index_forward=False, limit=_LATELY, consistent_read=True)
    return next((one for one in lately if one.asked == asked and one.done_at is None), None)


def tried(record: SeriesRecord) -> bool:
    """Whether every date of it has been tried, which stands on the copy of whoever asked for it."""
    copies = get_many([key(owner_id, record.series_id) for owner_id in (record.provider_id, *record.client_ids)])
    return any(copy is not None and copy.done_at for copy in copies)


def finish(grant: Grant, series_id: str, at: datetime) -> None:
    """Note that every date of a series has been tried."""
    record = SeriesRecord(grant.key("provider", "client"), f"{_SERIES}{series_id}")
    mark(record, [SeriesRecord.done_at.set(at)], SeriesRecord.item.exists())
