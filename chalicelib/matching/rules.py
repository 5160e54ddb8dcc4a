"""Who can treat a client: hard constraints only, each with its name, so that everybody ruled out is ruled out by something one can say."""

from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.core.errors import Refused
from chalicelib.providers import rules as provider_rules
from chalicelib.providers.schemas import Listing

SELF_PAY = "self_pay"
CONFLICT = "conflict"
"""One of the two has said that they cannot work together. Counted, but never told of anybody in particular."""
ADULT, SENIOR = 18, 65


class IntakeNeeded(Refused):
    """Everybody answers the intake, its risk questions among them, before care begins."""

    code = "intake_needed"
    sentence = "Please finish the questions first."


class NotAMatch(Refused):
    """This provider cannot treat this client; `constraints` say why."""

    code = "not_a_match"
    sentence = "This therapist cannot treat you at present."


@dataclass(frozen=True)
class Wish:
    """What a provider has to meet; None is no wish. state: where the client will be. age_groups: any of these will do.

    payer: a code of the practice, or self_pay. budget_cents: at most this for a session, where the client pays themselves.
    """

    state: str
    age_groups: frozenset[str]
    format: str | None = None
    payer: str | None = None
    budget_cents: int | None = None
    language: str | None = None
    concerns: tuple[str, ...] = ()


def state_now(home: str, moved_at: datetime | None, wished: str | None, wished_at: datetime | None) -> str:
    """Where the client will be: as the intake says, unless they have told the profile another home since."""
    moved_since = moved_at is not None and (wished_at is None or moved_at > wished_at)
    return home if home and moved_since else wished or home


def groups_of(age: int | None) -> frozenset[str]:
    """The age groups a person of this age may be treated in; somebody of unknown age counts as an adult."""
    if age is not None and age < ADULT:
        return frozenset({"teen"})
    return frozenset({"adult", "senior"}) if age is not None and age >= SENIOR else frozenset({"adult"})


def groups_named(group: str) -> frozenset[str]:
    """The age groups that serve somebody who named this one: whoever treats adults treats an older adult."""
    return frozenset({"adult", "senior"}) if group == "senior" else frozenset({group})


def failing(listing: Listing, wish: Wish, today: date, clients: int) -> list[str]:
    """The constraints this provider does not meet, none for a fit.

    today: the local date where the provider is. clients: how many they treat now.
    """
    own_cost = wish.payer in (None, SELF_PAY)
    met = {
        "state": provider_rules.permit(listing, wish.state, today) is not None,
        "age_group": not wish.age_groups.isdisjoint(listing.age_groups),
        "payer": wish.payer is None or wish.payer in listing.payers,
        "budget": wish.budget_cents is None or not own_cost or listing.fee_cents <= wish.budget_cents,
        "format": wish.format is None or wish.format in listing.formats,
        "language": wish.language is None or wish.language in listing.languages,
        "accepts_new": listing.accepts_new,
        "capacity": listing.capacity is None or clients < listing.capacity,
    }
    return [constraint for constraint, holds in met.items() if not holds]
