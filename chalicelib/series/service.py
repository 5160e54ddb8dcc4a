"""Recurring appointments: one wall time, weekly or every other week, each date a booking of its own under one series id.

The series is kept first, under the request's Idempotency-Key; each date's appointment id follows from the series id and the date's
number. So whoever sends the request again, after a crash or a lost answer, goes on where it stopped and books nothing twice; without a
key too, for a series of which not every date was tried is found again by what was asked.
"""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime

import msgspec
from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.availability import service as hours
from chalicelib.availability.rules import NotOffered, meant
from chalicelib.care.rules import CONSULTATION
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict, InvalidInput, NotFound, Refused, Unavailable
from chalicelib.core.writing import transaction
from chalicelib.practice import service as practices
from chalicelib.scheduling import booking, changing, ending, openings
from chalicelib.scheduling import rules as scheduling_rules
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.schemas import Appointment, Cancellation, Changed, Slot
from chalicelib.series import rules, store
from chalicelib.series.schemas import MissedDate, Series, SeriesCancellation, SeriesChanged, SeriesView, SeriesWish

BOOKED = "series.booked"
"""Topic: a series was asked for; its dates are told together once they were tried."""
_FAILURES = (Unavailable, BotoCoreError, ClientError, PynamoDBException)


class CutOff(Unavailable):
    """A service failed between two dates. series_id: what to ask for; booked: the starts that are booked; the same request goes on."""

    sentence = "Not every date is booked yet. Please send the same again: it goes on where it stopped."


_REFUSALS = (scheduling_rules.SlotTaken, scheduling_rules.ClientBusy, NotOffered, scheduling_rules.NotLicensed)


def book(grant: Grant, wish: SeriesWish, now: datetime) -> Series:
    """Book every date that can be had, and say which could not and what is nearest to those.

    The first date lies within the provider's horizon, the others may lie beyond it. Raises what `booking.book` raises for the client as
    a whole (ScreenOpen, ReviewOpen); what stands in the way of one date is reported with that date.
    """
    offer = hours.made_by(grant.all("provider")[0].key("provider"))
    if meant(((one.minutes, one.type) for one in offer.kinds), wish.minutes, wish.type) == CONSULTATION:
        raise InvalidInput("A first talk is held once.", field="type")
    zone = offer.zone
    if wish.zone is not None:
        clock.zone_named(wish.zone)
    openings.check_ahead(wish.start, now)
    series_id = _keep(grant, wish, now)
    booked: list[Appointment] = []
    missed: list[MissedDate] = []
    for number, date in enumerate(rules.dates(wish.start, clock.zone(zone), wish.every_weeks, wish.count)):
        try:
            booked.append(_date(grant, wish, series_id, number, date, now))
        except _REFUSALS as refused:
            missed.append(_missed(wish, date, refused, zone))
        except _FAILURES as failed:
            raise CutOff(series_id=series_id, booked=[one.start.isoformat() for one in booked]) from failed
    store.finish(grant, series_id, now)
    return Series(id=series_id, every_weeks=wish.every_weeks, booked=booked, missed=missed)


def _keep(grant: Grant, wish: SeriesWish, now: datetime) -> str:
    """The id of the series: a new one, or the one an earlier sending of this request has begun."""
    asked = hashlib.sha256(msgspec.json.encode(wish)).hexdigest()
    try:
        idempotency.check_earlier()
        begun = store.cut_off(grant, asked)
        series_id = begun.series_id if begun else ids.new(now)
        with transaction(grant, "series.book") as write:
            if begun:
                store.go_on_with(write, begun)
            else:
                store.keep(write, grant, series_id, wish.every_weeks, wish.count, asked)
            refs = {"series_id": series_id, "provider_id": grant.all("provider")[0].subject_id, "since": now.isoformat()}
            write.tell(BOOKED, refs, due=now + ending.SETTLES)
            write.made(series_id)
    except idempotency.Replay as earlier:
        return earlier.made_id
    return series_id


def view(grant: Grant, series_id: str) -> SeriesView:
    """A series and those of its dates that were booked. grant: a party's."""
    record = _known(grant, series_id)
    return SeriesView(id=series_id, every_weeks=int(record.every_weeks), dates=_dates(grant, record))


def outcome(provider: Grant, series_id: str) -> tuple[list[Appointment], bool]:
    """The dates that are booked, soonest first, and whether every date was tried."""
    record = _known(provider, series_id)
    dates = [one for one in _dates(provider, record) if one.status == "booked"]
    return dates, store.tried(record)


def cancel(grant: Grant, series_id: str, wish: SeriesCancellation, now: datetime) -> SeriesChanged:
    """Cancel the dates that are booked and ahead, each by itself; with `preview` only say what that costs now.

    Safe to repeat: dates that are cancelled are passed over. Raises FeeChanged.
    """
    dates = _to_end(grant, series_id, wish, now)
    provider_id = grant.all("provider")[0].subject_id
    end_id = None if wish.preview else ending.announce(grant, "series.cancel", provider_id, [one.id for one in dates], now)
    changed: list[Changed] = []
    for one in dates:
        # The soonest date first: where the notice has begun meanwhile, nothing is cancelled yet.
        left = None if wish.fee_cents is None else max(wish.fee_cents - sum(before.fee_cents for before in changed), 0)
        asked = Cancellation(reason=wish.reason, preview=wish.preview, fee_cents=left)
        with suppress(scheduling_rules.NotBooked, scheduling_rules.AlreadyBegun):
            changed.append(changing.cancel(grant, one.id, asked, now, first=not changed, end_id=end_id))
    if wish.preview:
        changed = _one_grace(changed)
    return SeriesChanged(
        id=series_id, dates=changed, fee_cents=sum(one.fee_cents for one in changed), grace=any(one.grace for one in changed)
    )


def _to_end(grant: Grant, series_id: str, wish: SeriesCancellation, now: datetime) -> list[Appointment]:
    """The dates of a series that are to be cancelled, soonest first."""
    ahead = [one for one in _dates(grant, _known(grant, series_id)) if one.status == "booked" and one.start > now]
    return [one for one in ahead if wish.start is None or one.start.date() >= wish.start]


def _one_grace(previews: list[Changed]) -> list[Changed]:
    """The previews as cancelling one after the other will turn out: only the first late one is let go."""
    late = [number for number, one in enumerate(previews) if one.grace]
    fee = practices.practice().policy.late_fee_cents
    return [msgspec.structs.replace(one, grace=False, fee_cents=fee) if number in late[1:] else one for number, one in enumerate(previews)]


def _known(grant: Grant, series_id: str) -> store.SeriesRecord:
    record = store.find(grant, series_id)
    if record is None:
        raise NotFound
    return record


def _dates(grant: Grant, record: store.SeriesRecord) -> list[Appointment]:
    return scheduling.several(grant, [_appointment_id(record.series_id, number) for number in range(int(record.dates))])


def _date(grant: Grant, wish: SeriesWish, series_id: str, number: int, date: rules.Date, now: datetime) -> Appointment:
    """The appointment of one date, booked now or by an earlier sending."""
    appointment_id = _appointment_id(series_id, number)
    known = scheduling.find(grant, appointment_id, wish.zone)
    if known is not None:
        return known
    if date.skipped:
        raise NotOffered(alternatives=[])
    start = datetime.fromtimestamp(date.start, UTC)
    wanted = openings.Wish(
        scheduling_rules.span(start, wish.minutes), wish.minutes, wish.format, wish.zone, beyond=number > 0, session_type=wish.type
    )
    try:
        return booking.book_date(grant, wanted, appointment_id, series_id, now)
    except (Conflict, Refused):
        # The same request sent twice at once: the other one may have booked just this date.
        known = scheduling.find(grant, appointment_id, wish.zone)
        if known is None:
            raise
        return known


def _appointment_id(series_id: str, number: int) -> str:
    """An id as unguessable as the series', which nobody but its parties ever sees."""
    digest = hashlib.sha256(f"{series_id} {number}".encode()).digest()
    return series_id[:10] + "".join(ids.ALPHABET[byte % 32] for byte in digest[:16])


def _missed(wish: SeriesWish, date: rules.Date, refused: AppError, zone: str) -> MissedDate:
    local = datetime.fromtimestamp(date.start, clock.zone(wish.zone or zone))
    alternatives = msgspec.convert(refused.details.get("alternatives", []), list[Slot])
    name = scheduling_rules.zone_name(local)
    return MissedDate(start=local, zone=wish.zone or zone, zone_name=name, code=refused.code, alternatives=alternatives)
