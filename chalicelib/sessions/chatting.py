"""What is written in a session, kept with the messages of every client who is in."""

from datetime import datetime

from chalicelib.core.access import Grant
from chalicelib.messaging import service as messaging
from chalicelib.scheduling.schemas import Appointment
from chalicelib.sessions import rules, service
from chalicelib.sessions.schemas import ChatKept, ChatLine, ChatLines, ChatText


def write(grant: Grant, appointment_id: str, wish: ChatText, now: datetime) -> ChatKept:
    """Keep what somebody in the session wrote with the messages of every client who is in. Raises as join does, and NotWaiting."""
    appointment = service.open_session(grant, appointment_id, now)
    (provider,) = grant.all("provider")
    there = _inside(grant, appointment, now)
    if not there:
        raise rules.NotWaiting
    return ChatKept(id=messaging.keep_chat(grant, provider, there, appointment_id, wish.text, now))


def lines(grant: Grant, appointment_id: str, *, details: bool, now: datetime) -> ChatLines:
    """What is kept of a session's chat: one's own copy, or for the therapist that of who was let in first. Raises as `join` does."""
    appointment = service.open_session(grant, appointment_id, now)
    (provider,) = grant.all("provider")
    inside = _inside(grant, appointment, now)
    if not inside:
        return ChatLines(admitted=False, items=[])
    copy = next((client for client in inside if client.subject_id == grant.subject_id), inside[0])
    found = messaging.written(provider, copy, appointment_id, rules.window(appointment.start, appointment.minutes).opens, words=details)
    return ChatLines(admitted=True, items=[ChatLine(**line._asdict()) for line in found])


def _inside(grant: Grant, appointment: Appointment, now: datetime) -> list[Grant]:
    """The clients who were let in, who was first first; nobody where the grant is of a client who was not.

    Who has said since that they are where the therapist may not see them is not in until they correct it. Raises NotLicensedThere
    where that is the grant's client.
    """
    (provider,) = grant.all("provider")
    clients = {client.subject_id: client for client in grant.all("client")}
    admitted = [door for door in service.arrived(provider, list(clients.values()), appointment) if door.admitted_at]
    own = next((door for door in admitted if door.client_id == grant.subject_id), None)
    if grant.subject.kind == "client" and own is None:
        return []
    if own is not None and own.elsewhere:
        raise service.not_licensed(service.listing_of(provider), now)
    return [clients[door.client_id] for door in sorted(admitted, key=lambda one: one.admitted_at) if not door.elsewhere]
