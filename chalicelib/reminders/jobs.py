"""What makes messages due: appointments that change, and the hours before them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.accounts import service as accounts
from chalicelib.core import clock, log, outbox, queue
from chalicelib.core.access import Grant
from chalicelib.core.gate import SecureBlueprint
from chalicelib.matching import doors
from chalicelib.offers import service as offers
from chalicelib.reminders import news as waiting_news
from chalicelib.reminders import notices, sending, service
from chalicelib.reminders.messages import News
from chalicelib.reminders.rules import Channel
from chalicelib.scheduling import ending, topics
from chalicelib.series import service as series

work = SecureBlueprint(__name__)


@outbox.topic(topics.BOOKED)
def booked(entry: outbox.Entry) -> None:
    """Tell every party of a new appointment; a date of a series is told with the others."""
    if "series_id" in entry.refs:
        service.retime_booked(entry.refs["provider_id"], entry.refs["appointment_id"], clock.now())
    else:
        _spread(entry, "booked")


@outbox.topic(series.BOOKED)
def booked_series(entry: outbox.Entry) -> datetime | None:
    """Tell every party of a series once, when its dates were tried."""
    since = datetime.fromisoformat(entry.refs["since"])
    return notices.spread_series(entry.refs["provider_id"], entry.refs["series_id"], since, clock.now())


@outbox.topic(ending.ENDED)
def ended(entry: outbox.Entry) -> datetime | None:
    """Tell every party once which appointments do not take place."""
    return notices.spread_end(_end(entry), datetime.fromisoformat(entry.refs["since"]), clock.now())


@outbox.topic(notices.SERIES_NOTICE)
def notice_of_series(entry: outbox.Entry) -> datetime | None:
    """Mail one party of a series."""
    place, now = (entry.refs["provider_id"], entry.refs["series_id"]), clock.now()
    return notices.alone(entry.subject, lambda person: notices.notify_series(person, *place, now), now)


@outbox.topic(notices.END_NOTICE)
def notice_of_end(entry: outbox.Entry) -> datetime | None:
    """Mail one party of appointments that were cancelled together."""
    end, now = _end(entry), clock.now()
    return notices.alone(entry.subject, lambda person: notices.notify_end(person, end, now), now)


def _end(entry: outbox.Entry) -> notices.End:
    return notices.End(entry.refs["provider_id"], entry.refs["end_id"], entry.refs["appointments"].split())


@outbox.topic(topics.MOVED)
def moved(entry: outbox.Entry) -> None:
    """Tell every party of the new time."""
    _spread(entry, "moved")


@outbox.topic(topics.CANCELLED)
def cancelled(entry: outbox.Entry) -> None:
    """Tell every party that it does not take place."""
    _spread(entry, "cancelled")


@outbox.topic(topics.MISSED)
def missed(entry: outbox.Entry) -> None:
    """Tell every party that it was missed, so that the next step is theirs to take."""
    _spread(entry, "missed")


def _spread(entry: outbox.Entry, news: News) -> None:
    notices.spread(entry.refs["provider_id"], entry.refs["appointment_id"], int(entry.refs["sequence"]), news, clock.now())


@outbox.topic(offers.OFFERED)
def offered(entry: outbox.Entry) -> None:
    """Tell who waits that a time is kept for them."""
    notices.tell_offer(entry.subject, entry.refs["offer_id"], clock.now())


@outbox.topic(notices.NOTICE)
def notice(entry: outbox.Entry) -> datetime | None:
    """Mail one party."""
    place, now = (entry.refs["provider_id"], entry.refs["appointment_id"], int(entry.refs["sequence"])), clock.now()
    news = msgspec.convert(entry.refs["news"], News)
    return notices.alone(entry.subject, lambda person: notices.notify(person, *place, news, now), now)


@outbox.topic(doors.TOLD)
def tell_who_waits(entry: outbox.Entry) -> datetime | None:
    """Tell a client on the waiting list that there is news."""
    channel = msgspec.convert(entry.refs["channel"], Channel)
    return waiting_news.tell(Grant.for_job(sending.JOB, entry.subject), channel, clock.now())


@outbox.topic(accounts.REMINDERS_CHANGED)
def changed(entry: outbox.Entry) -> None:
    """Let reminders come when the client now wishes them."""
    service.retime_all(entry.subject, clock.now())


@work.schedule("reminders", minutes=1)
def remind(now: datetime) -> None:
    """Queue what is due."""
    sending.sweep(now)


@queue.takes(sending.JOB)
def send(message: Mapping[str, Any]) -> None:
    """Send one queued page."""
    count = sending.carry_out(message["due"])
    if count:
        log.event("job_done", job=sending.JOB, count=count)
