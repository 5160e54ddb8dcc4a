"""Times that are offered to who waits: what becomes free is kept for whoever waits longest, for a limited time.

An offer holds its time in the provider's busy item, so nobody else can take it; a hold that is over counts as free whether or not it has
been cleared away. One open offer a place; turned down or over, the time goes on to the next.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from chalicelib.availability.rules import open_starts
from chalicelib.care import service as care
from chalicelib.core import clock, idempotency, ids
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import AppError, Conflict, NotFound, Unavailable
from chalicelib.core.writing import Transaction, transaction
from chalicelib.offers import rules, store
from chalicelib.offers.rules import OfferOver
from chalicelib.offers.schemas import OfferState, TimeOffer, TimeOffers, Wishes
from chalicelib.practice import service as practices
from chalicelib.scheduling import booking, diaries, openings
from chalicelib.scheduling import rules as scheduling_rules
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.schemas import Appointment

OFFERED, ENDS, LOOK = "offer.made", "offer.ends", "waitlist.look"
LOOKS_EVERY = timedelta(days=1)
"""How often somebody who waits is looked after although nobody freed a time."""
_TRIES_A_PLACE = 5
_SHOWN = 20


def offers(grant: Grant, now: datetime) -> TimeOffers:
    """What was offered to the client lately."""
    return TimeOffers(items=[_shown(record, now) for record in store.offers(grant, _SHOWN)])


def offer(grant: Grant, offer_id: str, now: datetime) -> TimeOffer:
    """One offer. Raises NotFound."""
    return _shown(_known(grant, offer_id), now)


def accept(grant: Grant, offer_id: str, now: datetime) -> Appointment:
    """Take the time, moving the appointment it was wished for, if any. The same again gives the same appointment.

    Raises OfferOver, NotFound for a client whom the provider does not treat any more, and what booking or moving raises.
    """
    try:
        return openings.repeated(lambda: _accept(grant, offer_id, now))
    except idempotency.Replay as earlier:
        return scheduling.appointment(grant, earlier.made_id)


def _accept(grant: Grant, offer_id: str, now: datetime) -> Appointment:
    record = _known(grant, offer_id)
    if record.state == "taken":
        return scheduling.appointment(grant, record.appointment_id, record.zone)
    if _state(record, now) != "open":
        raise OfferOver
    if not _treated(grant, record.provider_id):
        raise NotFound
    place = store.place(grant.party("provider"), grant.key("client"))
    minutes = int(record.minutes)
    wish = openings.Wish(scheduling_rules.span(record.begins, minutes), minutes, record.format, record.zone, held=record.hold)

    def also(write: Transaction, appointment_id: str) -> None:
        store.close_offer(write, record, "taken", appointment_id, openings.Outpaced())
        if place is not None:
            store.end_place(write, place, openings.Outpaced())

    try:
        return booking.take_held(grant, wish, now, record.moves, also)
    except AppError:
        # Sent twice at once, the one that comes second finds the first one's session in its way.
        if _known(grant, offer_id).state == "taken":
            raise openings.Outpaced from None
        raise


def pass_on(grant: Grant, offer_id: str, now: datetime) -> TimeOffer:
    """Leave the time to the next, and keep the place. Safe to repeat; raises OfferOver for one that was taken."""
    if close(grant, offer_id, "passed") == "taken":
        raise OfferOver
    return offer(grant, offer_id, now)


def expire(client_id: str, provider_id: str, offer_id: str) -> None:
    """End an offer whose time is up, so that it goes on to the next. Safe to repeat."""
    close(_job(client_id, provider_id), offer_id, "expired")


def close(grant: Grant, offer_id: str, state: OfferState) -> str:
    """Close an offer if it is open, free its time and tell those who wait; say what state it is in now."""
    return openings.repeated(lambda: _closed(grant, offer_id, state))


def _closed(grant: Grant, offer_id: str, state: OfferState) -> str:
    record = _known(grant, offer_id)
    if record.state != "open":
        return str(record.state)
    provider = grant.party("provider")
    place = store.place(provider, grant.key("client"))
    with transaction(grant, f"offer.{'pass' if state == 'passed' else 'expire'}") as write:
        store.close_offer(write, record, state, None, openings.Outpaced())
        if place is not None and place.offer_id == offer_id:
            passed = [*place.passed, record.hold.time[0]]
            store.note_offer(write, place, None, passed, openings.Outpaced())
        openings.let_go(write, record.provider_id, record.hold)
        openings.freed(write, grant)
    return state


def look_after(provider_id: str, since: str, client_id: str, now: datetime) -> datetime | None:
    """Look whether time itself brought something for one place; give it up once it has ended. Returns when to look again."""
    grant = _job(client_id, provider_id)
    known = store.place(grant.party("provider"), client_id)
    if known is None or known.since.isoformat() != since:
        return None
    if not known.offer_id and not _waits(grant, known, now):
        return None
    fill(provider_id, now)
    return now + LOOKS_EVERY


def fill(provider_id: str, now: datetime) -> int:
    """Offer what is open to those who wait for it, who came first first; say how many offers were made. Safe to repeat and to race."""
    places = store.places(Grant.for_job("scheduling", Subject("provider", provider_id)))
    for known in places:
        if known.offer_id and _gone(_job(known.client_id, provider_id), known, now):
            # Told once more when it is closed, which gives up the place.
            expire(known.client_id, provider_id, known.offer_id)
    return sum(_serve(_job(known.client_id, provider_id), known, now) for known in places if not known.offer_id)


def _serve(grant: Grant, known: store.PlaceRecord, now: datetime) -> bool:
    """Offer one who waits the first time that suits and that they could book; say whether there was one."""
    if not _waits(grant, known, now):
        return False
    found = suiting(grant, known.wanted, known.ends, known.passed, now)
    for start in found[1][:_TRIES_A_PLACE] if found else ():
        try:
            return openings.repeated(lambda start=start: _offer(grant, known, start, now))  # type: ignore[misc]
        except Unavailable:
            raise
        except AppError:
            # Not for them: busy then, not licensed there, a screen open. The next time, the next person.
            continue
    return False


def _waits(grant: Grant, known: store.PlaceRecord, now: datetime) -> bool:
    """Whether somebody still waits. If not, the place is given up."""
    if not _gone(grant, known, now):
        return True
    with transaction(grant, "waitlist.end") as write:
        store.end_place(write, known, Conflict())
    return False


def _gone(grant: Grant, known: store.PlaceRecord, now: datetime) -> bool:
    """Whether there is nobody to wait any more, or nothing to wait for: care or the wait is over, what was to move is not booked."""
    moved = _moved(grant, known.wanted)
    unmoved = known.wanted.moves is not None and (moved is None or moved.status != "booked" or moved.start <= now)
    return unmoved or known.ends <= now or not _treated(grant, known.owner_id)


def _offer(grant: Grant, seen: store.PlaceRecord, start: int, now: datetime) -> bool:
    known = store.place(grant.party("provider"), seen.client_id)
    if known is None or known.offer_id or known.wishes != seen.wishes:
        return False
    wanted = known.wanted
    begins = datetime.fromtimestamp(start, UTC)
    moved = _moved(grant, wanted)
    wish = openings.Wish(
        scheduling_rules.span(begins, wanted.minutes),
        wanted.minutes,
        wanted.format,
        wanted.zone,
        session_type=moved.type if moved else None,
    )
    look = openings.look(grant, wish, now, closes=True)
    openings.decide(grant, look, wish, now)
    policy = practices.practice().policy
    until = rules.held_until(now, policy.offer_hold_minutes, clock.zone(wanted.zone), begins)
    offer_id = ids.new(now)
    refs = {"provider_id": known.owner_id, "offer_id": offer_id}
    with transaction(grant, "offer.make") as write:
        write.put(
            store.new_offer(
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
        store.note_offer(write, known, offer_id, known.passed, openings.Outpaced())
        openings.hold(write, look, wish, now, until)
        write.tell(OFFERED, refs)
        write.tell(ENDS, refs, due=until)
    return True


def suiting(grant: Grant, wishes: Wishes, ends: datetime, passed: Sequence[int], now: datetime) -> tuple[diaries.Diary, list[int]] | None:
    """Open starts that suit, soonest first, with the diary they are from; None for a provider who offers nothing."""
    moved = _moved(grant, wishes)
    until = min(ends, moved.start) if moved and wishes.earlier else ends
    within = (int(now.timestamp()), int(until.timestamp()))
    for diary in diaries.diaries([grant.party("provider").key("provider")], within, now, moved.type if moved else None):
        offered = wishes.format in diary.availability.formats(wishes.minutes)
        starts = open_starts(diary.availability, diary.sessions, within, wishes.minutes, within[0]) if offered else []
        zone = clock.zone(wishes.zone)
        return diary, rules.suiting(
            starts, zone, wishes.weekdays, evening=wishes.evening, weekend=wishes.weekend, without=frozenset(passed)
        )
    return None


def _moved(grant: Grant, wishes: Wishes) -> Appointment | None:
    """The appointment that is to move, which keeps its type; None where none is."""
    return scheduling.find(grant, wishes.moves) if wishes.moves else None


def _treated(grant: Grant, provider_id: str) -> bool:
    return any(link.person_id == provider_id for link in care.providers_of(grant))


def _known(grant: Grant, offer_id: str) -> store.OfferRecord:
    record = store.offer(grant, offer_id)
    if record is None:
        raise NotFound
    return record


def _state(record: store.OfferRecord, now: datetime) -> OfferState:
    return "expired" if record.state == "open" and record.held_until <= now else record.state  # type: ignore[return-value]


def _shown(record: store.OfferRecord, now: datetime) -> TimeOffer:
    zone = clock.zone(record.zone)
    start = record.begins.astimezone(zone)
    return TimeOffer(
        id=record.offer_id,
        provider_id=record.provider_id,
        start=start,
        held_until=record.held_until.astimezone(zone),
        zone=record.zone,
        zone_name=scheduling_rules.zone_name(start),
        minutes=int(record.minutes),
        format=record.format,  # type: ignore[arg-type]
        state=_state(record, now),
        moves=record.moves,
        appointment_id=record.appointment_id,
    )


def _job(client_id: str, provider_id: str) -> Grant:
    return Grant.for_job("scheduling", Subject("client", client_id), Subject("provider", provider_id))
