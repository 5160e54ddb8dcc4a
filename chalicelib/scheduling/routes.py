"""Open times and appointments."""

from chalicelib.accounts.access import guards
from chalicelib.care.access import in_care_of
from chalicelib.core import clock
from chalicelib.core.access import Grant, role, signed_in
from chalicelib.core.gate import SecureBlueprint
from chalicelib.scheduling import booking, changing, diaries, guarding, outcome, previewing, service
from chalicelib.scheduling.access import party_to, sees, settles
from chalicelib.scheduling.schemas import (
    Absence,
    Appointment,
    Appointments,
    AppointmentView,
    BookingWish,
    Cancellation,
    Changed,
    ListQuery,
    Move,
    MoveQuery,
    Preview,
    PreviewWish,
    SlotQuery,
    Slots,
    View,
    WardSessions,
)

api = SecureBlueprint(__name__)

PARTY = party_to(path="appointment_id")


@api.route("/providers/{provider_id}/slots", methods=["GET"], allow=signed_in, query=SlotQuery, returns=Slots)
def provider_slots(grant: Grant, provider_id: str, query: SlotQuery) -> Slots:
    """Open times of one provider."""
    return diaries.provider_slots(provider_id, query, clock.now())


@api.route("/appointments", methods=["POST"], allow=in_care_of(body="provider_id"), body=BookingWish, returns=Appointment, status=201)
def book(grant: Grant, wish: BookingWish) -> Appointment:
    """Book one open time."""
    return booking.book(grant, wish, clock.now())


@api.route("/appointments", methods=["GET"], allow=role("client", "provider"), query=ListQuery, returns=Appointments)
def my_appointments(grant: Grant, query: ListQuery) -> Appointments:
    """The caller's appointments: coming ones first, or those of certain dates."""
    return service.appointments(grant, query, clock.now())


@api.route("/appointments/{appointment_id}", methods=["GET"], allow=sees(path="appointment_id"), query=View, returns=AppointmentView)
def appointment(grant: Grant, appointment_id: str, view: View) -> AppointmentView:
    """One appointment."""
    return service.view(grant, appointment_id, view.zone)


@api.route("/appointments/{appointment_id}/slots", methods=["GET"], allow=PARTY, query=MoveQuery, returns=Slots)
def slots_to_move(grant: Grant, appointment_id: str, query: MoveQuery) -> Slots:
    """Open times one appointment can move to."""
    return diaries.slots_to_move(grant, appointment_id, query, clock.now())


@api.route("/appointments/{appointment_id}/reschedule", methods=["POST"], allow=PARTY, body=Move, returns=Changed)
def reschedule(grant: Grant, appointment_id: str, move: Move) -> Changed:
    """Move an appointment, or see what that would cost."""
    return changing.reschedule(grant, appointment_id, move, clock.now())


@api.route("/appointments/{appointment_id}/cancel", methods=["POST"], allow=PARTY, body=Cancellation, returns=Changed)
def cancel(grant: Grant, appointment_id: str, wish: Cancellation) -> Changed:
    """Cancel an appointment, or see what that would cost."""
    return changing.cancel(grant, appointment_id, wish, clock.now())


@api.route("/appointments/{appointment_id}/no-show", methods=["POST"], allow=settles(path="appointment_id"), body=Absence, returns=Changed)
def no_show(grant: Grant, appointment_id: str, wish: Absence) -> Changed:
    """Say that nobody came, or see what that costs the client."""
    return outcome.miss(grant, appointment_id, wish, clock.now())


@api.route("/wards/{client_id}/sessions", methods=["GET"], allow=guards(path="client_id"), query=ListQuery, returns=WardSessions)
def wards_sessions(grant: Grant, query: ListQuery) -> WardSessions:
    """A teen's sessions for their guardian: when and with whom."""
    return guarding.sessions(grant, query, clock.now())


@api.route("/availability/preview", methods=["POST"], allow=role("provider"), body=PreviewWish, returns=Preview)
def preview_offer(grant: Grant, wish: PreviewWish) -> Preview:
    """What clients would see and which sessions would lie outside; nothing changes."""
    return previewing.preview(grant, wish, clock.now())
