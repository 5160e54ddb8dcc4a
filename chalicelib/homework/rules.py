"""What can be agreed on, and what may still be done with it. Values in, values out."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, tzinfo

from chalicelib.core.errors import Conflict, InvalidInput

_REMIND_AT = time(10)
_MOST_COMMENTS = 50
_MOST_BYTES = 300_000


class NotOpen(Conflict):
    """It is done or was withdrawn; `state` says which."""

    code = "homework_not_open"
    sentence = "This is no longer open."


class EnoughSaid(Conflict):
    """More comments than one item can hold."""

    code = "too_many_comments"
    sentence = "There is no more room here. Write a message instead."


def check(kind: str, ref: str | None, task: str, known: Mapping[str, Collection[str]]) -> None:
    """Raise InvalidInput where it is not said what is to be done.

    known: what a `ref` may be, by kind; a task has none and says in words what it is.
    """
    if kind == "task":
        if not task.strip():
            raise InvalidInput("Say what the task is.", field="task")
        if ref is not None:
            raise InvalidInput("A task in words names nothing else.", field="ref")
    elif ref not in known[kind]:
        raise InvalidInput("There is no such thing to give.", field="ref")


def check_due(due_on: date | None, today: date) -> None:
    """Raise InvalidInput for a day that is past. today: by the client's calendar."""
    if due_on is not None and due_on < today:
        raise InvalidInput("This day is past.", field="due_on")


def check_open(state: str) -> None:
    """Raise NotOpen for what is done or withdrawn."""
    if state != "open":
        raise NotOpen(state=state)


def check_entry(ref: str | None, slug: str) -> None:
    """Raise InvalidInput for an entry of another worksheet than was agreed on."""
    if slug != ref:
        raise InvalidInput("This is another worksheet than you agreed on.", field="entry_id")


def check_comment(text: str) -> None:
    """Raise InvalidInput for a comment of blanks."""
    if not text.strip():
        raise InvalidInput("There is nothing to say yet.", field="text")


def check_room(comments: int, size: int) -> None:
    """Raise EnoughSaid where there are too many comments, or all of it is too large to be kept in one item. size: in bytes."""
    if comments > _MOST_COMMENTS or size > _MOST_BYTES:
        raise EnoughSaid


def reminder(due_on: date | None, zone: tzinfo, now: datetime) -> datetime | None:
    """When to remind (UTC): at ten in the morning of the day, by the client's clock; None without a day or where that is past."""
    if due_on is None:
        return None
    at = datetime.combine(due_on, _REMIND_AT, tzinfo=zone).astimezone(UTC)
    return at if at > now else None


def overdue(due_on: date | None, state: str, today: date) -> bool:
    """Whether the day is past and it is still open."""
    return state == "open" and due_on is not None and due_on < today
