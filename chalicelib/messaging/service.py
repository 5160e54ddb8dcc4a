"""Writing and reading messages. What a reader sees of their threads is in `listing`."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from chalicelib.care import service as care
from chalicelib.core import clock, freshness, idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import Unavailable
from chalicelib.core.writing import Transaction, transaction
from chalicelib.messaging import draft_store, files, late, late_store, rules, store
from chalicelib.messaging.schemas import (
    Message,
    MessageBody,
    MessagePage,
    Messages,
    NewMessage,
    ReadMark,
    ReadTo,
    Side,
    Written,
)
from chalicelib.practice import service as practice
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers

_TRIES = 20
"""Each time one is overtaken another was kept: more than this never write in one thread at one moment."""


def send(grant: Grant, thread_id: str, new: NewMessage, now: datetime) -> Message:
    """Write to the other side of a thread. Sent twice under one Idempotency-Key it is kept once.

    Raises CareEnded where the relation has ended, NotUploaded, InvalidInput.
    """
    rules.check(new.text, new.attachments)
    words = MessageBody(new.text, files.attachments(grant, thread_id, new.attachments))
    sender, parties = _side(grant), _parties(grant, thread_id)

    def keep(message_id: str, at: datetime) -> None:
        due_by = _due_by(grant, at)
        with transaction(grant, "message.send") as write:
            care.hold_active(write, thread_id)
            store.add(write, grant, parties, message_id, words, sender, at, due_by)
            _watch(write, grant, thread_id, due_by)
            draft_store.UNSENT.drop(write, draft_store.place(grant, thread_id))
            if not _with_office(grant) or sender == "practice":
                write.tell("message.sent", {"thread_id": thread_id, "message_id": message_id, "to_id": parties.theirs})
            write.made(message_id)

    try:
        message_id, at = _in_order(grant, [parties], now, keep)
    except idempotency.Replay as earlier:
        return _shown(grant, thread_id, store.message(grant, thread_id, earlier.made_id), UTC)
    return _shown_words(grant, thread_id, message_id, sender, grant.caller_id, words, at, UTC)


def keep_chat(grant: Grant, provider: Grant, clients: Sequence[Grant], session_id: str, text: str, now: datetime) -> str:
    """Keep what one of a session's people wrote in the thread that each of these clients has with the provider; its id.

    One copy for each client, under that client's key. Sent twice under one Idempotency-Key it is kept once. Raises CareEnded.
    """
    sender, carer_id = _side(grant), provider.subject_id
    copies = []
    for client, thread_id in zip(clients, care.relations(provider, clients), strict=True):
        own = client.subject_id == grant.caller_id
        sides = (client.subject_id, carer_id) if own else (carer_id, client.subject_id)
        copies.append((client, store.Parties(thread_id, client.subject_id, *sides)))

    def keep(message_id: str, at: datetime) -> None:
        with transaction(grant, "message.chat") as write:
            for client, parties in copies:
                store.add(write, client, parties, message_id, MessageBody(text), sender, at, session_id=session_id)
            write.made(message_id)

    try:
        return _in_order(grant, [parties for _, parties in copies], now, keep)[0]
    except idempotency.Replay as earlier:
        return earlier.made_id


def _in_order(grant: Grant, sides: Sequence[store.Parties], now: datetime, keep: Callable[[str, datetime], None]) -> tuple[str, datetime]:
    """Keep a message under an id above all that is kept in these threads: the id, and when it was written.

    Most often that is an id made now; only where another was kept between, or another machine's clock is ahead, is the newest looked up.
    Raises Unavailable where others keep coming first, and what `keep` raises.
    """
    message_id = ids.new(now)
    for _ in range(_TRIES):
        try:
            keep(message_id, now)
            return message_id, now
        except store.Overtaken:
            newest = store.newest(grant, sides)
            # Asked after the newest was read, so that it is later, and times run as the ids do.
            now = clock.now()
            message_id = ids.after(newest, now)
    raise Unavailable


def written(provider: Grant, client: Grant, session_id: str, since: datetime, *, words: bool) -> list[Written]:
    """What was written in a session, by this client's copy, newest first. words: also open it, which the client's access log tells.

    What either wrote to the other alone meanwhile is not among it. since: nothing of the session is older.
    """
    (thread_id,) = care.relations(provider, [client])
    found = store.of_session(client, thread_id, session_id, since)
    return [Written(one.message_id, one.sender_id, one.at, store.opened(client, one).text if words else None) for one in found]


def read(grant: Grant, thread_id: str, page: MessagePage) -> Messages:
    """One page of a thread, newest first. Who reads somebody else's is noted in their access log."""
    zone = clock.zone_named(page.zone)
    found = store.messages(grant, thread_id, page.cursor, page.limit)
    # A message is never changed, so its id stands for all of it.
    freshness.unless_held([record.message_id for record in found])
    items = [_shown(grant, thread_id, record, zone) for record in found]
    return Messages(items=items, next=items[-1].id if len(items) == page.limit else None)


def mark_read(grant: Grant, thread_id: str, mark: ReadMark) -> ReadTo:
    """Remember how far the reader has read. A mark never moves back, and never past what was written."""
    view = store.view(_own_side(grant), thread_id)
    newest = view.newest_of_other if view else None
    read_to = view.read_to if view else None
    to = rules.readable_to(mark.message_id, newest)
    if to is None or not rules.unread(to, read_to):
        return ReadTo(thread_id=thread_id, message_id=read_to)
    try:
        store.mark_read(grant, _parties(grant, thread_id), to)
    except store.ReadFurther:
        view = store.view(_own_side(grant), thread_id)
        return ReadTo(thread_id=thread_id, message_id=view.read_to if view else None)
    return ReadTo(thread_id=thread_id, message_id=to)


def has_read(reader: Grant, thread_id: str, message_id: str) -> bool:
    """Whether this side of a thread has read so far."""
    view = store.view(reader, thread_id)
    return view is not None and not rules.unread(message_id, view.read_to)


def _side(grant: Grant) -> Side:
    side: dict[str, Side] = {"client": "client", "provider": "provider", "admin": "practice"}
    return side[grant.caller.role]


def _carer(grant: Grant) -> Grant:
    (carer,) = (party for party in grant.parties if party.subject.kind in ("provider", "practice"))
    return carer


def _with_office(grant: Grant) -> bool:
    """The office has no address of its own: it finds what was written in its list."""
    return _carer(grant).subject.kind == "practice"


def _own_side(grant: Grant) -> Grant:
    return grant if _side(grant) == "client" else _carer(grant)


def _parties(grant: Grant, thread_id: str) -> store.Parties:
    client_id, carer_id = grant.key("client"), _carer(grant).subject_id
    mine, theirs = (client_id, carer_id) if _side(grant) == "client" else (carer_id, client_id)
    return store.Parties(thread_id, client_id, mine, theirs)


def _watch(write: Transaction, grant: Grant, thread_id: str, due_by: datetime | None) -> None:
    """Have the practice told where a therapist's answer is late. The office finds its own in its list."""
    if _with_office(grant):
        return
    if due_by:
        write.tell(late.DUE, {"thread_id": thread_id, "provider_id": _carer(grant).subject_id}, due=due_by + timedelta(seconds=1))
    else:
        late_store.settle(write, thread_id)


def _due_by(grant: Grant, now: datetime) -> datetime | None:
    """By when the client's message is to be answered; None for what staff write, which is the answer."""
    if _side(grant) != "client":
        return None
    return answered_by(_carer(grant).subject_id, now)


def answered_by(carer_id: str, now: datetime) -> datetime:
    """By when this therapist, or the office, answers what is written now."""
    house = practice.practice()
    listing = providers.known(carer_id)
    closed = {*house.closed_days, *(provider_rules.days_away(listing.away) if listing else ())}
    return rules.answer_due(now, house.policy.response_window_days, clock.zone(listing.zone if listing else house.zone), closed)


def _shown(grant: Grant, thread_id: str, record: store.MessageRecord, zone: tzinfo) -> Message:
    words = store.opened(grant, record)
    side: Side = "client" if record.sender == "client" else "provider" if record.sender == "provider" else "practice"
    return _shown_words(grant, thread_id, record.message_id, side, record.sender_id, words, record.at, zone)


def _shown_words(
    grant: Grant, thread_id: str, message_id: str, sender: Side, sender_id: str, words: MessageBody, at: datetime, zone: tzinfo
) -> Message:
    local = at.astimezone(zone)
    return Message(
        id=message_id,
        thread_id=thread_id,
        sender=sender,
        sender_id=sender_id,
        mine=sender_id == grant.caller_id,
        text=words.text,
        attachments=words.attachments,
        at=at,
        local=local,
        zone_name=local.tzname() or "",
    )
