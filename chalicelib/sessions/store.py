"""The waiting room and attendance in the provider's partition, what a client said on joining sealed in the client's."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import ids, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import ClearList, ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, transaction
from chalicelib.sessions.rules import Attendance, Lost, Stretch, merged
from chalicelib.sessions.schemas import Attestation

FEATURE = "attestations"
WAITS = "session.waits"
"""A client has come to the door of a session for the first time."""
_CHANNEL = "channel"
_RECENT = 5


class ChannelRecord(Record):
    """A provider's signalling channel. Partition: the provider; sort: the word `channel`."""

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    arn = ClearText(why="the channel's resource name, which holds no person's id")


class DoorRecord(Record):
    """One client at the door of one session. Partition: the provider; sort: `door#`, the appointment's id, the client's id.

    revision: of the attestation that goes with it. elsewhere: what they said last is a place where the therapist may not see them.
    """

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    client_id = ClearText(why="an id, who is at the door")
    viewer_id = ClearText(why="a random id whose offers the provider's page answers")
    since = UTCDateTimeAttribute()
    revision = NumberAttribute()
    admitted_at = UTCDateTimeAttribute(null=True)
    elsewhere = BooleanAttribute(default=False)


class HostRecord(Record):
    """In which state a provider said they were on joining one session. Partition: the provider; sort: `host#` and the appointment's id."""

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    state = ClearText(why="the state a therapist says they work from, which a compact credential hangs on")
    at = UTCDateTimeAttribute()


class AttestationRecord(Record):
    """What a client said on joining one session, the last of it. Partition: the client; sort: `attestation#` and the appointment's id."""

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "client"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    body = Sealed()


class LineRecord(Record):
    """When one end got nothing from the other. Partition: the provider; sort: `line#`, the appointment's id, the id of whose end it is.

    lost: pairs of instants, milliseconds since 1970, without overlaps.
    """

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    revision = NumberAttribute()
    lost = ClearList(why="instants between which a line was down")


class AttendanceRecord(Record):
    """Who was in a session, from when to when, and what the line took of it.

    Partition: the provider; sort: `attendance#` and the appointment's id. lost, agreed: milliseconds; credited, late: minutes.
    """

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "provider"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    attended = ClearList(why="ids of the clients who were let in")
    started_at = UTCDateTimeAttribute()
    ended_at = UTCDateTimeAttribute()
    lost = NumberAttribute(default=0)
    agreed = NumberAttribute(default=0)
    credited = NumberAttribute(default=0)
    late = NumberAttribute(default=0)


def _door(appointment_id: str, client_id: str) -> str:
    return f"door#{appointment_id}#{client_id}"


def _attestation(appointment_id: str) -> str:
    return f"attestation#{appointment_id}"


def _line(appointment_id: str, person_id: str) -> str:
    return f"line#{appointment_id}#{person_id}"


def _attendance(appointment_id: str) -> str:
    return f"attendance#{appointment_id}"


def _host(appointment_id: str) -> str:
    return f"host#{appointment_id}"


def keep_host_state(grant: Grant, appointment_id: str, state: str, at: datetime) -> None:
    """Remember in which state the provider says they are, in place of what they said before."""
    with transaction(grant, "session.host") as write:
        write.put(HostRecord(grant.key("provider"), _host(appointment_id), state=state, at=at), replace=True)


def host_state(grant: Grant, appointment_id: str) -> str | None:
    """In which state the provider said they were on joining this session, None where they did not say."""
    (record,) = get_many([Key(HostRecord, grant.key("provider"), _host(appointment_id))])
    return record.state if record else None


def channel(grant: Grant) -> str | None:
    """The ARN of the provider's channel, None while there is none."""
    (record,) = get_many([Key(ChannelRecord, grant.key("provider"), _CHANNEL)])
    return record.arn if record else None


def keep_channel(grant: Grant, arn: str) -> None:
    """Remember the provider's channel in place of an earlier one."""
    with transaction(grant, "session.channel") as write:
        write.put(ChannelRecord(grant.key("provider"), _CHANNEL, arn=arn), replace=True)


def at_door(grant: Grant, provider: Grant, appointment_id: str) -> tuple[DoorRecord | None, AttestationRecord | None]:
    """A client's own place at the door and what they said last. provider: the session's other side."""
    door, said = get_many(
        [
            Key(DoorRecord, provider.key("provider"), _door(appointment_id, grant.key("client"))),
            Key(AttestationRecord, grant.key("client"), _attestation(appointment_id)),
        ]
    )
    return door, said


def come_in(
    write: Transaction,
    grant: Grant,
    provider: Grant,
    appointment_id: str,
    said: Attestation,
    earlier: DoorRecord | None,
    *,
    stays: bool,
    since: datetime,
    elsewhere: bool,
) -> DoorRecord:
    """Within a transaction, keep what a client says on joining and put them at the door.

    stays: whether `earlier` is of the session as it is now, so that they keep their admission and viewer id. since: from when they wait.
    elsewhere: as the record has it.
    Raises Conflict if the same client joined elsewhere in the meantime.
    """
    revision = int(earlier.revision) + 1 if earlier else 1
    kept = earlier if stays else None
    item = _attestation(appointment_id)
    door = DoorRecord(
        provider.key("provider"),
        _door(appointment_id, grant.key("client")),
        client_id=grant.key("client"),
        viewer_id=kept.viewer_id if kept else ids.new(),
        since=since,
        revision=revision,
        admitted_at=kept.admitted_at if kept else None,
        elsewhere=elsewhere,
    )
    body = vault.seal(said, grant, feature=FEATURE, record=item, revision=revision)
    write.put(AttestationRecord(grant.key("client"), item, revision=revision, body=body), replace=True)
    write.put(door, condition=DoorRecord.revision == revision - 1 if earlier else None)
    if not stays:
        write.tell(WAITS, {"provider_id": provider.key("provider"), "appointment_id": appointment_id})
    return door


def doors(grant: Grant, clients: Sequence[Grant], appointment_id: str) -> list[DoorRecord]:
    """Who of these clients is at the provider's door, who came first first."""
    found = get_many([Key(DoorRecord, grant.key("provider"), _door(appointment_id, client.key("client"))) for client in clients])
    return sorted((door for door in found if door), key=lambda door: door.since)


def attestations(grant: Grant, clients: Sequence[Grant], appointment_id: str) -> list[Attestation | None]:
    """What each of a provider's clients said last on joining, None where nothing. Each opening is noted in that client's access log."""
    grant.key("provider")
    item = _attestation(appointment_id)
    rows = get_many([Key(AttestationRecord, client.key("client"), item) for client in clients])
    return [open_attestation(client, row) if row else None for client, row in zip(clients, rows, strict=True)]


def last_place(grant: Grant) -> Attestation | None:
    """What a client said on the latest of their recent joins, None where they have not joined yet."""
    rows = AttestationRecord.query(
        grant.key("client"), AttestationRecord.item.startswith(_attestation("")), scan_index_forward=False, limit=_RECENT
    )
    return max((open_attestation(grant, row) for row in rows), key=lambda said: said.at, default=None)


def open_attestation(grant: Grant, record: AttestationRecord) -> Attestation:
    """The words of one attestation."""
    return vault.open(record.body, Attestation, grant, feature=FEATURE, record=record.item, revision=int(record.revision))


def admit(write: Transaction, door: DoorRecord, at: datetime) -> None:
    """Note within a transaction since when a client is in, unless they were let in before."""
    write.update(
        DoorRecord(door.owner_id, door.item),
        [DoorRecord.admitted_at.set(at)],
        (DoorRecord.revision == door.revision) & DoorRecord.admitted_at.does_not_exist(),
    )


def attendance(grant: Grant, appointment_id: str) -> Attendance | None:
    """Who was in a session that has ended."""
    (record,) = get_many([Key(AttendanceRecord, grant.key("provider"), _attendance(appointment_id))])
    if record is None:
        return None
    lost = Lost(timedelta(milliseconds=int(record.lost)), timedelta(milliseconds=int(record.agreed)))
    return Attendance(record.attended, record.started_at, record.ended_at, lost, int(record.credited), int(record.late))


def keep_attendance(write: Transaction, grant: Grant, appointment_id: str, attendance: Attendance) -> None:
    """Record within a transaction who was in a session and what the line took of it."""
    lost = attendance.lost
    record = AttendanceRecord(
        grant.key("provider"),
        _attendance(appointment_id),
        attended=attendance.attended,
        started_at=attendance.started,
        ended_at=attendance.ended,
        lost=_milliseconds(lost.total),
        agreed=_milliseconds(lost.agreed),
        credited=attendance.credited,
        late=attendance.late,
    )
    write.put(record)


def lost_times(provider: Grant, appointment_id: str, people: Sequence[str]) -> list[list[Stretch]]:
    """When each of these ends got nothing, empty for one that told of nothing. people: their ids, the provider's among them."""
    found = get_many([Key(LineRecord, provider.key("provider"), _line(appointment_id, person)) for person in people])
    return [_stretches(record) for record in found]


def add_lost_time(grant: Grant, provider: Grant, appointment_id: str, stretches: Sequence[Stretch]) -> None:
    """Keep what one end, the grant's own, noticed. Raises Conflict where two of its pages tell at once."""
    key = Key(LineRecord, provider.key("provider"), _line(appointment_id, grant.subject_id))
    (earlier,) = get_many([key])
    revision = int(earlier.revision) if earlier else 0
    all_of_it = merged([*_stretches(earlier), *stretches])
    lost = [[int(one.start.timestamp() * 1000), int(one.end.timestamp() * 1000)] for one in all_of_it]
    record = LineRecord(key.hash, key.range, revision=revision + 1, lost=lost)
    with transaction(grant, "session.line") as write:
        write.put(record, condition=LineRecord.revision == revision if earlier else None, otherwise=Conflict())


def _stretches(record: LineRecord | None) -> list[Stretch]:
    return [Stretch(*(datetime.fromtimestamp(at / 1000, UTC) for at in pair)) for pair in record.lost] if record else []


def _milliseconds(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)
