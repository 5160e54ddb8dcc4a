"""What the client answered, what it closes, and who has to look. Other features bring answers here within their own transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, NamedTuple, TypeVar

from chalicelib.care import service as care
from chalicelib.care.access import clients_granted
from chalicelib.core import clock, ids, log
from chalicelib.core.access import Grant
from chalicelib.core.records import Key, get_many
from chalicelib.core.writing import Transaction, transaction
from chalicelib.practice import rules as practice_rules
from chalicelib.practice import service as practices
from chalicelib.safety import alerts, heard, registry, rules, store, tasks
from chalicelib.safety.reviews import RAISED
from chalicelib.safety.rules import Given, Screen
from chalicelib.safety.schemas import Flag, Flags, Instruments, ScreenAnswers, ScreenView

_TRIES = 5
_BATCH = 100
UNANSWERED = "safety.unanswered"

T = TypeVar("T")


class Answered(NamedTuple):
    """A screen after new answers. raised: the id of the review these very answers raised or made acute, if any.

    alerted: whether an alert went out before, for the acute review that was there already.
    """

    screen: Screen
    raised: str | None
    alerted: bool


def screen_key(grant: Grant) -> Key:
    """Where the client's screen is: for features that read it together with their own rows."""
    return store.screen_key(grant)


def screen_of(grant: Grant, row: store.ScreenRecord | None) -> Screen:
    """The screen of a row read by `screen_key`, its answers opened."""
    return store.opened(grant, row)


def alerted(row: store.ScreenRecord | None) -> bool:
    """Whether an alert truly went out for the acute review of a row read by `screen_key`."""
    return row is not None and row.review == "acute" and row.alerted_at is not None


def decided(row: store.ScreenRecord | None, since: datetime) -> Literal["open", "closed"] | None:
    """What a clinician has decided about self-booking since then, of a row read by `screen_key`; None where a review waits or none was."""
    at: datetime | None = row.decided_at if row else None
    if row is None or at is None or at < since or row.review:
        return None
    return "closed" if row.held else "open"


def closed_by(row: store.ScreenRecord | None) -> rules.Closed | None:
    """Why the client of a row read by `screen_key` may not book new sessions themselves, None if they may; the row stays sealed.

    Sessions already booked are not touched.
    """
    return row.screen().closes_booking if row else None


def hold_booking(write: Transaction, grant: Grant) -> None:
    """Let a booking by the client through only while no screen is open and no acute review waits, whatever was read before."""
    store.hold_booking(write, grant, rules.ScreenOpen())


def answer(write: Transaction, grant: Grant, row: store.ScreenRecord | None, new: Given, now: datetime) -> Answered:
    """Take in answers within the caller's transaction, so that they and the flag they raise are stored together or not at all.

    row: as read by `screen_key`. The transaction raises `Outpaced` if the row changed since: read again and repeat.
    After the commit call `alarm` with what this returns.
    """
    before = store.opened(grant, row)
    after = rules.answer(before, new, now, _next_day_end(now))
    return _remember(write, grant, row, before, after, now)


def unasked(write: Transaction, grant: Grant, row: store.ScreenRecord | None, now: datetime) -> Answered:
    """Note within the caller's transaction that the screen has no approved wording in the client's language and was not answered."""
    before = store.opened(grant, row)
    return _remember(write, grant, row, before, rules.unasked(before, now, _next_day_end(now)), now)


def ask_review(write: Transaction, now: datetime) -> datetime:
    """Ask within a client's transaction that a clinician reads their intake; say by when, the end of the next business day."""
    due_by = _next_day_end(now)
    write.tell(RAISED, {"review_id": ids.new(now), "kind": "intake", "due_by": due_by.isoformat()}, due=now)
    return due_by


def queue_unanswered(grant: Grant, opened_at: str, now: datetime) -> None:
    """Put an open screen that waited too long into the queue as if it were positive. It stays open.

    opened_at: ISO instant of the set that was opened; a later set waits for its own time.
    """
    row = store.screen_row(grant)
    before = store.opened(grant, row)
    if row is None or before.opened_at is None or before.opened_at.isoformat() != opened_at or not rules.unanswered(before, now):
        return
    after = rules.raise_review(before, "positive", now, _next_day_end(now))
    if after != before:
        with transaction(grant, "safety.queue") as write:
            _remember(write, grant, row, before, after, now)


def alarm(grant: Grant, answered: Answered, now: datetime) -> bool:
    """Alert clinicians at once of answers that were just stored and came to acute; say whether an alert truly went out, now or before.

    Never raises: the answers are safe, the outbox alerts again, and nothing downstream may keep the crisis page from the client.
    """
    if not answered.raised or answered.screen.review != "acute" or answered.screen.due_by is None:
        return answered.alerted
    try:
        alerts.queue(grant.subject_id, answered.raised, "acute", answered.screen.due_by, now)
        return alerts.sound(answered.raised, now).sent
    except Exception as failed:  # whatever fails here, the answer and the crisis page go out
        log.failure("send_failed", failed, operation="safety.alarm")
        return False


def put_answers(grant: Grant, given: ScreenAnswers, now: datetime) -> ScreenView:
    """Take in answers of the risk screen as they are given."""
    answered, was_alerted = take_in(grant, Given(given.item9, tuple(given.answers or Given().answers), given.acute), now)
    return _view(answered.screen, was_alerted, now)


def take_in(grant: Grant, new: Given, now: datetime) -> tuple[Answered, bool]:
    """Store answers by themselves, alert where they call for it, and say whether an alert went out."""

    def attempt() -> Answered:
        row = store.screen_row(grant)
        with transaction(grant, "safety.answer") as write:
            return answer(write, grant, row, new, now)

    answered = repeated(attempt)
    return answered, alarm(grant, answered, now)


def heed(grant: Grant, form: bytes, now: datetime, known_item9: int | None = None) -> None:
    """Take in what a form that is refused says of risk, as far as it can be read: no crisis answer is lost to a fault beside it.

    known_item9: item 9 as it was answered before; said again it is nothing new.
    """
    told = heard.risk_in(form)
    new = replace(told, item9=None) if told and told.item9 == known_item9 else told
    if new and new != Given():
        take_in(grant, new, now)


def repeated(attempt: Callable[[], T]) -> T:
    """Do it again from the reading on, while another request was faster with the same screen. Raises Outpaced after five tries."""
    for _ in range(_TRIES - 1):
        try:
            return attempt()
        except rules.Outpaced:
            continue
    return attempt()


def my_screen(grant: Grant, now: datetime) -> ScreenView:
    """The client's screen with the answers given so far."""
    row = store.screen_row(grant)
    return _view(store.opened(grant, row), alerted(row), now)


def flags(grant: Grant) -> Flags:
    """The clients in the provider's care whose screen is open or under review, and today's tasks: state and due time, no answers."""
    granted = clients_granted(grant, care.clients_of(grant))
    return Flags(items=flags_and_tasks(grant, granted))


def flags_and_tasks(grant: Grant, granted: Sequence[Grant]) -> list[Flag]:
    """The same for a provider and their clients already granted."""
    found = [*flags_of(granted), *tasks.tasks(grant, {one.subject_id for one in granted})]
    return sorted(found, key=_by_due)


def flags_of(grants: Sequence[Grant]) -> list[Flag]:
    """The same for clients already granted, one read per hundred; the first due first, unfinished screens without a due time last."""
    found = [flag for start in range(0, len(grants), _BATCH) for flag in _flags(grants[start : start + _BATCH])]
    return sorted(found, key=_by_due)


def instruments() -> Instruments:
    """Every questionnaire on file."""
    return Instruments(items=list(registry.instruments().values()))


def _remember(write: Transaction, grant: Grant, row: store.ScreenRecord | None, before: Screen, after: Screen, now: datetime) -> Answered:
    raised = after.review is not None and after.review != before.review
    earlier = row.review_id if row and before.review else None
    review_id = earlier or (ids.new(now) if raised else None)
    store.save(write, grant, row, after, review_id, raised=raised)
    if after.opened_at is not None and after.opened_at != before.opened_at:
        write.tell(UNANSWERED, {"opened_at": after.opened_at.isoformat()}, due=after.opened_at + rules.UNANSWERED_AFTER)
    if raised and review_id and after.review and after.due_by:
        refs = {"review_id": review_id, "kind": after.review, "due_by": after.due_by.isoformat()}
        # An acute alert is first tried within the request; the entry is what remains of it if the request dies.
        write.tell(RAISED, refs, due=now + alerts.RETRY if after.review == "acute" else now)
    return Answered(after, review_id if raised else None, alerted(row) and not raised)


def _by_due(flag: Flag) -> tuple[bool, float]:
    return flag.due_by is None, flag.due_by.timestamp() if flag.due_by else 0.0


def _flags(grants: Sequence[Grant]) -> list[Flag]:
    rows: list[store.ScreenRecord | None] = get_many([store.screen_key(grant) for grant in grants])
    screens = [(grant, row.screen()) for grant, row in zip(grants, rows, strict=True) if row]
    return [
        Flag(client_id=grant.subject_id, state=screen.safety, due_by=screen.due_by if screen.review else None)
        for grant, screen in screens
        if screen.pending
    ]


def _next_day_end(now: datetime) -> datetime:
    facts = practices.practice()
    return practice_rules.end_of_business_day(now, 1, clock.zone(facts.zone), facts.closed_days)


def _view(screen: Screen, was_alerted: bool, now: datetime) -> ScreenView:
    return ScreenView(
        safety=screen.safety,
        alerted=was_alerted,
        practice_phone=practices.practice().phone,
        on_call=bool(practices.on_call(now)),
        item9=screen.given.item9,
        answers=list(screen.given.answers),
        acute=screen.given.acute,
        due_by=screen.due_by if screen.review else None,
    )
