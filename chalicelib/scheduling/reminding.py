"""The reminder that is due next, as a lease on the provider's copy of an appointment: taken, carried out, moved on.

While a lease runs, moving and cancelling wait for it, so no reminder tells a time that has changed; a worker that dies only delays it.
Which reminders there are, and what each bit stands for, is the sender's affair; here are the instant of the next and the bits done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core import records
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import Key, Record
from chalicelib.core.writing import Transaction
from chalicelib.practice import service as practices
from chalicelib.scheduling import rules, service, store
from chalicelib.scheduling.schemas import Appointment

LEASE = timedelta(seconds=30)
TRIES = 8
PAUSE = timedelta(minutes=1)
NONE: dict[str, Any] = dict.fromkeys(("shard", "remind_at", "leased_until", "remind_texting"))
"""What an appointment without a reminder to come has of one."""

Changes = Mapping[str, Any]


@dataclass(frozen=True)
class Due:
    """An appointment whose next reminder is due, or was when it was read. sent: the bits that are done.

    texting: the bits whose text was on its way when a worker last wrote; nobody knows whether it went out.
    """

    appointment: Appointment
    sent: int
    texting: int
    tries: int
    at: datetime | None
    _record: store.AppointmentRecord

    @property
    def until(self) -> datetime | None:
        """When the lease ends, once it is taken."""
        return self._record.leased_until


def first(appointment_id: str, start: datetime, now: datetime) -> dict[str, Any]:
    """The attributes of a provider's copy that say when a reminder comes first by the practice's times, none of them sent."""
    return {"remind_sent": 0, **_next(appointment_id, rules.next_reminder(start, now, practices.practice().policy.reminder_hours))}


def due(now: datetime) -> Iterator[list[str]]:
    """Where every reminder due by now is, as `key` takes it, its clients' ids behind it. An index may be a moment old: `take` decides."""
    for record in store.reminders_due(now):
        yield [record.provider_id, record.appointment_id, *record.client_ids]


def coming(client: Grant, now: datetime) -> Iterator[list[str]]:
    """The same for every appointment that a client has before them."""
    for record in store.ahead(client, now):
        yield [record.provider_id, record.appointment_id, *record.client_ids]


def key(provider_id: str, appointment_id: str) -> Key:
    """Where an appointment's reminder is, to be read together with other rows."""
    return store.appointment_key(provider_id, appointment_id)


def of_row(row: Record | None) -> Due | None:
    """The reminder in a row read by `key`, None for an appointment that does not take place any more."""
    if not isinstance(row, store.AppointmentRecord) or row.status != "booked":
        return None
    return Due(service.shown(row), int(row.remind_sent), int(row.remind_texting or 0), int(row.remind_tries or 0), row.remind_at, row)


def take(reminder: Due, texting: int, now: datetime) -> bool:
    """Become the one worker that sends this reminder for half a minute; say whether it is still to be sent as it was read.

    texting: the bits of the text that goes out first, so that after a crash nobody sends it a second time.
    """
    if reminder.at is None or reminder.at > now:
        return False
    try:
        store.lease_reminder(_grant(reminder), reminder._record, now + LEASE, now, texting)
    except Conflict:
        return False
    return True


def note(reminder: Due, sent: int, texting: int) -> None:
    """Keep which messages are out, and which text goes out next. Raises Conflict if the lease is lost."""
    mark(reminder, {"remind_sent": sent, "remind_texting": texting or None})


def finished(reminder: Due, sent: int, following: datetime | None) -> Changes:
    """What to change once everything is sent or given up: the following reminder is the next, if there is one."""
    return {"remind_sent": sent, **_next(reminder.appointment.id, following)}


def postponed(reminder: Due, sent: int, now: datetime) -> Changes:
    """What to change where something could not be sent: try again, each time a little later."""
    again = now + PAUSE * 2**reminder.tries
    return {
        "remind_sent": sent,
        "remind_at": again,
        "remind_tries": reminder.tries + 1,
        "leased_until": None,
        "remind_texting": None,
    }


def mark(reminder: Due, changes: Changes) -> None:
    """Write changes and give up the lease where they say so. Raises Conflict if the lease is lost."""
    store.mark_reminder(_grant(reminder), reminder._record, changes)


def change(write: Transaction, reminder: Due, changes: Changes) -> None:
    """The same within a transaction."""
    store.change_reminder(write, _grant(reminder), reminder._record, changes, store.leased(reminder._record))


def retime(reminder: Due, following: datetime | None, now: datetime) -> None:
    """Let another reminder be the next, unless one is due already. Raises Conflict while a worker sends, or after a change."""
    if reminder.at == following or (reminder.at is not None and reminder.at <= now):
        return
    store.retime_reminder(_grant(reminder), reminder._record, _next(reminder.appointment.id, following), now)


def revive(write: Transaction, reminder: Due, bits: int, now: datetime, otherwise: AppError) -> None:
    """Within a transaction, let what was given up be due again. `otherwise` while a worker sends, or after a change."""
    changes = {"remind_sent": reminder.sent & ~bits, **_next(reminder.appointment.id, now)}
    unchanged = store.unchanged(reminder._record, now)
    store.change_reminder(write, _grant(reminder), reminder._record, changes, unchanged, otherwise)


def _next(appointment_id: str, at: datetime | None) -> dict[str, Any]:
    fresh = {**NONE, "remind_tries": 0}
    return fresh if at is None else {**fresh, "shard": records.shard(appointment_id), "remind_at": at}


def _grant(reminder: Due) -> Grant:
    return Grant.for_job("reminders", Subject("provider", reminder.appointment.provider_id))
