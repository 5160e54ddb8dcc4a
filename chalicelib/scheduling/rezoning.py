"""Other zones: when a country changes its clocks the agreed wall time holds, so the instant moves, and both sides are told.

When a client moves to another one, nothing moves, but they read it by the clocks there.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from chalicelib.accounts import service as accounts
from chalicelib.core import clock
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict
from chalicelib.core.records import get_many
from chalicelib.core.writing import transaction
from chalicelib.scheduling import busy, reminding, rules, store, topics

_JOB = "scheduling"

Outcome = Literal["moved", "would move", "taken"]


class Shift(NamedTuple):
    """One appointment whose instant is another under the present zone rules. before, after: UTC.

    outcome: taken where somebody else's session is in the way; a person has to find another time.
    """

    appointment_id: str
    wall: str
    zone: str
    before: datetime
    after: datetime
    outcome: Outcome


def rezone(provider_id: str, now: datetime, *, change: bool) -> list[Shift]:
    """Derive a provider's coming booked appointments anew from wall time and zone; say which moved. change: False only says it.

    Each appointment is a transaction of its own, so the run can be repeated. Those that stay only get the new rules' version.
    """
    grant = Grant.for_job(_JOB, Subject("provider", provider_id))
    stale = [record for record in store.ahead(grant, now) if record.tzdata != clock.TZDATA_VERSION]
    moved = [(record, rules.instant_of(record.wall, clock.zone(record.zone), record.start)) for record in stale]
    # Neighbours move alike: whoever goes first in the direction of the move leaves room for the next.
    earlier = [pair for pair in moved if pair[1] < pair[0].start]
    later = [pair for pair in reversed(moved) if pair[1] > pair[0].start]
    if change:
        _confirm(grant, [record for record, after in moved if after == record.start])
    return [_shift(grant, record, after, now, change=change) for record, after in [*earlier, *later]]


def follow_reader(client: Grant, now: datetime) -> None:
    """A client lives in another zone: what they have before them they read in it, wherever they booked it. Safe to repeat."""
    zone = accounts.zone_of(client)
    for record in store.ahead(client, now):
        if record.reader_zone != zone:
            store.read_in(client, record, zone)


def _confirm(grant: Grant, records: Sequence[store.AppointmentRecord]) -> None:
    for record in records:
        store.confirm_zone_rules(grant, record, clock.TZDATA_VERSION)


def _shift(grant: Grant, record: store.AppointmentRecord, after: datetime, now: datetime, *, change: bool) -> Shift:
    outcome: Outcome = "would move"
    if change:
        try:
            _write(grant, record, after, now)
            outcome = "moved"
        except Conflict:
            outcome = "taken"
    return Shift(record.appointment_id, record.wall, record.zone, record.start, after, outcome)


def _write(grant: Grant, record: store.AppointmentRecord, after: datetime, now: datetime) -> None:
    leave, take = (rules.span(start, int(record.minutes)) for start in (record.start, after))
    when = {"start": after, "tzdata": clock.TZDATA_VERSION}
    with transaction(grant, "appointment.rezone") as write:
        store.change(
            write, record, record.provider_id, {**when, **reminding.first(record.appointment_id, after, now)}, Conflict(), free_at=now
        )
        for client_id in record.client_ids:
            store.change(write, record, client_id, when, Conflict())
        for owner_id in (record.provider_id, *record.client_ids):
            rows = get_many(list(dict.fromkeys([*busy.keys(owner_id, leave), *busy.keys(owner_id, take)])))
            busy.move(write, owner_id, rows, leave=leave, take=take, otherwise=Conflict())
        topics.tell(write, topics.MOVED, record)
