"""Measures and the safety plan of one client, sealed; both in the client's partition beside the risk screen."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError
from chalicelib.core.records import Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, mark, transaction
from chalicelib.safety.courses import Course
from chalicelib.safety.rules import Answer, Outpaced
from chalicelib.safety.schemas import Found, SafetyPlan
from chalicelib.safety.scoring import Score

_MEASURES, _PLANS, _COURSES = "measures", "plans", "courses"
_MEASURE, _PLAN = "measure#", "plan#"
_PRESENT = "plan"
_COURSE = "course"


class MeasureBody(Struct, frozen=True):
    """One filled-in questionnaire. acute: ASQ's fifth answer."""

    instrument: str
    answers: tuple[int | str, ...]
    difficulty: int | None
    acute: Answer | None
    score: Score | None
    safety: Found


class MeasureRecord(Record):
    """One filled-in questionnaire. Partition: the client; sort: time-ordered id. Never changed."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()
    body = Sealed()

    @property
    def measure_id(self) -> str:
        """The measure's own id."""
        return str(self.record_id).removeprefix(_MEASURE)


class CourseRecord(Record):
    """How a client's check-ins run, and their latest totals. Partition: the client; sort: the word `course`.

    worse_at: since when a score is much worse and the therapist has not looked. reminded_at: of what was due.
    """

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    worse_at = UTCDateTimeAttribute(null=True)
    reminded_at = UTCDateTimeAttribute(null=True)
    body = Sealed()


class PlanRecord(Record):
    """A client's safety plan. Partition: the client; sort: the word `plan` for the present one, with its number for every revision."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    saved_at = UTCDateTimeAttribute()
    body = Sealed()


def add_measure(write: Transaction, grant: Grant, measure_id: str, body: MeasureBody, now: datetime) -> None:
    """Keep a filled-in questionnaire within a transaction."""
    sealed = vault.seal(body, grant, feature=_MEASURES, record=measure_id)
    write.put(MeasureRecord(grant.key("client"), f"{_MEASURE}{measure_id}", at=now, body=sealed))


def measure(grant: Grant, measure_id: str) -> MeasureRecord | None:
    """One of them."""
    found: list[MeasureRecord | None] = get_many([Key(MeasureRecord, grant.key("client"), f"{_MEASURE}{measure_id}")])
    return found[0]


def measures(grant: Grant, before: str | None, limit: int) -> Sequence[MeasureRecord]:
    """Up to `limit` older than the cursor, newest first, in one Query."""
    # `~` sorts after everything an id is made of.
    oldest = f"{_MEASURE}{grant.oldest_id}"
    within = MeasureRecord.record_id.between(oldest, max(f"{_MEASURE}{before or '~'}", oldest))
    found = MeasureRecord.query(grant.key("client"), within, scan_index_forward=False, limit=limit + 1, consistent_read=True)
    return [row for row in found if row.measure_id != before][:limit]


def between(grant: Grant, since: datetime, until: datetime) -> list[MeasureRecord]:
    """Those filled in between two instants, both included, oldest first."""
    rows = MeasureRecord.query(grant.key("client"), MeasureRecord.record_id.startswith(_MEASURE), consistent_read=True)
    return [row for row in rows if since <= row.at <= until]


def opened(grant: Grant, row: MeasureRecord) -> MeasureBody:
    """The answers and the score of one measure."""
    return vault.open(row.body, MeasureBody, grant, feature=_MEASURES, record=row.measure_id)


def course_rows(grants: Sequence[Grant]) -> list[CourseRecord | None]:
    """The course of each of these clients, in their order; None where none was kept yet. One read."""
    return get_many([Key(CourseRecord, grant.key("client"), _COURSE) for grant in grants])


def opened_course(grant: Grant, row: CourseRecord | None) -> Course:
    """The course of a row, the usual one where none was kept."""
    if row is None:
        return Course()
    return vault.open(row.body, Course, grant, feature=_COURSES, record=_COURSE, revision=int(row.revision))


def visible(grant: Grant, course: Course) -> Course:
    """The course with those points only that are open to whoever holds the grant."""
    return replace(course, points={slug: tuple(one for one in series if grant.opens(one.id)) for slug, series in course.points.items()})


def worse_at(grant: Grant, row: CourseRecord | None) -> datetime | None:
    """Since when a score is much worse and unseen; None also where that was before the record is open to whoever holds the grant."""
    if row is None or row.worse_at is None or (grant.opens_from is not None and row.worse_at < grant.opens_from):
        return None
    return row.worse_at


def save_course(write: Transaction, row: CourseRecord | None, course: Course, worse_at: datetime | None) -> None:
    """Keep a course in place of the one that was read, within a transaction that raises Outpaced if another came first."""
    grant, revision = write.grant, int(row.revision) if row else 0
    sealed = vault.seal(course, grant, feature=_COURSES, record=_COURSE, revision=revision + 1)
    same = CourseRecord.revision == revision if row else CourseRecord.subject_id.does_not_exist()
    reminded_at = row.reminded_at if row else None
    record = CourseRecord(grant.key("client"), _COURSE, revision=revision + 1, worse_at=worse_at, reminded_at=reminded_at, body=sealed)
    write.put(record, same, Outpaced())


def mark_reminded(row: CourseRecord, now: datetime) -> None:
    """Note that the client was reminded."""
    mark(row, [CourseRecord.reminded_at.set(now)], CourseRecord.subject_id.exists())


def mark_seen(row: CourseRecord) -> None:
    """Note that the therapist has looked at what got worse; Conflict where the course has changed meanwhile."""
    mark(row, [CourseRecord.worse_at.remove()], CourseRecord.revision == int(row.revision))


def plan(grant: Grant, revision: int | None) -> PlanRecord | None:
    """The present plan, or one revision of it."""
    found: list[PlanRecord | None] = get_many([Key(PlanRecord, grant.key("client"), f"{_PLAN}{revision:06d}" if revision else _PRESENT)])
    return found[0]


def opened_plan(grant: Grant, row: PlanRecord) -> SafetyPlan:
    """What a plan says."""
    return vault.open(row.body, SafetyPlan, grant, feature=_PLANS, record=row.record_id, revision=int(row.revision))


def save_plan(grant: Grant, words: SafetyPlan, revision: int, now: datetime, otherwise: AppError) -> None:
    """Keep the plan as this revision; `otherwise` is raised if another one came first. Earlier revisions stay."""
    number = f"{_PLAN}{revision:06d}"
    same = PlanRecord.revision == revision - 1 if revision > 1 else PlanRecord.subject_id.does_not_exist()
    with transaction(grant, "plan.save") as write:
        for record_id, condition in ((_PRESENT, same), (number, None)):
            body = vault.seal(words, grant, feature=_PLANS, record=record_id, revision=revision)
            record = PlanRecord(grant.key("client"), record_id, revision=revision, saved_at=now, body=body)
            write.put(record, condition, otherwise)
