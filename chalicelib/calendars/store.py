"""The busy times of a provider's other calendar: times alone, beside the provider's own busy items and read together with them.

It lies in the table of appointments for that.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.availability.rules import MINUTE, Interval
from chalicelib.core import client_keys, ids, vault
from chalicelib.core.access import Grant
from chalicelib.core.records import ClearList, ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import mark, transaction

FEATURE = "busy_calendar"
REFRESH = "busy_calendar.refresh"
"""Topic: an address is to be read again."""
_ITEM = "imported"


class ImportedRecord(Record):
    """What another calendar said last. Partition: the provider; sort: the word `imported`.

    spans: minutes since 1970 and lengths in minutes, by turns. import_id: of the file or address. read_at: of the last good reading.
    failed_at, failure: of the last one, where it went wrong.
    """

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    spans = ClearList(why="times that are taken elsewhere, without a word of what they are for")
    import_id = ClearText(why="an id, tells a reading that was asked for before the calendar was changed")
    read_at = UTCDateTimeAttribute()
    failed_at = UTCDateTimeAttribute(null=True)
    failure = ClearText(why="one of a few words for what went wrong", null=True)
    address = Sealed(null=True)


class Address(msgspec.Struct, frozen=True):
    """The sealed part: whoever has a calendar's address can read all of it."""

    url: str


def key(provider_id: str) -> Key:
    """Where a provider's other calendar is. Open times depend on it, so this takes the id."""
    return Key(ImportedRecord, provider_id, _ITEM)


def times(record: ImportedRecord) -> list[Interval]:
    """The busy times it holds, sorted and apart."""
    spans: list[int] = record.spans
    return [(start * MINUTE, (start + length) * MINUTE) for start, length in zip(spans[::2], spans[1::2], strict=True)]


def known(grant: Grant) -> ImportedRecord | None:
    """The provider's other calendar, None while there is none."""
    (row,) = get_many([key(grant.key("provider"))])
    return row  # type: ignore[no-any-return]


def address(grant: Grant, record: ImportedRecord) -> str | None:
    """Where it is read from, None where it was uploaded."""
    if record.address is None:
        return None  # type: ignore[unreachable]  # an attribute that may be missing
    return vault.open(record.address, Address, grant, feature=FEATURE, record=record.import_id).url


def replace(grant: Grant, spans: Sequence[Interval], url: str | None, now: datetime, again: datetime) -> ImportedRecord:
    """Put one calendar in place of another. again: when its address is to be read next."""
    import_id = ids.new(now)
    record = ImportedRecord(grant.key("provider"), _ITEM, spans=_minutes(spans), import_id=import_id, read_at=now)
    if url is not None:
        client_keys.ensure(grant)
        record.address = vault.seal(Address(url), grant, feature=FEATURE, record=import_id)
    with transaction(grant, "busy_calendar.change") as write:
        write.put(record, ImportedRecord.owner_id.exists() | ImportedRecord.owner_id.does_not_exist())
        if url is not None:
            write.tell(REFRESH, {"import_id": import_id}, due=again)
    return record


def read_again(grant: Grant, record: ImportedRecord, spans: Sequence[Interval], now: datetime) -> None:
    """Keep what a later reading found. Raises Conflict where the calendar was changed or removed meanwhile."""
    same, minutes = ImportedRecord.import_id == record.import_id, _minutes(spans)
    fresh = [ImportedRecord.read_at.set(now), ImportedRecord.failed_at.remove(), ImportedRecord.failure.remove()]
    if minutes == record.spans:
        mark(record, fresh, same)
        return
    with transaction(grant, "busy_calendar.change") as write:
        write.update(record, [*fresh, ImportedRecord.spans.set(minutes)], same)


def fail(grant: Grant, record: ImportedRecord, reason: str, now: datetime) -> None:
    """Note that a reading went wrong; the last good one stays. Raises Conflict where the calendar was changed or removed meanwhile."""
    actions = [ImportedRecord.failed_at.set(now), ImportedRecord.failure.set(reason)]
    mark(ImportedRecord(grant.key("provider"), _ITEM), actions, ImportedRecord.import_id == record.import_id)


def remove(grant: Grant) -> None:
    """Let the other calendar stand in nobody's way any more."""
    with transaction(grant, "busy_calendar.remove") as write:
        write.delete(ImportedRecord(grant.key("provider"), _ITEM))


def _minutes(spans: Sequence[Interval]) -> list[int]:
    """Whole minutes, never less than the time itself."""
    whole = [(start // MINUTE, -(-end // MINUTE)) for start, end in spans]
    return [number for start, end in whole for number in (start, end - start)]
