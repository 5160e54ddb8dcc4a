"""Filled-in worksheets of one client."""

from msgspec import Struct

from chalicelib.core.records import table
from chalicelib.sharing.entries import Entries, EntryRecord
from chalicelib.worksheets.schemas import Value


class WorksheetBody(Struct):
    """The sealed part: which worksheet it is tells as much about a person as what they wrote."""

    slug: str
    answers: dict[str, Value]
    finished: bool


class WorksheetRecord(EntryRecord):
    """One filled-in worksheet. Partition: the client; sort: time-ordered id."""

    class Meta(EntryRecord.Meta):
        table_name = table("worksheets")
        subject = "client"


WORKSHEETS = Entries(WorksheetRecord, WorksheetBody, "worksheets")
