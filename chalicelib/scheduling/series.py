"""Recurring appointments: one wall time, weekly or every other week, each date a booking of its own under one series id.

The series is kept first, under the request's Idempotency-Key; each date's appointment id follows from the series id and the date's
number. So whoever sends the request again, after a crash or a lost answer, goes on where it stopped and books nothing twice.
"""

import hashlib
from datetime import UTC, datetime

import msgspec

from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict, NotFound, Refused
from chalicelib.core.records import transaction
from chalicelib.scheduling import booking, openings, recurrence, rules, service, store
from chalicelib.scheduling.schemas import Appointment, MissedDate, Series, SeriesWish, Slot

_REFUSALS = (rules.SlotTaken, rules.ClientBusy, rules.NotOffered, rules.NotLicensed)


def book(grant: Grant, wish: SeriesWish, now: datetime) -> Series:
    """Book every date that can be had, and say which could not and what is nearest to those.

    The first date lies within the provider's horizon, the others may lie beyond it. Raises what `booking.book` raises for the client as
    a whole (ScreenOpen, ReviewOpen); what stands in the way of one date is reported with that date.
    """
    zone = service.zone_of_offer(grant.all("provider")[0].key("provider"))
    if wish.zone is not None:
        service.zone_named(wish.zone)
    booking.check_ahead(wish.start, now)
    series_id = _keep(grant, wish, now)
    booked: list[Appointment] = []
    missed: list[MissedDate] = []
    for number, date in enumerate(recurrence.dates(wish.start, clock.zone(zone), wish.every_weeks, wish.count)):
        try:
            booked.append(_date(grant, wish, series_id, number, date, now))
        except _REFUSALS as refused:
            missed.append(_missed(wish, date, refused, zone))
    return Series(id=series_id, every_weeks=wish.every_weeks, booked=booked, missed=missed)


def _keep(grant: Grant, wish: SeriesWish, now: datetime) -> str:
    """The id of the series: a new one, or the one an earlier sending of this request has begun."""
    series_id = ids.new(now)
    try:
        with transaction(grant, "series.book") as write:
            store.keep_series(write, grant, series_id, wish.every_weeks, wish.count)
            write.made(series_id)
    except idempotency.Replay as earlier:
        return earlier.made_id
    return series_id


def _date(grant: Grant, wish: SeriesWish, series_id: str, number: int, date: recurrence.Date, now: datetime) -> Appointment:
    """The appointment of one date, booked now or by an earlier sending."""
    appointment_id = _appointment_id(series_id, number)
    known = _known(grant, appointment_id, wish.zone)
    if known is not None:
        return known
    if date.skipped:
        raise rules.NotOffered(alternatives=[])
    start = datetime.fromtimestamp(date.start, UTC)
    wanted = openings.Wish(openings.span(start, wish.minutes), wish.minutes, wish.format, wish.zone, beyond=number > 0)
    try:
        return booking.book_date(grant, wanted, appointment_id, series_id, now)
    except (Conflict, Refused):
        # The same request sent twice at once: the other one may have booked just this date.
        known = _known(grant, appointment_id, wish.zone)
        if known is None:
            raise
        return known


def _known(grant: Grant, appointment_id: str, zone: str | None) -> Appointment | None:
    try:
        return service.appointment(grant, appointment_id, zone)
    except NotFound:
        return None


def _appointment_id(series_id: str, number: int) -> str:
    """An id as unguessable as the series', which nobody but its parties ever sees."""
    digest = hashlib.sha256(f"{series_id} {number}".encode()).digest()
    return series_id[:10] + "".join(ids.ALPHABET[byte % 32] for byte in digest[:16])


def _missed(wish: SeriesWish, date: recurrence.Date, refused: AppError, zone: str) -> MissedDate:
    local = datetime.fromtimestamp(date.start, clock.zone(wish.zone or zone))
    alternatives = msgspec.convert(refused.details.get("alternatives", []), list[Slot])
    return MissedDate(start=local, zone=wish.zone or zone, zone_name=rules.zone_name(local), code=refused.code, alternatives=alternatives)
