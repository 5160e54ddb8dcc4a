"""Where a provider may work, and what ends soon."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from chalicelib.core.errors import InvalidInput
from chalicelib.providers.schemas import Away, Compact, Licence, Listing

LONGEST_AWAY = 183
Basis = Literal["licence", "counseling", "psypact"]
_PROFESSION = {"psypact": "psychologist", "counseling": "counselor"}
_PREFERRED: tuple[Basis, ...] = ("licence", "counseling", "psypact")


class Permit(NamedTuple):
    """Leave to see clients who are in `state`, from `first` to `last`, both days included.

    home_state: where the provider has to be meanwhile, None where that does not matter.
    """

    state: str
    basis: Basis
    first: date
    last: date
    home_state: str | None = None


def permits(listing: Listing) -> Iterator[Permit]:
    """Every leave that follows from a provider's licences and compact credentials, past and coming ones included.

    A licence never extends to another state by itself. A credential under a compact counts where it names the state, only while the
    licence of its profession in the home state is valid too (PSYPACT articles III and IV; Counseling Compact section 4).
    """
    for licence in listing.licences:
        yield Permit(licence.state, "licence", date.min, licence.expires)
    for compact in listing.compacts:
        home = _home_licence(listing.licences, compact)
        if home is not None:
            last = min(compact.expires, home.expires)
            place = compact.home_state if compact.kind == "psypact" else None
            yield from (Permit(state, compact.kind, compact.granted, last, place) for state in compact.states)


def _home_licence(licences: Iterable[Licence], compact: Compact) -> Licence | None:
    """The licence a compact credential rests on, the longest valid one if there are several."""
    resting = [one for one in licences if one.state == compact.home_state and one.profession == _PROFESSION[compact.kind]]
    return max(resting, key=lambda one: one.expires, default=None)


def permit(listing: Listing, state: str, on: date) -> Permit | None:
    """What lets this provider see somebody who is in `state` on the day `on`: a licence before a compact credential, None for nothing.

    Each counts on its last day and not after it.
    """
    held = [one for one in permits(listing) if one.state == state and one.first <= on <= one.last]
    return min(held, key=lambda one: _PREFERRED.index(one.basis), default=None)


def permitted_states(listing: Listing, on: date) -> list[str]:
    """The states whose clients this provider may see on the day `on`, in alphabetical order."""
    return sorted({one.state for one in permits(listing) if one.first <= on <= one.last})


def holds_licence(licences: Iterable[Licence], on: date) -> bool:
    """Say whether any licence is valid on the day `on`."""
    return any(on <= licence.expires for licence in licences)


def current_compacts(listing: Listing, on: date) -> list[Compact]:
    """The compact credentials that count on the day `on`."""
    resting = [(compact, _home_licence(listing.licences, compact)) for compact in listing.compacts]
    return [one for one, home in resting if home is not None and one.granted <= on <= min(one.expires, home.expires)]


def ending_within(licences: Iterable[Licence], on: date, days: int) -> list[Licence]:
    """Licences that have run out or end within `days` days from `on`, the first to end first."""
    return sorted((licence for licence in licences if licence.expires <= on + timedelta(days=days)), key=lambda one: one.expires)


def with_licence(listing: Listing, entry: Licence) -> Listing:
    """The listing with this licence in place of the one with its state and profession."""
    kept = [one for one in listing.licences if (one.state, one.profession) != (entry.state, entry.profession)]
    return msgspec.structs.replace(listing, licences=[*kept, entry])


def with_compact(listing: Listing, entry: Compact) -> Listing:
    """The listing with this credential in place of the one with its kind and number.

    Raises InvalidInput for one that ends before it begins.
    """
    if entry.expires < entry.granted:
        raise InvalidInput("It ends before its first day.", field="expires")
    kept = [one for one in listing.compacts if (one.kind, one.number) != (entry.kind, entry.number)]
    return msgspec.structs.replace(listing, compacts=[*kept, entry])


def check_away(away: Sequence[Away], today: date) -> None:
    """Raise InvalidInput, naming the field, for absences that are over, end before they begin, are longer than half a year or overlap.

    today: where the therapist is.
    """
    for absence in away:
        if absence.last < absence.first:
            raise InvalidInput("It ends before its first day.", field="last")
        if absence.last < today:
            raise InvalidInput("These days are past.", field="last")
        if (absence.last - absence.first).days >= LONGEST_AWAY:
            raise InvalidInput(f"At most {LONGEST_AWAY} days at a time.", field="last")
    ordered = sorted(away, key=lambda one: one.first)
    if any(one.last >= after.first for one, after in pairwise(ordered)):
        raise InvalidInput("Two of these overlap.", field="first")


def days_away(away: Iterable[Away]) -> set[date]:
    """Every day of these absences, at most a year of each."""
    return {absence.first + timedelta(days=n) for absence in away for n in range(min((absence.last - absence.first).days + 1, 366))}
