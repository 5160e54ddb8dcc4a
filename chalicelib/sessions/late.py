"""A client waits and the therapist has not come, or has come and gone again.

Ten minutes after the start whoever is on call is told, to call them, and the practice sees it. When the time is over, a session that its
therapist never joined is called off, and the client is owed its minutes; of one that they did join, people have to say what came of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from chalicelib.care.rules import CONSULTATION
from chalicelib.core import log, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import NotFound
from chalicelib.core.writing import transaction
from chalicelib.ledger import service as ledger
from chalicelib.practice import service as practices
from chalicelib.providers import service as providers
from chalicelib.safety import alerts
from chalicelib.scheduling import outcome
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.rules import NotBegun, came_in_time, minutes_after
from chalicelib.scheduling.schemas import Appointment
from chalicelib.sessions import absences, rules, service, store
from chalicelib.sessions.schemas import AbsenceState, AbsentTherapist, AbsentTherapists, CalledOff, NotHeldWish

JOB = "sessions"
ALERT_AFTER = 10
"""Minutes after the start."""


def look(client_id: str, provider_id: str, appointment_id: str, now: datetime) -> datetime | None:
    """See to a client who waits while the therapist has not come, or has gone again; when to look again, if at all. Safe to repeat."""
    provider = Grant.for_job(JOB, Subject("provider", provider_id))
    appointment = scheduling.appointment(provider, appointment_id)
    if appointment.status != "booked":
        return None
    due = minutes_after(appointment.start, ALERT_AFTER)
    if now < due:
        return due
    grant = _everybody(appointment)
    doors = service.arrived(grant, grant.all("client"), appointment)
    if not any(door.client_id == client_id for door in doors) or any(door.admitted_at for door in doors):
        return None
    has_come = outcome.has_come(provider, appointment_id)
    # A therapist who is there sees that they cannot let in who is in the wrong place, which may still be corrected.
    waits = not has_come or bool(_could_be_let_in(grant, doors, appointment, now))
    over = rules.window(appointment.start, appointment.minutes).closes + timedelta(seconds=1)
    if now < over:
        if waits:
            _tell(appointment, now)
        return over
    if has_come and waits:
        # Whether they left too early or the client did not stay is for people to say.
        _list(appointment, "unsaid")
    elif not has_come:
        _call_off(grant, doors, appointment, True, now)
    return None


def not_held(grant: Grant, appointment_id: str, wish: NotHeldWish, now: datetime) -> CalledOff:
    """Call off, at no cost, a session whose time has come and that did not take place, by its therapist's word.

    Whoever could have been seen and came in time is owed its minutes where the client waited, and online where the therapist never came.
    Raises NotBegun, NotBooked, and SomebodyWasIn, for then there is something to record.
    """
    appointment = scheduling.appointment(grant, appointment_id)
    if appointment.start > now:
        raise NotBegun(starts_at=appointment.start.isoformat())
    doors = service.arrived(grant, grant.all("client"), appointment)
    if any(door.admitted_at for door in doors):
        raise rules.SomebodyWasIn
    waited = wish.client_waited or not (rules.in_person(appointment.format) or outcome.has_come(grant, appointment_id))
    return CalledOff(appointment_id=appointment_id, credited_minutes=_call_off(grant, doors, appointment, waited, now))


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


def _everybody(appointment: Appointment) -> Grant:
    clients = (Subject("client", client_id) for client_id in appointment.client_ids)
    return Grant.for_job(JOB, Subject("provider", appointment.provider_id), *clients)


def _practice() -> Grant:
    return Grant.for_job(JOB, Subject("practice", settings.load().practice))


def _list(appointment: Appointment, state: AbsenceState) -> None:
    with transaction(_practice(), "session.late") as write:
        absences.note(write, appointment.id, appointment.provider_id, appointment.start, state)


def _tell(appointment: Appointment, now: datetime) -> None:
    # Of a couple both wait, and one word of it is enough.
    if absences.is_listed(_practice(), appointment.id):
        return
    people = dict.fromkeys([appointment.provider_id, *practices.on_call(now)])
    told = [person for person in people if alerts.tell(person, appointment.start, now)]
    _list(appointment, "waiting")
    log.event("alert_sent", count=len(told))


def _could_be_let_in(grant: Grant, doors: Sequence[store.DoorRecord], appointment: Appointment, now: datetime) -> list[Grant]:
    """Who of those at the door came in time, from a place where the therapist may see them."""
    in_time = {door.client_id for door in doors if came_in_time(door.since, appointment.start, appointment.minutes)}
    clients = [client for client in grant.all("client") if client.subject_id in in_time]
    (provider,) = grant.all("provider")
    said = store.attestations(provider, clients, appointment.id)
    return [client for client, one in zip(clients, said, strict=True) if service.may_be_seen(provider, one, now)]


def _call_off(grant: Grant, doors: Sequence[store.DoorRecord], appointment: Appointment, waited: bool, now: datetime) -> int:
    """Cancel it at no cost; the minutes that are owed to each who waited."""
    owed: Sequence[Grant] = []
    if waited:
        owed = grant.all("client") if rules.in_person(appointment.format) else _could_be_let_in(grant, doors, appointment, now)
    minutes = 0 if appointment.type == CONSULTATION or not owed else appointment.minutes
    with transaction(grant, "session.missed") as write:
        outcome.call_off(write, grant, appointment.id, now)
        if owed:
            absences.note(write, appointment.id, appointment.provider_id, appointment.start, "missed")
        else:
            absences.settle(write, appointment.id)
        for client in owed:
            ledger.credit(write, client, appointment.id, minutes, now, "therapist_absent")
    return minutes


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
