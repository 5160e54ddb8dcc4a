"""What stands in the way of a booking, what a change costs, when a reminder is due. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.availability.rules import MINUTE, Interval
from chalicelib.core.errors import Conflict, InvalidInput, Refused

LONGEST_SESSION = 120
FURTHEST = timedelta(days=400)
"""How far ahead anything is booked, and therefore looked for."""
EVENING = 17
MOST_DAYS = 62
"""How many dates one look at open times or appointments may span."""


class SlotTaken(Conflict):
    """Within working hours, but somebody else has this time or one too close to it; `alternatives` holds the nearest open ones."""

    code = "slot_taken"
    sentence = "Somebody else has just taken this time."


class ClientBusy(Conflict):
    """A client already has an appointment that overlaps; `alternatives` holds the nearest open times at which they have none."""

    code = "client_busy"
    sentence = "There is already an appointment at this time."


class NotLicensed(Refused):
    """The provider holds no licence for where the client lives; `states` says where they may see clients on that day."""

    code = "not_licensed"
    sentence = "The therapist is not licensed where the client lives."


class NotBooked(Conflict):
    """The appointment is cancelled or over."""

    code = "not_booked"
    sentence = "This appointment cannot be changed any more."


class AlreadyBegun(Refused):
    """Its time has come; from now on it is attended or missed."""

    code = "already_begun"
    sentence = "This appointment has already begun."


class ProviderAbsent(Refused):
    """A therapist says that nobody came to a session which they never joined themselves."""

    code = "provider_absent"
    sentence = "You did not come into this session yourself, so it costs its client nothing."


class ClientCame(Refused):
    """A therapist says that nobody came to a session at whose door a client was."""

    code = "client_came"
    sentence = "Your client came to the door of this session, so they have not missed it and it costs them nothing."


class NotBegun(Refused):
    """Nobody has missed what has not begun; `starts_at` says when it does."""

    code = "not_begun"
    sentence = "This appointment has not begun yet."


class FeeChanged(Conflict):
    """A change costs more now than the client was shown; `fee_cents`, `free_until` and `policy` say what it costs."""

    code = "fee_changed"
    sentence = "What this costs has changed. Please look at it once more."


class Hold(NamedTuple):
    """A time kept for somebody. until: epoch seconds; from that second on it is free again."""

    time: Interval
    until: int


def dates(first: date | None, end: date | None, today: date, days: int, most: int) -> tuple[date, date]:
    """The dates a request means: from `first` or today, up to, not including, `end` or `days` later.

    Raises InvalidInput for none, for more than `most`, or for dates more than ten years from today.
    """
    for name, day in (("from", first), ("to", end)):
        if day is not None and abs((day - today).days) > 3650:
            raise InvalidInput("This date is too far away.", field=name)
    begin = first or today
    finish = end or begin + timedelta(days=days)
    if not 0 < (finish - begin).days <= most:
        raise InvalidInput(f"Ask for one to {most} days, the last after the first.", field="to")
    return begin, finish


def outside_office_hours(local: datetime, *, evening: bool, weekend: bool) -> bool:
    """Say whether a local start is in the evening, from 17:00 on, or on a weekend, as far as either is asked for."""
    return (evening and local.hour >= EVENING) or (weekend and local.isoweekday() > 5)


def nearest(starts: Iterable[int], wanted: int, count: int = 3) -> list[int]:
    """The open starts closest to the one that was wanted, soonest first."""
    return sorted(sorted(starts, key=lambda start: (abs(start - wanted), start))[:count])


def next_reminder(start: datetime, now: datetime, hours: Sequence[int]) -> datetime | None:
    """When the next reminder is due after `now`, by how many hours before the start they come; None if none is left."""
    return min((due for before in hours if (due := start - timedelta(hours=before)) > now), default=None)


def free_until(start: datetime, notice_hours: int) -> datetime:
    """The last instant at which a change costs nothing, in UTC."""
    return (start - timedelta(hours=notice_hours)).astimezone(UTC)


def late_fee(start: datetime, now: datetime, notice_hours: int, fee_cents: int) -> int:
    """What a client owes, in cents, for a change at `now`: nothing up to `free_until`, the practice's late fee after it."""
    return 0 if now <= free_until(start, notice_hours) else fee_cents


def span(start: datetime, minutes: int) -> Interval:
    """The time a session takes."""
    instant = int(start.timestamp())
    return instant, instant + minutes * MINUTE


def minutes_after(start: datetime, minutes: int) -> datetime:
    """So many minutes after the start, in UTC: added to a local time they would be an hour off where the clocks change between."""
    return start.astimezone(UTC) + timedelta(minutes=minutes)


def came_in_time(came: datetime | None, start: datetime, minutes: int) -> bool:
    """Say whether somebody was there before the scheduled end."""
    return came is not None and came <= minutes_after(start, minutes)


def zone_name(local: datetime) -> str:
    """What people call the zone of a local time on its day: its letters where it has some (`EST`), else its distance from UTC."""
    name = local.tzname() or ""
    if name.isalpha():
        return name
    offset = f"{local:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"


def instant_of(wall: str, zone: ZoneInfo, before: datetime) -> datetime:
    """The instant (UTC) of a wall time by the zone's present rules.

    before: the instant it had so far, kept where it is one of the two that a wall time which comes twice has. Of those the earlier is
    taken otherwise; for a wall time that is left out, the instant as long after midnight as if clocks had not changed.
    """
    local = datetime.fromisoformat(wall)
    both = [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return before if before in both else both[0]
