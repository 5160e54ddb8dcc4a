"""Turning kinds of entries on and off, and telling when they were looked at."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.core import audit
from chalicelib.core.access import Grant
from chalicelib.core.records import get_many
from chalicelib.core.writing import transaction
from chalicelib.sharing import store
from chalicelib.sharing.schemas import Kind, Look, Looks, Sharing, SharingState

_LOOKED_BACK = timedelta(days=365)


def sharing(grant: Grant) -> SharingState:
    """What the client's therapist may see now."""
    rows = store.switches(grant)
    turned_at = {kind: row.changed_at for kind, row in rows.items() if row}
    on = {kind: bool(row and row.on) for kind, row in rows.items()}
    return SharingState(**on, changed_at=max(turned_at.values(), default=None), turned_at=turned_at)


def shared_kinds(grants: Sequence[Grant]) -> list[list[Kind]]:
    """What each of these clients shares by its switch, up to thirty of them, in their order. One read."""
    rows = iter(get_many([store.switch_key(grant.key("client"), kind) for grant in grants for kind in store.KINDS]))
    return [[kind for kind in store.KINDS if (row := next(rows)) and row.on] for _ in grants]


def change_sharing(grant: Grant, wish: Sharing, now: datetime) -> SharingState:
    """Turn kinds on or off, effective with the next request. One that stands as wished keeps its time."""
    rows = store.switches(grant)
    others = [kind for kind, row in rows.items() if bool(row and row.on) != getattr(wish, kind)]
    if not others:
        return sharing(grant)
    with transaction(grant, "sharing.change") as write:
        for kind in others:
            store.turn(write, kind, getattr(wish, kind), now)
    turned_at = {kind: row.changed_at for kind, row in rows.items() if row} | dict.fromkeys(others, now)
    return SharingState(moods=wish.moods, journal=wish.journal, worksheets=wish.worksheets, changed_at=now, turned_at=turned_at)


def looks(grant: Grant, now: datetime) -> Looks:
    """When therapists last opened each kind of entries, newest first."""
    opened = audit.last_openings_in_care(grant, store.KINDS, now - _LOOKED_BACK)
    return Looks(items=[Look(kind=feature, provider_id=entry.caller_id, at=entry.at) for feature, entry in opened])
