"""The reminder that is due next, as a lease on the provider's copy of an appointment: taken, carried out, moved on.

While a lease runs, moving and cancelling wait for it, so no reminder tells a time that has changed; a worker that dies only delays it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core import records
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict
from chalicelib.practice import service as practices
from chalicelib.scheduling import rules, service, store
from chalicelib.scheduling.schemas import Appointment

LEASE = timedelta(seconds=30)
TRIES = 8
PAUSE = timedelta(minutes=1)
NONE: dict[str, Any] = dict.fromkeys(("shard", "remind_at", "remind_hours", "leased_until"))
"""What an appointment without a reminder to come has of one."""


@dataclass(frozen=True)
class Due:
    """A reminder that is due. sent: a bit for each message that is out already, as the sender numbers them."""

    appointment: Appointment
    sent: int
    _record: store.AppointmentRecord

    @property
    def until(self) -> datetime | None:
        """When the lease ends, once it is taken."""
        return self._record.leased_until


def first(appointment_id: str, start: datetime, now: datetime) -> dict[str, Any]:
    """The attributes of a provider's copy that say which reminder comes first, none of them sent."""
    following = rules.next_reminder(start, now, practices.practice().policy.reminder_hours)
    fresh = {**NONE, "remind_sent": 0, "remind_tries": 0}
    if following is None:
        return fresh
    return {**fresh, "shard": records.shard(appointment_id), "remind_at": following[0], "remind_hours": following[1]}


def due(now: datetime) -> Iterator[Due]:
    """Every reminder due by now. What an index says may be a moment old: `take` decides."""
    for record in store.reminders_due(now):
        yield Due(service.shown(record), int(record.remind_sent), record)


def take(reminder: Due, now: datetime) -> bool:
    """Become the one worker that sends this reminder for half a minute; say whether it is still to be sent."""
    try:
        store.lease_reminder(_grant(reminder), reminder._record, now + LEASE, now)
    except Conflict:
        return False
    if reminder.appointment.status == "booked" and now < reminder.appointment.start:
        return True
    # Nobody is to be reminded of what has begun; one that was tried until then has failed.
    failed = {"remind_failed_at": now} if reminder._record.remind_tries else {}
    store.mark_reminder(_grant(reminder), reminder._record, {**NONE, **failed})
    return False


def note(reminder: Due, sent: int) -> None:
    """Keep which messages are out, so that they are not sent again. Raises Conflict if the lease is lost."""
    store.mark_reminder(_grant(reminder), reminder._record, {"remind_sent": sent})


def finish(reminder: Due, now: datetime) -> None:
    """Everything is sent: what comes next is the following reminder, if there is one. Raises Conflict if the lease is lost."""
    following = first(reminder.appointment.id, reminder.appointment.start, now)
    store.mark_reminder(_grant(reminder), reminder._record, following)


def fail(reminder: Due, sent: int, now: datetime) -> None:
    """Something could not be sent: try again soon; after the last try mark it for the work list and go on to the following reminder.

    Raises Conflict if the lease is lost.
    """
    tries = int(reminder._record.remind_tries) + 1
    if tries >= TRIES:
        following = first(reminder.appointment.id, reminder.appointment.start, now)
        changes = {**following, "remind_failed_at": now}
    else:
        changes = {"remind_at": now + PAUSE * 2 ** (tries - 1), "remind_tries": tries, "remind_sent": sent, "leased_until": None}
    store.mark_reminder(_grant(reminder), reminder._record, changes)


def _grant(reminder: Due) -> Grant:
    return Grant.for_job("reminders", Subject("provider", reminder.appointment.provider_id))
