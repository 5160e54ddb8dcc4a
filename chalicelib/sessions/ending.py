"""The end of a session: who was there, what is owed of it, and that it was held."""

from datetime import datetime

from chalicelib.care.rules import CONSULTATION
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.writing import transaction
from chalicelib.ledger import service as ledger
from chalicelib.scheduling import outcome
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.rules import NotBegun, minutes_after
from chalicelib.scheduling.schemas import Appointment
from chalicelib.sessions import rules, service, store
from chalicelib.sessions.schemas import Ended, EndWish


def end(grant: Grant, appointment_id: str, wish: EndWish, now: datetime) -> Ended:
    """Record who was there and what the line took, credit it, complete the appointment. Safe to repeat.

    Raises NobodyCame and NotOnline; of one in person NotBegun and NotBooked, and NotFound for somebody it is not with.
    """
    earlier = store.attendance(grant, appointment_id)
    if earlier is None:
        appointment = scheduling.appointment(grant, appointment_id)
        earlier = (_met if rules.in_person(appointment.format) else _attendance)(grant, appointment, wish, now)
        with transaction(grant, "session.end") as write:
            store.keep_attendance(write, grant, appointment_id, earlier)
            for client in grant.all("client"):
                if client.subject_id in earlier.attended:
                    ledger.credit(write, client, appointment_id, earlier.credited, now)
            outcome.complete(write, grant, appointment_id)
    return _ended(earlier)


def _met(grant: Grant, appointment: Appointment, wish: EndWish, now: datetime) -> rules.Attendance:
    if appointment.start > now:
        raise NotBegun(starts_at=appointment.start.isoformat())
    attended = wish.attended or appointment.client_ids
    if not set(attended) <= set(appointment.client_ids):
        raise NotFound
    return rules.met(appointment.start, appointment.minutes, [one for one in appointment.client_ids if one in attended], now)


def _attendance(grant: Grant, appointment: Appointment, wish: EndWish, now: datetime) -> rules.Attendance:
    rules.check_joinable(appointment.status, appointment.format)
    inside = [(door, door.admitted_at) for door in service.arrived(grant, grant.all("client"), appointment) if door.admitted_at]
    if not inside:
        raise rules.NobodyCame
    first, started = min(inside, key=lambda one: one[1])
    lost = service.lost_of(grant, appointment)
    late = rules.minutes_late(appointment.start, first.since, started)
    due = minutes_after(appointment.start, appointment.minutes)
    ended = rules.ended_at(rules.window(appointment.start, appointment.minutes, lost.minutes), started, due, now)
    # A free first talk was not paid for, so none of it is owed.
    owed = 0 if appointment.type == CONSULTATION else min(lost.minutes + late, appointment.minutes)
    credit = rules.credited(owed, due, ended)
    return rules.Attendance([door.client_id for door, _ in inside], started, ended, lost, credit, late)


def _ended(held: rules.Attendance) -> Ended:
    return Ended(
        attended=held.attended,
        started_at=held.started,
        ended_at=held.ended,
        minutes=rules.minutes_held(held.started, held.ended),
        lost_seconds=held.lost.total.total_seconds(),
        agreed_seconds=held.lost.agreed.total_seconds(),
        late_minutes=held.late,
        credited_minutes=held.credited,
    )
