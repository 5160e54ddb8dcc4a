"""Looking through the directory for one client: in memory first, then one read of the best, which says how things stand now."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from chalicelib.care import service as care
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.records import get_many
from chalicelib.matching import outcomes, ranking, rules
from chalicelib.matching.engine import Index
from chalicelib.matching.ranking import Asked, Taste
from chalicelib.matching.rules import Wish
from chalicelib.providers import service as providers
from chalicelib.providers.directory import Directory
from chalicelib.providers.schemas import Listing
from chalicelib.scheduling import diaries
from chalicelib.scheduling.schemas import Slot

SESSION_MINUTES = 50
PAGE = 12
"""So many are read again at once: of each the listing, caseload, relation, offer and up to four months, less than a hundred rows."""
MOST, ENOUGH = 3 * PAGE, 3
"""So many are looked at, a page at a time, until so many are found."""

_held: tuple[Directory, Index] | None = None


class Search(NamedTuple):
    """What is looked for. zone: the one openings are told in; seed: spreads equals; client: whose relations count, None for a visitor."""

    wish: Wish
    zone: str
    seed: str
    taste: Taste = Taste()
    conflicts: frozenset[str] = frozenset()
    client: Grant | None = None


class Fit(NamedTuple):
    """Somebody who fits. opening: the first that suits the hours named, else the first at all; suitable: which of the two it is."""

    listing: Listing
    opening: Slot | None
    suitable: bool
    points: int


class Found(NamedTuple):
    """Who fits, the best first, and how many do; how many each constraint rules out, which change helps most and how many it would add.

    yours: those who fit and treat the client now; they are not among `fits`.
    """

    fits: list[Fit]
    fitting: int
    ruled_out: dict[str, int]
    helps: tuple[str, int] | None
    yours: list[str]


def index() -> Index:
    """The directory as bits, built anew when it has changed."""
    global _held
    directory = providers.everybody()
    if _held is None or _held[0] is not directory:
        _held = directory, Index((entry.listing for entry in directory.entries), outcomes.levels(directory.entries))
    return _held[1]


def find(search: Search, now: datetime) -> Found:
    """Look through the directory. What is held may be old, so nobody is shown who does not fit by what is read now."""
    known = index()
    wanted = list(ranking.asked(search.taste, known.measured))
    sifted = known.sift(search.wish, search.conflicts, wanted, now, MOST, search.seed)
    fits: list[Fit] = []
    yours: list[str] = []
    dropped: list[list[str]] = []
    for first in range(0, len(sifted.best), PAGE):
        seen = _look(sifted.best[first : first + PAGE], search, now)
        dropped += [one.failed for one in seen if one.failed]
        yours += [one.listing.provider_id for one in seen if one.treats and not one.failed]
        fits += [_fit(one, search, wanted, known, now) for one in seen if not one.failed and not one.treats]
        if len(fits) >= ENOUGH:
            break
    return Found(
        fits=sorted(fits, key=lambda fit: (fit.opening is None, -fit.points, ranking.place(search.seed, fit.listing.provider_id))),
        fitting=sifted.fitting - len(dropped) - len(yours),
        ruled_out=dict((Counter(sifted.ruled_out) + Counter(chain.from_iterable(dropped))).most_common()),
        helps=_helps_most(sifted.helps, dropped),
        yours=yours,
    )


class _Seen(NamedTuple):
    """One provider as they are now. failed: the constraints they do not meet."""

    listing: Listing
    failed: list[str]
    treats: bool
    diary: diaries.Diary | None


def _look(listings: Sequence[Listing], search: Search, now: datetime) -> list[_Seen]:
    """Read again those who seem to fit, with all that bears on them, in one call. Who has left the directory is left out."""
    within = diaries.coming(now)
    keys = [
        [
            providers.listing_key(one.provider_id),
            care.caseload_key(one.provider_id),
            *([care.relation_key(search.client, one.provider_id)] if search.client else []),
            *diaries.diary_keys(one.provider_id, within),
        ]
        for one in listings
    ]
    rows = iter(get_many(list(chain.from_iterable(keys))))
    seen: list[_Seen] = []
    for some in keys:
        listed, caseload, *rest = (next(rows) for _ in some)
        listing = providers.listing_of(listed)
        if listing is not None:
            treats = bool(search.client) and care.in_care(rest.pop(0))
            failed = rules.failing(listing, search.wish, clock.date_in(listing.zone, now), 0 if treats else care.caseload_of(caseload))
            seen.append(_Seen(listing, failed, treats, diaries.diary_of(listing, rest, now)))
    return seen


def _fit(seen: _Seen, search: Search, wanted: Iterable[Asked], known: Index, now: datetime) -> Fit:
    opening, suitable = _opening(seen.diary, search, now)
    start = opening.start if opening else None
    earned = known.points(seen.listing, list(wanted)) + ranking.opening_points(start, now, suitable=suitable)
    return Fit(seen.listing, opening, suitable, earned)


def _opening(diary: diaries.Diary | None, search: Search, now: datetime) -> tuple[Slot | None, bool]:
    """The first open time that suits, else the first at all."""
    if diary is None:
        return None, False
    slots = diaries.open_in(diary, diaries.coming(now), SESSION_MINUTES, search.zone, now)
    first = None
    for slot in slots:
        if search.wish.format in (None, *slot.formats):
            if ranking.suits(slot.start, search.taste.times):
                return slot, True
            first = first or slot
    return first, False


def _helps_most(helps: tuple[str, int] | None, dropped: Sequence[Sequence[str]]) -> tuple[str, int] | None:
    """With those who turned out not to fit: a full caseload is known only once it is read."""
    alone = Counter(dict([helps]) if helps else {}) + Counter(failed[0] for failed in dropped if len(failed) == 1)
    return alone.most_common(1)[0] if alone else None
