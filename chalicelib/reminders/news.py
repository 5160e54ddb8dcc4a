"""Telling somebody who waits that there is news, in words anybody near their screen may read: neither of whom nor of what."""

from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, mail, settings
from chalicelib.core.access import Grant
from chalicelib.matching import waitlist
from chalicelib.reminders import rules, texting
from chalicelib.reminders.messages import STOP
from chalicelib.reminders.rules import Channel

_NEWS = {"en": "There is news for you", "es": "Hay una novedad para usted"}
_READ = {"en": "Sign in to read it", "es": "Inicie sesión para leerla"}


def tell(grant: Grant, channel: Channel, now: datetime) -> datetime | None:
    """Send the news by one channel if the client wants it there and still waits; returns the morning a text waits for, if it does."""
    if not waitlist.waits(grant):
        return None
    profile, post = accounts.addressed(grant)
    to = texting.number(profile.phone) if profile.remind_by_sms else None
    local = now.astimezone(clock.zone(profile.zone))
    way = rules.ways(profile.remind_by_mail, to is not None, night=texting.quiet(local), stopped=post.stopped is not None)
    news, read, link = _NEWS[profile.language], _READ[profile.language], f"{settings.load().site}/home"
    if channel == "mail" and way.mail and not (way.instead and to and texting.opted_out(to)):
        mail.send(profile.email, news, f"{news}.\n\n{read}: {link}\n", tag=post.tag)
    if channel == "sms" and way.text and to:
        texting.send(to, f"{news}. {read}: {link}. {STOP[profile.language]}")
    return texting.morning(local) if channel == "sms" and way.waits else None
