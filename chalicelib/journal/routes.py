"""The journal."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.core.schemas import Nothing
from chalicelib.journal import service
from chalicelib.journal.schemas import Draft, JournalEntries, JournalEntry, KeptDraft, NewEntry, Removed, Rewrite
from chalicelib.journal.store import JOURNAL
from chalicelib.sharing.access import OwnEntry, SharedWithTherapist
from chalicelib.sharing.schemas import EntryPage, EntrySharing

api = SecureBlueprint(__name__)


@api.route("/journal", methods=["POST"], allow=role("client"), body=NewEntry, returns=JournalEntry, status=201)
def write_journal(grant: Grant, new: NewEntry) -> JournalEntry:
    """Keep an entry."""
    return service.write(grant, new, clock.now())


@api.route("/journal", methods=["GET"], allow=role("client"), query=EntryPage, returns=JournalEntries)
def my_journal(grant: Grant, page: EntryPage) -> JournalEntries:
    """The client's own entries, newest first."""
    return service.entries(grant, page)


@api.route("/journal-draft", methods=["GET"], allow=role("client"), returns=KeptDraft)
def journal_draft(grant: Grant) -> KeptDraft:
    """What the client has begun to write, on whatever device."""
    return service.draft(grant)


@api.route("/journal-draft", methods=["PUT"], allow=role("client"), body=Draft, returns=KeptDraft)
def keep_journal_draft(grant: Grant, wish: Draft) -> KeptDraft:
    """Save what is written so far."""
    return service.keep_draft(grant, wish, clock.now())


@api.route("/journal/{entry_id}", methods=["GET"], allow=OwnEntry(JOURNAL), returns=JournalEntry)
def my_journal_entry(grant: Grant, entry_id: str) -> JournalEntry:
    """One of the client's own entries."""
    return service.entry(grant, entry_id)


@api.route("/journal/{entry_id}", methods=["PUT"], allow=OwnEntry(JOURNAL), body=Rewrite, returns=JournalEntry)
def rewrite_journal_entry(grant: Grant, entry_id: str, wish: Rewrite) -> JournalEntry:
    """Say something differently."""
    return service.rewrite(grant, entry_id, wish.text)


@api.route("/journal/{entry_id}/sharing", methods=["PUT"], allow=OwnEntry(JOURNAL), body=EntrySharing, returns=JournalEntry)
def share_journal_entry(grant: Grant, entry_id: str, wish: EntrySharing) -> JournalEntry:
    """Share or withhold one entry, effective with the next request."""
    return service.share(grant, entry_id, wish.shared)


@api.route("/journal/{entry_id}/remove", methods=["POST"], allow=OwnEntry(JOURNAL), body=Nothing, returns=Removed)
def remove_journal_entry(grant: Grant, entry_id: str, _: Nothing) -> Removed:
    """Drop an entry for good."""
    service.remove(grant, entry_id)
    return Removed(id=entry_id)


@api.route("/clients/{client_id}/journal", methods=["GET"], allow=SharedWithTherapist("journal"), query=EntryPage, returns=JournalEntries)
def shared_journal(grant: Grant, page: EntryPage) -> JournalEntries:
    """What a client shares with the provider who treats them; nothing shared answers as if there were no such client."""
    return service.shared_entries(grant, page)
