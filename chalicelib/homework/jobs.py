"""Reminding of homework, in words that anybody near the client's screen may read."""

from chalicelib.accounts import service as accounts
from chalicelib.core import mail, outbox, settings
from chalicelib.core.access import Grant
from chalicelib.homework import service

_SUBJECT = {"en": "Something is waiting for you", "es": "Algo le espera"}
_LOOK = {"en": "Sign in to see it", "es": "Inicie sesión para verlo"}


@outbox.topic(service.DUE)
def remind_of_homework(entry: outbox.Entry) -> None:
    """Mail the client on the day, unless it is done or taken back by then, or they want no mail."""
    reader = Grant.for_job("reminders", entry.subject)
    if not service.still_open(reader, entry.refs["homework_id"]):
        return
    profile, post = accounts.addressed(reader)
    if profile.remind_by_mail and post.stopped is None:
        subject = _SUBJECT[profile.language]
        mail.send(profile.email, subject, f"{subject}.\n\n{_LOOK[profile.language]}: {settings.load().site}/home\n", tag=post.tag)
