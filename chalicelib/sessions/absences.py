"""Sessions whose client was left waiting, in the practice's own partition: ids, times and how it stands, nothing of the client."""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import settings
from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Key, Record, get_many, table
from chalicelib.core.writing import Transaction
from chalicelib.sessions.schemas import AbsenceState

_ABSENT = "absent#"


class AbsenceRecord(Record):
    """One line of the practice's list. Partition: the practice; sort: the appointment."""

    class Meta(Record.Meta):
        table_name = table("sessions")
        subject = "practice"

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    provider_id = ClearText(why="an id: who has not come")
    start = UTCDateTimeAttribute()
    state = ClearText(why="waiting, missed or unsaid: whether the client waits still, or what came of it once the time was over")

    @property
    def appointment_id(self) -> str:
        """Which session it is."""
        return str(self.item).removeprefix(_ABSENT)


def note(write: Transaction, appointment_id: str, provider_id: str, start: datetime, state: AbsenceState) -> None:
    """Within a transaction, put a session on the practice's list, or say how it stands now."""
    record = AbsenceRecord(settings.load().practice, f"{_ABSENT}{appointment_id}", provider_id=provider_id, start=start, state=state)
    write.put(record, replace=True)


def settle(write: Transaction, appointment_id: str) -> None:
    """Within a transaction, take a session off the list: its therapist came, or somebody has seen to it. Safe to repeat."""
    write.delete(AbsenceRecord(settings.load().practice, f"{_ABSENT}{appointment_id}"))


def is_listed(grant: Grant, appointment_id: str) -> bool:
    """Whether a session is on the practice's list."""
    (found,) = get_many([Key(AbsenceRecord, grant.key("practice"), f"{_ABSENT}{appointment_id}")])
    return found is not None


def listed(grant: Grant) -> Iterator[AbsenceRecord]:
    """Every session on the practice's list, in one query."""
    return iter(AbsenceRecord.query(grant.key("practice"), AbsenceRecord.item.startswith(_ABSENT)))
