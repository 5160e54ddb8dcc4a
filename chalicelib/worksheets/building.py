"""Worksheets that therapists build from the same parts as the product's own, and hand to clients they treat."""

from datetime import datetime

from chalicelib.care.access import treated
from chalicelib.core import idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.writing import Transaction, transaction
from chalicelib.worksheets import rules, store
from chalicelib.worksheets.schemas import ChangedDefinition, Definition, KeptSheetDraft, SheetDraft, Worksheet


def build(grant: Grant, definition: Definition, now: datetime) -> Worksheet:
    """Keep a new worksheet of the therapist's; the draft it came from is gone with it. Raises InvalidInput that names the field."""
    rules.check_definition(definition)
    worksheet_id = ids.new(now)
    try:
        with transaction(grant, "worksheet.build") as write:
            built = store.keep(write, worksheet_id, definition, now)
            store.BUILDING.drop(write, store.NEW)
            write.made(worksheet_id)
    except idempotency.Replay as earlier:
        return store.definition(grant, earlier.made_id)
    return built


def rebuild(grant: Grant, worksheet_id: str, changed: ChangedDefinition, now: datetime) -> Worksheet:
    """Write the next version, which ends its draft; whoever has an earlier one keeps it until it is given again.

    Raises InvalidInput, Conflict.
    """
    rules.check_definition(changed)
    before = store.definition(grant, worksheet_id)
    if before.version != changed.version:
        raise Conflict
    with transaction(grant, "worksheet.rebuild") as write:
        store.BUILDING.drop(write, worksheet_id)
        return store.rewrite(write, before, changed, now)


def draft(grant: Grant, place: str) -> KeptSheetDraft:
    """What the therapist has changed in a worksheet of theirs, or begun as a new one, and not saved."""
    record = store.BUILDING.find(grant, place)
    if record is None:
        return KeptSheetDraft(text="", version=None, saved_at=None)
    body = store.BUILDING.open(grant, record)
    return KeptSheetDraft(text=body.text, version=body.version, saved_at=record.saved_at)


def keep_draft(grant: Grant, place: str, wish: SheetDraft, now: datetime) -> KeptSheetDraft:
    """Keep what is built so far; of two devices the later one stays. Nothing drops the draft. One write."""
    with transaction(grant, "worksheet.draft") as write:
        if not wish.text:
            store.BUILDING.drop(write, place)
            return KeptSheetDraft(text="", version=None, saved_at=None)
        store.BUILDING.keep(write, place, store.SheetDraftBody(wish.text, wish.version), now)
    return KeptSheetDraft(text=wish.text, version=wish.version, saved_at=now)


def archive(grant: Grant, worksheet_id: str, archived: bool) -> Worksheet:
    """Put one out of use, or back."""
    with transaction(grant, "worksheet.archive") as write:
        store.shelve(write, worksheet_id, archived)
    return store.definition(grant, worksheet_id)


def open_to(grant: Grant) -> list[Worksheet]:
    """Those a therapist built; for a client, those they were given by somebody who treats them now. Newest first."""
    records = store.definitions(grant)
    if grant.subject.kind == "client":
        treating = {one for one in {record.provider_id for record in records} if treated(one, [grant.subject_id])}
        records = [record for record in records if record.provider_id in treating]
    return [store.opened(grant, record) for record in records]


def in_use(grant: Grant, worksheet_id: str) -> Worksheet | None:
    """One of the therapist's own that can be given; None where there is none, or it was put out of use."""
    try:
        sheet = store.definition(grant, worksheet_id)
    except NotFound:
        return None
    return None if sheet.archived else sheet


def give(write: Transaction, sheet: Worksheet, now: datetime) -> None:
    """Hand one to the client whose grant this is, with what else is written for them."""
    store.give(write, sheet, now)
