"""Reminding of homework, in words that anybody near the client's screen may read."""

from chalicelib.accounts import nudge
from chalicelib.core import outbox
from chalicelib.core.access import Grant
from chalicelib.homework import service


@outbox.topic(service.DUE)
def remind_of_homework(entry: outbox.Entry) -> None:
    """Mail the client on the day, unless it is done or taken back by then, they have left who gave it, or they want no mail."""
    reader = Grant.for_job("reminders", entry.subject)
    if not service.still_open(reader, entry.refs["homework_id"]):
        return
    nudge.send(reader, "/home")
