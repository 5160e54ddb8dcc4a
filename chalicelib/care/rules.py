"""When care may begin, and how long a free first talk lets two people meet."""

from datetime import datetime, timedelta
from typing import Literal

from chalicelib.core.errors import Conflict, Refused

CONSULTATION = "consultation"
"""The one type of session that needs no care: a free first talk of fifteen minutes."""
TO_BOOK = timedelta(days=14)
"""How long a client has to book the talk."""
AFTER_TALK = timedelta(hours=1)
"""So that whoever held it can still say who came."""

ConsultationState = Literal["open", "booked", "over"]


class AlreadyInCare(Conflict):
    """This provider already treats this client."""

    code = "already_in_care"
    sentence = "This therapist is already yours."


class NotTakingClients(Refused):
    """The provider takes no new clients at present."""

    code = "not_taking_clients"
    sentence = "This therapist takes no new clients right now."


class CareEnded(Conflict):
    """The relation has ended; what was written stays readable for the client."""

    code = "care_ended"
    sentence = "This therapist does not treat you any more. You can read what was written."


class ConsultationUsed(Conflict):
    """There is one free talk with each provider, and this one is booked or was held."""

    code = "consultation_used"
    sentence = "There is one free talk with each therapist, and you have had or booked this one."


def consultation_state(until: datetime, appointment_id: str | None, now: datetime) -> ConsultationState:
    """Where a free talk stands: to be booked, booked, or over."""
    if until <= now:
        return "over"
    return "booked" if appointment_id else "open"


def consultation_ends(start: datetime, minutes: int) -> datetime:
    """When a booked talk lets nobody in any more."""
    return start + timedelta(minutes=minutes) + AFTER_TALK


def opens_from(treated_before: bool, share_record: bool, now: datetime) -> datetime | None:
    """Since when a record is open to somebody who begins to treat: all of it to the first, and where the client lets it go along."""
    return now if treated_before and not share_record else None
