"""Reading one's appointments. `diaries` reads open times; `booking`, `changing` and `outcome` write."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec

from chalicelib.availability.rules import day_range
from chalicelib.care import access as care_access
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.practice import service as practices
from chalicelib.scheduling import rules, store
from chalicelib.scheduling.schemas import Appointment, Appointments, AppointmentView, ListQuery

Shown = TypeVar("Shown", bound=Appointment)


def appointments(grant: Grant, query: ListQuery, now: datetime) -> Appointments:
    """One page of the caller's own appointments, or all that start on certain dates."""
    if query.zone is not None:
        clock.zone_named(query.zone)
    if query.start is not None or query.to is not None:
        return _on_dates(grant, query, now)
    records: list[store.AppointmentRecord] = []
    following = None
    for record in store.latest_first(grant, query.cursor, query.limit + 1):
        # Coming ones stand first and soonest first, so the first page holds everything ahead, however much it is.
        if len(records) >= query.limit and record.start <= now:
            following = store.cursor(records[-1])
            break
        records.append(record)
    coming = [record for record in records if _coming(record, now)]
    rest = [record for record in records if not _coming(record, now)]
    found = _open_to_reader(grant, [*reversed(coming), *rest])
    return Appointments(items=[shown(record, query.zone) for record in found], next=following)


def _on_dates(grant: Grant, query: ListQuery, now: datetime) -> Appointments:
    zone = query.zone or practices.practice().zone
    first, end = rules.dates(query.start, query.to, clock.date_in(zone, now), 1, rules.MOST_DAYS)
    return Appointments(items=[shown(record, query.zone) for record in _starting(grant, first, end, zone)])


def _starting(grant: Grant, first: date, end: date, zone: str) -> list[store.AppointmentRecord]:
    begin, finish = (datetime.fromtimestamp(instant, UTC) for instant in day_range(first, end, clock.zone(zone)))
    return _open_to_reader(grant, store.between(grant, begin, finish))


def _open_to_reader(grant: Grant, records: list[store.AppointmentRecord]) -> list[store.AppointmentRecord]:
    """What of these the reader may open by itself: a provider none with somebody they do not treat any more."""
    if grant.caller.role != "provider" or not records:
        return records
    known = care_access.met(grant.caller_id, (client_id for record in records for client_id in record.client_ids))
    return [record for record in records if known.issuperset(record.client_ids)]


def days(grant: Grant, first: date, end: date, zone: str) -> list[Appointment]:
    """The caller's appointments that start from one date of `zone` up to, not including, another, soonest first, cancelled ones included.

    One query.
    """
    return [shown(record, zone) for record in _starting(grant, first, end, zone)]


def between(grant: Grant, first: datetime, end: datetime) -> list[Appointment]:
    """Those of the grant's own side that start from `first` up to, not including, `end`, soonest first, cancelled ones included.

    Whoever reads: also those with somebody whom a provider does not treat any more.
    """
    return [shown(record) for record in store.between(grant, first, end)]


def several(grant: Grant, appointment_ids: Sequence[str]) -> list[Appointment]:
    """Those of these appointments that the grant's own side has, soonest first, each in the zone their copy names."""
    return [shown(record) for record in sorted(store.appointments(grant, appointment_ids), key=lambda one: one.start)]


def appointment(grant: Grant, appointment_id: str, zone: str | None = None) -> Appointment:
    """One of the caller's appointments, in `zone` or their own. Raises NotFound."""
    found = find(grant, appointment_id, zone)
    if found is None:
        raise NotFound
    return found


def find(grant: Grant, appointment_id: str, zone: str | None = None) -> Appointment | None:
    """The same, None where there is no such appointment of theirs."""
    if zone is not None:
        clock.zone_named(zone)
    record = store.appointment(grant, appointment_id)
    return None if record is None else shown(record, zone)


def view(grant: Grant, appointment_id: str, zone: str | None) -> AppointmentView:
    """The same with the reason it was cancelled for: the client's own to read, and the provider's."""
    seen = appointment(grant, appointment_id, zone)
    clients = [grant] if grant.subject.kind == "client" else grant.all("client")
    reasons = (store.reason(client, appointment_id) for client in clients) if seen.status == "cancelled" else ()
    return AppointmentView(**msgspec.structs.asdict(seen), reason=next(filter(None, reasons), None))


def shown(record: store.AppointmentRecord, zone: str | None = None) -> Appointment:
    """An appointment as one party sees it: in `zone`, or in the one their copy names."""
    seen = Appointment(
        id=record.appointment_id,
        provider_id=record.provider_id,
        client_ids=list(record.client_ids),
        start=record.start,
        minutes=int(record.minutes),
        format=record.format,  # type: ignore[arg-type]
        status=record.status,  # type: ignore[arg-type]
        zone="UTC",
        zone_name="UTC",
        provider_zone=record.zone,
        sequence=int(record.sequence),
        series_id=record.series_id,
        type=record.type,
    )
    return in_zone(seen, zone or record.reader_zone)


def in_zone(appointment: Shown, zone: str) -> Shown:
    """The same appointment with its time in this zone, which must be a known one."""
    local = appointment.start.astimezone(clock.zone(zone))
    return msgspec.structs.replace(appointment, start=local, zone=zone, zone_name=rules.zone_name(local))


def _coming(record: store.AppointmentRecord, now: datetime) -> bool:
    return record.status == "booked" and rules.minutes_after(record.start, int(record.minutes)) > now
