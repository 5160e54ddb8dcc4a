"""Noting how one feels, reading it back, sharing it."""

from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.wellness import rules, store
from chalicelib.wellness.schemas import Mood, MoodEntry, Moods, Page, Sharing, SharingState


def add_mood(grant: Grant, entry: MoodEntry, now: datetime) -> Mood:
    """Keep how the client feels now, in the zone they live in."""
    rules.check_mood(entry.score, entry.feelings)
    zone = accounts.zone_of(grant)
    entry_id = ids.new(now)
    try:
        store.add_mood(grant, entry_id, entry, now, zone)
    except idempotency.Replay as earlier:
        return mood(grant, earlier.made_id)
    return _shown(entry_id, now, zone, entry)


def mood(grant: Grant, entry_id: str) -> Mood:
    """One entry. Raises NotFound."""
    record = _record(grant, entry_id)
    return _shown(entry_id, record.at, record.zone, store.open_mood(grant, record))


def change_mood(grant: Grant, entry_id: str, entry: MoodEntry) -> Mood:
    """Replace what an entry says; it keeps the time it was made. Raises NotFound, Conflict if it was changed meanwhile."""
    rules.check_mood(entry.score, entry.feelings)
    record = _record(grant, entry_id)
    store.replace_mood(grant, record, entry)
    return _shown(entry_id, record.at, record.zone, entry)


def _record(grant: Grant, entry_id: str) -> store.MoodRecord:
    record = store.mood(grant, entry_id)
    if record is None:
        raise NotFound
    return record


def list_moods(grant: Grant, page: Page) -> Moods:
    """One page of entries, newest first, opened for whoever holds the grant."""
    records = store.moods(grant, page.cursor, page.limit)
    items = [_shown(record.entry_id, record.at, record.zone, store.open_mood(grant, record)) for record in records]
    return Moods(items=items, next=records[-1].entry_id if len(records) == page.limit else None)


def _shown(entry_id: str, at: datetime, zone: str, entry: MoodEntry) -> Mood:
    local = at.astimezone(clock.zone(zone))
    return Mood(
        id=entry_id,
        at=at,
        local=local,
        zone=zone,
        zone_name=local.tzname() or zone,
        score=entry.score,
        feelings=entry.feelings,
        triggers=entry.triggers,
        sleep_hours=entry.sleep_hours,
        note=entry.note,
    )


def sharing(grant: Grant) -> SharingState:
    """What the client's therapist may see now."""
    record = store.switches(grant)
    return SharingState(moods=record.moods, changed_at=record.changed_at) if record else SharingState(moods=False)


def change_sharing(grant: Grant, wish: Sharing, now: datetime) -> SharingState:
    """Turn kinds on or off, effective with the next request."""
    store.set_switches(grant, wish.moods, now)
    return SharingState(moods=wish.moods, changed_at=now)
