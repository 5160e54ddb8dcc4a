from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.accounts import rules
from chalicelib.core.errors import InvalidInput

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
IN_FORCE = {"telehealth": "2026-11", "privacy": "2026-11"}


def decision(document: str, version: str = "2026-11", agreed: bool = True, minutes: int = 0) -> rules.Decision:
    return rules.Decision(document, version, agreed, AT + timedelta(minutes=minutes), "ana")


@pytest.mark.parametrize(
    ("born", "years"), [(date(2013, 11, 22), 13), (date(2013, 11, 23), 12), (date(2008, 2, 29), 18), (date(2026, 11, 22), 0)]
)
def test_age_counts_whole_years(born, years):
    assert rules.age(born, TODAY) == years


def test_a_person_on_their_thirteenth_birthday_may_have_an_account():
    rules.check_birth_date(date(2013, 11, 22), TODAY)


def test_a_person_one_day_short_of_thirteen_may_not():
    with pytest.raises(rules.TooYoung):
        rules.check_birth_date(date(2013, 11, 23), TODAY)


@pytest.mark.parametrize("born", [date(2026, 11, 23), date(1900, 1, 1)])
def test_a_birth_date_that_cannot_be_is_not_read_as_too_young(born):
    with pytest.raises(InvalidInput):
        rules.check_birth_date(born, TODAY)


@given(st.dates(date(1920, 1, 1), TODAY))
def test_everybody_under_thirteen_is_refused_and_nobody_else(born):
    thirteenth = date(born.year + 13, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + 13)
    try:
        rules.check_birth_date(born, TODAY)
        refused = False
    except rules.TooYoung:
        refused = True
    assert refused == (thirteenth > TODAY)


@pytest.mark.parametrize("code", ["XX", "ny", "New York", " NY"])
def test_an_unknown_state_is_refused(code):
    with pytest.raises(InvalidInput):
        rules.check_state(code)


def test_a_withdrawn_consent_is_missing_again():
    decisions = [decision("telehealth"), decision("privacy"), decision("telehealth", agreed=False, minutes=5)]

    assert rules.missing_consents(IN_FORCE, decisions) == ["telehealth"]


def test_consent_to_an_older_version_does_not_count():
    assert rules.missing_consents(IN_FORCE, [decision("telehealth", "2025-01"), decision("privacy")]) == ["telehealth"]


def test_consent_given_again_after_a_withdrawal_counts():
    decisions = [decision("privacy"), decision("telehealth", agreed=False, minutes=1), decision("telehealth", minutes=2)]

    assert rules.missing_consents(IN_FORCE, decisions) == []
