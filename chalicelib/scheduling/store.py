"""Appointments and busy times: all of one person in that person's partition of one table.

An appointment is kept once per party, the same facts in each partition; the provider's copy also carries the reminder that is due next.
Nothing sealed is on it. A reason for cancelling is a sealed item of its own, of the client it is about.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.availability.schemas import SessionType
from chalicelib.core import vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Misuse
from chalicelib.core.records import SHARDS, ClearList, ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, mark
from chalicelib.scheduling import busy
from chalicelib.scheduling.rules import FURTHEST

ALSO = (busy.BusyRecord,)
"""Kept in this table too: tables follow from the records that the stores import."""
FEATURE = "appointments"
_APPOINTMENT = "appointment#"
_REASON = "reason#"
_BATCH = 100


class _ByStart(GlobalSecondaryIndex["AppointmentRecord"]):
    """A person's appointments by their start."""

    class Meta:
        index_name = "by_start"
        projection = AllProjection()

    owner_id = UnicodeAttribute(hash_key=True)
    start = UTCDateTimeAttribute(range_key=True)


class _Due(GlobalSecondaryIndex["AppointmentRecord"]):
    """Appointments by the instant their next reminder is due; those without one are not in it."""

    class Meta:
        index_name = "reminders_due"
        projection = AllProjection()

    shard = ClearText(why="spreads due reminders over partitions by hash", hash_key=True)
    remind_at = UTCDateTimeAttribute(range_key=True)


class AppointmentRecord(Record):
    """One appointment as one party keeps it. Partition: the provider or a client; sort: `appointment#` and the appointment's id.

    start is derived from wall and zone under the zone rules named by tzdata. sequence counts the changes, for calendars. came_at: when
    this party first came to the session at the time it has now. moved_late_at: when the provider moved it to a time that could not be
    changed for nothing any more, on their copy. late_fee_at: when a client moved it late, which was charged or let go; there too.
    """

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = ("provider", "client")

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    provider_id = ClearText(why="an id, the one party")
    client_ids = ClearList(why="ids of the other party, one or several")
    start = UTCDateTimeAttribute()
    minutes = NumberAttribute()
    format = ClearText(why="video, audio, text or in person, decides how to meet")
    session_type = ClearText(why="the type of session by name, decides length and who may book it; none for an individual one", null=True)
    status = ClearText(why="booked, cancelled, completed or no_show, decides what may be done")
    wall = ClearText(why="the agreed wall time in the provider's zone, which holds when zone rules change")
    zone = ClearText(why="the provider's zone the wall time is in")
    tzdata = ClearText(why="the version of the zone rules that gave the instant")
    sequence = NumberAttribute(default=0)
    reader_zone = ClearText(why="the zone this party reads times in unless they say otherwise")
    shard = ClearText(why="spreads due reminders over partitions by hash", null=True)
    remind_at = UTCDateTimeAttribute(null=True)
    remind_sent = NumberAttribute(default=0)
    remind_texting = NumberAttribute(null=True)
    remind_tries = NumberAttribute(default=0)
    leased_until = UTCDateTimeAttribute(null=True)
    series_id = ClearText(why="an id, the recurring series it was booked with", null=True)
    end_id = ClearText(why="an id, of what was cancelled with it and is told together", null=True)
    came_at = UTCDateTimeAttribute(null=True)
    moved_late_at = UTCDateTimeAttribute(null=True)
    late_fee_at = UTCDateTimeAttribute(null=True)
    by_start = _ByStart()
    by_due = _Due()

    @property
    def appointment_id(self) -> str:
        """The appointment's id, the same in every copy."""
        return self.item.removeprefix(_APPOINTMENT)

    @property
    def type(self) -> SessionType:
        """What the session is for."""
        return self.session_type or "individual"  # type: ignore[return-value]


class ReasonRecord(Record):
    """Why an appointment was cancelled, in somebody's words. Partition: the client; sort: `reason#` and the appointment's id."""

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = "client"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    body = Sealed()


class Reason(msgspec.Struct, frozen=True):
    """The sealed part of a reason."""

    text: str


def appointment_key(owner_id: str, appointment_id: str) -> Key:
    """Where one party's copy of an appointment is, for rules of access that read it with the gate row."""
    return Key(AppointmentRecord, owner_id, f"{_APPOINTMENT}{appointment_id}")


def appointment(grant: Grant, appointment_id: str) -> AppointmentRecord | None:
    """The copy of the grant's own side."""
    (record,) = get_many([appointment_key(grant.key("provider", "client"), appointment_id)])
    return record  # type: ignore[no-any-return]


def copies(grant: Grant, appointment_id: str) -> list[AppointmentRecord]:
    """The copies of the clients beside a grant, in one read."""
    rows = get_many([appointment_key(client.key("client"), appointment_id) for client in grant.all("client")])
    return [row for row in rows if row is not None]


def copy(grant: Grant, appointment_id: str, **facts: Any) -> AppointmentRecord:
    """The copy of an appointment for the grant's side, not yet written."""
    return AppointmentRecord(grant.key("provider", "client"), f"{_APPOINTMENT}{appointment_id}", **facts)


def change(
    write: Transaction,
    record: AppointmentRecord,
    owner_id: str,
    changes: Mapping[str, Any],
    otherwise: AppError,
    *,
    free_at: datetime | None = None,
    own: AppointmentRecord | None = None,
) -> None:
    """Change one party's copy within a transaction, as long as it is still as `record` says. A value of None removes the attribute.

    free_at: for the provider's copy, the present instant; no reminder may be on its way out, or it could tell the old time afterwards.
    own: this party's copy as it was read, where it matters that they have not come since.
    """
    actions = [AppointmentRecord.sequence.set(int(record.sequence) + 1), *_actions(changes)]
    unchanged = (AppointmentRecord.status == record.status) & (AppointmentRecord.sequence == int(record.sequence))
    if free_at is not None:
        unchanged &= _unleased(free_at)
    if own is not None:
        came = AppointmentRecord.came_at
        unchanged &= came.does_not_exist() if own.came_at is None else came == own.came_at
    write.update(AppointmentRecord(owner_id, record.item), actions, unchanged, otherwise)


def note_arrival(write: Transaction, grant: Grant, appointment_id: str, at: datetime, otherwise: AppError) -> None:
    """Within a transaction, note on the copy of the grant's own side that they have come, unless it is noted.

    otherwise: raised where it is not booked any more.
    """
    owner, came = grant.key("provider", "client"), AppointmentRecord.came_at
    record = AppointmentRecord(owner, appointment_key(owner, appointment_id).range)
    write.update(record, [came.set(came | at)], AppointmentRecord.status == "booked", otherwise)


def confirm_zone_rules(grant: Grant, record: AppointmentRecord, version: str) -> None:
    """Note that the instant is still right under newer zone rules. Raises Conflict if the appointment changed meanwhile."""
    same = (AppointmentRecord.sequence == int(record.sequence)) & (AppointmentRecord.start == record.start)
    mark(_owned(grant, record), [AppointmentRecord.tzdata.set(version)], same)


def read_in(grant: Grant, record: AppointmentRecord, zone: str) -> None:
    """Have a party read one of their appointments in another zone from now on."""
    mark(
        AppointmentRecord(grant.key("provider", "client"), record.item),
        [AppointmentRecord.reader_zone.set(zone)],
        AppointmentRecord.item.exists(),
    )


def appointments(grant: Grant, appointment_ids: Sequence[str]) -> list[AppointmentRecord]:
    """Those of these appointments that the grant's own side has, in their order."""
    keys = [appointment_key(grant.key("provider", "client"), one) for one in appointment_ids]
    rows = (row for begin in range(0, len(keys), _BATCH) for row in get_many(keys[begin : begin + _BATCH]))
    return [row for row in rows if row is not None]


def keep_reason(write: Transaction, grant: Grant, appointment_id: str, text: str) -> None:
    """Keep within a transaction why a client's appointment was cancelled."""
    item = f"{_REASON}{appointment_id}"
    body = vault.seal(Reason(text), grant, feature=FEATURE, record=item)
    write.put(ReasonRecord(grant.key("client"), item, body=body))


def reason(grant: Grant, appointment_id: str) -> str | None:
    """Why a client's appointment was cancelled, None where no reason was kept with them."""
    item = f"{_REASON}{appointment_id}"
    (row,) = get_many([Key(ReasonRecord, grant.key("client"), item)])
    return None if row is None else vault.open(row.body, Reason, grant, feature=FEATURE, record=item).text


def latest_first(grant: Grant, cursor: str | None, page: int) -> Iterator[AppointmentRecord]:
    """The appointments of the grant's own side from the furthest ahead back into the past, a Query for each `page` of them.

    cursor: of the last one already seen.
    """
    owner = grant.key("provider", "client")
    last = None
    if cursor is not None:
        seconds, appointment_id = cursor.split(".")
        last = appointment_key(owner, appointment_id).raw()
        last["start"] = {"S": str(AppointmentRecord.start.serialize(datetime.fromtimestamp(int(seconds), UTC)))}
    return iter(AppointmentRecord.by_start.query(owner, scan_index_forward=False, page_size=page, last_evaluated_key=last))


def cursor(record: AppointmentRecord) -> str:
    """Where the list goes on after this one."""
    return f"{int(record.start.timestamp())}.{record.appointment_id}"


def between(grant: Grant, first: datetime, end: datetime) -> list[AppointmentRecord]:
    """Appointments that start from `first` up to, not including, `end`; soonest first."""
    found = AppointmentRecord.by_start.query(grant.key("provider", "client"), AppointmentRecord.start.between(first, end))
    return [record for record in found if record.start < end]


def ahead(grant: Grant, now: datetime) -> list[AppointmentRecord]:
    """Booked appointments that have not begun, soonest first."""
    found = between(grant, now, now + FURTHEST)
    return [record for record in found if record.status == "booked" and record.start > now]


def reminders_due(now: datetime) -> Iterator[AppointmentRecord]:
    """Providers' copies whose next reminder is due by now, oldest first within each shard; they may be a moment old."""
    for number in range(SHARDS):
        yield from AppointmentRecord.by_due.query(f"s{number:02d}", AppointmentRecord.remind_at <= now)


def lease_reminder(grant: Grant, record: AppointmentRecord, until: datetime, now: datetime, texting: int) -> None:
    """Make this worker the only one that sends. Raises Conflict if the appointment changed since `record`, or another worker sends."""
    changes = {"leased_until": until, "remind_texting": texting or None}
    mark(_owned(grant, record), _actions(changes), unchanged(record, now))
    record.leased_until = until


def mark_reminder(grant: Grant, record: AppointmentRecord, changes: Mapping[str, Any]) -> None:
    """Note how far sending came. Raises Conflict if the lease was lost."""
    mark(_owned(grant, record), _actions(changes), leased(record))


def retime_reminder(grant: Grant, record: AppointmentRecord, changes: Mapping[str, Any], now: datetime) -> None:
    """Let another reminder be the next. Raises Conflict if the appointment or its reminder changed since `record`, or a worker sends."""
    mark(_owned(grant, record), _actions(changes), unchanged(record, now))


def change_reminder(
    write: Transaction,
    grant: Grant,
    record: AppointmentRecord,
    changes: Mapping[str, Any],
    condition: Condition,
    otherwise: AppError | None = None,
) -> None:
    """Change what is due within a transaction."""
    write.update(AppointmentRecord(_owned(grant, record).owner_id, record.item), _actions(changes), condition, otherwise)


def leased(record: AppointmentRecord) -> Condition:
    """Holds while the lease that `record` took runs and nobody else has taken another."""
    held: Condition = AppointmentRecord.leased_until == record.leased_until
    return held


def unchanged(record: AppointmentRecord, now: datetime) -> Condition:
    """Holds while the appointment and its reminder are as `record` says and nobody sends."""
    at = AppointmentRecord.remind_at
    same: Condition = (AppointmentRecord.sequence == int(record.sequence)) & (AppointmentRecord.status == record.status)
    same &= at.does_not_exist() if record.remind_at is None else at == record.remind_at
    same &= (AppointmentRecord.remind_sent == int(record.remind_sent)) & _unleased(now)
    return same


def _owned(grant: Grant, record: AppointmentRecord) -> AppointmentRecord:
    if record.owner_id != grant.key("provider"):
        raise Misuse("the grant is for another provider")
    return record


def _actions(changes: Mapping[str, Any]) -> list[Action]:
    attributes = AppointmentRecord.get_attributes()
    return [attributes[name].remove() if value is None else attributes[name].set(value) for name, value in changes.items()]


def _unleased(now: datetime) -> Condition:
    free: Condition = AppointmentRecord.leased_until.does_not_exist() | (AppointmentRecord.leased_until < now)
    return free
