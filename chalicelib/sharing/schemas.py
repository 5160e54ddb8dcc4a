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
    """The switches as they stand. changed_at: when one was turned last; turned_at: when each was, only those that ever were."""

    moods: bool
    journal: bool
    worksheets: bool
    changed_at: datetime | None = None
    turned_at: dict[Kind, datetime] = {}


class Look(Response):
    """When a therapist last opened something of this kind, as the access log has it."""

    kind: Kind
    provider_id: str
    at: datetime


class Looks(Response):
    """The last time for each kind and therapist who opened anything of it within the last year."""

    items: list[Look]
    next: None = None


class EntrySharing(Request):
    """Whether the client's therapist may see this one entry, whatever the switch of its kind says."""

    shared: bool
