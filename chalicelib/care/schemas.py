"""Who treats whom."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Status = Literal["active", "ended"]


class CareLink(Struct, frozen=True, kw_only=True):
    """One relation as one side sees it.

    person_id: the other side. care_id: the relation's own opaque id, also the id of its message thread. practice: true for the relation
    between a client and the practice's office. until: None while active. opens_from: since when the client's record is open to the
    provider, None for all of it.
    """

    care_id: str
    person_id: str
    status: Status
    since: datetime
    until: datetime | None = None
    practice: bool = False
    opens_from: datetime | None = None


class Consultation(Struct, frozen=True, kw_only=True):
    """A free first talk as one side sees it. until: when it ends by itself. appointment_id: the talk, once it is booked."""

    person_id: str
    since: datetime
    until: datetime
    appointment_id: str | None = None
