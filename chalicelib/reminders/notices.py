"""Telling people at once when an appointment is made, moved, cancelled or missed, or when a time is kept for them."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.core import clock, log, mail, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.writing import transaction
from chalicelib.feeds import ics
from chalicelib.offers import service as offers
from chalicelib.reminders import messages, sending, service, telling, texting
from chalicelib.reminders.sending import JOB
from chalicelib.scheduling import ending
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.schemas import Appointment
from chalicelib.series import service as series

NOTICE, SERIES_NOTICE, END_NOTICE = "appointment.notice", "series.notice", "appointments.notice"
_SENT_AGAIN = timedelta(minutes=10)
"""How long the dates of a series that was cut off may still be asked for again before those that are booked are told."""
_ENDING = timedelta(minutes=2)
"""How long what is told together may still be cancelled one by one: longer than any request lasts."""
_SOON = timedelta(seconds=10)
"""When to try again where somebody is told something else just now."""
_STATUS: dict[messages.News, str] = {"cancelled": "cancelled", "missed": "no_show"}
"""What an appointment must be for the news of it to be true; booked where it is not here."""
_ADDRESS = re.compile(r"[^\s;:,\"<>]+@[^\s;:,\"<>]+")


class End(NamedTuple):
    """Appointments with one provider that are cancelled together. appointments: their ids."""

    provider_id: str
    end_id: str
    appointments: Sequence[str]


def spread(provider_id: str, appointment_id: str, sequence: int, news: messages.News, now: datetime) -> None:
    """Leave a notice for each party, so that one address that fails keeps nobody else's mail and repeats none; time its reminders.

    sequence: which of the appointment's changes the news is of.
    """
    provider = _job("provider", provider_id)
    appointment = scheduling.appointment(provider, appointment_id)
    if news in ("booked", "moved"):
        service.retime([provider_id, appointment_id, *appointment.client_ids], now)
    refs = {"appointment_id": appointment_id, "provider_id": provider_id, "sequence": str(sequence), "news": news}
    clients = [_job("client", client_id) for client_id in appointment.client_ids]
    with transaction(provider, "appointment.notify") as write:
        # That nobody came the provider has said themselves.
        for person in clients if news == "missed" else (provider, *clients):
            write.tell(NOTICE, refs, grant=person)


def spread_series(provider_id: str, series_id: str, since: datetime, now: datetime) -> datetime | None:
    """Leave one notice of all its dates for each party. Returns when to come again while dates are still tried, for a while."""
    provider = _job("provider", provider_id)
    dates, tried = series.outcome(provider, series_id)
    if not tried and now < since + _SENT_AGAIN:
        return now + ending.SETTLES
    _spread_dates(provider, SERIES_NOTICE, dates, {"series_id": series_id, "provider_id": provider_id})
    return None


def spread_end(end: End, since: datetime, now: datetime) -> datetime | None:
    """The same of appointments that were cancelled together."""
    provider = _job("provider", end.provider_id)
    dates = ending.cancelled(provider, end.end_id, end.appointments)
    if len(dates) < len(end.appointments) and now < since + _ENDING:
        return now + ending.SETTLES
    refs = {"provider_id": end.provider_id, "end_id": end.end_id, "appointments": " ".join(one.id for one in dates)}
    _spread_dates(provider, END_NOTICE, dates, refs)
    return None


def _spread_dates(provider: Grant, topic: str, dates: Sequence[Appointment], refs: dict[str, str]) -> None:
    clients = dict.fromkeys(client_id for one in dates for client_id in one.client_ids)
    if dates:
        with transaction(provider, "series.notify") as write:
            for person in (provider, *(_job("client", client_id) for client_id in clients)):
                write.tell(topic, refs, grant=person)


def alone(person: Subject, tell: Callable[[Grant], None], now: datetime) -> datetime | None:
    """Tell a person about appointments while nobody else does; returns when to try again where somebody does."""
    told = _job(person.kind, person.id)
    try:
        with telling.alone(told, now):
            tell(told)
    except telling.BeingTold:
        return now + _SOON
    return None


def notify_series(person: Grant, provider_id: str, series_id: str, now: datetime) -> None:
    """Mail one party the dates of a series that are booked, with one calendar file; nothing to somebody whose mail was stopped."""
    dates, _ = series.outcome(_job("provider", provider_id), series_id)
    _mail_dates(person, "booked", dates, now)


def notify_end(person: Grant, end: End, now: datetime) -> None:
    """Mail one party which of their appointments were cancelled together, each with its own entry: a calendar takes one from a CANCEL."""
    dates = ending.cancelled(_job("provider", end.provider_id), end.end_id, end.appointments)
    _mail_dates(person, "cancelled", [one for one in dates if person.subject_id in (one.provider_id, *one.client_ids)], now)


def _mail_dates(person: Grant, news: messages.SeriesNews, dates: Sequence[Appointment], now: datetime) -> None:
    profile, post = accounts.addressed(person)
    if post.stopped is not None or not dates:
        return
    seen = [scheduling.in_zone(one, profile.zone) for one in dates]
    link = sending.link(person.subject.kind)
    words = messages.series(news, [one.start for one in seen], profile.language, link, now)
    if news == "cancelled":
        files = [_entry(one, "CANCEL", profile, link, now) for one in seen]
    else:
        booked = ics.feed(seen, now, language=profile.language, link=link)
        files = [mail.Attachment("appointments.ics", booked, "text/calendar; method=PUBLISH")]
    mail.send(profile.email, words.subject, words.text, html=words.html, attachments=tuple(files), tag=post.tag)


def notify(person: Grant, provider_id: str, appointment_id: str, sequence: int, news: messages.News, now: datetime) -> None:
    """Mail one party what has become of an appointment, with its calendar entry; nothing if it has changed again since `sequence`.

    Nor to somebody whose mail was stopped.
    """
    appointment = scheduling.appointment(_job("provider", provider_id), appointment_id)
    if (appointment.status, appointment.sequence) != (_STATUS.get(news, "booked"), sequence):
        return
    profile, post = accounts.addressed(person)
    if post.stopped is not None:
        return
    seen = scheduling.in_zone(appointment, profile.zone)
    link = sending.link(person.subject.kind)
    words = messages.mail(news, seen.start, profile.language, link, now)
    entry = _entry(seen, "CANCEL" if news == "cancelled" else "REQUEST", profile, link, now)
    attachments = () if news == "missed" else (entry,)
    mail.send(profile.email, words.subject, words.text, html=words.html, attachments=attachments, tag=post.tag)


def _entry(seen: Appointment, method: ics.Method, profile: Profile, link: str, now: datetime) -> mail.Attachment:
    attendee = profile.email if _ADDRESS.fullmatch(profile.email) else ""
    entry = ics.entry(seen, now, method=method, language=profile.language, attendee=attendee, link=link)
    return mail.Attachment("appointment.ics", entry, f"text/calendar; method={method}")


def tell_offer(person: Subject, offer_id: str, now: datetime) -> None:
    """Tell a client of the time that is kept for them, by mail and, where they like to be texted and it is day, by text.

    Nothing once it is not kept any more. A failed text is told in the log only: a repeat would mail a second time.
    """
    client = _job(person.kind, person.id)
    offer = offers.offer(client, offer_id, now)
    if offer.state != "open":
        return
    profile, post = accounts.addressed(client)
    zone = clock.zone(profile.zone)
    start, link = offer.start.astimezone(zone), f"{settings.load().site}/offers/{offer_id}"
    words = messages.offer(start, offer.held_until.astimezone(zone), profile.language, link, now)
    if post.stopped is None:
        mail.send(profile.email, words.subject, words.text, html=words.html, tag=post.tag)
    to = texting.number(profile.phone) if profile.remind_by_sms else None
    if to is not None and not texting.quiet(now.astimezone(zone)):
        try:
            texting.send(to, messages.offer_sms(start, profile.language, link))
        except (*sending.FAILURES, texting.Unsure) as failed:
            log.failure("send_failed", failed, job=JOB)


def _job(kind: str, person_id: str) -> Grant:
    return Grant.for_job(JOB, Subject(kind, person_id))
