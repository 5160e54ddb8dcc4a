"""Whom a provider treats: the list of them, and one of them with what exists now."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.accounts import consents
from chalicelib.accounts import rules as account_rules
from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.care import service as care
from chalicelib.care.access import clients_granted
from chalicelib.care.schemas import CareLink
from chalicelib.console.schemas import ClientPage, ClientRow, Clients, ClientsQuery
from chalicelib.console.service import own_zone
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.messaging import listing as threads
from chalicelib.messaging.schemas import Waiting
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.safety import checkins
from chalicelib.safety import service as safety
from chalicelib.safety.schemas import Flag, Glance
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.rules import minutes_after
from chalicelib.scheduling.schemas import Appointment, ListQuery
from chalicelib.sharing import service as sharing
from chalicelib.sharing.schemas import Kind

PAGE = 25
SESSIONS = 100


class _Known(NamedTuple):
    """One client of the page with what was read of all of them at once."""

    link: CareLink
    profile: Profile | None
    measures: list[Glance]
    worse: bool
    shares: list[Kind]


def clients(grant: Grant, query: ClientsQuery, now: datetime) -> Clients:
    """One page of the clients in the provider's care, who came last first. Each naming is in that client's access log.

    Raises InvalidInput for an unknown zone.
    """
    place = clock.zone_named(query.zone or own_zone(grant))
    treated, unanswered = threads.caseload(grant, now)
    links = sorted(treated, key=lambda link: link.care_id, reverse=True)
    left = [link for link in links if query.cursor is None or link.care_id < query.cursor]
    shown = left[:PAGE]
    granted = clients_granted(grant, shown)
    profiles = accounts.profiles(granted) if granted else []
    flags = {flag.client_id: flag for flag in safety.flags_of(granted)}
    waiting = {one.client_id: one for one in unanswered}
    coming = _first_coming(grant, place, now)
    told = zip(shown, profiles, checkins.glances(granted), sharing.shared_kinds(granted), strict=True)
    return Clients(
        items=[
            _row(
                _Known(link, profile, *glanced, kinds),
                coming.get(link.person_id),
                flags.get(link.person_id),
                waiting.get(link.person_id),
                place,
            )
            for link, profile, glanced, kinds in told
        ],
        zone=place.key,
        zone_name=now.astimezone(place).tzname() or "",
        next=shown[-1].care_id if len(left) > PAGE else None,
    )


def client(grant: Grant, now: datetime) -> ClientPage:
    """One client for the provider who treats them; what is opened is in the client's access log. Raises NotFound."""
    listing = providers.known(grant.caller_id)
    place = clock.zone(listing.zone if listing else "UTC")
    facts = accounts.profile(grant)
    link = next((one for one in care.providers_of(grant) if one.person_id == grant.caller_id), None)
    if link is None:
        raise NotFound
    theirs = now.astimezone(clock.zone(facts.zone))
    flag = next(iter(safety.flags_of([grant])), None)
    coming, past = _sessions(grant, place, now)
    waiting = threads.waiting_in(grant.party("provider"), link.care_id, now)
    ((measures, _),) = checkins.glances([grant])
    shares = sharing.shared_kinds([grant])[0]
    return ClientPage(
        id=grant.subject_id,
        name=facts.preferred_name,
        pronouns=facts.pronouns,
        age=account_rules.age(facts.birth_date, theirs.date()) if facts.birth_date else None,
        home_state=facts.home_state,
        licensed=listing is not None and provider_rules.permit(listing, facts.home_state, theirs.date()) is not None,
        zone=facts.zone,
        zone_name=theirs.tzname() or "",
        utc_offset=(theirs.utcoffset() or timedelta()) // timedelta(minutes=1),
        phone=facts.phone,
        emergency_contact=facts.emergency_contact,
        since=link.since.astimezone(place).date(),
        thread_id=link.care_id,
        missing_consents=consents.missing(grant, now),
        shares_moods="moods" in shares,
        shares=shares,
        unread=waiting is not None and waiting.unread,
        due_local=_local(waiting.due_by if waiting else None, place),
        overdue=waiting is not None and waiting.overdue,
        measures=measures,
        flag=flag.state if flag else None,
        flag_due_local=_local(flag.due_by if flag else None, place),
        coming=coming,
        past=past,
    )


def _first_coming(grant: Grant, place: ZoneInfo, now: datetime) -> dict[str, Appointment]:
    """Client -> their first session to come, of the provider's appointments ahead."""
    found: dict[str, Appointment] = {}
    for one in scheduling.appointments(grant, ListQuery(limit=SESSIONS, zone=place.key), now).items:
        if _coming(one, now):
            for client_id in one.client_ids:
                found.setdefault(client_id, one)
    return found


def _sessions(grant: Grant, place: ZoneInfo, now: datetime) -> tuple[list[Appointment], list[Appointment]]:
    """The client's sessions with the calling provider: to come, soonest first, and past or cancelled."""
    listed: Sequence[Appointment] = scheduling.appointments(grant, ListQuery(limit=SESSIONS, zone=place.key), now).items
    own = [one for one in listed if one.provider_id == grant.caller_id]
    return [one for one in own if _coming(one, now)], [one for one in own if not _coming(one, now)]


def _coming(one: Appointment, now: datetime) -> bool:
    return one.status == "booked" and minutes_after(one.start, one.minutes) > now


def _row(known: _Known, coming: Appointment | None, flag: Flag | None, waiting: Waiting | None, place: ZoneInfo) -> ClientRow:
    link, profile = known.link, known.profile
    return ClientRow(
        id=link.person_id,
        name=profile.preferred_name if profile else "",
        home_state=profile.home_state if profile else "",
        zone=profile.zone if profile else "",
        thread_id=link.care_id,
        since=link.since.astimezone(place).date(),
        next_session=coming,
        flag=flag.state if flag else None,
        flag_due_local=_local(flag.due_by if flag else None, place),
        unread=waiting is not None and waiting.unread,
        due_local=_local(waiting.due_by if waiting else None, place),
        overdue=waiting is not None and waiting.overdue,
        measures=known.measures,
        worse=known.worse,
        shares=known.shares,
    )


def _local(at: datetime | None, place: ZoneInfo) -> datetime | None:
    return at.astimezone(place) if at else None
