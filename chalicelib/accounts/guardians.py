"""Who consents: a client themselves; for somebody under 18 a guardian, unless a dated rule or the practice says that the minor does."""

from datetime import datetime, time
from functools import lru_cache
from pathlib import Path

import msgspec

from chalicelib.accounts import consents, rules, service, store, wards
from chalicelib.accounts.access import wards_granted
from chalicelib.accounts.rules import Basis, StateRow
from chalicelib.accounts.schemas import (
    ConsentDecision,
    ConsentGiven,
    Consents,
    Guardianship,
    Language,
    MinorConsent,
    MinorConsentSet,
    Profile,
    Ward,
    Wards,
)
from chalicelib.core import clock
from chalicelib.core.access import Grant
from chalicelib.core.errors import InvalidInput, NotFound


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    note: str
    rows: list[StateRow]


@lru_cache(maxsize=1)
def state_rows() -> list[StateRow]:
    """From which age minors consent alone, state by state, as far as somebody has read the law."""
    return msgspec.json.decode((Path(__file__).parent / "minors.json").read_bytes(), type=_Table).rows


def of_age_at(profile: Profile) -> datetime | None:
    """The instant a person turns 18 where they live, None while the birth date is not told."""
    if profile.birth_date is None:
        return None
    return datetime.combine(rules.of_age_on(profile.birth_date), time(0), tzinfo=clock.zone(profile.zone))


def decides_alone(grant: Grant, profile: Profile, now: datetime) -> bool:
    """Whether this client's own yes is enough."""
    today = clock.date_in(profile.zone, now)
    if profile.birth_date is None or rules.age(profile.birth_date, today) >= rules.ADULT_AGE:
        return True
    return rules.who_consents(wards.basis(grant), state_rows(), profile.home_state, rules.age(profile.birth_date, today)) == "minor_alone"


def set_basis(grant: Grant, wish: MinorConsent, now: datetime) -> MinorConsentSet:
    """Set who consents for a client under 18. Where the minor consents alone, guardians see nothing from the next request on."""
    wards.set_basis(grant, wish.basis, wish.source, now)
    return MinorConsentSet(client_id=grant.subject_id, basis=wish.basis, set_by=grant.caller_id, set_at=now)


def change_link(grant: Grant, wish: Guardianship, now: datetime) -> Guardianship:
    """Link a guardian with a client under 18, or end the link. Raises NotAMinor, ConsentsAlone, InvalidInput, NotFound."""
    if wish.guardian_id == grant.subject_id:
        raise InvalidInput("Nobody is their own guardian.", field="guardian_id")
    if not wish.active:
        wards.unlink(grant, wish.guardian_id, NotFound())
        return wish
    until = of_age_at(service.profile(grant))
    if until is None or until <= now:
        raise rules.NotAMinor
    basis: Basis | None = wards.basis(grant)
    if basis == "minor_alone":
        raise rules.ConsentsAlone
    wards.link(grant, wish.guardian_id, now, until)
    return wish


def my_wards(grant: Grant, now: datetime) -> Wards:
    """The clients the calling guardian may consent for now: names, and what is still to be agreed to."""
    linked = [row.other_id for row in wards.wards(grant) if row.until > now]
    granted = [one for one in wards_granted(grant, linked) if wards.basis(one) != "minor_alone"]
    return Wards(items=[Ward(one.subject_id, service.profile(one).preferred_name, consents.missing(one, now)) for one in granted])


def shown(grant: Grant, language: Language, now: datetime) -> Consents:
    """Every document in force, and what a person has decided about it themselves.

    Telehealth is to be agreed to again where a yes to it does not stand and their own would: since they are of age, or consent alone.
    """
    found = consents.shown(grant, language)
    mine = consents.stands(grant, now) or not decides_alone(grant, service.profile(grant), now)
    return found if mine else consents.asked_again(found)


def shown_for(grant: Grant, language: Language, now: datetime) -> Consents:
    """The same of a teen, for their guardian: to them the teen's own yes, which has no force, is none."""
    found = consents.shown(grant, language)
    return found if consents.stands(grant, now) else consents.asked_again(found)


def decide(grant: Grant, decision: ConsentDecision, now: datetime) -> ConsentGiven:
    """Keep a person's own yes or no to one document; where a guardian consents for them, a yes to telehealth has no force.

    Raises OutdatedDocument for a yes to a version that is not in force.
    """
    telehealth = decision.agreed and decision.document == store.TELEHEALTH
    holds = telehealth and decides_alone(grant, service.profile(grant), now)
    return consents.keep(grant, decision, now, holds=holds, until=None)


def decide_for(grant: Grant, decision: ConsentDecision, now: datetime) -> ConsentGiven:
    """A guardian's yes or no for their teen; a yes to telehealth holds until the teen is of age. Raises OutdatedDocument."""
    return consents.keep(grant, decision, now, holds=True, until=of_age_at(service.profile(grant)))
