"""Public shapes of moods and sharing."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Words = Annotated[list[Word], msgspec.Meta(max_length=20)]


class MoodEntry(Request):
    """How somebody feels: a score from 1 (very low) to 10 (very good), or feelings, or both. sleep_hours: last night's, 0 to 24."""

    score: Annotated[int, msgspec.Meta(ge=1, le=10)] | None = None
    feelings: Words = []
    triggers: Words = []
    sleep_hours: Annotated[float, msgspec.Meta(ge=0, le=24)] | None = None
    note: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class Mood(Response):
    """One entry as it was made. local: the client's wall time then, with offset; zone_name as people say it."""

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


class Moods(Response):
    """Entries, newest first."""

    items: list[Mood]
    next: str | None = None


class Page(Request):
    """Which page of a list."""

    cursor: Annotated[str, msgspec.Meta(pattern=ids.PATTERN)] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 50


class Sharing(Request):
    """What the client's therapist may see, kind by kind. Everything is off until the client switches it on."""

    moods: bool = False


class SharingState(Response):
    """The switches as they stand, and since when (null: never changed)."""

    moods: bool
    changed_at: datetime | None = None
