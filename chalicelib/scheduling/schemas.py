"""Public shapes of slots, appointments and availability.

A start that is shown is local time with offset, beside the zone it is in (`zone`, IANA) and that zone's name on the day (`zone_name`).
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, field

from chalicelib.availability.schemas import Format, Offer, SessionType, ZoneName
from chalicelib.core.schemas import Request, Response

Status = Literal["booked", "cancelled", "completed", "no_show"]
PersonId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._~-]+$(?!\n)")]
Instant = Annotated[datetime, Meta(tz=True)]
Minutes = Annotated[int, Meta(ge=5, le=120)]
AppointmentId = Annotated[str, Meta(pattern=r"^[0-9a-z]{26}$(?!\n)")]
Cursor = Annotated[str, Meta(max_length=40, pattern=r"^[0-9]{1,11}\.[0-9a-z]{26}$(?!\n)")]


class SlotQuery(Request):
    """Which open times: local dates in `zone`, `to` exclusive. Two weeks from today, in the provider's or practice's zone, unless told.

    evening, weekend: only starts from 17:00 on, only Saturdays and Sundays, by the clock of `zone`; with both, what is either.
    type: only for sessions of this type; of any that is offered at this length unless told.
    """

    start: date | None = field(name="from", default=None)
    to: date | None = None
    minutes: Minutes = 50
    type: SessionType | None = None
    zone: ZoneName | None = None
    format: Format | None = None
    evening: bool = False
    weekend: bool = False


class MoveQuery(Request):
    """To which dates: local ones in `zone`, `to` exclusive. Two weeks from today, in the reader's own zone, unless told."""

    start: date | None = field(name="from", default=None)
    to: date | None = None
    zone: ZoneName | None = None


class Slot(Response):
    """One time that can be booked now."""

    provider_id: str
    start: datetime
    minutes: int
    zone: str
    zone_name: str
    formats: list[Format]


class Slots(Response):
    """Open times, soonest first."""

    zone: str
    slots: list[Slot]


class BookingWish(Request):
    """One open slot with a provider. client_ids: for whom, required from a provider. zone: the one the client looks at times in.

    type: individual where that is offered at this length, else the one type that is, unless told.
    """

    provider_id: PersonId
    start: Instant
    minutes: Minutes
    format: Format
    client_ids: Annotated[list[PersonId], Meta(min_length=1, max_length=4)] | None = None
    zone: ZoneName | None = None
    type: SessionType | None = None


class Appointment(Response):
    """One appointment. zone: the reader's; provider_zone: where the wall time was agreed. sequence: how often it was changed.

    series_id: of the recurring series it was booked with, if it was.
    """

    id: str
    provider_id: str
    client_ids: list[str]
    start: datetime
    minutes: int
    format: Format
    status: Status
    zone: str
    zone_name: str
    provider_zone: str
    sequence: int
    series_id: str | None = None
    type: SessionType = "individual"


class WardSession(Response):
    """A teen's session as their guardian sees it: who else comes to it, and what is done there, stay with the teen."""

    provider_name: str
    start: datetime
    minutes: int
    format: Format
    status: Status
    zone: str
    zone_name: str


class WardSessions(Response):
    """A teen's sessions, coming ones first, soonest first, then past ones, newest first."""

    items: list[WardSession]
    next: str | None = None


class AppointmentView(Appointment):
    """One appointment by itself. reason: why it was cancelled, in the words of whoever cancelled it, where they gave any."""

    reason: str | None = None


WhyFree = Literal["free", "moved_by_therapist", "late_before"]
"""Why a client owes nothing for a change, however late: the session itself is free; its therapist moved it there when it was too late to
change it for nothing; they themselves have moved it late before, and one appointment costs one late fee."""


class Changed(Appointment, kw_only=True):
    """An appointment after a change, or before it in a preview, and what the change costs the client now.

    fee_cents: what is owed, 0 with grace. grace: whether a fee is let go because it is the client's first. free_until: until when it
    costs nothing, with the zone's name then. policy: the rule as a sentence in the reader's language. free_because: why a client owes
    nothing for it however late it is; null where the notice decides.
    """

    fee_cents: int
    grace: bool
    free_until: datetime
    free_until_zone_name: str
    policy: str
    free_because: WhyFree | None = None


class Appointments(Response):
    """Coming ones first, soonest first, then past and cancelled ones, newest first; between two dates all of them, soonest first."""

    items: list[Appointment]
    next: str | None = None


class ListQuery(Request):
    """Which page, or which local dates of `zone`, `to` exclusive."""

    cursor: Cursor | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50
    start: date | None = field(name="from", default=None)
    to: date | None = None
    zone: ZoneName | None = None


class View(Request):
    """The zone to show times in; the reader's own unless told."""

    zone: ZoneName | None = None


class Move(Request):
    """Another start for the same session. preview: change nothing, only say what it would cost; it needs no start.

    fee_cents: what the client was shown that it costs; where it costs more by now, it is refused with `fee_changed`.
    """

    start: Instant | None = None
    preview: bool = False
    fee_cents: Annotated[int, Meta(ge=0)] | None = None
    zone: ZoneName | None = None


class Cancellation(Request):
    """An end to the appointment before it begins. preview: change nothing, only say what it would cost. fee_cents: as in a move."""

    reason: Annotated[str, Meta(max_length=500)] = ""
    preview: bool = False
    fee_cents: Annotated[int, Meta(ge=0)] | None = None


class Absence(Request):
    """Nobody came. preview: change nothing, only say what it costs the client."""

    preview: bool = False


class PreviewWish(Request):
    """An offer to look at before it is saved, the present one unless given, on local dates of its zone, `to` exclusive; a week unless told.

    minutes: the length of session that open times are counted for.
    """

    offer: Offer | None = None
    start: date | None = field(name="from", default=None)
    to: date | None = None
    minutes: Minutes = 50


class PreviewDay(Response):
    """One date: how many starts are open now and would be. clocks: which way they change on it, null where they do not."""

    date: date
    before: int
    after: int
    clocks: Literal["forward", "back"] | None


class BusyTime(Response):
    """A time that another calendar takes."""

    start: datetime
    minutes: int


class Preview(Response):
    """What clients would see and whom it would touch. outside: booked sessions, ever so far ahead, that would lie outside the hours.

    times: the starts that would be open, in `zone`.
    """

    zone: str
    days: list[PreviewDay]
    times: list[datetime]
    busy: list[BusyTime]
    outside: list[Appointment]
