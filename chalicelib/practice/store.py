"""The practice's one record."""

import msgspec
from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.records import ClearText, Record, table
from chalicelib.core.writing import transaction
from chalicelib.practice.schemas import Practice

_FACTS = "facts"


class PracticeRecord(Record):
    """What the practice says of itself, and its rota. Partition: the practice."""

    class Meta(Record.Meta):
        table_name = table("practice")
        subject = "practice"

    practice_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    facts = ClearText(why="public facts of the practice, and who is on call when as ids and times")


def load(practice_id: str) -> Practice | None:
    """The recorded facts, None where nothing was recorded yet."""
    try:
        record = PracticeRecord.get(practice_id, _FACTS)
    except PracticeRecord.DoesNotExist:
        return None
    return msgspec.json.decode(record.facts, type=Practice)


def save(grant: Grant, facts: Practice) -> None:
    """Replace the recorded facts."""
    record = PracticeRecord(grant.key("practice"), _FACTS, facts=msgspec.json.encode(facts).decode())
    with transaction(grant, "practice.change") as write:
        write.put(record, replace=True)
