"""Joining a session, letting people in, and what its line took. Its chat is in `chatting`, its end in `ending`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.accounts import consents
from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.care import access as care_access
from chalicelib.care.rules import CareEnded
from chalicelib.core import clock, log
from chalicelib.core.access import Grant
from chalicelib.core.writing import transaction
from chalicelib.practice import service as practice
from chalicelib.providers import rules as licences
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Listing
from chalicelib.scheduling import outcome
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.schemas import Appointment
from chalicelib.sessions import absences, rules, signalling, store
from chalicelib.sessions.kept import PRE_CALL_CHECKS
from chalicelib.sessions.schemas import (
    Admitted,
    Attestation,
    Joined,
    JoinWish,
    LineRecorded,
    LineReport,
    Lobby,
    PreCallChecked,
    Role,
    Said,
    Waiting,
)


def join(grant: Grant, appointment_id: str, wish: JoinWish, now: datetime) -> Joined:
    """Open the session's line for one of its parties: the provider as master, a client as viewer once they said where they are.

    Raises TooEarly, TooLate, NotOnline, CareEnded, PlaceNeeded, NotLicensedThere.
    """
    rules.check_whole(wish.location_state, wish.private)
    appointment = open_session(grant, appointment_id, now)
    (provider,) = grant.all("provider")
    if grant.subject.kind == "client":
        return _line(provider, _come_to_door(grant, provider, appointment, wish, now))
    if wish.location_state is not None and listing_of(grant).compacts:
        store.keep_host_state(grant, appointment_id, wish.location_state, now)
    _arrive(grant, appointment_id, now)
    return _line(provider, None)


def _arrive(grant: Grant, appointment_id: str, now: datetime) -> None:
    with transaction(grant, "session.arrival") as write:
        outcome.arrive(write, grant, appointment_id, now)
        absences.settle(write, appointment_id)


def lobby(grant: Grant, appointment_id: str, *, details: bool, now: datetime) -> Lobby:
    """Who is at the door. details: also what each of them said, which their access log tells."""
    appointment = scheduling.appointment(grant, appointment_id)
    opened = rules.window(appointment.start, appointment.minutes, lost_of(grant, appointment).minutes)
    clients = grant.all("client")
    doors = arrived(grant, clients, appointment)
    waiting = [
        Waiting(
            client_id=door.client_id, viewer_id=door.viewer_id, since=door.since, revision=int(door.revision), admitted_at=door.admitted_at
        )
        for door in doors
    ]
    if details:
        there = [next(client for client in clients if client.subject_id == door.client_id) for door in doors]
        for one, said in zip(waiting, _what_they_said(grant, there, appointment_id, now), strict=True):
            one.said = said
    return Lobby(items=waiting, opens_at=opened.opens, closes_at=opened.closes, start=appointment.start, status=appointment.status)


def admit(grant: Grant, appointment_id: str, client_id: str, now: datetime) -> Admitted:
    """Let a client in who is at the door. Safe to repeat.

    Raises TooEarly, TooLate, NotOnline, NotWaiting, ConsentNeeded, NotLicensedThere, HomeStateNeeded.
    """
    appointment = open_session(grant, appointment_id, now)
    clients = [client for client in grant.all("client") if client.subject_id == client_id]
    doors = arrived(grant, clients, appointment)
    if not doors:
        raise rules.NotWaiting
    door = doors[0]
    if not door.admitted_at:
        # They may have withdrawn while they waited.
        consents.check_session(clients[0], now)
        (said,) = store.attestations(grant, clients, appointment_id)
        if said is None:
            raise rules.NotWaiting
        leave = _check_licence(listing_of(grant), said.location_state, now)
        if leave.home_state is not None and store.host_state(grant, appointment_id) != leave.home_state:
            raise rules.HomeStateNeeded(home_state=leave.home_state)
        with transaction(grant, "session.admit") as write:
            store.admit(write, door, now)
            absences.settle(write, appointment_id)
    return Admitted(client_id=client_id, admitted_at=door.admitted_at or now)


def report_line(grant: Grant, appointment_id: str, report: LineReport, now: datetime) -> LineRecorded:
    """Keep when one end got nothing from the other. Safe to repeat: a time told twice counts once.

    Raises TooEarly, TooLate, NotOnline, CareEnded, InvalidInput.
    """
    appointment = open_session(grant, appointment_id, now)
    (provider,) = grant.all("provider")
    if report.sockets:
        log.event("channel_crowded", count=report.sockets)
    told = rules.times_told((one.start, one.end) for one in report.lost)
    noticed = rules.within(told, rules.window(appointment.start, appointment.minutes)._replace(closes=now))
    if noticed and rules.has_media(appointment.format):
        store.add_lost_time(grant, provider, appointment_id, noticed)
    lost = lost_of(grant, appointment)
    return LineRecorded(lost_seconds=lost.total.total_seconds(), agreed_seconds=lost.agreed.total_seconds())


def lost_of(grant: Grant, appointment: Appointment) -> rules.Lost:
    """What the line took by the word of those who are in, from the first admission on and never more than the session has."""
    (provider,) = grant.all("provider")
    inside = [door for door in arrived(provider, grant.all("client"), appointment) if door.admitted_at]
    if not inside:
        return rules.reconcile([])
    told = store.lost_times(provider, appointment.id, [appointment.provider_id, *(door.client_id for door in inside)])
    began = min(door.admitted_at for door in inside)
    return rules.reconcile([rules.since(began, each) for each in told]).at_most(timedelta(minutes=appointment.minutes))


def open_session(grant: Grant, appointment_id: str, now: datetime) -> Appointment:
    """The session, for whoever may take part in it now. Raises TooEarly, TooLate, NotOnline, CareEnded."""
    appointment = joinable(grant, appointment_id)
    opened = rules.window(appointment.start, appointment.minutes)
    if now > opened.closes:
        opened = rules.window(appointment.start, appointment.minutes, lost_of(grant, appointment).minutes)
    rules.check_open(opened, now, appointment.zone_name)
    return appointment


def joinable(grant: Grant, appointment_id: str) -> Appointment:
    """A session that can be joined in its window. Raises NotOnline; CareEnded for a client who has left the therapist.

    What was ahead of them is about to be cancelled then; what had begun is not, and is closed to them all the same.
    """
    appointment = scheduling.appointment(grant, appointment_id)
    rules.check_joinable(appointment.status, appointment.format)
    if grant.subject.kind == "client" and not care_access.met(appointment.provider_id, [grant.subject_id]):
        raise CareEnded
    return appointment


def arrived(grant: Grant, clients: Sequence[Grant], appointment: Appointment) -> list[store.DoorRecord]:
    """Who of these clients has come to this session, at the time it has now."""
    return [door for door in store.doors(grant, clients, appointment.id) if rules.came(door.since, appointment.start)]


def _come_to_door(grant: Grant, provider: Grant, appointment: Appointment, wish: JoinWish, now: datetime) -> store.DoorRecord:
    """Note what the client says and that they wait, also where it turns out that they cannot be seen there: the provider is to know."""
    consents.check_session(grant, now)
    door, known = store.at_door(grant, provider, appointment.id)
    # Who came before it was moved says anew where they are.
    stays = door is not None and rules.came(door.since, appointment.start)
    if wish.location_state is not None and wish.private is not None:
        said = Attestation(location_state=wish.location_state, private=wish.private, place=wish.place or None, at=now)
        # Nobody waited for the therapist in a place where they could not be seen.
        since = door.since if door is not None and stays and _could_be_seen(grant, provider, known, now) else now
        with transaction(grant, "session.join") as write:
            elsewhere = not may_be_seen(provider, said, now)
            door = store.come_in(write, grant, provider, appointment.id, said, door, stays=stays, since=since, elsewhere=elsewhere)
            outcome.arrive(write, grant, appointment.id, now)
    elif stays and door is not None and known is not None:
        said = store.open_attestation(grant, known)
    else:
        raise rules.PlaceNeeded
    _check_licence(listing_of(provider), said.location_state, now)
    return door


def _could_be_seen(grant: Grant, provider: Grant, known: store.AttestationRecord | None, now: datetime) -> bool:
    return known is not None and may_be_seen(provider, store.open_attestation(grant, known), now)


def may_be_seen(provider: Grant, said: Attestation | None, now: datetime) -> bool:
    """Whether the provider may see a client today where they last said they were."""
    listing = listing_of(provider)
    return said is not None and licences.permit(listing, said.location_state, clock.date_in(listing.zone, now)) is not None


def _check_licence(listing: Listing, state: str, now: datetime) -> licences.Permit:
    """What lets the provider see somebody in this state today. Raises NotLicensedThere."""
    leave = licences.permit(listing, state, clock.date_in(listing.zone, now))
    if leave is None:
        raise not_licensed(listing, now)
    return leave


def not_licensed(listing: Listing, now: datetime) -> rules.NotLicensedThere:
    """The refusal for a place where the provider may not see anybody: where they may, and who to call."""
    states, ours = licences.permitted_states(listing, clock.date_in(listing.zone, now)), practice.practice()
    return rules.NotLicensedThere(states=states, crisis=ours.crisis, practice_phone=ours.phone)


def listing_of(provider: Grant) -> Listing:
    """What the directory says of a session's provider; of one who is not in it a listing without a licence."""
    found = providers.listing(provider.key("provider"))
    return found or Listing(provider_id=provider.key("provider"), name="", zone="UTC")


def _line(provider: Grant, door: store.DoorRecord | None) -> Joined:
    viewer_id = door.viewer_id if door else None
    role: Role = "VIEWER" if viewer_id else "MASTER"
    arn = store.channel(provider)
    try:
        places = signalling.endpoints(arn, role) if arn else None
    except signalling.ChannelGone:
        places = None
    if arn is None or places is None:
        arn = signalling.make_channel(provider.key("provider"))
        store.keep_channel(provider, arn)
        places = signalling.endpoints(arn, role)
    return Joined(
        role=role,
        client_id=viewer_id,
        channel_arn=arn,
        url=signalling.presign(arn, places["WSS"], viewer_id),
        ice_servers=signalling.ice_servers(arn, places["HTTPS"], viewer_id),
        expires_in=signalling.EXPIRES,
        since=door.since if door else None,
    )


def _what_they_said(grant: Grant, clients: Sequence[Grant], appointment_id: str, now: datetime) -> list[Said | None]:
    listing = listing_of(grant)
    today = clock.date_in(listing.zone, now)
    profiles = accounts.profiles(clients)

    def shown(said: Attestation | None, profile: Profile | None, check: PreCallChecked | None) -> Said | None:
        if said is None or profile is None:
            return None
        return Said(
            preferred_name=profile.preferred_name,
            location_state=said.location_state,
            private=said.private,
            place=said.place,
            at=said.at,
            licensed=licences.permit(listing, said.location_state, today) is not None,
            phone=profile.phone,
            check=check,
        )

    checks = PRE_CALL_CHECKS.read(clients, appointment_id)
    return [shown(*each) for each in zip(store.attestations(grant, clients, appointment_id), profiles, checks, strict=True)]
