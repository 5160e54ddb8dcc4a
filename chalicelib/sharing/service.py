"""Turning kinds of entries on and off."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.core.access import Grant
from chalicelib.core.records import get_many, transaction
from chalicelib.sharing import store
from chalicelib.sharing.schemas import Kind, Sharing, SharingState


def sharing(grant: Grant) -> SharingState:
    """What the client's therapist may see now."""
    rows = store.switches(grant)
    changed = [row.changed_at for row in rows.values() if row]
    return SharingState(**{kind: bool(row and row.on) for kind, row in rows.items()}, changed_at=max(changed, default=None))


def shared_kinds(grants: Sequence[Grant]) -> list[list[Kind]]:
    """What each of these clients shares by its switch, up to thirty of them, in their order. One read."""
    rows = iter(get_many([store.switch_key(grant.key("client"), kind) for grant in grants for kind in store.KINDS]))
    return [[kind for kind in store.KINDS if (row := next(rows)) and row.on] for _ in grants]


def change_sharing(grant: Grant, wish: Sharing, now: datetime) -> SharingState:
    """Turn kinds on or off, effective with the next request."""
    with transaction(grant, "sharing.change") as write:
        for kind in store.KINDS:
            store.turn(write, kind, getattr(wish, kind), now)
    return SharingState(moods=wish.moods, journal=wish.journal, worksheets=wish.worksheets, changed_at=now)
