"""Public shapes of a provider's other calendar."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.core.schemas import Request, Response


class CalendarSource(Request):
    """Another calendar, by its address (https or webcal) or as the text of an iCalendar file: one of the two."""

    url: Annotated[str, Meta(min_length=8, max_length=2000)] | None = None
    text: Annotated[str, Meta(min_length=1, max_length=250_000)] | None = None


CalendarFailure = Literal["address", "unreachable", "too_slow", "too_large", "redirects", "not_a_calendar", "too_much"]


class BusyCalendar(Response):
    """The provider's other calendar, source null while there is none. times: how many times it takes, today and the months after.

    read_at: of the last good reading. failed_at, failure: of the last one, where it went wrong; what was read before still stands.
    """

    source: Literal["address", "file"] | None
    times: int
    read_at: datetime | None
    failed_at: datetime | None
    failure: CalendarFailure | None
