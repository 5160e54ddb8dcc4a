"""Showing worksheets, and keeping what is filled in."""

from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.worksheets import definitions, rules, store
from chalicelib.worksheets.schemas import Part, Worksheet, WorksheetEntries, WorksheetEntry, WorksheetPage, Worksheets, WorksheetWish


def worksheets() -> Worksheets:
    """Every worksheet that ships with the product."""
    return Worksheets(items=list(definitions.shipped().values()))


def worksheet(slug: str) -> Worksheet:
    """One worksheet. Raises NotFound."""
    found = definitions.shipped().get(slug)
    if found is None:
        raise NotFound
    return found


def begin(grant: Grant, slug: str, wish: WorksheetWish, now: datetime) -> WorksheetEntry:
    """Keep a worksheet that was begun, or filled in at one go. Raises NotFound, InvalidInput, Unfinished."""
    body = _checked(slug, wish)
    zone = accounts.zone_of(grant)
    entry_id = ids.new(now)
    try:
        store.add(grant, entry_id, body, now, zone)
    except idempotency.Replay as earlier:
        return entry(grant, earlier.made_id)
    return _shown(entry_id, now, zone, body)


def go_on(grant: Grant, entry_id: str, wish: WorksheetWish, now: datetime) -> WorksheetEntry:
    """Keep what is filled in by now, in place of what was. Raises NotFound, InvalidInput, Unfinished, Conflict."""
    record = _record(grant, entry_id)
    body = _checked(store.open_entry(grant, record).slug, wish)
    zone = accounts.zone_of(grant)
    store.replace(grant, record, body, now, zone)
    return _shown(entry_id, now, zone, body)


def entry(grant: Grant, entry_id: str) -> WorksheetEntry:
    """One filled-in worksheet. Raises NotFound."""
    record = _record(grant, entry_id)
    return _shown(entry_id, record.at, record.zone, store.open_entry(grant, record))


def entries(grant: Grant, page: WorksheetPage) -> WorksheetEntries:
    """One page of filled-in worksheets, newest first."""
    records = store.entries(grant, page.cursor, page.limit)
    items = [_shown(record.entry_id, record.at, record.zone, store.open_entry(grant, record)) for record in records]
    return WorksheetEntries(items=items, next=records[-1].entry_id if len(records) == page.limit else None)


def _checked(slug: str, wish: WorksheetWish) -> store.EntryBody:
    parts = _parts(worksheet(slug))
    rules.check(parts, wish.answers)
    if wish.finished:
        rules.check_finished(parts, wish.answers)
    return store.EntryBody(slug, wish.answers, wish.finished)


def _parts(found: Worksheet) -> list[Part]:
    return [part for page in found.pages for part in page.parts]


def _record(grant: Grant, entry_id: str) -> store.EntryRecord:
    record = store.entry(grant, entry_id)
    if record is None:
        raise NotFound
    return record


def _shown(entry_id: str, at: datetime, zone: str, body: store.EntryBody) -> WorksheetEntry:
    local = at.astimezone(clock.zone(zone))
    return WorksheetEntry(
        id=entry_id,
        slug=body.slug,
        answers=body.answers,
        finished=body.finished,
        at=at,
        local=local,
        zone=zone,
        zone_name=local.tzname() or zone,
    )
