"""Threads and their messages."""

from chalicelib.care.access import in_relation
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.core.schemas import Nothing
from chalicelib.messaging import drafts, files, late, listing, service
from chalicelib.messaging.schemas import (
    FileView,
    LateQuery,
    LateThreads,
    Message,
    MessagePage,
    Messages,
    NewFile,
    NewMessage,
    ReadMark,
    ReadTo,
    SoFar,
    ThreadPage,
    Threads,
    Unsent,
    Upload,
)

api = SecureBlueprint(__name__)


@api.route("/threads", methods=["GET"], allow=role("client", "provider", "admin"), query=ThreadPage, returns=Threads)
def threads(grant: Grant, page: ThreadPage) -> Threads:
    """The caller's threads, the one with the newest message first."""
    return listing.threads(grant, page, clock.now())


@api.route("/late-threads", methods=["GET"], allow=role("admin"), query=LateQuery, returns=LateThreads)
def late_threads(grant: Grant, query: LateQuery) -> LateThreads:
    """Threads whose answer is late: ids, times and whose they are."""
    return late.late_threads(grant, clock.zone_named(query.zone))


@api.route("/threads/{thread_id}/messages", methods=["GET"], allow=in_relation(path="thread_id"), query=MessagePage, returns=Messages)
def messages(grant: Grant, thread_id: str, page: MessagePage) -> Messages:
    """One page of a thread's messages, newest first."""
    return service.read(grant, thread_id, page)


@api.route(
    "/threads/{thread_id}/messages", methods=["POST"], allow=in_relation(path="thread_id"), body=NewMessage, returns=Message, status=201
)
def send_message(grant: Grant, thread_id: str, new: NewMessage) -> Message:
    """Write to the other side of a thread."""
    return service.send(grant, thread_id, new, clock.now())


@api.route("/threads/{thread_id}/read", methods=["POST"], allow=in_relation(path="thread_id"), body=ReadMark, returns=ReadTo)
def mark_read(grant: Grant, thread_id: str, mark: ReadMark) -> ReadTo:
    """Remember how far the caller has read."""
    return service.mark_read(grant, thread_id, mark)


@api.route("/threads/{thread_id}/draft", methods=["GET"], allow=in_relation(path="thread_id"), returns=Unsent)
def message_draft(grant: Grant, thread_id: str) -> Unsent:
    """What the caller has written in a thread and not sent, on whatever device."""
    return drafts.unsent(grant, thread_id)


@api.route("/threads/{thread_id}/draft", methods=["PUT"], allow=in_relation(path="thread_id"), body=SoFar, returns=Unsent)
def keep_message_draft(grant: Grant, thread_id: str, so_far: SoFar) -> Unsent:
    """Save what is written so far."""
    return drafts.keep(grant, thread_id, so_far, clock.now())


@api.route("/threads/{thread_id}/files", methods=["POST"], allow=in_relation(path="thread_id"), body=NewFile, returns=Upload, status=201)
def expect_file(grant: Grant, thread_id: str, new: NewFile) -> Upload:
    """Ask where to put a file that was sealed in the browser."""
    return files.expect(grant, thread_id, new, clock.now())


@api.route(
    "/threads/{thread_id}/files/{file_id}/uploaded", methods=["POST"], allow=in_relation(path="thread_id"), body=Nothing, returns=FileView
)
def file_uploaded(grant: Grant, thread_id: str, file_id: str, _: Nothing) -> FileView:
    """Say that the sealed file was put there, so that it is checked."""
    return files.arrived(grant, thread_id, file_id)


@api.route("/threads/{thread_id}/files/{file_id}", methods=["GET"], allow=in_relation(path="thread_id"), returns=FileView)
def message_file(grant: Grant, thread_id: str, file_id: str) -> FileView:
    """How far a file has come, and how to open it once it is checked."""
    return files.view(grant, thread_id, file_id)
