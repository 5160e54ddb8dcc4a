"""What follows a request for a new second factor, and a yes to it."""

from chalicelib.core import outbox
from chalicelib.recovery import service, store


@outbox.topic(store.ASKED)
def look_up(entry: outbox.Entry) -> None:
    """Find out who it is about."""
    service.look_up(entry.refs["asked_id"])


@outbox.topic(store.APPROVED)
def carry_out(entry: outbox.Entry) -> None:
    """Let them connect a new one."""
    service.carry_out(entry.refs["person_id"])
