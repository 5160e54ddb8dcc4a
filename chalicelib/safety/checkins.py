"""The check-ins of a client in care: when the next is due, reminding of it, and telling the therapist when a score gets much worse."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from chalicelib.accounts import nudge
from chalicelib.accounts import service as accounts
from chalicelib.care import service as care
from chalicelib.core import client_keys, clock
from chalicelib.core.access import Grant
from chalicelib.core.writing import Transaction, transaction
from chalicelib.safety import courses, kept, registry, service
from chalicelib.safety.courses import Course, Point
from chalicelib.safety.schemas import CheckIn, CheckIns, CheckInsChange, Glance
from chalicelib.safety.scoring import Score

DUE = "measures.due"
_BATCH = 100


class Worse(NamedTuple):
    """A client whose scores got much worse, and when."""

    client_id: str
    at: datetime


def follow(write: Transaction, scores: Mapping[str, tuple[str, Score]], now: datetime) -> None:
    """Take new scores into the client's course, within the transaction that keeps them; it raises Outpaced if others came first.

    scores: questionnaire -> the id of what was filled in, and its score.
    """
    (row,) = kept.course_rows([write.grant])
    course = kept.opened_course(write.grant, row)
    for slug, (measure_id, score) in scores.items():
        course = courses.added(course, slug, Point(measure_id, now, score.total, score.band))
    reliable = _reliable()
    others = set(course.points) - set(scores)
    pending = row.worse_at if row is not None and courses.any_worse(course, reliable, others) else None
    kept.save_course(write, row, course, now if courses.any_worse(course, reliable, scores) else pending)
    _tell_due(write, course, now)


def mine(grant: Grant, now: datetime) -> CheckIns:
    """How the client's check-ins run and when each is due; for whoever holds the grant."""
    (row,) = kept.course_rows([grant])
    course = kept.visible(grant, kept.opened_course(grant, row))
    zone = clock.zone(accounts.zone_of(grant))
    since, today = _since(grant), now.astimezone(zone).date()
    dues = courses.due(course, zone, since.astimezone(zone).date()) if since else {}
    return CheckIns(
        every_days=course.every_days,
        instruments=list(course.instruments),
        stopped=course.stopped,
        items=[CheckIn(slug, day, day <= today) for slug, day in sorted(dues.items(), key=lambda one: one[1])],
        worse=not grant.own and kept.worse_at(grant, row) is not None,
    )


def change(grant: Grant, wish: CheckInsChange, now: datetime) -> CheckIns:
    """The therapist says which, how often, or that there are none for now. Raises InvalidInput, Outpaced."""
    courses.check(wish.instruments, _reliable())

    def attempt() -> None:
        (row,) = kept.course_rows([grant])
        before = kept.opened_course(grant, row)
        after = replace(before, every_days=wish.every_days, instruments=tuple(wish.instruments), stopped=wish.stopped)
        with transaction(grant, "measures.schedule") as write:
            kept.save_course(write, row, after, row.worse_at if row else None)
            _tell_due(write, after, now)

    service.repeated(attempt)
    return mine(grant, now)


def seen(grant: Grant, now: datetime) -> CheckIns:
    """The therapist has looked at what got worse. Safe to repeat. Raises Conflict where a new check-in came at the same moment."""
    (row,) = kept.course_rows([grant])
    if row is not None and kept.worse_at(grant, row) is not None:
        kept.mark_seen(row)
    return mine(grant, now)


def worse(grants: Sequence[Grant]) -> list[Worse]:
    """Which of these clients got much worse since their therapist last looked. One read per hundred; opens nothing."""
    found = []
    for begin in range(0, len(grants), _BATCH):
        some = grants[begin : begin + _BATCH]
        rows = zip(some, kept.course_rows(some), strict=True)
        found += [Worse(grant.subject_id, at) for grant, row in rows if (at := kept.worse_at(grant, row))]
    return sorted(found, key=lambda one: one.at)


def glances(grants: Sequence[Grant]) -> list[tuple[list[Glance], bool]]:
    """The latest scores of each of these clients, in their order, up to a hundred of them, and whether one got much worse unseen.

    Nothing of a client whose key was destroyed, which hides none of the others. One read; each opening is noted.
    """
    return [_glanced(grant, row) for grant, row in zip(grants, kept.course_rows(grants), strict=True)]


def remind(grant: Grant, now: datetime) -> datetime | None:
    """Remind a client in care of what is due, once; say when to look again for one who is not in care yet."""
    (row,) = kept.course_rows([grant])
    if row is None:
        return None
    course = kept.opened_course(grant, row)
    if not courses.lasts(course, now):
        return None
    zone = clock.zone(accounts.zone_of(grant))
    since, today = _since(grant), now.astimezone(zone).date()
    if since is None:
        return courses.remind_at(today + timedelta(days=course.every_days), zone)
    reminded = row.reminded_at.astimezone(zone).date() if row.reminded_at else None
    if courses.to_remind(courses.due(course, zone, since.astimezone(zone).date()), reminded, today):
        nudge.send(grant, "/home")
        kept.mark_reminded(row, now)
    return None


def _tell_due(write: Transaction, course: Course, now: datetime) -> None:
    """Leave an entry for every day to come on which something is due."""
    zone = clock.zone(accounts.zone_of(write.grant))
    today = now.astimezone(zone).date()
    for day in sorted({day for day in courses.due(course, zone, today).values() if day > today}):
        write.tell(DUE, {}, due=courses.remind_at(day, zone))


def _since(grant: Grant) -> datetime | None:
    """Since when somebody has treated the client without a break, None for nobody."""
    return min((link.since for link in care.providers_of(grant)), default=None)


def _reliable() -> dict[str, int]:
    """Questionnaire -> the points of a reliable change; those on file that have a total."""
    return {slug: one.reliable_change.points for slug, one in registry.instruments().items() if one.reliable_change}


def _glanced(grant: Grant, row: kept.CourseRecord | None) -> tuple[list[Glance], bool]:
    if row is None:
        return [], False
    try:
        course = kept.opened_course(grant, row)
    except client_keys.NoKey:
        return [], False
    return _latest(kept.visible(grant, course)), kept.worse_at(grant, row) is not None


def _latest(course: Course) -> list[Glance]:
    reliable = _reliable()
    return [
        Glance(
            instrument=slug,
            total=series[-1].total,
            band=series[-1].band,
            at=series[-1].at,
            change=courses.change(series),
            totals=[one.total for one in series],
            worse=slug in reliable and courses.is_worse(series, reliable[slug]),
        )
        for slug, series in course.points.items()
        if series
    ]
