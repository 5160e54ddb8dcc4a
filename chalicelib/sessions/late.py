"""A client waits and the therapist has not come: ten minutes after the start whoever is on call is told, to call them."""

from datetime import datetime, timedelta

from chalicelib.core import log
from chalicelib.core.access import Grant, Subject
from chalicelib.practice import service as practices
from chalicelib.safety import alerts
from chalicelib.scheduling import service as scheduling
from chalicelib.sessions import store

JOB = "sessions"
ALERT_AFTER = timedelta(minutes=10)


def look(client_id: str, provider_id: str, appointment_id: str, now: datetime) -> datetime | None:
    """Alert the therapist and those on call if the client still waits and the therapist has not come; when to look again, if at all."""
    client = Grant.for_job(JOB, Subject("client", client_id))
    provider = Grant.for_job(JOB, Subject("provider", provider_id))
    appointment = scheduling.appointment(provider, appointment_id)
    if appointment.status != "booked" or store.has_come(provider, appointment_id, appointment.start):
        return None
    due = appointment.start + ALERT_AFTER
    if now < due:
        return due
    door, _ = store.at_door(client, provider, appointment_id)
    if door is None or door.admitted_at:
        return None
    told = [person for person in dict.fromkeys([provider_id, *practices.on_call(now)]) if alerts.tell(person, appointment.start, now)]
    log.event("alert_sent", count=len(told))
    return None
