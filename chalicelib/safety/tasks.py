"""Same-day tasks: somebody at risk has cancelled, missed a session, withdrawn consent or changed therapist, and who treats them looks."""

from collections.abc import Collection
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.care import service as care
from chalicelib.core import clock
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.records import ClearText, Key, Record, table
from chalicelib.core.writing import Transaction, transaction
from chalicelib.practice import service as practices
from chalicelib.safety import alerts, rules, store
from chalicelib.safety.schemas import Flag, Parting

PARTED = "safety.parted"
_TASK = "task#"


class TaskRecord(Record):
    """One client to look after today. Partition: the provider; sort: the task."""

    class Meta(Record.Meta):
        table_name = table("safety")
        subject = "provider"

    subject_id = UnicodeAttribute(hash_key=True)
    record_id = UnicodeAttribute(range_key=True)
    client_id = ClearText(why="whom the provider looks after")
    what = ClearText(why="cancelled, missed, withdrew or switched, said in the work list")
    due_by = UTCDateTimeAttribute()


def key(provider_id: str, task_id: str) -> Key:
    """Where one task is, for rules of access that read it with the gate row."""
    return Key(TaskRecord, provider_id, f"{_TASK}{task_id}")


def parted(write: Transaction, client: Grant, what: Parting) -> None:
    """Note within a transaction that this client has cancelled, missed or left; whether anybody is to look is found out after it."""
    write.tell(PARTED, {"what": what}, grant=client)


def follow(client_id: str, task_id: str, what: Parting, now: datetime) -> None:
    """Give who treats a client at risk a task for today; where nobody does, the clinicians on call. Safe to repeat."""
    client = Grant.for_job(alerts.JOB, Subject("client", client_id))
    row = store.screen_row(client)
    if row is None or not rules.at_risk(row.screen(), now):
        return
    due_by = rules.same_day(now, clock.zone(practices.practice().zone))
    treating = [link.person_id for link in care.providers_of(client)]
    for provider_id in treating:
        add(Grant.for_job(alerts.JOB, Subject("provider", provider_id)), task_id, client_id, what, due_by)
    if not treating:
        alerts.queue(client_id, task_id, "follow_up", due_by, now)


def add(grant: Grant, task_id: str, client_id: str, what: Parting, due_by: datetime) -> None:
    """Put a task into a provider's list, once."""
    record = TaskRecord(grant.key("provider"), f"{_TASK}{task_id}", client_id=client_id, what=what, due_by=due_by)
    try:
        with transaction(grant, "task.add") as write:
            write.put(record)
    except Conflict:
        return


def tasks(grant: Grant, in_care: Collection[str]) -> list[Flag]:
    """The provider's tasks about clients they treat now, the first due first."""
    found = TaskRecord.query(grant.key("provider"), TaskRecord.record_id.startswith(_TASK), consistent_read=True)
    mine = sorted((row for row in found if row.client_id in in_care), key=lambda row: row.due_by)
    return [_flag(row) for row in mine]


def done(grant: Grant, task_id: str) -> None:
    """Take a task off the provider's list. Raises NotFound."""
    with transaction(grant, "task.done") as write:
        write.delete(TaskRecord(grant.key("provider"), f"{_TASK}{task_id}"), TaskRecord.subject_id.exists(), NotFound())


def _flag(row: TaskRecord) -> Flag:
    task_id = row.record_id.removeprefix(_TASK)
    return Flag(client_id=row.client_id, state="none", due_by=row.due_by, what=row.what, task_id=task_id)  # type: ignore[arg-type]
