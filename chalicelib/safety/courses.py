"""How a client's check-ins run: which, how often, what came of them so far, and what of that the therapist should look at. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from msgspec import Struct, field
from msgspec.structs import replace

from chalicelib.core.errors import InvalidInput

USUAL = ("phq-9", "gad-7")
EVERY_DAYS = 14
REMIND_FOR = timedelta(days=180)
"""Nobody is reminded for ever: half a year after the last check-in it ends."""
_REMIND_AT = time(10)
_KEPT = 12


class Point(Struct, frozen=True):
    """One total of a series. id: the measure's own."""

    id: str
    at: datetime
    total: int
    band: str


class Course(Struct, frozen=True):
    """The schedule, and of each questionnaire the first point and the latest ones, oldest first."""

    every_days: int = EVERY_DAYS
    instruments: tuple[str, ...] = USUAL
    stopped: bool = False
    points: dict[str, tuple[Point, ...]] = field(default_factory=dict)


def added(course: Course, slug: str, point: Point) -> Course:
    """The course with one more point; between the first and the latest ones the oldest give way."""
    series = (*course.points.get(slug, ()), point)
    kept = series if len(series) <= _KEPT else (series[0], *series[-_KEPT + 1 :])
    return replace(course, points={**course.points, slug: kept})


def check(instruments: Sequence[str], scored: Iterable[str]) -> None:
    """Raise InvalidInput where something is to be filled in that is not on file, or twice. scored: those with a total."""
    if len(set(instruments)) < len(instruments) or not set(instruments) <= set(scored):
        raise InvalidInput("Choose among the questionnaires on file, each once.", field="instruments")


def due(course: Course, zone: tzinfo, since: date) -> dict[str, date]:
    """Questionnaire -> the day on which it is due next by the client's calendar; nothing of a course that was stopped.

    since: the day care began, on which one that was never filled in is due.
    """
    if course.stopped:
        return {}
    return {slug: _following(course.points.get(slug, ()), course.every_days, zone) or since for slug in course.instruments}


def change(points: Sequence[Point]) -> int | None:
    """By how much the latest total differs from the one before it; None before there are two."""
    return points[-1].total - points[-2].total if len(points) > 1 else None


def is_worse(points: Sequence[Point], reliable: int) -> bool:
    """Whether the latest total lies so far above the one before it, or above the first, that it is more than unsteadiness."""
    return len(points) > 1 and points[-1].total - min(points[-2].total, points[0].total) >= reliable


def any_worse(course: Course, reliable: Mapping[str, int], among: Iterable[str]) -> bool:
    """The same of any of these questionnaires."""
    return any(is_worse(course.points.get(slug, ()), reliable[slug]) for slug in among if slug in reliable)


def remind_at(day: date, zone: tzinfo) -> datetime:
    """When to remind of what is due on a day: at ten in the morning by the client's clock, in UTC."""
    return datetime.combine(day, _REMIND_AT, tzinfo=zone).astimezone(UTC)


def to_remind(dues: Mapping[str, date], reminded: date | None, today: date) -> bool:
    """Whether something is due by today that no reminder has named yet. reminded: the day of the last reminder."""
    return any(day <= today and (reminded is None or reminded < day) for day in dues.values())


def lasts(course: Course, now: datetime) -> bool:
    """Whether somebody who filled in nothing lately is still to be reminded."""
    latest = [series[-1].at for series in course.points.values() if series]
    return bool(latest) and now - max(latest) < REMIND_FOR


def _following(points: Sequence[Point], every_days: int, zone: tzinfo) -> date | None:
    return points[-1].at.astimezone(zone).date() + timedelta(days=every_days) if points else None
