"""Who is on call, and when a message is due."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from chalicelib.practice.schemas import Shift

END_OF_BUSINESS = time(17, 0)


def shifts_at(rota: Iterable[Shift], now: datetime) -> list[Shift]:
    """The shifts that run at `now`, in the order to alert them: the rota's own order."""
    return [shift for shift in rota if shift.starts <= now < shift.ends]


def on_call(rota: Iterable[Shift], now: datetime) -> list[str]:
    """Provider ids on call at `now`, in the same order."""
    return [shift.provider_id for shift in shifts_at(rota, now)]


def is_business_day(day: date, closed: Collection[date]) -> bool:
    """Monday to Friday, and not a day the practice is closed."""
    return day.isoweekday() <= 5 and day not in closed


def day_end(day: date, zone: tzinfo) -> datetime:
    """The instant (UTC) at which this day's business ends, whether or not it is a business day: 5 PM on the wall clock of `zone`."""
    return datetime.combine(day, END_OF_BUSINESS, tzinfo=zone).astimezone(UTC)


def end_of_business_day(now: datetime, days: int, zone: tzinfo, closed: Collection[date] = ()) -> datetime:
    """The instant (UTC) at which the `days`-th business day after today ends: 5 PM on the wall clock of `zone`.

    now: aware; today is the local date of `now` in `zone`. days: at least 1. closed: local dates that do not count, for example holidays
    and days out of office; the search gives up after a year of closed days.
    """
    day = now.astimezone(zone).date()
    left = days
    for _ in range(366):
        day += timedelta(days=1)
        left -= is_business_day(day, closed)
        if left == 0:
            break
    return day_end(day, zone)
