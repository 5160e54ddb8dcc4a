"""A client waits and the therapist has not come.

Ten minutes after the start whoever is on call is told, to call them, and the practice sees it. When the time is over the session is called
off, and the client is owed its minutes.
"""

from datetime import datetime, timedelta, tzinfo

from chalicelib.care.rules import CONSULTATION
from chalicelib.core import log, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import NotFound
from chalicelib.core.records import transaction
from chalicelib.ledger import service as ledger
from chalicelib.practice import service as practices
from chalicelib.providers import service as providers
from chalicelib.safety import alerts
from chalicelib.scheduling import booking
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.schemas import Appointment
from chalicelib.sessions import absences, rules, store
from chalicelib.sessions.schemas import AbsentTherapist, AbsentTherapists

JOB = "sessions"
ALERT_AFTER = timedelta(minutes=10)


def look(client_id: str, provider_id: str, appointment_id: str, now: datetime) -> datetime | None:
    """See to a client who waits while the therapist has not come; when to look again, if at all. Safe to repeat."""
    client = Grant.for_job(JOB, Subject("client", client_id))
    provider = Grant.for_job(JOB, Subject("provider", provider_id))
    appointment = scheduling.appointment(provider, appointment_id)
    if appointment.status != "booked" or booking.has_come(provider, appointment_id):
        return None
    due = appointment.start + ALERT_AFTER
    if now < due:
        return due
    door, _ = store.at_door(client, provider, appointment_id)
    if door is None or door.admitted_at:
        return None
    over = rules.window(appointment.start, appointment.minutes).closes + timedelta(seconds=1)
    if now < over:
        _tell(appointment, now)
        return over
    _call_off(appointment, now)
    return None


def absent(grant: Grant, zone: tzinfo) -> AbsentTherapists:
    """The sessions whose therapist has not come, the latest first."""
    found = sorted(absences.listed(grant), key=lambda record: record.start, reverse=True)
    return AbsentTherapists(items=[_shown(record, zone) for record in found])


def seen_to(grant: Grant, appointment_id: str) -> None:
    """Take a session off the practice's list. Raises NotFound for one that is not on it."""
    if not absences.is_listed(grant, appointment_id):
        raise NotFound
    with transaction(grant, "absence.handled") as write:
        absences.settle(write, appointment_id)


def _tell(appointment: Appointment, now: datetime) -> None:
    with transaction(Grant.for_job(JOB, Subject("practice", settings.load().practice)), "session.late") as write:
        absences.note(write, appointment.id, appointment.provider_id, appointment.start, "waiting")
    people = dict.fromkeys([appointment.provider_id, *practices.on_call(now)])
    told = [person for person in people if alerts.tell(person, appointment.start, now)]
    log.event("alert_sent", count=len(told))


def _call_off(appointment: Appointment, now: datetime) -> None:
    clients = [Subject("client", client_id) for client_id in appointment.client_ids]
    grant = Grant.for_job(JOB, Subject("provider", appointment.provider_id), *clients)
    doors = store.doors(grant, grant.all("client"), appointment.id)
    came = {door.client_id for door in doors if rules.came(door.since, appointment.start)}
    free = appointment.type == CONSULTATION
    with transaction(grant, "session.missed") as write:
        booking.call_off(write, grant, appointment.id, now)
        absences.note(write, appointment.id, appointment.provider_id, appointment.start, "missed")
        for client in grant.all("client"):
            if client.subject_id in came and not free:
                ledger.credit(write, client, appointment.id, appointment.minutes, now, "therapist_absent")


def _shown(record: absences.AbsenceRecord, zone: tzinfo) -> AbsentTherapist:
    listing, local = providers.known(record.provider_id), record.start.astimezone(zone)
    return AbsentTherapist(
        appointment_id=record.appointment_id,
        provider_id=record.provider_id,
        provider=listing.name if listing else "",
        start=local,
        zone_name=local.tzname() or "",
        state=record.state,  # type: ignore[arg-type]
    )
