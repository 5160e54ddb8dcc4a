"""Whether a wished-for time can be had: one look at everything that decides, the decision, and the marks that take the time."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from chalicelib.accounts import consents
from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.availability import service as hours
from chalicelib.availability.rules import DAY, MINUTE, Availability, Interval, NotOffered, local_date, open_starts, overlaps
from chalicelib.availability.schemas import SessionType
from chalicelib.calendars import service as calendars
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, Unavailable
from chalicelib.core.records import Key, Record, get_many
from chalicelib.core.writing import Transaction
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing
from chalicelib.safety import rules as safety_rules
from chalicelib.safety import service as safety
from chalicelib.scheduling import busy, diaries, rules
from chalicelib.scheduling.rules import Hold

_NEARBY = timedelta(days=7)
_TRIES = 6

T = TypeVar("T")
Also = Callable[[Transaction, str], None]
"""What else one transaction holds. It gets the appointment's id."""


class Outpaced(Conflict):
    """Somebody else wrote between the look and the write: look again."""


@dataclass(frozen=True)
class Look:
    """Everything a booking hangs on, as one read found it. clients: id -> busy items. people: the profiles whose home state counts.

    consents: whether each client's consent to sessions at a distance stands, where it is to be one.
    """

    diary: diaries.Diary
    listing: Listing
    own_rows: list[busy.BusyRecord | None]
    clients: dict[str, list[busy.BusyRecord | None]]
    people: dict[str, Profile | None]
    closed: str | None
    consents: list[Record | None]


@dataclass(frozen=True)
class Wish:
    """One session somebody wants. leave: the time it has now, if it has one. beyond: the provider's horizon does not bound it.

    held: the hold that keeps this time for them; the notice a booking needs was looked at when it was made. session_type: what it is for,
    as far as they say.
    """

    take: Interval
    minutes: int
    meeting: str
    zone: str | None
    leave: Interval | None = None
    beyond: bool = False
    held: Hold | None = None
    session_type: SessionType | None = None


def look(grant: Grant, wish: Wish, now: datetime, *, closes: bool) -> Look:
    """One consistent read of everything the decision hangs on. closes: whether an open risk screen stands in the way of a client."""
    (provider,) = grant.all("provider")
    provider_id = provider.key("provider")
    clients = grant.all("client")
    asked = [_homed(grant, client) for client in clients]
    screened = [grant] if closes and grant.subject.kind == "client" else []
    consenting = clients if wish.meeting != "in_person" else ()
    spans = [time for time in (wish.take, wish.leave) if time is not None]
    months = {one: _months(one, spans) for one in (provider_id, *(client.subject_id for client in clients))}
    keys = [hours.key(provider_id), providers.listing_key(provider_id), calendars.key(provider_id)]
    keys += [accounts.profile_key(client) for client in asked]
    keys += [safety.screen_key(client) for client in screened]
    keys += [consents.key(client) for client in consenting]
    keys += [key for items in months.values() for key in items]
    found = dict(zip(keys, get_many(keys), strict=True))
    listing = providers.listing_of(found[keys[1]])
    offered = diaries.availability(found[keys[0]], found[keys[2]], listing) if listing else None
    if listing is None or offered is None:
        raise NotOffered(alternatives=[])
    rows = {one: [found[key] for key in items] for one, items in months.items()}
    own_rows = rows.pop(provider_id)
    profiles = {client.subject_id: accounts.profile_of(client, found[accounts.profile_key(client)]) for client in asked}
    return Look(
        diary=diaries.Diary(
            provider_id,
            _for(wish, offered),
            busy.taken(own_rows, int(now.timestamp()), wish.held),
        ),
        listing=listing,
        own_rows=own_rows,
        clients=rows,
        people=profiles,
        closed=next((safety.closed_by(found[safety.screen_key(client)]) for client in screened), None),
        consents=[found[consents.key(client)] for client in consenting],
    )


def _homed(grant: Grant, client: Grant) -> Grant:
    """The grant to look with where a client lives: who moves a shared session opens nobody else's profile, so that is not in their name."""
    return client if client.own or grant.subject.kind == "provider" else Grant.for_job("scheduling", client.subject)


def _for(wish: Wish, availability: Availability) -> Availability:
    """What of an offer the wish may take from: its type of session, and as far ahead as it may lie."""
    kind = availability.only(availability.meant(wish.minutes, wish.session_type))
    return replace(kind, horizon=rules.FURTHEST.days) if wish.beyond else kind


def _months(owner_id: str, spans: Sequence[Interval]) -> list[Key]:
    """A day more on either side: a cap counts the sessions of a whole local date."""
    return list(dict.fromkeys(key for start, end in spans for key in busy.keys(owner_id, (start - DAY, end + DAY))))


def decide(grant: Grant, seen: Look, wish: Wish, now: datetime) -> None:
    """Raise what stands in the way of this session, if anything does."""
    if seen.closed is not None:
        raise safety_rules.ScreenOpen if seen.closed == "screen_open" else safety_rules.ReviewOpen
    for row in seen.consents:
        consents.check_booking(row, now)
    for rows in seen.clients.values():
        if any(overlaps(session, wish.take) for session in busy.sessions(rows) if session != wish.leave):
            raise rules.ClientBusy(alternatives=_alternatives(seen, wish, now))
    _check_licences(seen, wish)
    availability, sessions = seen.diary.availability, [session for session in seen.diary.sessions if session != wish.leave]
    if grant.subject.kind == "provider" or wish.held is not None:
        availability = replace(availability, notice=0)
    instant = int(now.timestamp())
    if wish.meeting not in availability.formats(wish.minutes):
        raise NotOffered(alternatives=_alternatives(seen, wish, now))
    if open_starts(availability, sessions, wish.take, wish.minutes, instant) == [wish.take[0]]:
        return
    offered = open_starts(availability, [], wish.take, wish.minutes, instant)
    raise (rules.SlotTaken if offered else NotOffered)(alternatives=_alternatives(seen, wish, now))


def type_of(seen: Look, wish: Wish) -> SessionType:
    """What the session is for."""
    return seen.diary.availability.meant(wish.minutes, wish.session_type)  # type: ignore[return-value]


def _check_licences(seen: Look, wish: Wish) -> None:
    for profile in seen.people.values():
        on = local_date(wish.take[0], clock.zone(profile.zone) if profile else seen.diary.availability.zone)
        if profile is None or provider_rules.permit(seen.listing, profile.home_state, on) is None:
            raise rules.NotLicensed(states=provider_rules.permitted_states(seen.listing, on))


def _alternatives(seen: Look, wish: Wish, now: datetime) -> list[dict[str, Any]]:
    """The three open times nearest to the wish, within a week of it, at which the clients are free too."""
    around = int(_NEARBY.total_seconds())
    within = (wish.take[0] - around, wish.take[1] + around)
    zone = wish.zone or seen.diary.availability.zone.key
    taken = [
        session for client_id in seen.clients for session in busy.sessions(get_many(busy.keys(client_id, within))) if session != wish.leave
    ]
    for diary in diaries.diaries([seen.diary.provider_id], within, now, type_of(seen, wish)):
        starts = open_starts(_for(wish, diary.availability), diary.sessions, within, wish.minutes, int(now.timestamp()))
        length = wish.minutes * MINUTE
        free = [start for start in starts if not any(overlaps(session, (start, start + length)) for session in taken)]
        near = diaries.slots_at(diary, rules.nearest(free, wish.take[0]), wish.minutes, zone)
        return [msgspec.to_builtins(slot) for slot in near]
    return []


def hold(write: Transaction, seen: Look, wish: Wish, now: datetime, until: datetime) -> None:
    """Keep the time in the provider's busy item up to an instant, if it is still as free as the look found it."""
    _mark(write, seen, replace(wish, leave=None), now, int(until.timestamp()))


def let_go(write: Transaction, provider_id: str, hold: Hold) -> None:
    """Give up within a transaction a time that was kept; once it is over, somebody else may have put their own mark there."""
    if busy.stands(get_many(busy.keys(provider_id, hold.time)), hold):
        busy.release(write, provider_id, hold, Outpaced())


def freed(write: Transaction, grant: Grant) -> None:
    """Tell within a transaction that times of the provider who comes with the grant may have become free."""
    (provider,) = grant.all("provider")
    write.tell(hours.FREED, {}, grant=provider)


def vacate(write: Transaction, grant: Grant, owner_ids: Sequence[str], span: Interval) -> None:
    """Give up within a transaction the time that everybody kept for a session, and tell that it may be free."""
    for owner_id in owner_ids:
        busy.move(write, owner_id, [], leave=span, take=None, otherwise=Outpaced())
    freed(write, grant)


def occupy(write: Transaction, seen: Look, wish: Wish, now: datetime) -> None:
    """Take the time in everybody's busy items, giving up the earlier one, if it is still as free as the look found it."""
    _mark(write, seen, wish, now, 0)
    for client_id, rows in seen.clients.items():
        busy.move(write, client_id, rows, leave=wish.leave, take=wish.take, otherwise=Outpaced())


def _mark(write: Transaction, seen: Look, wish: Wish, now: datetime, until: int) -> None:
    availability = seen.diary.availability
    busy.move(
        write,
        seen.diary.provider_id,
        seen.own_rows,
        leave=wish.leave,
        take=wish.take,
        otherwise=Outpaced(),
        buffer=availability.buffer,
        capped=availability.daily_cap is not None,
        now=int(now.timestamp()),
        own=wish.held,
        until=until,
    )


def when(seen: Look, start: int) -> dict[str, Any]:
    """When it is: the wall time that was agreed, in the provider's zone, and the instant that is by the zone rules of today."""
    zone = seen.diary.availability.zone
    wall = datetime.fromtimestamp(start, zone).replace(tzinfo=None)
    return {
        "start": datetime.fromtimestamp(start, UTC),
        "wall": wall.isoformat(timespec="minutes"),
        "zone": zone.key,
        "tzdata": clock.TZDATA_VERSION,
    }


def reader_zone(seen: Look, wish: Wish, client: Grant) -> str:
    """The zone a client will read times in: the one they asked in themselves, or the one they live in."""
    profile = seen.people.get(client.subject_id)
    asked = wish.zone if client.own else None
    return asked or (profile.zone if profile else seen.diary.availability.zone.key)


def check_ahead(start: datetime, now: datetime) -> None:
    """Raise NotOffered for a start that is past, or too far ahead to be looked at."""
    if not now < start < now + rules.FURTHEST:
        raise NotOffered(alternatives=[])


def repeated(attempt: Callable[[], T]) -> T:
    """Look and write again, a little later each time, while somebody else writes in between. Raises Unavailable after the last try."""
    for number in range(_TRIES):
        try:
            return attempt()
        except Outpaced:
            # Full jitter: those who collided must not collide again.
            time.sleep(random.uniform(0, 0.05 * 2**number))  # noqa: S311 - spreads retries, guards nothing
    raise Unavailable
