"""Public shapes of sharing, and what every kind of entry has in common."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core import ids
from chalicelib.core.schemas import Request, Response

Kind = Literal["moods", "journal", "worksheets"]


class EntryPage(Request):
    """Which page of a list of entries."""

    cursor: Annotated[str, msgspec.Meta(pattern=ids.PATTERN)] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 50


class Sharing(Request):
    """What the client's therapist may see, kind by kind. Everything is off until the client switches it on."""

    moods: bool = False
    journal: bool = False
    worksheets: bool = False


class SharingState(Response):
    """The switches as they stand, and since when (null: never changed)."""

    moods: bool
    journal: bool
    worksheets: bool
    changed_at: datetime | None = None


class EntrySharing(Request):
    """Whether the client's therapist may see this one entry, whatever the switch of its kind says."""

    shared: bool
