"""Messages under the client's key, and each side's view of a thread.

A message lies in the client's partition. What a list needs (unread, due) lies in both sides' partitions beside their relations, as ids
and times only, so that one query lists threads; it is written in the message's own transaction, so sending takes one write and no read.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.care import service as care
from chalicelib.core import ids, partitions, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, transaction
from chalicelib.messaging import draft_store, file_store, late_store
from chalicelib.messaging.schemas import MessageBody, Side

FEATURE = "messages"
ALSO = (file_store.FileRecord, draft_store.UnsentRecord, late_store.LateRecord)
"""Kept by this feature too: tables follow from the records that the stores import."""


class MessageRecord(Record):
    """One message. Partition: the client; sort: the thread, then a time-ordered id. Never changed, never removed."""

    class Meta(Record.Meta):
        table_name = table("messages")
        subject = ("client", "provider", "practice")

    subject_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    sender = ClearText(why="which side wrote it, client or provider or practice")
    sender_id = ClearText(why="an id, shown beside the message")
    at = UTCDateTimeAttribute()
    session_id = ClearText(why="an id, the session whose people it was written to", null=True)
    body = Sealed()

    @property
    def message_id(self) -> str:
        """The message's own id."""
        return str(self.item).rpartition("#")[2]


class ThreadRecord(Record):
    """One side's view of a thread, in the table of relations. Partition: the client, the provider or the practice; sort: the thread."""

    class Meta(Record.Meta):
        table_name = table("care")
        subject = ("client", "provider", "practice")

    subject_id = UnicodeAttribute(hash_key=True)
    link = UnicodeAttribute(range_key=True)
    client_id = ClearText(why="an id, the client's side")
    last_at = UTCDateTimeAttribute(null=True)
    newest_of_other = ClearText(why="a message id, to tell what is unread", null=True)
    read_to = ClearText(why="a message id, to tell what is unread", null=True)
    seen_to = ClearText(why="a message id, to tell the sender what was read", null=True)
    due_by = UTCDateTimeAttribute(null=True)

    @property
    def thread_id(self) -> str:
        """The thread it is a view of."""
        return str(self.link).removeprefix(care.thread_key(""))


class Parties(NamedTuple):
    """A thread and its two partitions, the reader's own first."""

    thread_id: str
    client_id: str
    mine: str
    theirs: str


def add(
    write: Transaction,
    grant: Grant,
    parties: Parties,
    message_id: str,
    words: MessageBody,
    sender: Side,
    at: datetime,
    due_by: datetime | None = None,
    *,
    session_id: str | None = None,
) -> None:
    """Keep a new message in the client's partition that `grant` opens and bring both sides' views up to date.

    The transaction raises Overtaken where one with a higher id was kept meanwhile: ids run as messages are kept, for whoever has read one
    is taken to have read all below it.

    due_by: set where nothing was due yet; None ends what was due: the answer has come.
    session_id: of a session it is written in; it neither asks for an answer nor is one.
    """
    record = MessageRecord(
        grant.key("client"),
        f"{parties.thread_id}#{message_id}",
        sender=sender,
        sender_id=grant.caller_id,
        at=at,
        session_id=session_id,
        body=vault.seal(words, grant, feature=FEATURE, record=vault.within(parties.thread_id, message_id)),
    )
    theirs = ThreadRecord.newest_of_other
    in_order = theirs.does_not_exist() | (theirs < message_id)
    due = ThreadRecord.due_by.set(ThreadRecord.due_by | due_by) if due_by else ThreadRecord.due_by.remove()
    both = [ThreadRecord.client_id.set(parties.client_id), ThreadRecord.last_at.set(at), *([] if session_id else [due])]
    write.put(record)
    _change(write, parties.mine, parties.thread_id, both, in_order, Overtaken())
    _change(write, parties.theirs, parties.thread_id, [*both, theirs.set(message_id)], in_order, Overtaken())


class Overtaken(Conflict):
    """A message with a higher id was kept in this thread."""


def newest(grant: Grant, sides: Sequence[Parties]) -> str:
    """The highest id of a message in some threads that the grant opens. One read."""
    keys = [Key(ThreadRecord, side, care.thread_key(one.thread_id)) for one in sides for side in (one.mine, one.theirs)]
    return max(view.newest_of_other or "" for view in get_many(keys) if view)


class ReadFurther(Conflict):
    """This side has read as far or further already."""


def mark_read(grant: Grant, parties: Parties, message_id: str) -> None:
    """Remember how far one side has read, and let the other side know. Raises ReadFurther."""
    forward = ThreadRecord.read_to.does_not_exist() | (ThreadRecord.read_to < message_id)
    with transaction(grant, "message.mark_read") as write:
        _change(write, parties.mine, parties.thread_id, [ThreadRecord.read_to.set(message_id)], forward, ReadFurther())
        _change(write, parties.theirs, parties.thread_id, [ThreadRecord.seen_to.set(message_id)])


def view(grant: Grant, thread_id: str) -> ThreadRecord | None:
    """The view that the grant's own side has of a thread, None before the first message."""
    (found,) = get_many([Key(ThreadRecord, grant.key("client", "provider", "practice"), care.thread_key(thread_id))])
    return found  # type: ignore[no-any-return]


def message(grant: Grant, thread_id: str, message_id: str) -> MessageRecord:
    """One message."""
    return MessageRecord.get(grant.key("client"), f"{thread_id}#{message_id}", consistent_read=True)


def messages(grant: Grant, thread_id: str, before: str | None, limit: int) -> Sequence[MessageRecord]:
    """Up to `limit` messages of a thread older than the cursor, newest first, in one query."""
    # "$" is the character after "#": above every message of this thread and below those of the next.
    between, cursor = (f"{thread_id}#", f"{thread_id}$"), f"{thread_id}#{before}" if before else None
    return partitions.older(MessageRecord, grant.key("client"), between, cursor, limit)


def of_session(grant: Grant, thread_id: str, session_id: str, at: datetime) -> Sequence[MessageRecord]:
    """Every message of a thread that was written in a session, newest first. at: nothing of it is older."""
    bounds = MessageRecord.item.between(f"{thread_id}#{max(ids.floor(at), grant.oldest_id)}", f"{thread_id}$")
    found = MessageRecord.query(grant.key("client"), bounds, scan_index_forward=False, consistent_read=True)
    return [record for record in found if record.session_id == session_id]


def opened(grant: Grant, record: MessageRecord) -> MessageBody:
    """The words of one message, and what its files are called."""
    thread_id, _, message_id = record.item.rpartition("#")
    return vault.open(record.body, MessageBody, grant, feature=FEATURE, record=vault.within(thread_id, message_id))


def _change(
    write: Transaction,
    subject_id: str,
    thread_id: str,
    actions: Sequence[Action],
    condition: Condition | None = None,
    otherwise: AppError | None = None,
) -> None:
    write.update(ThreadRecord(subject_id, care.thread_key(thread_id)), actions, condition, otherwise)
