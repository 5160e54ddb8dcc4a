"""Telling somebody that a message waits, in words that anybody near their screen may read."""

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, mail, outbox, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.messaging import files, late, service

_SUBJECT = {"en": "You have a new message", "es": "Tiene un mensaje nuevo"}
_READ = {"en": "Sign in to read it", "es": "Inicie sesión para leerlo"}
_PLACE = {"client": "messages", "provider": "provider/messages"}


@outbox.topic("message.sent")
def tell_of_message(entry: outbox.Entry) -> None:
    """Mail the other side, unless they have read it by now or want no mail. Neither a name nor a word of the message goes along."""
    kind = "client" if entry.refs["to_id"] == entry.subject.id else "provider"
    reader = Grant.for_job("reminders", Subject(kind, entry.refs["to_id"]))
    if service.has_read(reader, entry.refs["thread_id"], entry.refs["message_id"]):
        return
    profile, post = accounts.addressed(reader)
    if profile.remind_by_mail and post.stopped is None:
        subject = _SUBJECT[profile.language]
        link = f"{settings.load().site}/{_PLACE[kind]}"
        mail.send(profile.email, subject, f"{subject}.\n\n{_READ[profile.language]}: {link}\n", tag=post.tag)


@outbox.topic(late.DUE)
def tell_of_late_answer(entry: outbox.Entry) -> None:
    """Put a thread that was not answered in time on the practice's list."""
    late.tell_practice(entry.refs["provider_id"], entry.refs["thread_id"], clock.now())


@outbox.topic(files.CHECK)
def check_file(entry: outbox.Entry) -> None:
    """Look whether a file that was uploaded is what it says."""
    files.check(_checking(entry), entry.refs["thread_id"], entry.refs["file_id"])


@outbox.topic(files.GIVE_UP)
def give_up_file(entry: outbox.Entry) -> None:
    """Forget a file that never came."""
    files.give_up(_checking(entry), entry.refs["thread_id"], entry.refs["file_id"])


def _checking(entry: outbox.Entry) -> Grant:
    return Grant.for_job("files", entry.subject)
