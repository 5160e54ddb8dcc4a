"""Telling people: at once when an appointment is made, moved or cancelled, and ahead of it."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.core import clock, log, mail, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import AppError, Conflict
from chalicelib.core.records import Record, get_many, transaction
from chalicelib.reminders import messages, texting
from chalicelib.scheduling import ics, offering, reminding
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.reminding import Due
from chalicelib.scheduling.schemas import Appointment

JOB = "reminders"
NOTICE = "appointment.notice"
_PAGE = 25
_FAILURES = (AppError, BotoCoreError, ClientError, ValueError, KeyError)
_STATUS: dict[messages.News, str] = {"cancelled": "cancelled", "missed": "no_show"}
"""What an appointment must be for the news of it to be true; booked where it is not here."""
# A send that begins this close to the end of the lease could still be under way after it.
_LAST_MOMENT = timedelta(seconds=12)
_ADDRESS = re.compile(r"[^\s;:,\"<>]+@[^\s;:,\"<>]+")


class Message(NamedTuple):
    """One message of a reminder. bit: which bit of the reminder's `sent` it is."""

    bit: int
    send: Callable[[], object]


def spread(provider_id: str, appointment_id: str, news: messages.News) -> None:
    """Leave a notice for each party, so that one address that fails keeps nobody else's mail and repeats none."""
    provider = _job("provider", provider_id)
    appointment = scheduling.appointment(provider, appointment_id)
    refs = {"appointment_id": appointment_id, "provider_id": provider_id, "news": news}
    clients = [_job("client", client_id) for client_id in appointment.client_ids]
    with transaction(provider, "appointment.notify") as write:
        # That nobody came the provider has said themselves.
        for person in clients if news == "missed" else (provider, *clients):
            write.tell(NOTICE, refs, grant=person)


def notify(person: Subject, provider_id: str, appointment_id: str, news: messages.News, now: datetime) -> None:
    """Mail one party what has become of an appointment, with its calendar entry; nothing if that is not true any more."""
    appointment = scheduling.appointment(_job("provider", provider_id), appointment_id)
    if _STATUS.get(news, "booked") != appointment.status:
        return
    profile = accounts.profile(_job(person.kind, person.id))
    seen = scheduling.in_zone(appointment, profile.zone)
    link = _link(person.kind)
    words = messages.mail(news, seen.start, profile.language, link)
    attendee = profile.email if _ADDRESS.fullmatch(profile.email) else ""
    method: ics.Method = "CANCEL" if news == "cancelled" else "REQUEST"
    entry = ics.entry(seen, now, method=method, language=profile.language, attendee=attendee, link=link)
    attachment = mail.Attachment("appointment.ics", entry, f"text/calendar; method={method}")
    attachments = () if news == "missed" else (attachment,)
    mail.send(profile.email, words.subject, words.text, html=words.html, attachments=attachments)


def tell_offer(person: Subject, offer_id: str, now: datetime) -> None:
    """Tell a client of the time that is kept for them, by mail and, where they like to be texted and it is day, by text.

    Nothing once it is not kept any more. A failed text is told in the log only: a repeat would mail a second time.
    """
    client = _job(person.kind, person.id)
    offer = offering.offer(client, offer_id, now)
    if offer.state != "open":
        return
    profile = accounts.profile(client)
    zone = clock.zone(profile.zone)
    start, link = offer.start.astimezone(zone), f"{settings.load().site}/offers/{offer_id}"
    words = messages.offer(start, offer.held_until.astimezone(zone), profile.language, link)
    mail.send(profile.email, words.subject, words.text, html=words.html)
    to = texting.number(profile.phone) if profile.remind_by_sms else None
    if to is not None and not texting.quiet(now.astimezone(zone)):
        try:
            texting.send(to, messages.offer_sms(start, profile.language, link))
        except _FAILURES as failed:
            log.failure("send_failed", failed, job=JOB)


def sweep(now: datetime) -> int:
    """Send every reminder that is due; say how many messages went out."""
    count = 0
    waiting = reminding.due(now)
    while page := list(islice(waiting, _PAGE)):
        people = {client_id: _job("client", client_id) for reminder in page for client_id in reminder.appointment.client_ids}
        rows = get_many([accounts.profile_key(person) for person in people.values()])
        found = dict(zip(people, rows, strict=True))
        count += sum(_remind(reminder, found) for reminder in page)
    return count


def _remind(reminder: Due, rows: Mapping[str, Record | None]) -> int:
    """Send one reminder to everybody it is for; say how many messages went out. What fails stays due, what went out is kept in mind."""
    if not reminding.take(reminder, clock.now()):
        return 0
    (left, complete), sent = _messages(reminder, rows), reminder.sent
    try:
        for number, message in enumerate(left, start=1):
            if not _try(message.send, reminder):
                complete = False
                continue
            sent |= message.bit
            # Noted at once where more is to go out: after a crash only this very message can go out a second time.
            if number < len(left):
                reminding.note(reminder, sent)
        if complete:
            reminding.finish(reminder, clock.now())
        else:
            reminding.fail(reminder, sent, clock.now())
    except Conflict:
        log.event("job_failed", job=JOB, code="lease_lost")
    return (sent & ~reminder.sent).bit_count()


def _messages(reminder: Due, rows: Mapping[str, Record | None]) -> tuple[list[Message], bool]:
    """The messages of a reminder that are wanted and not out yet, and whether everybody's wishes could be read.

    A person whose profile does not open keeps nobody else from hearing.
    """
    found: list[Message] = []
    complete = True
    for number, client_id in enumerate(reminder.appointment.client_ids):
        try:
            profile = accounts.profile_of(_job("client", client_id), rows[client_id])
            found += _wanted(reminder.appointment, profile, 4**number) if profile else []
        except _FAILURES as failed:
            log.failure("send_failed", failed, job=JOB)
            complete = False
    return [message for message in found if not reminder.sent & message.bit], complete


def _wanted(appointment: Appointment, profile: Profile, bit: int) -> list[Message]:
    start = scheduling.in_zone(appointment, profile.zone).start
    wanted: list[Message] = []
    to = texting.number(profile.phone) if profile.remind_by_sms else None
    quiet = to is not None and texting.quiet(clock.now().astimezone(clock.zone(profile.zone)))
    # At night a mail takes the text's place: nobody is woken, and nobody is left without a reminder.
    if profile.remind_by_mail or quiet:
        words = messages.mail("reminder", start, profile.language, _link("client"))
        wanted.append(Message(bit, partial(mail.send, profile.email, words.subject, words.text, html=words.html)))
    if to is not None and not quiet:
        wanted.append(Message(2 * bit, partial(texting.send, to, messages.sms(start, profile.language, _link("client")))))
    return wanted


def _try(send: Callable[[], object], reminder: Due) -> bool:
    """Send one message, unless the lease is nearly over; say whether that went well."""
    if reminder.until is None or clock.now() > reminder.until - _LAST_MOMENT:
        return False
    try:
        send()
    except _FAILURES as failed:
        log.failure("send_failed", failed, job=JOB)
        return False
    return True


def _link(kind: str) -> str:
    return f"{settings.load().site}/{'provider/' if kind == 'provider' else 'home'}"


def _job(kind: str, person_id: str) -> Grant:
    return Grant.for_job(JOB, Subject(kind, person_id))
