"""Writing for oneself, reading it back, sharing an entry."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.core import idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.writing import transaction
from chalicelib.journal import rules
from chalicelib.journal.schemas import Draft, JournalBody, JournalEntries, JournalEntry, KeptDraft, NewEntry
from chalicelib.journal.store import BEGUN, DRAFT, JOURNAL, JournalRecord
from chalicelib.sharing.entries import next_cursor
from chalicelib.sharing.schemas import EntryPage


def write(grant: Grant, new: NewEntry, now: datetime) -> JournalEntry:
    """Keep an entry; the draft it came from is gone with it. Raises InvalidInput."""
    rules.check_text(new.text)
    zone = accounts.zone_of(grant)
    entry_id, body = ids.new(now), JournalBody(new.text, new.prompt)
    try:
        with transaction(grant, "journal.add") as change:
            record = JOURNAL.put(change, entry_id, body, now, zone, new.shared)
            BEGUN.drop(change, DRAFT)
            change.made(entry_id)
    except idempotency.Replay as earlier:
        return entry(grant, earlier.made_id)
    return _shown(record, body)


def entry(grant: Grant, entry_id: str) -> JournalEntry:
    """One entry. Raises NotFound."""
    return _opened(grant, JOURNAL.find(grant, entry_id))


def rewrite(grant: Grant, entry_id: str, text: str) -> JournalEntry:
    """Put other words in place of an entry's. Raises NotFound, InvalidInput, Conflict if it was changed meanwhile."""
    rules.check_text(text)
    record = JOURNAL.find(grant, entry_id)
    body = JournalBody(text, JOURNAL.open(grant, record).prompt)
    with transaction(grant, "journal.change") as change:
        JOURNAL.replace(change, record, body)
    return _shown(record, body)


def share(grant: Grant, entry_id: str, shared: bool) -> JournalEntry:
    """Say of one entry whether the therapist may see it, effective with the next request. Raises NotFound."""
    record = JOURNAL.find(grant, entry_id)
    with transaction(grant, "journal.share") as change:
        JOURNAL.share(change, record, shared)
    return _opened(grant, record)


def remove(grant: Grant, entry_id: str) -> None:
    """Drop an entry for good. Raises NotFound."""
    record = JOURNAL.find(grant, entry_id)
    with transaction(grant, "journal.remove") as change:
        JOURNAL.remove(change, record)


def entries(grant: Grant, page: EntryPage) -> JournalEntries:
    """One page of the client's own entries, newest first."""
    return _listed(grant, JOURNAL.page(grant, page.cursor, page.limit), page.limit)


def shared_entries(grant: Grant, page: EntryPage) -> JournalEntries:
    """One page of what the client shares with their therapist. Raises NotFound where that is nothing."""
    return _listed(grant, JOURNAL.shared_page(grant, page.cursor, page.limit), page.limit)


def draft(grant: Grant) -> KeptDraft:
    """What the client has begun to write."""
    record = BEGUN.find(grant, DRAFT)
    if record is None:
        return KeptDraft(text="", prompt=None, saved_at=None)
    body = BEGUN.open(grant, record)
    return KeptDraft(text=body.text, prompt=body.prompt, saved_at=record.saved_at)


def keep_draft(grant: Grant, wish: Draft, now: datetime) -> KeptDraft:
    """Save what is written so far; of two devices the later one stays. Nothing written drops the draft. One write."""
    with transaction(grant, "journal.draft") as change:
        if not wish.text:
            BEGUN.drop(change, DRAFT)
            return KeptDraft(text="", prompt=None, saved_at=None)
        BEGUN.keep(change, DRAFT, JournalBody(wish.text, wish.prompt), now)
    return KeptDraft(text=wish.text, prompt=wish.prompt, saved_at=now)


def _listed(grant: Grant, records: Sequence[JournalRecord], limit: int) -> JournalEntries:
    return JournalEntries(items=[_opened(grant, record) for record in records], next=next_cursor(records, limit))


def _opened(grant: Grant, record: JournalRecord) -> JournalEntry:
    return _shown(record, JOURNAL.open(grant, record))


def _shown(record: JournalRecord, body: JournalBody) -> JournalEntry:
    return JournalEntry(
        id=record.entry_id,
        text=body.text,
        prompt=body.prompt,
        shared=record.shared,
        shared_at=record.shared_at,
        at=record.at,
        local=record.local,
        zone=record.zone,
        zone_name=record.zone_name,
    )
