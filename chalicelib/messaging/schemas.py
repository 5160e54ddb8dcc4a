"""Public shapes of threads and messages."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response
from chalicelib.providers.schemas import Away

Side = Literal["client", "provider", "practice"]
MessageId = Annotated[str, Meta(pattern=ids.PATTERN)]
Zone = Annotated[str, Meta(max_length=60)]


class MessageBody(Struct, frozen=True):
    """The sealed part of one message."""

    text: str


class NewMessage(Request):
    """What somebody writes. attachments: none yet; the field is there so that a list of none is understood."""

    text: Annotated[str, Meta(min_length=1, max_length=10_000)]
    attachments: Annotated[list[Annotated[str, Meta(max_length=64)]], Meta(max_length=20)] = []


class Message(Response):
    """One message. local, zone_name: `at` on the wall clock of the zone that was asked for."""

    id: str
    thread_id: str
    sender: Side
    sender_id: str
    mine: bool
    text: str
    attachments: list[str]
    at: datetime
    local: datetime
    zone_name: str


class Messages(Response):
    """Messages of one thread, newest first."""

    items: list[Message]
    next: str | None = None


class MessagePage(Request):
    """Which page of a thread, and in which zone to show its times."""

    cursor: MessageId | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50
    zone: Zone = "UTC"


class ThreadPage(Request):
    """Which page of the threads, and in which zone to show their times."""

    cursor: MessageId | None = None
    zone: Zone = "UTC"


class Party(Struct, frozen=True):
    """The other side of a thread, as the reader sees it. name: empty where a client has not told one."""

    id: str
    name: str


class Thread(Response):
    """One thread as the reader sees it.

    kind: with one's therapist (`care`) or with the practice's office. unread: the other side wrote something the reader has not read.
    seen_to: the id of the last message of the reader's that the other side has read; ids sort by time. due_by: by when staff have to
    answer; null while nothing waits for an answer. due_local, zone_name: the same on the wall clock asked for. out_of_office: the
    therapist's present or next absence. response_days: business days within which the therapist or the office answers.
    """

    id: str
    kind: Literal["care", "practice"]
    party: Party
    client_id: str
    provider_id: str | None
    status: Literal["active", "ended"]
    unread: bool
    last_at: datetime | None
    seen_to: str | None
    due_by: datetime | None
    due_local: datetime | None
    zone_name: str
    overdue: bool
    response_days: int
    out_of_office: Away | None


class Threads(Response):
    """The reader's threads, the one with the newest message first."""

    items: list[Thread]
    next: str | None = None


class Waiting(Struct, frozen=True):
    """A thread that is unread for its provider or waits for their answer, for other features' lists."""

    thread_id: str
    client_id: str
    unread: bool
    due_by: datetime | None
    overdue: bool


class ReadMark(Request):
    """Up to which message the reader has read; everything so far unless given."""

    message_id: MessageId | None = None


class ReadTo(Response):
    """Up to which of the other side's messages the reader has read; null while there is none."""

    thread_id: str
    message_id: str | None
