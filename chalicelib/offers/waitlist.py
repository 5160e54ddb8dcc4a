"""A place on a therapist's waitlist: taking one, changing it, leaving it, and who waits."""

from datetime import UTC, datetime, timedelta

import msgspec

from chalicelib.availability import service as hours
from chalicelib.availability.rules import NotOffered, day_range, meant
from chalicelib.care import access as care_access
from chalicelib.care.rules import CONSULTATION
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import InvalidInput, NotFound
from chalicelib.core.writing import transaction
from chalicelib.offers import service, store
from chalicelib.offers.rules import OpenNow
from chalicelib.offers.schemas import WaitingClient, WaitingClients, WaitlistPlace, WaitlistView, Wishes
from chalicelib.scheduling import diaries, openings
from chalicelib.scheduling import rules as scheduling_rules
from chalicelib.scheduling import service as scheduling

_LONGEST_WAIT = timedelta(days=180)


def mine(grant: Grant) -> WaitlistView:
    """The client's own place with the provider who came with the grant."""
    known = store.place(grant.party("provider"), grant.key("client"))
    return WaitlistView(place=_place(known) if known else None)


def join(grant: Grant, wishes: Wishes, now: datetime) -> WaitlistView:
    """Take a place, or change what one waits for and keep it.

    Raises OpenNow while there are such times, NotOffered for a length or way of meeting the provider does not have, InvalidInput for an
    end that is past or far off, NotFound and NotBooked for what is to move.
    """
    provider = grant.party("provider")
    wishes = _settled(grant, wishes)
    if wishes.moves is None:
        _check_offered(provider.key("provider"), wishes)
    ends = _end_of(wishes, now)
    found = service.suiting(grant, wishes, ends, (), now)
    if found is not None and found[1]:
        diary, starts = found
        raise OpenNow(alternatives=list(diaries.slots_at(diary, starts[:3], wishes.minutes, wishes.zone)))
    openings.repeated(lambda: _keep(grant, wishes, ends, now))
    return mine(grant)


def _settled(grant: Grant, wishes: Wishes) -> Wishes:
    """The wishes with what the appointment that is to move says of its length and way of meeting."""
    if wishes.moves is None:
        if wishes.earlier:
            raise InvalidInput("Say which appointment is to move.", field="moves")
        return wishes
    moved = scheduling.appointment(grant, wishes.moves)
    if moved.provider_id != grant.party("provider").subject_id:
        raise NotFound
    if moved.status != "booked":
        raise scheduling_rules.NotBooked
    return msgspec.structs.replace(wishes, minutes=moved.minutes, format=moved.format)


def _keep(grant: Grant, wishes: Wishes, ends: datetime, now: datetime) -> None:
    provider = grant.party("provider")
    known = store.place(provider, grant.key("client"))
    with transaction(grant, "waitlist.join") as write:
        if known is not None:
            store.change_place(write, known, wishes, ends, openings.Outpaced())
        else:
            store.keep_place(write, provider, grant.key("client"), wishes, now, ends, openings.Outpaced())
            # Days come within reach as time goes by, without anybody freeing them.
            refs = {"provider_id": provider.subject_id, "since": now.isoformat()}
            write.tell(service.LOOK, refs, due=now + service.LOOKS_EVERY)


def leave(grant: Grant, now: datetime) -> WaitlistView:
    """Give the place up; a time that is kept for it goes on to the next. Safe to repeat."""

    def attempt() -> None:
        known = store.place(grant.party("provider"), grant.key("client"))
        if known is None:
            return
        if known.offer_id:
            service.close(grant, known.offer_id, "passed")
            raise openings.Outpaced
        with transaction(grant, "waitlist.leave") as write:
            store.end_place(write, known, openings.Outpaced())

    openings.repeated(attempt)
    return WaitlistView(place=None)


def waiting_for(grant: Grant, now: datetime) -> WaitingClients:
    """Everybody in care who waits for the signed-in provider's times, who came first first."""
    places = [one for one in store.places(grant) if one.ends > now]
    treated = care_access.treated(grant.caller_id, (one.client_id for one in places))
    items = [
        WaitingClient(client_id=one.client_id, wishes=one.wanted, since=one.since, offered=one.offer_id is not None)
        for one in places
        if one.client_id in treated
    ]
    return WaitingClients(items=items)


def _end_of(wishes: Wishes, now: datetime) -> datetime:
    """The end (UTC) of the last date that can be used. Raises InvalidInput for one that is past or far off."""
    zone = clock.zone_named(wishes.zone)
    today = now.astimezone(zone).date()
    if not today <= wishes.until <= today + _LONGEST_WAIT:
        raise InvalidInput("Choose a day from today on, at most half a year ahead.", field="until")
    return datetime.fromtimestamp(day_range(wishes.until, wishes.until + timedelta(days=1), zone)[1], UTC)


def _check_offered(provider_id: str, wishes: Wishes) -> None:
    """Raise NotOffered for what would be waited for in vain, InvalidInput for a first talk and for a length of several types."""
    kinds = hours.made_by(provider_id).kinds
    kind = meant(((one.minutes, one.type) for one in kinds), wishes.minutes, None)
    if kind == CONSULTATION:
        raise InvalidInput("A first talk is booked, not waited for.", field="minutes")
    if not any((one.minutes, one.type) == (wishes.minutes, kind) and wishes.format in one.formats for one in kinds):
        raise NotOffered(alternatives=[])


def _place(record: store.PlaceRecord) -> WaitlistPlace:
    return WaitlistPlace(provider_id=record.owner_id, wishes=record.wanted, since=record.since, ends=record.ends, offer_id=record.offer_id)
