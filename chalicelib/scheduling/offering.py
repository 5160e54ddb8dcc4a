"""Waiting for a time: a place on a provider's waitlist, and what becomes free offered to who waits longest, for a limited time.

An offer holds its time in the provider's busy item, so nobody else can take it; a hold that is over counts as free whether or not it has
been cleared away. One open offer a place; turned down or over, the time goes on to the next.
"""

from datetime import UTC, datetime, timedelta

from chalicelib.care import access as care_access
from chalicelib.care import service as care
from chalicelib.care.rules import CONSULTATION
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import AppError, Conflict, InvalidInput, NotFound, Unavailable
from chalicelib.core.records import Transaction, get_many, transaction
from chalicelib.practice import service as practices
from chalicelib.scheduling import booking, busy, fitting, openings, rules, service, store, waiting
from chalicelib.scheduling.schemas import (
    Appointment,
    OfferState,
    SessionType,
    TimeOffer,
    TimeOffers,
    WaitingClient,
    WaitingClients,
    WaitlistPlace,
    WaitlistView,
    Wishes,
)

OFFERED, ENDS, LOOK = "offer.made", "offer.ends", "waitlist.look"
_LOOKS_EVERY = timedelta(days=1)
_LONGEST_WAIT = timedelta(days=180)
_TRIES_A_PLACE = 5
_SHOWN = 20


class OpenNow(Conflict):
    """There are open times that suit; `alternatives` holds the soonest. Nobody needs to wait for them."""

    code = "times_open"
    sentence = "There are open times like this now."


class OfferOver(Conflict):
    """The offer was passed on, or its time is up."""

    code = "offer_over"
    sentence = "This time is not kept any more."


def _end_of(wishes: Wishes, now: datetime) -> datetime:
    """The end (UTC) of the last date that can be used. Raises InvalidInput for one that is past or far off."""
    zone = service.zone_named(wishes.zone)
    today = now.astimezone(zone).date()
    if not today <= wishes.until <= today + _LONGEST_WAIT:
        raise InvalidInput("Choose a day from today on, at most half a year ahead.", field="until")
    return datetime.fromtimestamp(rules.day_range(wishes.until, wishes.until + timedelta(days=1), zone)[1], UTC)


def mine(grant: Grant) -> WaitlistView:
    """The client's own place with the provider who came with the grant."""
    known = waiting.place(grant.party("provider"), grant.key("client"))
    return WaitlistView(place=_place(known) if known else None)


def join(grant: Grant, wishes: Wishes, now: datetime) -> WaitlistView:
    """Take a place, or change what one waits for and keep it.

    Raises OpenNow while there are such times, InvalidInput for an end that is past or far off, NotFound and NotBooked for what is to move.
    """
    provider = grant.party("provider")
    wishes = _settled(grant, wishes)
    if _type(grant, provider.key("provider"), wishes) == CONSULTATION and wishes.moves is None:
        raise InvalidInput("A first talk is booked, not waited for.", field="minutes")
    ends = _end_of(wishes, now)
    found = _suiting(grant, wishes, ends, (), now)
    if found is not None and found[1]:
        diary, starts = found
        raise OpenNow(alternatives=list(service.slots_at(diary, starts[:3], wishes.minutes, wishes.zone)))
    booking.repeated(lambda: _keep(grant, wishes, ends, now))
    return mine(grant)


def _settled(grant: Grant, wishes: Wishes) -> Wishes:
    """The wishes with what the appointment that is to move says of its length and way of meeting."""
    if wishes.moves is None:
        return wishes
    record = store.appointment(grant, wishes.moves)
    if record is None or record.provider_id != grant.party("provider").subject_id:
        raise NotFound
    if record.status != "booked":
        raise rules.NotBooked
    facts = {"minutes": int(record.minutes), "format": record.format}
    return Wishes(**{**{name: getattr(wishes, name) for name in wishes.__struct_fields__}, **facts})


def _keep(grant: Grant, wishes: Wishes, ends: datetime, now: datetime) -> None:
    provider = grant.party("provider")
    known = waiting.place(provider, grant.key("client"))
    with transaction(grant, "waitlist.join") as write:
        if known is not None:
            waiting.change_place(write, known, wishes, ends, openings.Outpaced())
        else:
            waiting.keep_place(write, provider, grant.key("client"), wishes, now, ends, openings.Outpaced())
            # Days come within reach as time goes by, without anybody freeing them.
            refs = {"provider_id": provider.subject_id, "since": now.isoformat()}
            write.tell(LOOK, refs, due=now + _LOOKS_EVERY)


def leave(grant: Grant, now: datetime) -> WaitlistView:
    """Give the place up; a time that is kept for it goes on to the next. Safe to repeat."""

    def attempt() -> None:
        known = waiting.place(grant.party("provider"), grant.key("client"))
        if known is None:
            return
        if known.offer_id:
            _close(grant, known.offer_id, "passed")
            raise openings.Outpaced
        with transaction(grant, "waitlist.leave") as write:
            waiting.end_place(write, known, openings.Outpaced())

    booking.repeated(attempt)
    return WaitlistView(place=None)


def waiting_for(grant: Grant, now: datetime) -> WaitingClients:
    """Everybody in care who waits for the signed-in provider's times, who came first first."""
    places = [one for one in waiting.places(grant) if one.ends > now]
    treated = care_access.treated(grant.caller_id, (one.client_id for one in places))
    items = [
        WaitingClient(client_id=one.client_id, wishes=one.wanted, since=one.since, offered=one.offer_id is not None)
        for one in places
        if one.client_id in treated
    ]
    return WaitingClients(items=items)


def offers(grant: Grant, now: datetime) -> TimeOffers:
    """What was offered to the client lately."""
    return TimeOffers(items=[_shown(record, now) for record in waiting.offers(grant, _SHOWN)])


def offer(grant: Grant, offer_id: str, now: datetime) -> TimeOffer:
    """One offer. Raises NotFound."""
    return _shown(_known(grant, offer_id), now)


def accept(grant: Grant, offer_id: str, now: datetime) -> Appointment:
    """Take the time, moving the appointment it was wished for, if any. The same again gives the same appointment.

    Raises OfferOver, NotFound for a client whom the provider does not treat any more, and what booking or moving raises.
    """
    try:
        return booking.repeated(lambda: _accept(grant, offer_id, now))
    except idempotency.Replay as earlier:
        return service.appointment(grant, earlier.made_id)


def _accept(grant: Grant, offer_id: str, now: datetime) -> Appointment:
    record = _known(grant, offer_id)
    if record.state == "taken":
        return service.appointment(grant, record.appointment_id, record.zone)
    if _state(record, now) != "open":
        raise OfferOver
    if not _treated(grant, record.provider_id):
        raise NotFound
    place = waiting.place(grant.party("provider"), grant.key("client"))
    minutes = int(record.minutes)
    wish = openings.Wish(openings.span(record.begins, minutes), minutes, record.format, record.zone, held=record.hold)

    def also(write: Transaction, appointment_id: str) -> None:
        waiting.close_offer(write, record, "taken", appointment_id, openings.Outpaced())
        if place is not None:
            waiting.end_place(write, place, openings.Outpaced())

    return booking.take_held(grant, wish, now, record.moves, also)


def pass_on(grant: Grant, offer_id: str, now: datetime) -> TimeOffer:
    """Leave the time to the next, and keep the place. Safe to repeat; raises OfferOver for one that was taken."""
    if _close(grant, offer_id, "passed") == "taken":
        raise OfferOver
    return offer(grant, offer_id, now)


def expire(client_id: str, provider_id: str, offer_id: str) -> None:
    """End an offer whose time is up, so that it goes on to the next. Safe to repeat."""
    _close(_job(client_id, provider_id), offer_id, "expired")


def _close(grant: Grant, offer_id: str, state: OfferState) -> str:
    """Close an offer if it is open, free its time and tell those who wait; say what state it is in now."""
    return booking.repeated(lambda: _closed(grant, offer_id, state))


def _closed(grant: Grant, offer_id: str, state: OfferState) -> str:
    record = _known(grant, offer_id)
    if record.state != "open":
        return str(record.state)
    provider = grant.party("provider")
    place = waiting.place(provider, grant.key("client"))
    rows = get_many(busy.keys(record.provider_id, record.hold.time))
    with transaction(grant, f"offer.{'pass' if state == 'passed' else 'expire'}") as write:
        waiting.close_offer(write, record, state, None, openings.Outpaced())
        if place is not None and place.offer_id == offer_id:
            passed = [*place.passed, record.hold.time[0]]
            waiting.note_offer(write, place, None, passed, openings.Outpaced())
        # Once it is over somebody else may have put their own mark there.
        if busy.stands(rows, record.hold):
            busy.release(write, record.provider_id, record.hold, openings.Outpaced())
        write.tell(waiting.FREED, {}, grant=provider)
    return state


def look_after(provider_id: str, since: str, client_id: str, now: datetime) -> datetime | None:
    """Look whether time itself brought something for one place; give it up once it has ended. Returns when to look again."""
    grant = _job(client_id, provider_id)
    known = waiting.place(grant.party("provider"), client_id)
    if known is None or known.since.isoformat() != since:
        return None
    if not known.offer_id and not _waits(grant, known, now):
        return None
    fill(provider_id, now)
    return now + _LOOKS_EVERY


def fill(provider_id: str, now: datetime) -> int:
    """Offer what is open to those who wait for it, who came first first; say how many offers were made. Safe to repeat and to race."""
    provider = Grant.for_job("scheduling", Subject("provider", provider_id))
    return sum(_serve(_job(known.client_id, provider_id), known, now) for known in waiting.places(provider) if not known.offer_id)


def _serve(grant: Grant, known: waiting.PlaceRecord, now: datetime) -> bool:
    """Offer one who waits the first time that suits and that they could book; say whether there was one."""
    if not _waits(grant, known, now):
        return False
    found = _suiting(grant, known.wanted, known.ends, known.passed, now)
    for start in found[1][:_TRIES_A_PLACE] if found else ():
        try:
            return booking.repeated(lambda start=start: _offer(grant, known, start, now))  # type: ignore[misc]
        except Unavailable:
            raise
        except AppError:
            # Not for them: busy then, not licensed there, a screen open. The next time, the next person.
            continue
    return False


def _waits(grant: Grant, known: waiting.PlaceRecord, now: datetime) -> bool:
    """Whether somebody still waits: in care, their end not past, what was to move still booked. If not, the place is given up."""
    moves = known.wanted.moves
    appointment = store.appointment(grant, moves) if moves else None
    gone = moves is not None and (appointment is None or appointment.status != "booked" or appointment.start <= now)
    if known.ends > now and not gone and _treated(grant, known.owner_id):
        return True
    with transaction(grant, "waitlist.end") as write:
        waiting.end_place(write, known, Conflict())
    return False


def _offer(grant: Grant, seen: waiting.PlaceRecord, start: int, now: datetime) -> bool:
    known = waiting.place(grant.party("provider"), seen.client_id)
    if known is None or known.offer_id or known.wishes != seen.wishes:
        return False
    wanted = known.wanted
    begins = datetime.fromtimestamp(start, UTC)
    kind = _moved_type(grant, wanted)
    wish = openings.Wish(openings.span(begins, wanted.minutes), wanted.minutes, wanted.format, wanted.zone, session_type=kind)
    look = openings.look(grant, wish, now, closes=True)
    openings.decide(grant, look, wish, now)
    policy = practices.practice().policy
    until = fitting.held_until(now, policy.offer_hold_minutes, clock.zone(wanted.zone), begins)
    offer_id = ids.new(now)
    refs = {"provider_id": known.owner_id, "offer_id": offer_id}
    with transaction(grant, "offer.make") as write:
        write.put(
            waiting.new_offer(
                grant,
                offer_id,
                provider_id=known.owner_id,
                begins=begins,
                minutes=wanted.minutes,
                format=wanted.format,
                zone=wanted.zone,
                held_until=until,
                moves=wanted.moves,
            )
        )
        waiting.note_offer(write, known, offer_id, known.passed, openings.Outpaced())
        openings.hold(write, look, wish, now, until)
        write.tell(OFFERED, refs)
        write.tell(ENDS, refs, due=until)
    return True


def _type(grant: Grant, provider_id: str, wishes: Wishes) -> str:
    """What a session that is waited for is for. Raises NotOffered, and InvalidInput for a length of several types."""
    offer = service.offer_made_by(provider_id)
    return rules.meant(((one.minutes, one.type) for one in offer.kinds), wishes.minutes, _moved_type(grant, wishes))


def _moved_type(grant: Grant, wishes: Wishes) -> SessionType | None:
    """The type of the appointment that is to move, which it keeps; None where none is."""
    record = store.appointment(grant, wishes.moves) if wishes.moves else None
    return record.type if record else None


def _suiting(
    grant: Grant, wishes: Wishes, ends: datetime, passed: "tuple[int, ...] | list[int]", now: datetime
) -> tuple[service.Diary, list[int]] | None:
    """Open starts that suit, soonest first, with the diary they are from; None for a provider who offers nothing."""
    within = (int(now.timestamp()), int(ends.timestamp()))
    for diary in service.diaries([grant.party("provider").key("provider")], within, now, _moved_type(grant, wishes)):
        offered = wishes.format in diary.availability.formats(wishes.minutes)
        starts = rules.open_starts(diary.availability, diary.sessions, within, wishes.minutes, within[0]) if offered else []
        zone = clock.zone(wishes.zone)
        return diary, fitting.suiting(
            starts, zone, wishes.weekdays, evening=wishes.evening, weekend=wishes.weekend, without=frozenset(passed)
        )
    return None


def _treated(grant: Grant, provider_id: str) -> bool:
    return any(link.person_id == provider_id for link in care.providers_of(grant))


def _known(grant: Grant, offer_id: str) -> waiting.OfferRecord:
    record = waiting.offer(grant, offer_id)
    if record is None:
        raise NotFound
    return record


def _state(record: waiting.OfferRecord, now: datetime) -> OfferState:
    return "expired" if record.state == "open" and record.held_until <= now else record.state  # type: ignore[return-value]


def _shown(record: waiting.OfferRecord, now: datetime) -> TimeOffer:
    zone = clock.zone(record.zone)
    start = record.begins.astimezone(zone)
    return TimeOffer(
        id=record.offer_id,
        provider_id=record.provider_id,
        start=start,
        held_until=record.held_until.astimezone(zone),
        zone=record.zone,
        zone_name=rules.zone_name(start),
        minutes=int(record.minutes),
        format=record.format,  # type: ignore[arg-type]
        state=_state(record, now),
        moves=record.moves,
        appointment_id=record.appointment_id,
    )


def _place(record: waiting.PlaceRecord) -> WaitlistPlace:
    return WaitlistPlace(provider_id=record.owner_id, wishes=record.wanted, since=record.since, ends=record.ends, offer_id=record.offer_id)


def _job(client_id: str, provider_id: str) -> Grant:
    return Grant.for_job("scheduling", Subject("client", client_id), Subject("provider", provider_id))
