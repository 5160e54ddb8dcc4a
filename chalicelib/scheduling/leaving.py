"""A client has left a therapist: what they had booked with each other is cancelled, at no cost to anybody."""

from contextlib import suppress
from datetime import datetime

from chalicelib.care.access import treated
from chalicelib.core.access import Grant, Subject
from chalicelib.core.writing import transaction
from chalicelib.scheduling import changing, ending, openings, rules, service, store
from chalicelib.scheduling.schemas import Appointment, Cancellation


def coming(grant: Grant, now: datetime, zone: str | None = None) -> list[Appointment]:
    """The client's booked appointments that have not begun, soonest first; in `zone`, or the one each was booked in."""
    return [service.shown(record, zone) for record in store.ahead(grant, now)]


def cancel(client: Grant, provider_id: str, now: datetime) -> None:
    """Cancel what a client and a provider who treats them no more have before them; everybody is told of it once.

    Safe to repeat, and after a crash goes on.
    """
    if treated(provider_id, [client.key("client")]):
        return
    ahead = [record for record in store.ahead(client, now) if record.provider_id == provider_id]
    end_id = ending.announce(client, "appointments.cancel", provider_id, [one.appointment_id for one in ahead], now)
    for record in ahead:
        with suppress(rules.NotBooked, rules.AlreadyBegun):
            changing.cancel(_both(record), record.appointment_id, Cancellation(), now, end_id=end_id)
    provider = Grant.for_job("scheduling", Subject("provider", provider_id))
    with transaction(provider, "appointments.cancel") as write:
        # Without a session to cancel too: a time may be kept for them, which nobody else can have meanwhile.
        openings.freed(write, provider)


def _both(record: store.AppointmentRecord) -> Grant:
    """The provider's side of an appointment with every client beside it: what a therapist cancels costs nobody anything."""
    clients = (Subject("client", client_id) for client_id in record.client_ids)
    return Grant.for_job("scheduling", Subject("provider", record.provider_id), *clients)
