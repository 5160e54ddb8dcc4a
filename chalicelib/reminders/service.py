"""Keeping the next reminder of an appointment right, and the practice's list of what could not be sent."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from chalicelib.accounts import service as accounts
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict
from chalicelib.core.records import get_many
from chalicelib.core.writing import transaction
from chalicelib.reminders import rules, sending, store
from chalicelib.reminders.schemas import Failed, FailedReminder
from chalicelib.reminders.sending import JOB
from chalicelib.scheduling import reminding
from chalicelib.scheduling import rules as scheduling_rules
from chalicelib.scheduling import service as scheduling

SHOWN = 50
"""Failed reminders on one page."""


def retime(place: Sequence[str], now: datetime) -> None:
    """Let the next reminder of an appointment be the one its clients wish. place: as `reminding.due` names it.

    Raises Conflict while one is on its way out: to be called again then.
    """
    provider_id, appointment_id, *clients = place
    people = [_job("client", client_id) for client_id in clients]
    row, *profiles = get_many([reminding.key(provider_id, appointment_id), *(accounts.profile_key(one) for one in people)])
    reminder = reminding.of_row(row)
    if reminder is not None:
        every = sending.parts(reminder, dict(zip(clients, profiles, strict=True)))
        reminding.retime(reminder, rules.following(every, reminder.sent, now), now)


def retime_booked(provider_id: str, appointment_id: str, now: datetime) -> None:
    """The same for a date of a series, which is told with the others."""
    appointment = scheduling.appointment(_job("provider", provider_id), appointment_id)
    retime([provider_id, appointment_id, *appointment.client_ids], now)


def retime_all(client: Subject, now: datetime) -> None:
    """The same for every appointment a client has before them, whose wishes have changed."""
    for place in reminding.coming(_job(client.kind, client.id), now):
        retime(place, now)


def failed(grant: Grant, cursor: str | None) -> Failed:
    """What could not be sent, newest first."""
    rows = list(islice(store.failed(grant, cursor, SHOWN + 1), SHOWN + 1))
    items = [_shown(row) for row in rows[:SHOWN]]
    return Failed(items=items, next=items[-1].id if len(rows) > SHOWN else None)


def _shown(row: store.FailedRecord) -> FailedReminder:
    return FailedReminder(id=row.reminder_id, at=row.at, channel=row.channel, state=row.state)  # type: ignore[arg-type]


def retry(grant: Grant, reminder_id: str, now: datetime) -> None:
    """Send one again within a minute, and take it off the list. Raises NotBooked or AlreadyBegun where that makes no sense any more.

    grant: the practice's, the appointment's provider beside it. Raises Conflict while the appointment changes: ask again.
    """
    (row,) = get_many([store.key(grant, reminder_id)])
    if row is None:
        raise Conflict
    (found,) = get_many([reminding.key(grant.party("provider").key("provider"), row.appointment_id)])
    reminder = reminding.of_row(found)
    if reminder is None:
        raise scheduling_rules.NotBooked
    if reminder.appointment.start <= now:
        raise scheduling_rules.AlreadyBegun
    with transaction(grant, "reminder.retry") as write:
        store.take_off(write, grant, reminder_id)
        reminding.revive(write, reminder, int(row.bits), now, Conflict())


def handle(grant: Grant, reminder_id: str) -> None:
    """Take one off the list: somebody has seen to it."""
    with transaction(grant, "reminder.handle") as write:
        store.take_off(write, grant, reminder_id)


def _job(kind: str, person_id: str) -> Grant:
    return Grant.for_job(JOB, Subject(kind, person_id))
