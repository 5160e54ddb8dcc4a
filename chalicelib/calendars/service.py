"""A provider's other calendar: taken in from a file or an address, read again by itself, and taken away."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from chalicelib.availability import service as hours
from chalicelib.availability.rules import Interval
from chalicelib.calendars import fetching, rules, store
from chalicelib.calendars.schemas import BusyCalendar, CalendarSource
from chalicelib.core import clock, settings
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, InvalidInput, NotFound, Unavailable
from chalicelib.core.records import Key, Record

AGAIN = timedelta(hours=1)
_BACK, _AHEAD = timedelta(days=2), timedelta(days=200)


def key(provider_id: str) -> Key:
    """Where a provider's other calendar is, to be read together with other rows."""
    return store.key(provider_id)


def times(row: Record | None) -> list[Interval]:
    """The busy times in a row read by `key`, sorted and apart; none where there is no other calendar."""
    return store.times(row) if isinstance(row, store.ImportedRecord) else []


def state(grant: Grant) -> BusyCalendar:
    """What there is, when it was read, and what went wrong since, if anything did."""
    return _shown(store.known(grant))


def connect(grant: Grant, source: CalendarSource, now: datetime) -> BusyCalendar:
    """Read a file or an address, and let it close the times at which it is busy. Nothing is kept of one that cannot be read.

    Raises InvalidInput unless it is just one of the two, CalendarRefused.
    """
    if (source.url is None) == (source.text is None):
        raise InvalidInput("Give an address or a file, one of the two.", field="url")
    text = source.text if source.text is not None else fetching.fetch(str(source.url))
    return _shown(store.replace(grant, _busy(grant, text, now), source.url, now, now + AGAIN))


def refresh(grant: Grant, now: datetime, import_id: str | None = None) -> BusyCalendar:
    """Read the address once more; where that fails, what was read last stays and the failure is noted.

    import_id: only if it is still this one. Raises NotFound where there is no such address any more.
    """
    record = store.known(grant)
    url = store.address(grant, record) if record is not None and import_id in (None, record.import_id) else None
    if record is None or url is None:
        raise NotFound
    try:
        spans = _busy(grant, fetching.fetch(url), now)
    except rules.CalendarRefused as refused:
        store.fail(grant, record, str(refused.details["reason"]), now)
    else:
        store.read_again(grant, record, spans, now)
    return state(grant)


def read_again(grant: Grant, import_id: str, now: datetime) -> datetime | None:
    """The same by itself: when to come again, None once the calendar was changed or removed."""
    try:
        refresh(grant, now, import_id)
    except (NotFound, Conflict):
        return None
    except Unavailable:
        # What fails here is our own house; the calendar is not given up for it.
        return now + AGAIN
    return now + AGAIN


def remove(grant: Grant) -> BusyCalendar:
    """Open the times again that it closed."""
    if store.known(grant) is not None:
        store.remove(grant)
    return _shown(None)


def _busy(grant: Grant, text: str, now: datetime) -> list[Interval]:
    within = (int((now - _BACK).timestamp()), int((now + _AHEAD).timestamp()))
    host = urlsplit(settings.load().site).hostname or ""
    return rules.busy_times(text, clock.zone(hours.mine(grant).zone), within, host)


def _shown(record: store.ImportedRecord | None) -> BusyCalendar:
    if record is None:
        return BusyCalendar(source=None, times=0, read_at=None, failed_at=None, failure=None)
    return BusyCalendar(
        source="file" if record.address is None else "address",
        times=len(store.times(record)),
        read_at=record.read_at,
        failed_at=record.failed_at,
        failure=record.failure,  # type: ignore[arg-type]
    )
