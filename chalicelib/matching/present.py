"""Who treats a client at present and whether they may, and free first talks with somebody who does not yet."""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import Profile
from chalicelib.care import consultations
from chalicelib.care import rules as care_rules
from chalicelib.care import service as care
from chalicelib.care.schemas import CareLink, Consultation
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.matching import service
from chalicelib.matching.schemas import CareNow, MyCare, Talk
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers
from chalicelib.scheduling import leaving
from chalicelib.scheduling.schemas import Appointment


def my_care(grant: Grant, now: datetime) -> MyCare:
    """Everybody who treats the client, and every free talk that is to come or was held.

    Licences are looked at anew each time, so a client who has moved, or whose therapist's licence has run out, learns it here.
    """
    profile = accounts.profile(grant)
    coming = leaving.coming(grant, now, profile.zone)
    return MyCare(
        home_state=profile.home_state,
        therapists=[_care(link, profile, coming, now) for link in care.providers_of(grant)],
        consultations=[_talk(talk, now) for talk in consultations.consultations(grant)],
    )


def consult(grant: Grant, now: datetime) -> Talk:
    """Open a free talk with the provider who came with the grant, who has to fit as for care.

    Raises IntakeNeeded, NotAMatch, AlreadyInCare, NotTakingClients, ConsultationUsed.
    """
    service.check(grant, grant.party("provider").key("provider"), now)
    return _talk(consultations.begin(grant, now), now)


def _care(link: CareLink, profile: Profile, coming: Sequence[Appointment], now: datetime) -> CareNow:
    theirs = [one for one in coming if one.provider_id == link.person_id]
    listing = providers.listing(link.person_id)
    today = clock.date_in(profile.zone, now)

    def may(on: datetime) -> bool:
        return listing is not None and provider_rules.permit(listing, profile.home_state, on.date()) is not None

    return CareNow(
        provider_id=link.person_id,
        name=listing.name if listing else "",
        thread_id=link.care_id,
        since=link.since,
        record_from=link.opens_from,
        licensed=may(now.astimezone(clock.zone(profile.zone))) if profile.home_state else None,
        licensed_states=provider_rules.permitted_states(listing, today) if listing else [],
        coming=theirs,
        unlicensed=[one.id for one in theirs if profile.home_state and not may(one.start)],
    )


def _talk(talk: Consultation, now: datetime) -> Talk:
    listing = providers.known(talk.person_id)
    return Talk(
        provider_id=talk.person_id,
        name=listing.name if listing else "",
        state=care_rules.consultation_state(talk.until, talk.appointment_id, now),
        until=talk.until,
        appointment_id=talk.appointment_id,
    )
