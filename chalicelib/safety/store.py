"""One screen per client, and the practice's queue of reviews: ids, times and states in clear, answers sealed."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, mark, transaction
from chalicelib.safety import decided
from chalicelib.safety.rules import Answer, Given, Outpaced, Screen

FEATURE = "safety"
SCREEN = "screen"


class GivenBody(Struct, frozen=True):
    """The sealed part of a screen: the answers themselves."""

    item9: int | None
    answers: tuple[Answer | None, ...]
    acute: Answer | None
    flagged: bool


class ScreenRecord(Record):
    """A client's present screen. Partition: the client; sort: the word `screen`."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "client"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    outcome = ClearText(why="decides on booking and the next page before any key is read")
    opened_at = UTCDateTimeAttribute(null=True)
    review = ClearText(why="the kind of the undecided review, which decides on booking", null=True)
    review_id = ClearText(why="the id of the undecided review", null=True)
    due_by = UTCDateTimeAttribute(null=True)
    item9_at = UTCDateTimeAttribute(null=True)
    alerted_at = UTCDateTimeAttribute(null=True)
    decided = BooleanAttribute(default=False)
    decided_at = UTCDateTimeAttribute(null=True)
    held = BooleanAttribute(default=False)
    body = Sealed()

    def screen(self, given: Given | None = None) -> Screen:
        """States and times as the row has them in clear, with the answers only where they are given."""
        return Screen(
            given=given or Given(),
            outcome=self.outcome,  # type: ignore[arg-type]
            opened_at=self.opened_at,
            review=self.review,  # type: ignore[arg-type]
            due_by=self.due_by,
            item9_at=self.item9_at,
            decided=bool(self.decided),
            held=bool(self.held),
        )


class ReviewRecord(Record):
    """One review a clinician owes. Partition: the practice; sort: time-ordered review id."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "practice"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    client_id = ClearText(why="whose record the clinician will open")
    kind = ClearText(why="positive, acute or intake, decides how soon it is due")
    state = ClearText(why="open or claimed, shown in the work list")
    raised_at = UTCDateTimeAttribute()
    due_by = UTCDateTimeAttribute()
    claimed_by = ClearText(why="the id of the clinician who holds it", null=True)
    claimed_at = UTCDateTimeAttribute(null=True)
    rounds = NumberAttribute(default=0)
    alerting_at = UTCDateTimeAttribute(null=True)


def screen_key(grant: Grant) -> Key:
    """Where the client's screen is, to be read together with other rows."""
    return Key(ScreenRecord, grant.key("client"), SCREEN)


def opened(grant: Grant, row: ScreenRecord | None) -> Screen:
    """The screen of this row with its answers; an untouched one where there is no row."""
    if row is None:
        return Screen()
    body = vault.open(row.body, GivenBody, grant, feature=FEATURE, record=SCREEN, revision=int(row.revision))
    return row.screen(Given(body.item9, body.answers, body.acute, body.flagged))


def save(
    write: Transaction,
    grant: Grant,
    row: ScreenRecord | None,
    screen: Screen,
    review_id: str | None,
    *,
    raised: bool = False,
    decided_at: datetime | None = None,
    otherwise: AppError | None = None,
) -> None:
    """Store the screen within a transaction, which raises `otherwise`, or Outpaced, if the row is no longer the one that was read.

    raised: whether the review is new or became acute, so that no alert has gone out for it yet. decided_at: when a clinician decided.
    """
    revision = int(row.revision) + 1 if row else 1
    given = screen.given
    body = GivenBody(given.item9, given.answers, given.acute, given.flagged)
    sealed = vault.seal(body, grant, feature=FEATURE, record=SCREEN, revision=revision)
    actions = [ScreenRecord.revision.set(revision), ScreenRecord.outcome.set(screen.outcome), ScreenRecord.body.set(sealed)]
    actions += [ScreenRecord.decided.set(screen.decided), ScreenRecord.held.set(screen.held)]
    optional: list[tuple[Any, Any]] = [
        (ScreenRecord.opened_at, screen.opened_at),
        (ScreenRecord.item9_at, screen.item9_at),
        (ScreenRecord.review, screen.review),
        (ScreenRecord.review_id, review_id),
        (ScreenRecord.due_by, screen.due_by),
    ]
    actions += [attribute.set(value) if value is not None else attribute.remove() for attribute, value in optional]
    actions += [ScreenRecord.alerted_at.remove()] if raised else []
    actions += [ScreenRecord.decided_at.set(decided_at)] if decided_at else []
    same = ScreenRecord.revision == int(row.revision) if row else ScreenRecord.subject_id.does_not_exist()
    write.update(ScreenRecord(grant.key("client"), SCREEN), actions, same, otherwise or Outpaced())


def hold_booking(write: Transaction, grant: Grant, otherwise: AppError) -> None:
    """Let a transaction through only while the screen is not open and no acute review waits."""
    quiet = ScreenRecord.subject_id.does_not_exist() | (
        (ScreenRecord.outcome != "open")
        & (ScreenRecord.review.does_not_exist() | (ScreenRecord.review != "acute"))
        & (ScreenRecord.held.does_not_exist() | (ScreenRecord.held == False))  # noqa: E712 - an expression, not a comparison
    )
    write.check(screen_key(grant), quiet, otherwise)


def screen_row(grant: Grant) -> ScreenRecord | None:
    """The client's screen as it is now."""
    found: list[ScreenRecord | None] = get_many([screen_key(grant)])
    return found[0]


def note_alert(grant: Grant, now: datetime) -> None:
    """Remember that a clinician was told of this client's acute answers."""
    mark(ScreenRecord(grant.key("client"), SCREEN), [ScreenRecord.alerted_at.set(now)], ScreenRecord.subject_id.exists())


def queue(grant: Grant, review_id: str, client_id: str, kind: str, due_by: datetime, now: datetime) -> None:
    """Put a review into the practice's queue, or make a waiting one acute. Raises Conflict if it is there already.

    One that became acute waits for a clinician again, even if somebody had claimed the milder one.
    """
    actions = [
        ReviewRecord.client_id.set(client_id),
        ReviewRecord.kind.set(kind),
        ReviewRecord.state.set("open"),
        ReviewRecord.raised_at.set(ReviewRecord.raised_at | now),
        ReviewRecord.due_by.set(due_by),
        ReviewRecord.rounds.set(0),
        ReviewRecord.claimed_by.remove(),
        ReviewRecord.claimed_at.remove(),
    ]
    fresh = ReviewRecord.subject_id.does_not_exist()
    allowed = fresh | (ReviewRecord.kind == "positive") if kind == "acute" else fresh
    with transaction(grant, "safety.queue") as write:
        write.update(ReviewRecord(grant.key("practice"), review_id), actions, allowed)
        decided.undecided(write, grant, review_id)


def review(grant: Grant, review_id: str) -> ReviewRecord | None:
    """One review of the practice's queue."""
    found: list[ReviewRecord | None] = get_many([Key(ReviewRecord, grant.key("practice"), review_id)])
    return found[0]


def review_keys(grant: Grant, review_id: str) -> list[Key]:
    """Where a review is while it waits, and once it is decided."""
    return [Key(ReviewRecord, grant.key("practice"), review_id), decided.decided_key(grant, review_id)]


def reviews(grant: Grant) -> list[ReviewRecord]:
    """Every review of the practice that is not decided."""
    waiting = ReviewRecord.record_id < decided.first_decided()
    return list(ReviewRecord.query(grant.key("practice"), waiting, consistent_read=True))


def begin_alert(grant: Grant, row: ReviewRecord, now: datetime) -> None:
    """Take the turn to alert, so that two workers never alert for the same round. Raises Conflict if it moved on since it was read."""
    free = ReviewRecord.alerting_at == row.alerting_at if row.alerting_at else ReviewRecord.alerting_at.does_not_exist()
    key = ReviewRecord(grant.key("practice"), row.record_id)
    mark(key, [ReviewRecord.alerting_at.set(now)], (ReviewRecord.state == row.state) & free)


def end_alert(grant: Grant, review_id: str, now: datetime, sent: bool) -> None:
    """Count a round that reached somebody; give the turn back where nobody was reached, so that the next try need not wait."""
    done = ReviewRecord.rounds.add(1) if sent else ReviewRecord.alerting_at.remove()
    mark(ReviewRecord(grant.key("practice"), review_id), [done], ReviewRecord.alerting_at == now)


def hold(write: Transaction, row: ReviewRecord, provider_id: str | None, now: datetime, otherwise: Conflict) -> None:
    """Let a clinician hold the review as it was read, or nobody, within a transaction of the practice."""
    actions = [ReviewRecord.state.set("claimed" if provider_id else "open")]
    if provider_id:
        actions += [ReviewRecord.claimed_by.set(provider_id), ReviewRecord.claimed_at.set(now)]
    else:
        actions += [ReviewRecord.claimed_by.remove(), ReviewRecord.claimed_at.remove()]
    write.update(ReviewRecord(write.grant.key("practice"), row.record_id), actions, _as_read(row), otherwise)


def close(write: Transaction, grant: Grant, row: ReviewRecord, now: datetime, otherwise: AppError) -> None:
    """Move a review that the caller holds to the decided ones, within a transaction. grant: for the practice."""
    write.delete(ReviewRecord(grant.key("practice"), row.record_id), _as_read(row), otherwise)
    done = decided.DecidedRecord(
        grant.key("practice"),
        decided.decided_key(grant, row.record_id).range,
        client_id=row.client_id,
        kind=row.kind,
        raised_at=row.raised_at,
        due_by=row.due_by,
        decided_by=grant.caller_id,
        decided_at=now,
    )
    write.put(done)


def _as_read(row: ReviewRecord) -> Condition:
    held: Condition = ReviewRecord.claimed_by == row.claimed_by if row.claimed_by else ReviewRecord.claimed_by.does_not_exist()
    same: Condition = held & (ReviewRecord.state == row.state) & (ReviewRecord.kind == row.kind)
    return same
