"""What a person's reminders say, before any is sent."""

from datetime import datetime, timedelta

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, log
from chalicelib.core.access import Grant
from chalicelib.practice import service as practices
from chalicelib.reminders import messages, sending, texting
from chalicelib.reminders.schemas import Sample

_HOUR = 15


def of(grant: Grant, now: datetime) -> Sample:
    """The words of a reminder of a session tomorrow at three in the afternoon, on the person's own clock and in their language."""
    profile = accounts.profile(grant)
    start = (now.astimezone(clock.zone(profile.zone)) + timedelta(days=1)).replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    link = sending.link("client")
    mail = messages.mail("reminder", start, profile.language, link, now)
    return Sample(
        mail_subject=mail.subject,
        mail_text=mail.text,
        text=messages.sms(start, profile.language, link),
        hours=list(practices.practice().policy.reminder_hours),
        texts_stopped=_stopped(profile.phone) if profile.remind_by_sms else False,
    )


def _stopped(phone: str) -> bool | None:
    to = texting.number(phone)
    try:
        return to is not None and texting.opted_out(to)
    except (BotoCoreError, ClientError) as failed:
        log.failure("request_failed", failed, operation="reminders.sample")
        return None
