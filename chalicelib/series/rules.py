"""The dates of a recurring appointment. Values in, values out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Date(NamedTuple):
    """One date of a series. start: epoch seconds. skipped: its wall time does not exist on that date, for clocks are put forward."""

    start: int
    skipped: bool


def dates(first: datetime, zone: ZoneInfo, weeks: int, count: int) -> Iterator[Date]:
    """`count` dates, `weeks` apart, at the wall time that `first` has in `zone`, whatever the clocks do in between.

    A wall time that comes twice is the one `first` has, where that is the one in question, and else the earlier. A skipped one gives the
    instant as long after midnight as if clocks had not changed.
    """
    local = first.astimezone(zone)
    for number in range(count):
        # Wall clock first, then convert: seven times 24 hours would move the session by an hour when clocks change.
        wall = local.replace(tzinfo=None) + timedelta(weeks=weeks * number)
        moment = wall.replace(tzinfo=zone, fold=local.fold if number == 0 else 0)
        instant = moment.astimezone(UTC)
        yield Date(int(instant.timestamp()), skipped=instant.astimezone(zone).replace(tzinfo=None) != wall.replace(fold=0))
