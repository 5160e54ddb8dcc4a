"""Giving, doing and talking about homework."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.accounts import service as accounts
from chalicelib.care import access as care_access
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.writing import transaction
from chalicelib.homework import rules, store
from chalicelib.homework.schemas import Comment, Done, Homework, HomeworkBody, HomeworkList, HomeworkPage, NewComment, NewHomework
from chalicelib.library import service as library
from chalicelib.safety import registry
from chalicelib.worksheets import building, definitions
from chalicelib.worksheets import service as worksheets
from chalicelib.worksheets.schemas import Worksheet

DUE = "homework.due"


def assign(grant: Grant, new: NewHomework, now: datetime) -> Homework:
    """Agree on something with the client whose grant this is; they are reminded on the day, if there is one. Raises InvalidInput."""
    zone = _zone(grant)
    built = _built(grant, new)
    rules.check(new.kind, new.ref, new.task, _known(built))
    rules.check_due(new.due_on, now.astimezone(zone).date())
    homework_id = ids.new(now)
    body = HomeworkBody(new.kind, new.ref, new.task.strip(), new.note, title=built.title if built else None)
    remind_at = rules.reminder(new.due_on, zone, now)
    try:
        with transaction(grant, "homework.add") as write:
            record = store.add(write, homework_id, grant.caller_id, body, new.due_on, now)
            if built is not None:
                building.give(write, built, now)
            if remind_at is not None:
                write.tell(DUE, {"homework_id": homework_id}, due=remind_at)
            write.made(homework_id)
    except idempotency.Replay as earlier:
        return homework(grant, earlier.made_id, now)
    return _shown(record, body, now.astimezone(zone).date())


def homework(grant: Grant, homework_id: str, now: datetime) -> Homework:
    """One of them. Raises NotFound."""
    record = store.find(grant, homework_id)
    return _shown(record, store.opened(grant, record), now.astimezone(_zone(grant)).date())


def listed(grant: Grant, page: HomeworkPage, now: datetime) -> HomeworkList:
    """One page of what was agreed on, newest first."""
    records = store.page(grant, page.cursor, page.limit, page.state)
    today = now.astimezone(_zone(grant)).date() if any(record.due_on for record in records) else now.date()
    items = [_shown(record, store.opened(grant, record), today) for record in records]
    return HomeworkList(items=items, next=items[-1].id if len(items) == page.limit else None)


def finish(grant: Grant, homework_id: str, done: Done, now: datetime) -> Homework:
    """The client has done it. Safe to repeat; words that were not said the first time are kept then.

    Raises NotFound, InvalidInput for an entry of another worksheet, NotOpen for what was withdrawn.
    """
    record = store.find(grant, homework_id)
    body = store.opened(grant, record)
    words = "" if done.text in {one.text for one in body.comments if one.by == "client"} else done.text.strip()
    if record.state == "done" and not words:
        return _shown(record, body, now.date())
    if record.state != "done":
        rules.check_open(record.state)
    if done.entry_id is not None:
        rules.check_entry(body.ref, worksheets.entry(grant, done.entry_id).slug)
        body.entry_id = done.entry_id
    if words:
        _add_comment(body, Comment("client", done.text, now))
    with transaction(grant, "homework.done") as write:
        return _shown(store.change(write, record, body, "done", record.done_at or now), body, now.date())


def withdraw(grant: Grant, homework_id: str, now: datetime) -> Homework:
    """The therapist takes it back. Raises NotFound, NotOpen."""
    record = store.find(grant, homework_id)
    rules.check_open(record.state)
    body = store.opened(grant, record)
    with transaction(grant, "homework.withdraw") as write:
        return _shown(store.change(write, record, body, "withdrawn", None), body, now.date())


def comment(grant: Grant, homework_id: str, said: NewComment, now: datetime) -> Homework:
    """Say something about it, once for one Idempotency-Key.

    Raises NotFound, InvalidInput, EnoughSaid, Conflict if the other side was faster.
    """
    rules.check_comment(said.text)
    try:
        # A repeat finds the item changed, and perhaps full, by what it said itself.
        idempotency.check_earlier()
        changed, body = _say(grant, homework_id, said, now)
    except idempotency.Replay as earlier:
        return homework(grant, earlier.made_id, now)
    return _shown(changed, body, now.astimezone(_zone(grant)).date())


def _say(grant: Grant, homework_id: str, said: NewComment, now: datetime) -> tuple[store.HomeworkRecord, HomeworkBody]:
    record = store.find(grant, homework_id)
    body = store.opened(grant, record)
    _add_comment(body, Comment("client" if grant.own else "provider", said.text, now))
    with transaction(grant, "homework.comment") as write:
        changed = store.change(write, record, body, record.standing, record.done_at)
        write.made(homework_id)
    return changed, body


def _add_comment(body: HomeworkBody, comment: Comment) -> None:
    body.comments.append(comment)
    rules.check_room(len(body.comments), len(msgspec.json.encode(body)))


def still_open(grant: Grant, homework_id: str) -> bool:
    """Whether it waits to be done for somebody who treats the client still; opens nothing."""
    record = store.find(grant, homework_id)
    return record.state == "open" and bool(care_access.treated(record.provider_id, [grant.subject_id]))


def _built(grant: Grant, new: NewHomework) -> Worksheet | None:
    """The worksheet of the therapist's own that is given, None for anything else."""
    if new.kind != "worksheet" or new.ref is None or new.ref in definitions.shipped():
        return None
    return building.in_use(grant.party("provider"), new.ref)


def _known(built: Worksheet | None) -> dict[str, set[str]]:
    return {
        "worksheet": {*definitions.shipped(), *([built.slug] if built else [])},
        "reading": {one.slug for one in library.library("en").items},
        # A screen is asked by the product itself or by a clinician, never set as something to do.
        "measure": {slug for slug, one in registry.instruments().items() if one.kind == "sum"},
    }


def _zone(grant: Grant) -> ZoneInfo:
    return clock.zone(accounts.zone_of(grant))


def _shown(record: store.HomeworkRecord, body: HomeworkBody, today: date) -> Homework:
    return Homework(
        id=record.homework_id,
        client_id=record.client_id,
        provider_id=record.provider_id,
        kind=body.kind,
        ref=body.ref,
        task=body.task,
        note=body.note,
        due_on=record.due,
        overdue=rules.overdue(record.due, record.state, today),
        state=record.standing,
        entry_id=body.entry_id,
        comments=body.comments,
        assigned_at=record.assigned_at,
        done_at=record.done_at,
        title=body.title,
    )
