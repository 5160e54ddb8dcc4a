"""When a therapist is out of office: theirs to say, told to clients beside the messages, and no business day for an answer."""

from datetime import date, datetime

import msgspec

from chalicelib.core import clock, settings
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import get_many
from chalicelib.practice import service as practice
from chalicelib.providers import directory, rules, store
from chalicelib.providers.schemas import Absences, AbsencesWish, Listing


def absences(grant: Grant, now: datetime) -> Absences:
    """The therapist's own, today's and to come. Raises NotFound for who is not in the directory."""
    listing = store.read(_row(grant))
    return _shown(listing, clock.date_in(listing.zone, now))


def change(grant: Grant, wish: AbsencesWish, now: datetime) -> Absences:
    """Replace them; those that are over are dropped. Answers that are due already stay due.

    Raises NotFound, InvalidInput, Conflict if the listing was changed at the same moment.
    """
    row = _row(grant)
    before = store.read(row)
    today = clock.date_in(before.zone, now)
    rules.check_away(wish.items, today)
    after = msgspec.structs.replace(before, away=sorted(wish.items, key=lambda one: one.first))
    if after != before:
        store.revise(grant, row, after)
        directory.reread()
    return _shown(after, today)


def _row(grant: Grant) -> store.ProviderRecord:
    (row,) = get_many([store.key(settings.load().practice, grant.key("provider"))])
    if row is None:
        raise NotFound
    return row  # type: ignore[no-any-return]


def _shown(listing: Listing, today: date) -> Absences:
    return Absences(
        items=[one for one in listing.away if one.last >= today],
        today=today,
        zone=listing.zone,
        response_days=practice.practice().policy.response_window_days,
    )
