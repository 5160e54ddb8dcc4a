"""Mood entries of one client."""

from chalicelib.core.records import table
from chalicelib.sharing.entries import Entries, EntryRecord
from chalicelib.wellness.schemas import MoodBody


class MoodRecord(EntryRecord):
    """One mood entry. Partition: the client; sort: time-ordered id."""

    class Meta(EntryRecord.Meta):
        table_name = table("wellness")
        subject = "client"


MOODS = Entries(MoodRecord, MoodBody, "moods")
