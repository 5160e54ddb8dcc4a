"""Several appointments are cancelled together, each in a transaction of its own, and everybody is told of them once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.core import ids
from chalicelib.core.access import Grant
from chalicelib.core.writing import transaction
from chalicelib.scheduling import service, store
from chalicelib.scheduling.schemas import Appointment

ENDED = "appointments.ended"
"""Topic: appointments are being cancelled one by one; they are told together once they are."""
SETTLES = timedelta(seconds=30)
"""When to look whether what is told together, made or cancelled one by one, has been tried."""


def announce(grant: Grant, kind: str, provider_id: str, appointment_ids: Sequence[str], now: datetime) -> str | None:
    """Leave word, before the first is cancelled, that they are to be told together: a crash in between loses none.

    Returns the id of this end for `changing.cancel`, None for a single appointment: that is told like any other.
    """
    if len(appointment_ids) < 2:
        return None
    end_id = ids.new(now)
    refs = {"provider_id": provider_id, "end_id": end_id, "appointments": " ".join(appointment_ids), "since": now.isoformat()}
    with transaction(grant, kind) as write:
        write.tell(ENDED, refs, due=now + SETTLES)
    return end_id


def cancelled(provider: Grant, end_id: str, appointment_ids: Sequence[str]) -> list[Appointment]:
    """Those of these appointments that were cancelled with this end, soonest first."""
    found = [one for one in store.appointments(provider, appointment_ids) if one.end_id == end_id and one.status == "cancelled"]
    return [service.shown(one) for one in sorted(found, key=lambda one: one.start)]
