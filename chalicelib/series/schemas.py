"""Public shapes of recurring appointments."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, field

from chalicelib.core.schemas import Request, Response
from chalicelib.scheduling.schemas import Appointment, BookingWish, Changed, Slot


class SeriesWish(BookingWish, kw_only=True):
    """A time that comes again every week or every other week, at the same wall time in the provider's zone.

    count: how many dates, the first included.
    """

    every_weeks: Literal[1, 2] = 1
    count: Annotated[int, Meta(ge=2, le=26)]


class MissedDate(Response):
    """A date of a series that could not be had. code: what stood in the way. alternatives: the nearest open times, if any."""

    start: datetime
    zone: str
    zone_name: str
    code: str
    alternatives: list[Slot]


class Series(Response):
    """What a recurring booking came to: every date is in one of the two lists, soonest first."""

    id: str
    every_weeks: int
    booked: list[Appointment]
    missed: list[MissedDate]


class SeriesView(Response):
    """A recurring booking and its dates, soonest first: booked, moved, cancelled or over."""

    id: str
    every_weeks: int
    dates: list[Appointment]


class SeriesCancellation(Request):
    """An end to the dates of a series that are ahead. start: from this local date of the reader's on. preview: change nothing.

    fee_cents: what they were shown to cost together, as in a move.
    """

    start: date | None = field(name="from", default=None)
    reason: Annotated[str, Meta(max_length=500)] = ""
    preview: bool = False
    fee_cents: Annotated[int, Meta(ge=0)] | None = None


class SeriesChanged(Response):
    """The dates a series' end concerns, each with what it costs, and what they cost together. grace: whether one fee is let go."""

    id: str
    dates: list[Changed]
    fee_cents: int
    grace: bool
