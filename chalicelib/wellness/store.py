"""Moods and the sharing switches of one client."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table, transaction
from chalicelib.wellness.schemas import MoodEntry

FEATURE = "moods"
_SWITCHES = "sharing"
_AFTER_ENTRIES = "s"


class MoodRecord(Record):
    """One mood entry. Partition: the client; sort: time-ordered id."""

    class Meta(Record.Meta):
        table_name = table("wellness")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    zone = ClearText(why="the zone the entry was made in, to show its local time")
    body = Sealed()
    revision = NumberAttribute(default=1)


class SharingRecord(Record):
    """A client's switches. Partition: the client; sort: a fixed word after every entry id."""

    class Meta(MoodRecord.Meta):
        pass

    client_id = UnicodeAttribute(hash_key=True)
    entry_id = UnicodeAttribute(range_key=True)
    moods = BooleanAttribute(default=False)
    changed_at = UTCDateTimeAttribute()
    revision = NumberAttribute(default=1)


def add_mood(grant: Grant, entry_id: str, entry: MoodEntry, at: datetime, zone: str) -> None:
    """Keep a new entry, sealed."""
    body = vault.seal(entry, grant, feature=FEATURE, record=entry_id)
    with transaction(grant, "mood.add") as write:
        write.put(MoodRecord(grant.key("client"), entry_id, at=at, zone=zone, body=body))
        write.made(entry_id)


def open_mood(grant: Grant, record: MoodRecord) -> MoodEntry:
    """The words of one entry."""
    return vault.open(record.body, MoodEntry, grant, feature=FEATURE, record=record.entry_id, revision=int(record.revision))


def replace_mood(grant: Grant, record: MoodRecord, entry: MoodEntry) -> None:
    """Put other words in place of an entry's, which keeps its time. Raises Conflict if it was changed meanwhile."""
    revision = int(record.revision)
    body = vault.seal(entry, grant, feature=FEATURE, record=record.entry_id, revision=revision + 1)
    changed = MoodRecord(grant.key("client"), record.entry_id, at=record.at, zone=record.zone, body=body, revision=revision + 1)
    with transaction(grant, "mood.change") as write:
        write.put(changed, MoodRecord.revision == revision, Conflict())


def mood_key(client_id: str, entry_id: str) -> Key:
    """Where one entry is, for rules of access that read it with the gate row."""
    return Key(MoodRecord, client_id, entry_id)


def mood(grant: Grant, entry_id: str) -> MoodRecord | None:
    """One entry, or None."""
    (record,) = get_many([mood_key(grant.key("client"), entry_id)])
    return record  # type: ignore[no-any-return]


def moods(grant: Grant, before: str | None, limit: int) -> Sequence[MoodRecord]:
    """Up to `limit` entries older than the cursor, newest first, in one Query."""
    # The switches lie in the same partition, after every entry; a made-up cursor may lie after them.
    upper = max(min(before or _AFTER_ENTRIES, _AFTER_ENTRIES), grant.oldest_id)
    bound = MoodRecord.entry_id.between(grant.oldest_id, upper)
    # The range includes its ends, and the cursor was shown already.
    found = MoodRecord.query(grant.key("client"), bound, scan_index_forward=False, limit=limit + bool(before))
    return [record for record in found if record.entry_id != before][:limit]


def switches_key(client_id: str) -> Key:
    """Where a client's switches are, for rules of access that read them with the gate row."""
    return Key(SharingRecord, client_id, _SWITCHES)


def switches(grant: Grant) -> SharingRecord | None:
    """The client's switches, None while never set."""
    (record,) = get_many([switches_key(grant.key("client"))])
    return record  # type: ignore[no-any-return]


def set_switches(grant: Grant, moods: bool, at: datetime) -> None:
    """Turn kinds on or off, from this moment."""
    with transaction(grant, "sharing.change") as write:
        write.put(SharingRecord(grant.key("client"), _SWITCHES, moods=moods, changed_at=at), replace=True)
