"""Noting how one feels and reading it back."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.core import idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.writing import transaction
from chalicelib.sharing.entries import next_cursor
from chalicelib.sharing.schemas import EntryPage
from chalicelib.wellness import rules
from chalicelib.wellness.schemas import Mood, MoodBody, MoodEntry, Moods
from chalicelib.wellness.store import MOODS, MoodRecord


def add_mood(grant: Grant, entry: MoodEntry, now: datetime) -> Mood:
    """Keep how the client feels now, in the zone they live in."""
    rules.check_mood(entry.score, entry.feelings)
    zone = accounts.zone_of(grant)
    entry_id, body = ids.new(now), _body(entry)
    try:
        with transaction(grant, "mood.add") as write:
            record = MOODS.put(write, entry_id, body, now, zone, entry.shared)
            write.made(entry_id)
    except idempotency.Replay as earlier:
        return mood(grant, earlier.made_id)
    return _shown(record, body)


def mood(grant: Grant, entry_id: str) -> Mood:
    """One entry. Raises NotFound."""
    return _opened(grant, MOODS.find(grant, entry_id))


def change_mood(grant: Grant, entry_id: str, entry: MoodEntry, now: datetime) -> Mood:
    """Replace what an entry says within a day; it keeps the time it was made.

    Raises NotFound, EntryClosed, Conflict if it was changed meanwhile.
    """
    rules.check_mood(entry.score, entry.feelings)
    record, body = MOODS.find(grant, entry_id), _body(entry)
    rules.check_changeable(record.at, now)
    with transaction(grant, "mood.change") as write:
        MOODS.replace(write, record, body)
    return _shown(record, body)


def share_mood(grant: Grant, entry_id: str, shared: bool) -> Mood:
    """Say of one entry whether the therapist may see it, effective with the next request. Raises NotFound."""
    record = MOODS.find(grant, entry_id)
    with transaction(grant, "mood.share") as write:
        MOODS.share(write, record, shared)
    return _opened(grant, record)


def moods(grant: Grant, page: EntryPage) -> Moods:
    """One page of the client's own entries, newest first."""
    return _listed(grant, MOODS.page(grant, page.cursor, page.limit), page.limit)


def shared_moods(grant: Grant, page: EntryPage) -> Moods:
    """One page of what the client shares with their therapist. Raises NotFound where that is nothing."""
    return _listed(grant, MOODS.shared_page(grant, page.cursor, page.limit), page.limit)


def _listed(grant: Grant, records: Sequence[MoodRecord], limit: int) -> Moods:
    return Moods(items=[_opened(grant, record) for record in records], next=next_cursor(records, limit))


def _body(entry: MoodEntry) -> MoodBody:
    return MoodBody(entry.score, entry.feelings, entry.triggers, entry.sleep_hours, entry.note)


def _opened(grant: Grant, record: MoodRecord) -> Mood:
    return _shown(record, MOODS.open(grant, record))


def _shown(record: MoodRecord, body: MoodBody) -> Mood:
    return Mood(
        id=record.entry_id,
        at=record.at,
        local=record.local,
        zone=record.zone,
        zone_name=record.zone_name,
        score=body.score,
        feelings=body.feelings,
        triggers=body.triggers,
        sleep_hours=body.sleep_hours,
        note=body.note,
        shared=record.shared,
        shared_at=record.shared_at,
    )
