"""The one place that knows what time it is, and which time-zone rules hold.

Whoever runs the product on a laptop replaces `source`, in process; no setting and no route can.
"""

import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

import tzdata

from chalicelib.core.errors import InvalidInput

# The system's own zone files would win over the pinned package, and differ from machine to machine.
zoneinfo.reset_tzpath(())

TZDATA_VERSION: str = tzdata.IANA_VERSION

# Names for a clock that nobody has set yet.
_NOWHERE = frozenset({"Factory", "localtime"})


def system_time() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


source: Callable[[], datetime] = system_time


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return source()


@lru_cache(maxsize=1024)
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The IANA zone of this name. Raises KeyError for a name the pinned tzdata does not hold, or that is no place's."""
    if name in _NOWHERE:
        raise KeyError(name)
    try:
        return zoneinfo.ZoneInfo(name)
    except (ValueError, OSError) as unknown:
        raise KeyError(name) from unknown


def date_in(name: str, at: datetime) -> date:
    """The date a clock in the zone of this name shows at an instant. Raises KeyError as `zone` does."""
    return at.astimezone(zone(name)).date()


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every zone name of the pinned tzdata package that is some place's."""
    return frozenset(zoneinfo.available_timezones()) - _NOWHERE


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The zone a request names. Raises InvalidInput."""
    try:
        return zone(name)
    except KeyError:
        raise InvalidInput("This time zone is not known.", field="zone") from None
