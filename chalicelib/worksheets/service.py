"""Showing worksheets, and keeping what is filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from chalicelib.accounts import service as accounts
from chalicelib.core import idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.writing import transaction
from chalicelib.sharing.entries import next_cursor
from chalicelib.sharing.schemas import EntryPage
from chalicelib.worksheets import building, definitions, rules, store
from chalicelib.worksheets.schemas import Worksheet, WorksheetEntries, WorksheetEntry, Worksheets, WorksheetWish
from chalicelib.worksheets.store import WORKSHEETS, WorksheetBody, WorksheetRecord


def worksheets(grant: Grant) -> Worksheets:
    """Every worksheet that ships with the product, and those that therapists built as far as they are the reader's."""
    return Worksheets(items=[*definitions.shipped().values(), *building.open_to(grant)])


def worksheet(grant: Grant, slug: str) -> Worksheet:
    """One worksheet: the product's, or one in the grant's own partition. Raises NotFound."""
    return definitions.shipped().get(slug) or store.definition(grant, slug)


def begin(grant: Grant, slug: str, wish: WorksheetWish, now: datetime) -> WorksheetEntry:
    """Keep a worksheet that was begun, or filled in at one go. Raises NotFound, InvalidInput, Unfinished."""
    body = _checked(worksheet(grant, slug), wish)
    zone = accounts.zone_of(grant)
    entry_id = ids.new(now)
    try:
        with transaction(grant, "worksheet.add") as write:
            record = WORKSHEETS.put(write, entry_id, body, now, zone, wish.shared)
            write.made(entry_id)
    except idempotency.Replay as earlier:
        return entry(grant, earlier.made_id)
    return _shown(record, body)


def go_on(grant: Grant, entry_id: str, wish: WorksheetWish) -> WorksheetEntry:
    """Keep what is filled in by now, in place of what was. Raises NotFound, InvalidInput, Unfinished, Conflict."""
    record = WORKSHEETS.find(grant, entry_id)
    begun = WORKSHEETS.open(grant, record)
    body = _checked(begun.sheet or worksheet(grant, begun.slug), wish, begun.answers)
    with transaction(grant, "worksheet.change") as write:
        WORKSHEETS.replace(write, record, body)
    return _shown(record, body)


def share(grant: Grant, entry_id: str, shared: bool) -> WorksheetEntry:
    """Say of one whether the therapist may see it, effective with the next request. Raises NotFound."""
    record = WORKSHEETS.find(grant, entry_id)
    with transaction(grant, "worksheet.share") as write:
        WORKSHEETS.share(write, record, shared)
    return _opened(grant, record)


def entry(grant: Grant, entry_id: str) -> WorksheetEntry:
    """One filled-in worksheet. Raises NotFound."""
    return _opened(grant, WORKSHEETS.find(grant, entry_id))


def entries(grant: Grant, page: EntryPage) -> WorksheetEntries:
    """One page of the client's own, newest first."""
    return _listed(grant, WORKSHEETS.page(grant, page.cursor, page.limit), page.limit)


def shared_entries(grant: Grant, page: EntryPage) -> WorksheetEntries:
    """One page of what the client shares with their therapist. Raises NotFound where that is nothing."""
    return _listed(grant, WORKSHEETS.shared_page(grant, page.cursor, page.limit), page.limit)


def _checked(sheet: Worksheet, wish: WorksheetWish, kept: Mapping[str, rules.Value] = MappingProxyType({})) -> WorksheetBody:
    """kept: answers from before; as they are they stay, whatever the worksheet has asked since."""
    parts = rules.parts_of(sheet)
    rules.check(parts, {name: value for name, value in wish.answers.items() if kept.get(name) != value})
    if wish.finished:
        rules.check_finished(parts, wish.answers)
    return WorksheetBody(sheet.slug, wish.answers, wish.finished, sheet if sheet.provider_id else None)


def _listed(grant: Grant, records: Sequence[WorksheetRecord], limit: int) -> WorksheetEntries:
    return WorksheetEntries(items=[_opened(grant, record) for record in records], next=next_cursor(records, limit))


def _opened(grant: Grant, record: WorksheetRecord) -> WorksheetEntry:
    return _shown(record, WORKSHEETS.open(grant, record))


def _shown(record: WorksheetRecord, body: WorksheetBody) -> WorksheetEntry:
    return WorksheetEntry(
        id=record.entry_id,
        slug=body.slug,
        answers=body.answers,
        finished=body.finished,
        shared=record.shared,
        shared_at=record.shared_at,
        at=record.at,
        local=record.local,
        zone=record.zone,
        zone_name=record.zone_name,
        sheet=body.sheet,
    )
