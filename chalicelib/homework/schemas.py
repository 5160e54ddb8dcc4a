"""Public shapes of homework."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response
from chalicelib.worksheets.schemas import Words

Kind = Literal["worksheet", "reading", "measure", "task"]
State = Literal["open", "done", "withdrawn"]
Side = Literal["client", "provider"]
Slug = Annotated[str, Meta(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)")]
Text = Annotated[str, Meta(min_length=1, max_length=2000)]


class Comment(Struct, frozen=True):
    """One thing said about it, by either side."""

    by: Side
    text: str
    at: datetime


class HomeworkBody(Struct):
    """The sealed part. ref: which worksheet, text or questionnaire; entry_id: the worksheet the client filled in for it.

    title: what a worksheet that the therapist built was called when it was given, whatever becomes of it.
    """

    kind: Kind
    ref: str | None
    task: str
    note: str
    comments: list[Comment] = []
    entry_id: str | None = None
    title: Words | None = None


class NewHomework(Request):
    """What is agreed on. ref: the slug of a worksheet, of a text of the library, or of a questionnaire; task: a task in words, for a task.

    note: what the therapist adds. due_on: a date by the client's calendar by which it would be good to have; none for "when you can".
    """

    kind: Kind
    ref: Slug | None = None
    task: Annotated[str, Meta(max_length=300)] = ""
    note: Annotated[str, Meta(max_length=2000)] = ""
    due_on: date | None = None


class Done(Request):
    """The client has done it. entry_id: the worksheet they filled in for it; text: what they say about it."""

    entry_id: Annotated[str, Meta(pattern=ids.PATTERN)] | None = None
    text: Annotated[str, Meta(max_length=2000)] = ""


class NewComment(Request):
    """What somebody says about it."""

    text: Text


class Homework(Response):
    """One agreement.

    title: the name of a worksheet that the therapist built, as it was when it was given.
    due_on: a date by the client's calendar; overdue: that date is past there and it is still open.
    """

    id: str
    client_id: str
    provider_id: str
    kind: Kind
    ref: str | None
    task: str
    note: str
    due_on: date | None
    overdue: bool
    state: State
    entry_id: str | None
    comments: list[Comment]
    assigned_at: datetime
    done_at: datetime | None
    title: Words | None = None


class HomeworkList(Response):
    """Homework, newest first."""

    items: list[Homework]
    next: str | None = None


class HomeworkPage(Request):
    """Which page of the list; `state` to see only what is open, done or withdrawn."""

    cursor: Annotated[str, Meta(pattern=ids.PATTERN)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50
    state: State | None = None
