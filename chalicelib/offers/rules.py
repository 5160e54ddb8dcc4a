"""Which open times suit somebody who waits, and how long an offer of one holds. Values in, values out."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.core.errors import Conflict
from chalicelib.scheduling.rules import outside_office_hours

DAY_BEGINS, DAY_ENDS = 8, 21


class OpenNow(Conflict):
    """There are open times that suit; `alternatives` holds the soonest. Nobody needs to wait for them."""

    code = "times_open"
    sentence = "There are open times like this now."


class OfferOver(Conflict):
    """The offer was passed on, or its time is up."""

    code = "offer_over"
    sentence = "This time is not kept any more."


def suits(local: datetime, weekdays: Collection[int], *, evening: bool, weekend: bool) -> bool:
    """Say whether a local start is on one of these weekdays (1 is Monday; none named: any), and in the evening or on a weekend if asked."""
    if weekdays and local.isoweekday() not in weekdays:
        return False
    return not (evening or weekend) or outside_office_hours(local, evening=evening, weekend=weekend)


def suiting(
    starts: Iterable[int], zone: ZoneInfo, weekdays: Collection[int], *, evening: bool, weekend: bool, without: Collection[int]
) -> list[int]:
    """Those of these starts (epoch seconds) that suit by the clock of `zone` and were not turned down before."""
    return [
        start
        for start in starts
        if start not in without and suits(datetime.fromtimestamp(start, zone), weekdays, evening=evening, weekend=weekend)
    ]


def held_until(now: datetime, minutes: int, zone: ZoneInfo, latest: datetime) -> datetime:
    """When an offer made now ends, in UTC: after so many minutes of the reader's day, for nobody has to answer at night.

    Night is from 21:00 to 8:00 by their clock. latest: it ends then at the latest.
    """
    left, at = timedelta(minutes=minutes), now.astimezone(zone)
    while left:
        opens, closes = _day(at)
        at = max(at, opens)
        # In UTC, or a change of clocks would count as time.
        step = min(left, max(closes.astimezone(UTC) - at.astimezone(UTC), timedelta()))
        left -= step
        at = (at.astimezone(UTC) + step).astimezone(zone)
        if left:
            at = _midnight_after(at)
    return min(at.astimezone(UTC), latest)


def _day(at: datetime) -> tuple[datetime, datetime]:
    return (
        at.replace(hour=DAY_BEGINS, minute=0, second=0, microsecond=0, fold=0),
        at.replace(hour=DAY_ENDS, minute=0, second=0, microsecond=0, fold=0),
    )


def _midnight_after(at: datetime) -> datetime:
    return (at + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
