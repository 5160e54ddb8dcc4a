"""Public shapes of reminders: the practice's list of what failed, and what a person's own would say."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response
from chalicelib.reminders.rules import Channel, Lost


class FailedReminder(Response):
    """A reminder that did not go out.

    state: failed after every try, unsure where nobody knows whether a text went out, or returned where the client's mail comes back and
    they have no texts. at: since when.
    """

    id: str
    at: datetime
    channel: Channel
    state: Lost


class Failed(Response):
    """What is on the list, newest first."""

    items: list[FailedReminder]
    next: str | None = None


class FailedQuery(Request):
    """Which page of the list."""

    cursor: Annotated[str, Meta(pattern=ids.PATTERN)] | None = None


class WorkedOff(Response):
    """What was taken off the list."""

    id: str


class Sample(Response):
    """The caller's reminders as they would read for a session at the time shown.

    mail_subject, mail_text, text: word for word. hours: the practice's own, where a person has chosen none. texts_stopped: the number
    has answered STOP; null where that cannot be asked now.
    """

    mail_subject: str
    mail_text: str
    text: str
    hours: list[int]
    texts_stopped: bool | None
