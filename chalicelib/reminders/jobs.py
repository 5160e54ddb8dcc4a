"""What makes messages due: appointments that change, and the hours before them."""

from datetime import datetime

import msgspec

from chalicelib.core import clock, log, outbox
from chalicelib.core.access import Grant
from chalicelib.core.gate import SecureBlueprint
from chalicelib.matching import doors
from chalicelib.reminders import news as waiting_news
from chalicelib.reminders import service
from chalicelib.reminders.messages import News
from chalicelib.scheduling import booking, offering

work = SecureBlueprint(__name__)


@outbox.topic(booking.BOOKED)
def booked(entry: outbox.Entry) -> None:
    """Tell every party of a new appointment."""
    service.spread(entry.refs["provider_id"], entry.refs["appointment_id"], "booked")


@outbox.topic(booking.MOVED)
def moved(entry: outbox.Entry) -> None:
    """Tell every party of the new time."""
    service.spread(entry.refs["provider_id"], entry.refs["appointment_id"], "moved")


@outbox.topic(booking.CANCELLED)
def cancelled(entry: outbox.Entry) -> None:
    """Tell every party that it does not take place."""
    service.spread(entry.refs["provider_id"], entry.refs["appointment_id"], "cancelled")


@outbox.topic(booking.MISSED)
def missed(entry: outbox.Entry) -> None:
    """Tell every party that it was missed, so that the next step is theirs to take."""
    service.spread(entry.refs["provider_id"], entry.refs["appointment_id"], "missed")


@outbox.topic(offering.OFFERED)
def offered(entry: outbox.Entry) -> None:
    """Tell who waits that a time is kept for them."""
    service.tell_offer(entry.subject, entry.refs["offer_id"], clock.now())


@outbox.topic(service.NOTICE)
def notice(entry: outbox.Entry) -> None:
    """Mail one party."""
    news = msgspec.convert(entry.refs["news"], News)
    service.notify(entry.subject, entry.refs["provider_id"], entry.refs["appointment_id"], news, clock.now())


@outbox.topic(doors.TOLD)
def tell_who_waits(entry: outbox.Entry) -> None:
    """Tell a client on the waiting list that there is news."""
    channel = msgspec.convert(entry.refs["channel"], waiting_news.Channel)
    waiting_news.tell(Grant.for_job(service.JOB, entry.subject), channel, clock.now())


@work.schedule("reminders", minutes=1)
def remind(now: datetime) -> None:
    """Send what is due."""
    count = service.sweep(now)
    if count:
        log.event("job_done", job="reminders", count=count)
