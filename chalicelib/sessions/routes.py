"""Joining, the door, admission and the end."""

from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.gate import SecureBlueprint
from chalicelib.scheduling.access import held_by, party_to
from chalicelib.sessions import service
from chalicelib.sessions.schemas import (
    Admission,
    Admitted,
    ChatKept,
    ChatText,
    Ended,
    Joined,
    JoinWish,
    LineRecorded,
    LineReport,
    Lobby,
    LobbyQuery,
)

api = SecureBlueprint(__name__)


@api.route("/appointments/{appointment_id}/join", methods=["POST"], allow=party_to(path="appointment_id"), body=JoinWish, returns=Joined)
def join(grant: Grant, appointment_id: str, wish: JoinWish) -> Joined:
    """Open one's own line to a session, within its window."""
    return service.join(grant, appointment_id, wish, clock.now())


@api.route("/appointments/{appointment_id}/lobby", methods=["GET"], allow=held_by(path="appointment_id"), query=LobbyQuery, returns=Lobby)
def lobby(grant: Grant, appointment_id: str, asked: LobbyQuery) -> Lobby:
    """Who waits at the door of a session."""
    return service.lobby(grant, appointment_id, details=asked.details, now=clock.now())


@api.route("/appointments/{appointment_id}/admit", methods=["POST"], allow=held_by(path="appointment_id"), body=Admission, returns=Admitted)
def admit(grant: Grant, appointment_id: str, wish: Admission) -> Admitted:
    """Let a client in."""
    return service.admit(grant, appointment_id, wish.client_id, clock.now())


@api.route(
    "/appointments/{appointment_id}/line", methods=["POST"], allow=party_to(path="appointment_id"), body=LineReport, returns=LineRecorded
)
def report_line(grant: Grant, appointment_id: str, report: LineReport) -> LineRecorded:
    """Tell when nothing came from the other side."""
    return service.report_line(grant, appointment_id, report, clock.now())


@api.route(
    "/appointments/{appointment_id}/chat",
    methods=["POST"],
    allow=party_to(path="appointment_id"),
    body=ChatText,
    returns=ChatKept,
    status=201,
)
def chat(grant: Grant, appointment_id: str, wish: ChatText) -> ChatKept:
    """Keep what is written during a session with the messages of everybody who is in it."""
    return service.chat(grant, appointment_id, wish, clock.now())


@api.route("/appointments/{appointment_id}/end", methods=["POST"], allow=held_by(path="appointment_id"), returns=Ended)
def end(grant: Grant, appointment_id: str) -> Ended:
    """End a session and record who was there."""
    return service.end(grant, appointment_id, clock.now())
