"""Journal entries of one client, and the one draft they may have."""

from chalicelib.core.drafts import DraftRecord, Drafts
from chalicelib.core.records import table
from chalicelib.journal.schemas import JournalBody
from chalicelib.sharing.entries import Entries, EntryRecord

DRAFT = "journal-draft"


class JournalRecord(EntryRecord):
    """One journal entry. Partition: the client; sort: time-ordered id."""

    class Meta(EntryRecord.Meta):
        table_name = table("journal")
        subject = "client"


class BegunRecord(DraftRecord):
    """What a client has begun to write. Partition: the client; sort: a fixed word, in a table of its own, so no list meets it."""

    class Meta(DraftRecord.Meta):
        table_name = table("journal-drafts")
        subject = "client"


JOURNAL = Entries(JournalRecord, JournalBody, "journal")
BEGUN = Drafts(BegunRecord, JournalBody, "journal-drafts")
