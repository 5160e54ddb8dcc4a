"""A provider's day, put together from what the other features know."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.care import consultations
from chalicelib.care.access import clients_granted, met_granted
from chalicelib.console.schemas import (
    Attendee,
    ClientName,
    EndingLicence,
    Part,
    SafetyFlag,
    Today,
    TodaySession,
    WaitingThread,
    WorseScores,
)
from chalicelib.core import clock, log
from chalicelib.core.access import Grant
from chalicelib.core.errors import Unavailable
from chalicelib.messaging import listing as threads
from chalicelib.messaging.schemas import Waiting
from chalicelib.practice import service as practice
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.safety import checkins
from chalicelib.safety import service as safety
from chalicelib.safety.schemas import Flag
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.rules import minutes_after
from chalicelib.scheduling.schemas import Appointment, ListQuery
from chalicelib.sessions import afterwards

NAMED = 25
LICENCE_WARNING_DAYS = 60
UNSAID_DAYS = timedelta(days=14)

T = TypeVar("T")


class _Parts:
    """Reads part after part; one that fails is named, and the rest of the page still shows."""

    def __init__(self) -> None:
        self.failed: list[Part] = []

    def read(self, part: Part, reading: Callable[[], T]) -> T | None:
        """What `reading` gives, None where what it depends on does not answer."""
        try:
            return reading()
        except (Unavailable, PynamoDBException, BotoCoreError, ClientError) as error:
            log.failure("request_failed", error, operation=f"today.{part}")
            self.failed.append(part)
            return None


class _Day(NamedTuple):
    """One local day in one zone, and the clients' profiles as far as they are known."""

    zone: ZoneInfo
    known: Mapping[str, Profile]

    def client(self, client_id: str) -> ClientName:
        found = self.known.get(client_id)
        return ClientName(client_id, found.preferred_name if found else "")

    def attendee(self, client_id: str, start: datetime) -> Attendee:
        found = self.known.get(client_id)
        if found is None:
            return Attendee(client_id, "", None, "")
        local = start.astimezone(clock.zone(found.zone))
        return Attendee(client_id, found.preferred_name, local, local.tzname() or "")

    def local(self, at: datetime | None) -> datetime | None:
        return at.astimezone(self.zone) if at else None


def today(grant: Grant, zone: str | None, now: datetime) -> Today:
    """The provider's day in `zone`, or in their own. At most 25 clients are named, and each naming is in that client's access log.

    Raises InvalidInput for an unknown zone.
    """
    place = clock.zone_named(zone or own_zone(grant))
    parts = _Parts()
    latest = parts.read("sessions", lambda: _latest(grant, now, place)) or []
    sessions = [one for one in latest if one.status != "cancelled" and one.start.date() == now.astimezone(place).date()]
    unsaid = [one for one in latest if afterwards.unsaid(one, now)]
    coming = None if sessions else parts.read("sessions", lambda: _next_session(grant, now, place))
    treated, waiting = parts.read("threads", lambda: threads.caseload(grant, now)) or (None, [])
    granted = parts.read("names", lambda: clients_granted(grant, _known(treated)))
    flags = parts.read("flags", lambda: safety.flags_and_tasks(grant, _known(granted))) or []
    worse = parts.read("measures", lambda: checkins.worse(_known(granted))) or []
    wanted = [*_clients(flags, [*sessions, *unsaid], coming), *(one.client_id for one in waiting), *(one.client_id for one in worse)]
    day = _Day(place, parts.read("names", lambda: _profiles(_with_talks(grant, _known(granted), wanted, now), wanted)) or {})
    local = now.astimezone(place)
    return Today(
        date=local.date(),
        zone=place.key,
        zone_name=local.tzname() or "",
        sessions=[_session(day, one) for one in sessions],
        next_session=_session(day, coming) if coming else None,
        unsaid=[_session(day, one) for one in unsaid],
        threads=[_thread(day, one) for one in waiting],
        flags=[_flag(day, one) for one in flags],
        worse=[WorseScores(day.client(one.client_id), one.at, one.at.astimezone(place)) for one in worse],
        licences=_licences(grant, local),
        failed=sorted(set(parts.failed)),
    )


def own_zone(grant: Grant) -> str:
    """The zone a provider works in, as the directory says; the practice's for somebody who is not in it."""
    listing = providers.known(grant.key("provider"))
    return listing.zone if listing else practice.practice().zone


def _with_talks(grant: Grant, granted: Sequence[Grant], wanted: Iterable[str], now: datetime) -> list[Grant]:
    """With those in care whom the provider is about to talk with for the first time: of these, no more than the name is shown."""
    if {one.subject_id for one in granted}.issuperset(wanted):
        return list(granted)
    return [*granted, *met_granted(grant, [talk for talk in consultations.consultations(grant) if talk.until > now])]


def _known(found: list[T] | None) -> list[T]:
    """Who is in care. Where that could not be read, what hangs on it fails too: an empty list would look like good news."""
    if found is None:
        raise Unavailable
    return found


def _latest(grant: Grant, now: datetime, zone: ZoneInfo) -> list[Appointment]:
    today = now.astimezone(zone).date()
    return scheduling.days(grant, today - UNSAID_DAYS, today + timedelta(days=1), zone.key)


def _next_session(grant: Grant, now: datetime, zone: ZoneInfo) -> Appointment | None:
    coming = scheduling.appointments(grant, ListQuery(limit=1, zone=zone.key), now).items
    return next((one for one in coming if one.status == "booked" and one.start > now), None)


def _clients(flags: Iterable[Flag], sessions: Sequence[Appointment], coming: Appointment | None) -> list[str]:
    appointments = [*sessions, coming] if coming else sessions
    return [*(flag.client_id for flag in flags), *(client_id for one in appointments for client_id in one.client_ids)]


def _profiles(granted: Sequence[Grant], wanted: Iterable[str]) -> dict[str, Profile]:
    """The profiles of the first 25 wanted of those in care, in one read."""
    by_id = {grant.subject_id: grant for grant in granted}
    shown = [by_id[client_id] for client_id in dict.fromkeys(wanted) if client_id in by_id][:NAMED]
    profiles = accounts.profiles(shown) if shown else []
    return {grant.subject_id: found for grant, found in zip(shown, profiles, strict=True) if found}


def _session(day: _Day, appointment: Appointment) -> TodaySession:
    ends = minutes_after(appointment.start, appointment.minutes).astimezone(day.zone)
    return TodaySession(
        appointment=appointment, ends=ends, clients=[day.attendee(client_id, appointment.start) for client_id in appointment.client_ids]
    )


def _thread(day: _Day, one: Waiting) -> WaitingThread:
    return WaitingThread(
        thread_id=one.thread_id,
        client=day.client(one.client_id),
        unread=one.unread,
        due_by=one.due_by,
        due_local=day.local(one.due_by),
        overdue=one.overdue,
    )


def _flag(day: _Day, flag: Flag) -> SafetyFlag:
    return SafetyFlag(
        client=day.client(flag.client_id),
        state=flag.state,
        due_by=flag.due_by,
        due_local=day.local(flag.due_by),
        what=flag.what,
        task_id=flag.task_id,
    )


def _licences(grant: Grant, local: datetime) -> list[EndingLicence]:
    listing = providers.known(grant.key("provider"))
    ending = provider_rules.ending_within(listing.licences, local.date(), LICENCE_WARNING_DAYS) if listing else []
    return [
        EndingLicence(state=one.state, profession=one.profession, expires=one.expires, days=(one.expires - local.date()).days)
        for one in ending
    ]
