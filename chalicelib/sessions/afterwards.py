"""After a session: what was held and what is credited, and the client's two answers."""

from datetime import datetime

from chalicelib.core.access import Grant
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.rules import minutes_after
from chalicelib.scheduling.schemas import Appointment
from chalicelib.sessions import rules, store
from chalicelib.sessions.kept import CHECK_OUTS
from chalicelib.sessions.schemas import CheckOut, CheckOutGiven, CheckOuts, Held


def unsaid(appointment: Appointment, now: datetime) -> bool:
    """Whether its therapist has yet to say what came of a session whose time is over. Nothing is charged by itself."""
    return rules.unsaid(appointment.status, rules.window(appointment.start, appointment.minutes), now)


def held(grant: Grant, appointment_id: str) -> Held:
    """What a session came to, for one of its parties. Raises NotHeld."""
    found = _attendance(grant, appointment_id)
    if found is None:
        raise rules.NotHeld
    appointment = scheduling.appointment(grant, appointment_id)
    added = rules.minutes_held(minutes_after(appointment.start, appointment.minutes), found.ended)
    came = grant.subject.kind == "provider" or grant.subject_id in found.attended
    return Held(
        minutes=rules.minutes_held(found.started, found.ended),
        started_at=found.started,
        ended_at=found.ended,
        came=came,
        late_minutes=found.late,
        lost_minutes=found.lost.minutes,
        made_up_minutes=max(0, min(found.late + found.lost.minutes, added)),
        credited_minutes=found.credited,
    )


def answer(grant: Grant, appointment_id: str, given: CheckOut) -> CheckOuts:
    """Keep the client's two answers, in place of earlier ones. Raises NotHeld for a session they were not in."""
    found = _attendance(grant, appointment_id)
    if found is None or grant.subject_id not in found.attended:
        raise rules.NotHeld
    CHECK_OUTS.keep(grant, given, "session.check-out", appointment_id)
    return answers(grant, appointment_id)


def answers(grant: Grant, appointment_id: str) -> CheckOuts:
    """A client's own answers; for the therapist those of each client who gave any."""
    clients = [grant] if grant.subject.kind == "client" else grant.all("client")
    given = CHECK_OUTS.read(clients, appointment_id)
    pairs = zip(clients, given, strict=True)
    items = [CheckOutGiven(client_id=client.subject_id, heard=one.heard, helped=one.helped) for client, one in pairs if one]
    return CheckOuts(items=items)


def _attendance(grant: Grant, appointment_id: str) -> rules.Attendance | None:
    (provider,) = grant.all("provider")
    return store.attendance(provider, appointment_id)
