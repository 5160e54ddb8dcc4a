"""Public shapes of moods."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.schemas import Request, Response
from chalicelib.sharing.schemas import EntryPage

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Words = Annotated[list[Word], msgspec.Meta(max_length=20)]


class MoodPage(EntryPage):
    """Which page of one's own entries: up to a year of days at once."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=366)] = 50


class MoodBody(msgspec.Struct):
    """The sealed part of one entry."""

    score: int | None
    feelings: list[str]
    triggers: list[str]
    sleep_hours: float | None
    note: str


class MoodEntry(Request):
    """How somebody feels: a score from 1 (very low) to 10 (very good), or feelings, or both. sleep_hours: last night's, 0 to 24.

    shared: whether the therapist may see this entry; null for what the switch of moods says. A change of an entry leaves it as it is.
    """

    score: Annotated[int, msgspec.Meta(ge=1, le=10)] | None = None
    feelings: Words = []
    triggers: Words = []
    sleep_hours: Annotated[float, msgspec.Meta(ge=0, le=24)] | None = None
    note: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    shared: bool | None = None


class Mood(Response):
    """One entry as it was made. local: the client's wall time then, with offset; zone_name as people say it.

    shared: what the client said of this one entry; null for what the switch of moods says. shared_at: when they
    said so last.
    """

    id: str
    at: datetime
    local: datetime
    zone: str
    zone_name: str
    score: int | None
    feelings: list[str]
    triggers: list[str]
    sleep_hours: float | None
    note: str
    shared: bool | None
    shared_at: datetime | None


class Moods(Response):
    """Entries, newest first."""

    items: list[Mood]
    next: str | None = None
