"""Where a provider may work, and what ends soon."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from chalicelib.providers.schemas import Away, Licence


def licensed_in(licences: Iterable[Licence], state: str, on: date) -> bool:
    """Say whether one of these licences is for `state` and still valid on the day `on`.

    A licence never extends to another state by itself; it counts on its last day and not after it.
    """
    return any(licence.state == state and on <= licence.expires for licence in licences)


def licensed_states(licences: Iterable[Licence], on: date) -> list[str]:
    """The states with a licence that is valid on the day `on`, in alphabetical order."""
    return sorted({licence.state for licence in licences if on <= licence.expires})


def ending_within(licences: Iterable[Licence], on: date, days: int) -> list[Licence]:
    """Licences that have run out or end within `days` days from `on`, the first to end first."""
    return sorted((licence for licence in licences if licence.expires <= on + timedelta(days=days)), key=lambda one: one.expires)


def away_on(away: Sequence[Away], day: date) -> Away | None:
    """The absence that covers this day, if any."""
    return next((absence for absence in away if absence.first <= day <= absence.last), None)


def days_away(away: Iterable[Away]) -> set[date]:
    """Every day of these absences, at most a year of each."""
    return {absence.first + timedelta(days=n) for absence in away for n in range(min((absence.last - absence.first).days + 1, 366))}
