"""Calendar entries (RFC 5545, RFC 5546). They say when and where to manage it: no clinical word, no therapist, no practice.

Zone rules are written out as the changes of clocks around the appointment, so a calendar with other rules still shows the right time.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from chalicelib.core import clock, settings
from chalicelib.scheduling.rules import minutes_after
from chalicelib.scheduling.schemas import Appointment

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]

SUMMARIES = {"en": "Appointment", "es": "Cita"}
_LINE_OCTETS = 75
_MONTHS_AROUND = 14


def entry(
    appointment: Appointment,
    now: datetime,
    *,
    method: Method = "PUBLISH",
    language: str = "en",
    attendee: str = "",
    link: str = "",
) -> str:
    """One appointment as an iCalendar document with CRLF line ends, in the zone the appointment is shown in.

    method: PUBLISH to download, REQUEST or CANCEL to mail; those name the attendee by address.
    link: to the page to manage it, the client's unless given.
    """
    zone = clock.zone(appointment.zone)
    local = appointment.start.astimezone(zone)
    return _document(method, _time_zone(zone, local.year, local.month), _event(appointment, now, language, attendee, link))


def feed(appointments: Sequence[Appointment], now: datetime, *, language: str = "en", link: str = "") -> str:
    """Appointments within fourteen months of now as one document to subscribe to, each in the zone it is shown in."""
    zones = dict.fromkeys(appointment.zone for appointment in appointments)
    rules = [line for zone in zones for line in _time_zone(clock.zone(zone), now.year, now.month)]
    return _document("PUBLISH", rules, [line for one in appointments for line in _event(one, now, language, "", link)])


def _document(method: Method, time_zones: Iterable[str], events: Iterable[str]) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Appointments//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
        *time_zones,
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _event(appointment: Appointment, now: datetime, language: str, attendee: str, link: str) -> list[str]:
    place, zone = settings.load(), clock.zone(appointment.zone)
    local = appointment.start.astimezone(zone)
    end = minutes_after(local, appointment.minutes).astimezone(zone)
    return [
        "BEGIN:VEVENT",
        f"UID:{appointment.id}@{urlsplit(place.site).hostname}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{appointment.sequence}",
        f"DTSTART{_moment(local, zone)}",
        f"DTEND{_moment(end, zone)}",
        f"SUMMARY:{SUMMARIES.get(language, SUMMARIES['en'])}",
        f"STATUS:{'CANCELLED' if appointment.status == 'cancelled' else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        f"URL:{link or f'{place.site}/home'}",
        f"ORGANIZER:mailto:{parseaddr(place.mail_from)[1]}",
        *([f"ATTENDEE;RSVP=FALSE:mailto:{attendee}"] if attendee else []),
        "END:VEVENT",
    ]


def _moment(local: datetime, zone: ZoneInfo) -> str:
    """A local time with its zone; in UTC where it comes a second time, for the standard takes it for the first."""
    return f":{local.astimezone(UTC):%Y%m%dT%H%M%SZ}" if local.fold else f";TZID={zone.key}:{local:%Y%m%dT%H%M%S}"


def _fold(line: str) -> str:
    """Break a line after at most 75 octets, never within a character."""
    parts: list[str] = []
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _LINE_OCTETS - bool(parts):
            parts.append(part.decode())
            part = b""
        part += octets
    return "\r\n ".join([*parts, part.decode()])


@lru_cache(maxsize=512)
def _time_zone(zone: ZoneInfo, year: int, month: int) -> tuple[str, ...]:
    """A VTIMEZONE with the changes of clocks from fourteen months before the month to fourteen months after it."""
    middle = datetime(year, month, 1, tzinfo=UTC)
    instant, last = middle - timedelta(days=31 * _MONTHS_AROUND), middle + timedelta(days=31 * _MONTHS_AROUND)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}", *_observance(zone, instant, instant)]
    while instant < last:
        following = instant + timedelta(days=1)
        if instant.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            lines += _observance(zone, instant, _change(zone, instant, following))
        instant = following
    return (*lines, "END:VTIMEZONE")


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second from which the offset is that of `after`."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def _observance(zone: ZoneInfo, before: datetime, onset: datetime) -> list[str]:
    """What holds from `onset` on; its wall time is written with the offset that held before, as the standard asks."""
    earlier, local = before.astimezone(zone), onset.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    wall = (onset + (earlier.utcoffset() or timedelta())).replace(tzinfo=None)
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{wall:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{earlier:%z}",
        f"TZOFFSETTO:{local:%z}",
        f"TZNAME:{local.tzname()}",
        f"END:{kind}",
    ]
