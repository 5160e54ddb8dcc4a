"""What follows by itself: the address of another calendar is read again."""

from datetime import datetime

from chalicelib.calendars import service, store
from chalicelib.core import clock, outbox
from chalicelib.core.access import Grant


@outbox.topic(store.REFRESH)
def read_calendar_again(entry: outbox.Entry) -> datetime | None:
    """Read a provider's other calendar again, and come back an hour later."""
    return service.read_again(Grant.for_job("scheduling", entry.subject), entry.refs["import_id"], clock.now())
