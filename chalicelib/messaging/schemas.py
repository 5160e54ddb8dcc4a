"""Public shapes of threads and messages."""

from datetime import datetime
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response
from chalicelib.providers.schemas import Away

Side = Literal["client", "provider", "practice"]
MessageId = Annotated[str, Meta(pattern=ids.PATTERN)]
Zone = Annotated[str, Meta(max_length=60)]


FileId = MessageId
FileName = Annotated[str, Meta(min_length=1, max_length=200)]
ContentType = Annotated[str, Meta(min_length=1, max_length=100)]


class Attachment(Struct, frozen=True):
    """A file that came with a message. size: in bytes."""

    id: str
    name: str
    content_type: str
    size: int


class MessageBody(Struct, frozen=True):
    """The sealed part of one message."""

    text: str
    attachments: list[Attachment] = []


class NewMessage(Request):
    """What somebody writes. attachments: ids of files of this thread that the sender has uploaded; with one, the text may be empty."""

    text: Annotated[str, Meta(max_length=10_000)] = ""
    attachments: Annotated[list[FileId], Meta(max_length=5)] = []


class SoFar(Request):
    """What is written in a thread and not sent yet; an empty text drops it."""

    text: Annotated[str, Meta(max_length=10_000)] = ""


class Unsent(Response):
    """What the caller has written in a thread and not sent; an empty text where there is nothing."""

    text: str
    saved_at: datetime | None


class Message(Response):
    """One message. local, zone_name: `at` on the wall clock of the zone that was asked for."""

    id: str
    thread_id: str
    sender: Side
    sender_id: str
    mine: bool
    text: str
    attachments: list[Attachment]
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
    answer; null while nothing waits for an answer. due_local: the same on the wall clock asked for. answer_local: to the client, while
    nothing waits: by when what is written now is answered, on that clock. zone_name: of either. out_of_office: the therapist's present
    or next absence. response_days: business days within which the therapist or the office answers.
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
    answer_local: datetime | None
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


class Written(NamedTuple):
    """One line of a thread, for a session's page. text: None where it was not opened."""

    id: str
    author_id: str
    at: datetime
    text: str | None


class LateQuery(Request):
    """In which zone to show the times."""

    zone: Zone = "UTC"


class LateThread(Response):
    """A thread whose answer is late: whose it is and since when. due_local, zone_name: on the wall clock of the zone asked for."""

    thread_id: str
    provider_id: str
    provider: str
    due_by: datetime
    due_local: datetime
    zone_name: str


class LateThreads(Response):
    """Threads whose answer is late, the longest due first."""

    items: list[LateThread]
    next: str | None = None


class ReadMark(Request):
    """Up to which message the reader has read; everything so far unless given."""

    message_id: MessageId | None = None


class ReadTo(Response):
    """Up to which of the other side's messages the reader has read; null while there is none."""

    thread_id: str
    message_id: str | None


class NewFile(Request):
    """A file somebody is about to send. size: in bytes, before it is sealed; key: the 32 random bytes their browser seals it under."""

    name: FileName
    content_type: ContentType
    size: int
    key: Annotated[bytes, Meta(min_length=32, max_length=32)]


class Upload(Response):
    """Where to put the sealed file within a quarter of an hour: a form posted to `url` with these `fields`, then the file as `file`.

    size: how many bytes the sealed file must have. It is cut into chunks of 1 MiB, each sealed with AES-256-GCM: the nonce is the chunk's
    number in 12 bytes, the associated data are `id|number|1` for the last chunk and `id|number|0` for the others.
    """

    id: str
    url: str
    fields: dict[str, str]
    size: int


class FileView(Response):
    """How far a file has come: expected, checking, ready or refused. url, key: where it lies and what opens it, once it is ready."""

    id: str
    name: str
    content_type: str
    size: int
    state: Literal["expected", "checking", "ready", "refused"]
    url: str | None
    key: bytes | None
