"""Public shapes of what a provider offers: hours, session lengths and limits."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.core.schemas import Request

Format = Literal["video", "audio", "text", "in_person"]
SessionType = Literal["individual", "consultation", "intake_assessment", "couples"]
ZoneName = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$(?!\n)")]


class Window(Struct, frozen=True, forbid_unknown_fields=True):
    """One working window of a date, in minutes after its midnight. `closes` above 1440 runs into the next date."""

    opens: Annotated[int, Meta(ge=0, lt=1440)]
    closes: Annotated[int, Meta(gt=0, le=2880)]


Windows = Annotated[list[Window], Meta(max_length=12)]


class DateHours(Struct, frozen=True, forbid_unknown_fields=True):
    """The hours of one date, instead of those of its weekday; none for a day off."""

    date: date
    windows: Windows = []


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """A session length that is offered, in minutes, how one may meet, and what the session is for. A type may have several lengths."""

    minutes: Annotated[int, Meta(ge=15, le=120, multiple_of=5)]
    formats: Annotated[list[Format], Meta(min_length=1, max_length=4)]
    type: SessionType = "individual"


class Offer(Request):
    """What a provider offers. weekly: seven lists of windows, Monday first, in `zone`. dates: dates with hours of their own.

    buffer_minutes: kept free between two sessions. notice_minutes: from now to the earliest start a client can book. horizon_days: from
    now to the latest. daily_cap: sessions that may begin on one date, null for no limit.
    """

    zone: ZoneName
    weekly: Annotated[list[Windows], Meta(min_length=7, max_length=7)]
    kinds: Annotated[list[Kind], Meta(min_length=1, max_length=16)]
    dates: Annotated[list[DateHours], Meta(max_length=400)] = []
    buffer_minutes: Annotated[int, Meta(ge=0, le=120, multiple_of=5)] = 10
    notice_minutes: Annotated[int, Meta(ge=0, le=43_200)] = 1440
    horizon_days: Annotated[int, Meta(ge=1, le=180)] = 60
    daily_cap: Annotated[int, Meta(ge=1, le=40)] | None = None
