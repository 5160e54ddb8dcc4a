"""Filled-in worksheets of one client, and worksheets that therapists built."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.drafts import DraftRecord, Drafts
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction
from chalicelib.sharing.entries import Entries, EntryRecord
from chalicelib.worksheets.schemas import Definition, Value, Worksheet

_FEATURE = "worksheet-definitions"


class WorksheetBody(Struct):
    """The sealed part: which worksheet it is tells as much about a person as what they wrote.

    sheet: what it asked when it was begun, where a therapist built it; so it reads right whatever becomes of theirs.
    """

    slug: str
    answers: dict[str, Value]
    finished: bool
    sheet: Worksheet | None = None


class WorksheetRecord(EntryRecord):
    """One filled-in worksheet. Partition: the client; sort: time-ordered id."""

    class Meta(EntryRecord.Meta):
        table_name = table("worksheets")
        subject = "client"


WORKSHEETS = Entries(WorksheetRecord, WorksheetBody, "worksheets")


class DefinitionRecord(Record):
    """One worksheet that a therapist built. Partition: the therapist, or a client it was given to, whose item is a copy; sort: its id."""

    class Meta(Record.Meta):
        table_name = table("worksheet-definitions")
        subject = ("provider", "client")

    owner_id = UnicodeAttribute(hash_key=True)
    worksheet_id = UnicodeAttribute(range_key=True)
    provider_id = ClearText(why="an id, who built it: a copy is open while they treat the client")
    revision = NumberAttribute()
    archived = BooleanAttribute(default=False)
    at = UTCDateTimeAttribute()
    body = Sealed()


class SheetDraftBody(Struct, frozen=True):
    """The sealed part. version: of the worksheet it began from, None for a new one."""

    text: str
    version: int | None


class SheetDraftRecord(DraftRecord):
    """What a therapist is building and has not saved. Partition: the therapist; sort: the worksheet's id, or NEW."""

    class Meta(DraftRecord.Meta):
        table_name = table("worksheet-drafts")
        subject = "provider"


BUILDING = Drafts(SheetDraftRecord, SheetDraftBody, "worksheet-drafts")
NEW = "new"
"""Where a draft is of a worksheet that has no id yet."""


def definition_key(owner_id: str, worksheet_id: str) -> Key:
    """Where one is, for rules of access that read it with the gate row."""
    return Key(DefinitionRecord, owner_id, worksheet_id)


def keep(write: Transaction, worksheet_id: str, definition: Definition, at: datetime) -> Worksheet:
    """Keep a new worksheet in its therapist's partition."""
    record = _sealed(write.grant, write.grant.caller_id, worksheet_id, definition, 1, at)
    write.put(record)
    return _worksheet(record, definition)


def rewrite(write: Transaction, before: Worksheet, definition: Definition, at: datetime) -> Worksheet:
    """Put the next version in place of `before`. The transaction raises Conflict if that is not the newest any more."""
    version = before.version or 0
    record = _sealed(write.grant, write.grant.caller_id, before.slug, definition, version + 1, at)
    record.archived = before.archived
    write.put(record, DefinitionRecord.revision == version, Conflict())
    return _worksheet(record, definition)


def shelve(write: Transaction, worksheet_id: str, archived: bool) -> None:
    """Put it out of use or back. The transaction raises NotFound."""
    record = DefinitionRecord(write.grant.key("provider"), worksheet_id)
    write.update(record, [DefinitionRecord.archived.set(archived)], DefinitionRecord.revision.exists(), NotFound())


def give(write: Transaction, sheet: Worksheet, at: datetime) -> None:
    """Keep a copy for the client of the grant, sealed under their key, in place of an earlier version."""
    copy = _sealed(write.grant.all("client")[0], write.grant.caller_id, sheet.slug, sheet, sheet.version or 0, at)
    write.put(copy, replace=True)


def definition(grant: Grant, worksheet_id: str) -> Worksheet:
    """One of those in the grant's own partition. Raises NotFound."""
    (record,) = get_many([definition_key(grant.key("provider", "client"), worksheet_id)])
    if record is None:
        raise NotFound
    return opened(grant, record)


def definitions(grant: Grant) -> Sequence[DefinitionRecord]:
    """All of those in the grant's own partition, newest first, in one Query."""
    found = DefinitionRecord.query(grant.key("provider", "client"), scan_index_forward=False, consistent_read=True)
    return list(found)


def opened(grant: Grant, record: DefinitionRecord) -> Worksheet:
    """The words of one."""
    body = vault.open(record.body, Definition, grant, feature=_FEATURE, record=record.worksheet_id, revision=int(record.revision))
    return _worksheet(record, body)


def _sealed(grant: Grant, provider_id: str, worksheet_id: str, definition: Definition, version: int, at: datetime) -> DefinitionRecord:
    body = vault.seal(_definition(definition), grant, feature=_FEATURE, record=worksheet_id, revision=version)
    owner_id = grant.key("provider", "client")
    return DefinitionRecord(owner_id, worksheet_id, provider_id=provider_id, revision=version, at=at, body=body)


def _worksheet(record: DefinitionRecord, definition: Definition) -> Worksheet:
    shown = msgspec.convert(definition, Worksheet, from_attributes=True)
    return msgspec.structs.replace(
        shown, slug=record.worksheet_id, provider_id=record.provider_id, version=int(record.revision), archived=bool(record.archived)
    )


def _definition(sheet: Definition) -> Definition:
    return msgspec.convert(sheet, Definition, from_attributes=True)
