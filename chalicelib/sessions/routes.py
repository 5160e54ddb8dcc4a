"""Joining, the door, admission and the end."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.safety.access import on_duty_or_manager
from chalicelib.scheduling.access import come_to, held_by, party_to, settles
from chalicelib.sessions import afterwards, chatting, emergency, ending, late, precall, service
from chalicelib.sessions.schemas import (
    AbsenceQuery,
    AbsentTherapists,
    Admission,
    Admitted,
    CalledOff,
    ChatKept,
    ChatLines,
    ChatQuery,
    ChatText,
    CheckOut,
    CheckOuts,
    Emergency,
    EmergencyWish,
    Ended,
    EndWish,
    Held,
    Joined,
    JoinWish,
    LineRecorded,
    LineReport,
    Load,
    LoadQuery,
    Lobby,
    LobbyQuery,
    LocalNumbers,
    NotHeldWish,
    NumbersWish,
    PlaceSaid,
    PreCallCheck,
    PreCallChecked,
    Relays,
    SeenTo,
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
    return chatting.write(grant, appointment_id, wish, clock.now())


@api.route(
    "/appointments/{appointment_id}/chat", methods=["GET"], allow=party_to(path="appointment_id"), query=ChatQuery, returns=ChatLines
)
def chat_lines(grant: Grant, appointment_id: str, asked: ChatQuery) -> ChatLines:
    """What was written during a session, as it is kept."""
    return chatting.lines(grant, appointment_id, details=asked.details, now=clock.now())


@api.route("/appointments/{appointment_id}/end", methods=["POST"], allow=settles(path="appointment_id"), body=EndWish, returns=Ended)
def end(grant: Grant, appointment_id: str, wish: EndWish) -> Ended:
    """End a session and record who was there."""
    return ending.end(grant, appointment_id, wish, clock.now())


@api.route(
    "/appointments/{appointment_id}/not-held", methods=["POST"], allow=settles(path="appointment_id"), body=NotHeldWish, returns=CalledOff
)
def not_held(grant: Grant, appointment_id: str, wish: NotHeldWish) -> CalledOff:
    """Say that a session did not take place. It costs nobody anything."""
    return late.not_held(grant, appointment_id, wish, clock.now())


@api.route("/appointments/{appointment_id}/attendance", methods=["GET"], allow=party_to(path="appointment_id"), returns=Held)
def attendance(grant: Grant, appointment_id: str) -> Held:
    """What a session came to and what is credited of it."""
    return afterwards.held(grant, appointment_id)


@api.route("/appointments/{appointment_id}/check-out", methods=["GET"], allow=party_to(path="appointment_id"), returns=CheckOuts)
def check_outs(grant: Grant, appointment_id: str) -> CheckOuts:
    """What clients answered after a session."""
    return afterwards.answers(grant, appointment_id)


@api.route(
    "/appointments/{appointment_id}/check-out", methods=["PUT"], allow=come_to(path="appointment_id"), body=CheckOut, returns=CheckOuts
)
def check_out(grant: Grant, appointment_id: str, given: CheckOut) -> CheckOuts:
    """Answer two questions after a session."""
    return afterwards.answer(grant, appointment_id, given)


@api.route("/appointments/{appointment_id}/place", methods=["GET"], allow=come_to(path="appointment_id"), returns=PlaceSaid)
def place(grant: Grant, appointment_id: str) -> PlaceSaid:
    """Where one said one was on an earlier joining, to be offered again."""
    return emergency.earlier_place(grant)


@api.route(
    "/appointments/{appointment_id}/emergency",
    methods=["POST"],
    allow=held_by(path="appointment_id"),
    body=EmergencyWish,
    returns=Emergency,
)
def open_emergency(grant: Grant, appointment_id: str, wish: EmergencyWish) -> Emergency:
    """Open what is needed to send help to a client. Stands in their access log."""
    return emergency.opened(grant, appointment_id, wish.client_id)


@api.route(
    "/appointments/{appointment_id}/emergency/numbers",
    methods=["PUT"],
    allow=held_by(path="appointment_id"),
    body=NumbersWish,
    returns=LocalNumbers,
)
def keep_numbers(grant: Grant, appointment_id: str, wish: NumbersWish) -> LocalNumbers:
    """Keep whom to call near a client."""
    return emergency.keep_numbers(grant, wish)


@api.route(
    "/appointments/{appointment_id}/pre-call-check",
    methods=["PUT"],
    allow=come_to(path="appointment_id"),
    body=PreCallCheck,
    returns=PreCallChecked,
)
def keep_check(grant: Grant, appointment_id: str, check: PreCallCheck) -> PreCallChecked:
    """Keep what one's own page found before a session, for oneself and the therapist."""
    return precall.keep(grant, appointment_id, check, clock.now())


@api.route(
    "/appointments/{appointment_id}/pre-call-check/load",
    methods=["GET"],
    allow=come_to(path="appointment_id"),
    query=LoadQuery,
    returns=Load,
)
def load(grant: Grant, appointment_id: str, asked: LoadQuery) -> Load:
    """Get characters that mean nothing, to see how fast they come."""
    return precall.load(grant, appointment_id, asked.size)


@api.route(
    "/appointments/{appointment_id}/pre-call-check/load",
    methods=["POST"],
    allow=come_to(path="appointment_id"),
    body=Load,
    returns=Load,
)
def unload(grant: Grant, appointment_id: str, given: Load) -> Load:
    """Send characters that mean nothing, to see how fast they go. They are not kept."""
    return precall.unload(grant, appointment_id)


@api.route("/appointments/{appointment_id}/pre-call-check/relays", methods=["GET"], allow=come_to(path="appointment_id"), returns=Relays)
def relays(grant: Grant, appointment_id: str) -> Relays:
    """Relays to try before joining, within the session's window."""
    return precall.relays(grant, appointment_id, clock.now())


@api.route("/absences", methods=["GET"], allow=on_duty_or_manager(), query=AbsenceQuery, returns=AbsentTherapists)
def absences(grant: Grant, asked: AbsenceQuery) -> AbsentTherapists:
    """Sessions whose therapist has not come: ids, times and how it stands."""
    return late.absent(grant, clock.zone_named(asked.zone))


@api.route("/absences/{appointment_id}/handled", methods=["POST"], allow=role("admin"), returns=SeenTo)
def absence_handled(grant: Grant, appointment_id: str) -> SeenTo:
    """Take one off the list."""
    late.seen_to(grant, appointment_id)
    return SeenTo(appointment_id=appointment_id)
