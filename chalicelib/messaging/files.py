"""Sending files with messages: expected, uploaded, checked, opened."""

from datetime import datetime, timedelta

from chalicelib.core import idempotency, ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotAllowed, NotFound
from chalicelib.core.writing import transaction
from chalicelib.messaging import file_rules, file_store
from chalicelib.messaging.schemas import Attachment, FileView, NewFile, Upload

CHECK, GIVE_UP = "file.check", "file.give_up"
_GIVEN_UP_AFTER = timedelta(days=1)


def expect(grant: Grant, thread_id: str, new: NewFile, now: datetime) -> Upload:
    """Say where the sender's browser may put a file it has sealed. What does not come within a day is forgotten.

    Raises FileTooLarge, TypeNotAllowed, InvalidInput.
    """
    file_rules.check_wish(new.size, new.content_type)
    file_id = ids.new(now)
    body = file_store.FileBody(new.name, new.content_type, new.size, new.key)
    refs = {"thread_id": thread_id, "file_id": file_id}
    try:
        with transaction(grant, "file.expect") as write:
            file_store.expect(write, thread_id, file_id, body, now)
            write.tell(GIVE_UP, refs, due=now + _GIVEN_UP_AFTER)
            write.made(file_id)
    except idempotency.Replay as earlier:
        file_id = earlier.made_id
    form = file_store.upload(file_id, new.size)
    return Upload(id=file_id, url=form["url"], fields=form["fields"], size=file_rules.sealed_size(new.size))


def arrived(grant: Grant, thread_id: str, file_id: str) -> FileView:
    """The sender's browser has put the file there: have it checked. Safe to repeat. Raises NotFound."""
    record = file_store.find(grant, thread_id, file_id)
    if record.sender_id != grant.caller_id:
        raise NotAllowed
    if record.state == "expected":
        with transaction(grant, "file.arrived") as write:
            file_store.arrived(write, record)
            write.tell(CHECK, {"thread_id": thread_id, "file_id": file_id})
        record.state = "checking"
    return _view(grant, record)


def view(grant: Grant, thread_id: str, file_id: str) -> FileView:
    """How far a file has come; once it is checked, where it lies and the key that opens it. Raises NotFound."""
    return _view(grant, file_store.find(grant, thread_id, file_id))


def attachments(grant: Grant, thread_id: str, file_ids: list[str]) -> list[Attachment]:
    """The files somebody sends along with a message: their own, uploaded. Raises NotUploaded."""
    if not file_ids:
        return []
    try:
        records = file_store.find_many(grant, thread_id, file_ids)
    except NotFound:
        raise file_rules.NotUploaded(field="attachments") from None
    if any(record.sender_id != grant.caller_id or record.state not in ("checking", "ready") for record in records):
        raise file_rules.NotUploaded(field="attachments")
    return [_attachment(record.file_id, file_store.opened(grant, record)) for record in records]


def _attachment(file_id: str, body: file_store.FileBody) -> Attachment:
    return Attachment(id=file_id, name=body.name, content_type=body.content_type, size=body.size)


def _view(grant: Grant, record: file_store.FileRecord) -> FileView:
    body = file_store.opened(grant, record)
    ready = record.state == "ready"
    return FileView(
        id=record.file_id,
        name=body.name,
        content_type=body.content_type,
        size=body.size,
        state=record.standing,
        url=file_store.download(record) if ready else None,
        key=body.key if ready else None,
    )


def check(grant: Grant, thread_id: str, file_id: str) -> None:
    """Open a file once and look whether it is what it says; what is not is deleted, and its sender sees that it was refused."""
    record = _found(grant, thread_id, file_id)
    if record is None or record.state not in ("expected", "checking"):
        return
    body = file_store.opened(grant, record)
    try:
        version, sealed = file_store.uploaded(record)
        pieces = file_rules.opened(record.file_id, body.key, body.size, sealed)
        file_rules.check_type(body.content_type, pieces, body.size)
    except (file_rules.NotWhatItSays, NotFound):
        file_store.discard(record)
        file_store.settle(record, "refused")
        return
    file_store.settle(record, "ready", version)


def give_up(grant: Grant, thread_id: str, file_id: str) -> None:
    """Forget a file whose upload was never said to be done, and of any other what was put in its place after it was checked."""
    record = _found(grant, thread_id, file_id)
    if record is None or record.state == "checking":
        return
    file_store.discard(record)
    if record.state == "expected":
        file_store.settle(record, "refused")


def _found(grant: Grant, thread_id: str, file_id: str) -> file_store.FileRecord | None:
    try:
        return file_store.find(grant, thread_id, file_id)
    except NotFound:
        return None
