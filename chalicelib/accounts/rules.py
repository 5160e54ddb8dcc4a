"""What may stand in a profile, who may hold an account, and which consents still count."""

from calendar import isleap
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple

from chalicelib.core.errors import Conflict, InvalidInput, Refused

MINIMUM_AGE = 13
ADULT_AGE = 18

US_STATES = frozenset(
    {
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME",
        "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI",
        "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "AS", "GU", "MP", "PR", "VI",
    }
)  # fmt: skip
"""Two-letter codes of the fifty states, the District of Columbia and the territories that license therapists."""


class TooYoung(Refused):
    """No account for anyone under 13; a parent can speak with the practice."""

    code = "too_young"
    sentence = "An account is possible from 13 years on. A parent or guardian can call the practice."


class FixedField(Refused):
    """This part of the profile is not changed here."""

    code = "fixed_field"
    sentence = "This cannot be changed here."


class ConsentNeeded(Refused):
    """Sessions at a distance need the client's consent, a guardian's where the client is under 18; `document` names it."""

    code = "consent_needed"
    sentence = "Consent to telehealth is needed first. Nothing that is kept is lost."


class NotAMinor(Refused):
    """Only somebody whose birth date says that they are under 18 has a guardian here."""

    code = "not_a_minor"
    sentence = "A guardian can be linked to somebody under 18 only."


class ConsentsAlone(Refused):
    """This minor consents alone, so no guardian is let in."""

    code = "consents_alone"
    sentence = "This person consents alone."


class AlreadyStaff(Conflict):
    """This person has an account here, so an invitation would change nothing."""

    code = "already_staff"
    sentence = "This person is on the staff already."


class OutdatedDocument(Refused):
    """The version agreed to is not the one in force; read the present one first."""

    code = "outdated_document"
    sentence = "This document has a newer version. Please read that one."


Basis = Literal["guardian", "minor_alone"]


class StateRow(NamedTuple):
    """From which age a minor in one state consents alone. source, read_on: where that stands, and when somebody read it."""

    state: str
    from_age: int
    source: str
    read_on: date


class Decision(NamedTuple):
    """One recorded yes or no to one version of one document."""

    document: str
    version: str
    agreed: bool
    at: datetime
    by: str


def age(born: date, on: date) -> int:
    """Whole years between two dates. Somebody born on 29 February is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def of_age_on(born: date) -> date:
    """The day somebody turns 18; 1 March for somebody born on 29 February."""
    year = born.year + ADULT_AGE
    leap_day = (born.month, born.day) == (2, 29)
    return date(year, 3, 1) if leap_day and not isleap(year) else born.replace(year=year)


def who_consents(chosen: Basis | None, rows: Iterable[StateRow], state: str, age: int) -> Basis:
    """Who consents for a minor: as the practice has set it for them, else by a rule of their state on file, else a guardian."""
    if chosen is not None:
        return chosen
    alone = any(row.state == state and age >= row.from_age for row in rows)
    return "minor_alone" if alone else "guardian"


def check_birth_date(born: date, today: date) -> None:
    """Raise InvalidInput for a date that cannot be, TooYoung for somebody under 13."""
    if born > today or age(born, today) > 120:
        raise InvalidInput("We could not read that birth date.", field="birth_date")
    if age(born, today) < MINIMUM_AGE:
        raise TooYoung(field="birth_date")


def check_state(code: str) -> None:
    """Raise InvalidInput unless the code names a US state, district or territory. Empty means: not told yet."""
    if code and code not in US_STATES:
        raise InvalidInput("Please give a state as its two letters.", field="home_state")


def check_zone(name: str, known: frozenset[str]) -> None:
    """Raise InvalidInput for a time zone that the pinned zone data does not hold."""
    if name not in known:
        raise InvalidInput("We do not know this time zone.", field="zone")


def standing_decisions(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The latest decision on each document: a withdrawal ends an agreement."""
    latest: dict[str, Decision] = {}
    for decision in sorted(decisions, key=lambda one: one.at):
        latest[decision.document] = decision
    return latest


def missing_consents(in_force: Mapping[str, str], decisions: Iterable[Decision]) -> list[str]:
    """Documents whose version in force is not agreed to, in the order given.

    in_force: document -> version. A withdrawn agreement and one to an older version are missing.
    """
    latest = standing_decisions(decisions)
    return [
        document
        for document, version in in_force.items()
        if not (document in latest and latest[document].agreed and latest[document].version == version)
    ]
