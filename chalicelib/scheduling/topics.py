"""What others are told about one appointment, each in the transaction that changed it."""

from chalicelib.core.writing import Transaction
from chalicelib.scheduling import store

BOOKED, MOVED, CANCELLED, MISSED = "appointment.booked", "appointment.moved", "appointment.cancelled", "appointment.missed"


def tell(write: Transaction, topic: str, record: store.AppointmentRecord) -> None:
    """Leave word within a transaction of a change to an appointment, and which of its changes that is. record: as it was before."""
    refs = {"appointment_id": record.appointment_id, "provider_id": record.provider_id, "sequence": str(int(record.sequence) + 1)}
    write.tell(topic, refs)
