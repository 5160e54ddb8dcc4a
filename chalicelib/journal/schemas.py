"""Public shapes of the journal."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from chalicelib.core.schemas import Request, Response

Text = Annotated[str, Meta(min_length=1, max_length=30_000)]
DraftText = Annotated[str, Meta(max_length=30_000)]
Prompt = Annotated[str, Meta(max_length=300)]


class JournalBody(Struct):
    """The sealed part of one entry, or of the draft."""

    text: str
    prompt: str | None = None


class NewEntry(Request):
    """What somebody writes. prompt: the question it answers, if one did.

    shared: whether the therapist may see this entry; null for what the switch of the journal says.
    """

    text: Text
    prompt: Prompt | None = None
    shared: bool | None = None


class Rewrite(Request):
    """Other words for an entry."""

    text: Text


class JournalEntry(Response):
    """One entry. local: when it was written, on the wall clock of the client's zone then; zone_name as people say it.

    shared: what the client said of this one entry; null for what the switch of the journal says. shared_at: when they said so last.
    """

    id: str
    text: str
    prompt: str | None
    shared: bool | None
    shared_at: datetime | None
    at: datetime
    local: datetime
    zone: str
    zone_name: str


class JournalEntries(Response):
    """Entries, newest first."""

    items: list[JournalEntry]
    next: str | None = None


class Removed(Response):
    """The entry that is gone."""

    id: str


class Draft(Request):
    """What is written so far. It becomes an entry when it is kept, and is gone then."""

    text: DraftText = ""
    prompt: Prompt | None = None


class KeptDraft(Response):
    """The draft as it was last saved; an empty text where there is none."""

    text: str
    prompt: str | None
    saved_at: datetime | None
