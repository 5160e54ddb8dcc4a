"""Telling somebody who waits that there is news, in words anybody near their screen may read: neither of whom nor of what."""

from datetime import datetime
from typing import Literal

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, mail, settings
from chalicelib.core.access import Grant
from chalicelib.matching import waitlist
from chalicelib.reminders import texting
from chalicelib.reminders.messages import STOP

Channel = Literal["mail", "sms"]

_NEWS = {"en": "There is news for you", "es": "Hay una novedad para usted"}
_READ = {"en": "Sign in to read it", "es": "Inicie sesión para leerla"}


def tell(grant: Grant, channel: Channel, now: datetime) -> bool:
    """Send the news by one channel if the client wants it there and still waits; say whether it went out.

    At night a mail takes a text's place, but for somebody who has answered STOP.
    """
    if not waitlist.waits(grant):
        return False
    profile, post = accounts.addressed(grant)
    to = texting.number(profile.phone) if profile.remind_by_sms else None
    quiet = to is not None and texting.quiet(now.astimezone(clock.zone(profile.zone)))
    news, read, link = _NEWS[profile.language], _READ[profile.language], f"{settings.load().site}/home"
    mailed = channel == "mail" and post.stopped is None
    if mailed and (profile.remind_by_mail or (to is not None and quiet and not texting.opted_out(to))):
        mail.send(profile.email, news, f"{news}.\n\n{read}: {link}\n", tag=post.tag)
        return True
    if channel == "sms" and to is not None and not quiet:
        return texting.send(to, f"{news}. {read}: {link}. {STOP[profile.language]}")
    return False
