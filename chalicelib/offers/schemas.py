"""Public shapes of waiting for a time and of the times that are offered.

A start that is shown is local time with offset, beside the zone it is in (`zone`, IANA) and that zone's name on the day (`zone_name`).
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.availability.schemas import Format, ZoneName
from chalicelib.core.schemas import Request, Response
from chalicelib.scheduling.schemas import AppointmentId, Minutes


class Wishes(Request):
    """What somebody waits for with a provider, by the clock of `zone`.

    weekdays: 1 is Monday; none named, any. evening, weekend: as in the search for open times. until: the last date they can use. moves:
    the appointment that is to move to such a time; its length and way of meeting then stand for `minutes` and `format`. earlier: only to
    one before it.
    """

    until: date
    zone: ZoneName
    weekdays: Annotated[list[Annotated[int, Meta(ge=1, le=7)]], Meta(max_length=7)] = []
    evening: bool = False
    weekend: bool = False
    minutes: Minutes = 50
    format: Format = "video"
    moves: AppointmentId | None = None
    earlier: bool = False


class WaitlistPlace(Response):
    """A place on a provider's waitlist. since, ends: instants. offer_id: of the offer that is open, if one is."""

    provider_id: str
    wishes: Wishes
    since: datetime
    ends: datetime
    offer_id: str | None = None


class WaitlistView(Response):
    """The caller's own place with one provider, null while they do not wait."""

    place: WaitlistPlace | None


class WaitingClient(Response):
    """Somebody in care who waits for the provider's times. since: an instant. offered: whether a time is kept for them now."""

    client_id: str
    wishes: Wishes
    since: datetime
    offered: bool


class WaitingClients(Response):
    """Who waits for a provider's times, who came first first."""

    items: list[WaitingClient]
    next: str | None = None


OfferState = Literal["open", "taken", "passed", "expired"]


class TimeOffer(Response):
    """A time that is kept for the caller until `held_until`, both in `zone`.

    moves: the appointment that moves there if they take it. appointment_id: what came of it, once it is taken.
    """

    id: str
    provider_id: str
    start: datetime
    held_until: datetime
    zone: str
    zone_name: str
    minutes: int
    format: Format
    state: OfferState
    moves: str | None
    appointment_id: str | None


class TimeOffers(Response):
    """The newest offers, newest first."""

    items: list[TimeOffer]
    next: str | None = None
