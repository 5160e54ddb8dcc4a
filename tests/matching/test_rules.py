"""Hard constraints against a plain reading of them."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.matching import rules
from chalicelib.matching.rules import Wish, failing, groups_named, groups_of
from chalicelib.providers.schemas import Licence, Listing

TODAY = date(2026, 12, 4)
ADULT = frozenset({"adult"})


def licence(state="NY", expires=date(2027, 1, 1)):
    return Licence(state=state, profession="counselor", number="1", expires=expires)


def listing(**changed):
    return Listing(**{"provider_id": "pat", "name": "Pat", "zone": "UTC", "licences": [licence()], "fee_cents": 15000} | changed)


@pytest.mark.parametrize(
    ("facts", "wish", "constraint"),
    [
        ({"licences": [licence("OH")]}, {}, "state"),
        ({"licences": [licence(expires=date(2026, 12, 3))]}, {}, "state"),
        ({"licences": []}, {}, "state"),
        ({"age_groups": ["teen"]}, {}, "age_group"),
        ({}, {"payer": "northcare"}, "payer"),
        ({}, {"budget_cents": 14999}, "budget"),
        ({}, {"budget_cents": 14999, "payer": "self_pay"}, "budget"),
        ({}, {"format": "in_person"}, "format"),
        ({}, {"language": "es"}, "language"),
        ({"accepts_new": False}, {}, "accepts_new"),
        ({"capacity": 3}, {}, "capacity"),
    ],
)
def test_each_constraint_rules_out_by_its_name(facts, wish, constraint):
    assert failing(listing(**facts), Wish("NY", ADULT, **wish), TODAY, 3) == [constraint]


def test_who_meets_everything_is_ruled_out_by_nothing():
    wish = Wish("NY", ADULT, format="video", payer="self_pay", budget_cents=15000, language="en")
    assert failing(listing(), wish, TODAY, 3) == []


def test_a_place_left_in_the_caseload_is_enough():
    assert failing(listing(capacity=4), Wish("NY", ADULT), TODAY, 3) == []


def test_a_licence_counts_on_its_last_day():
    assert failing(listing(licences=[licence(expires=TODAY)]), Wish("NY", ADULT), TODAY, 3) == []


def test_a_budget_is_the_payers_matter_where_somebody_else_pays():
    assert failing(listing(payers=["northcare"]), Wish("NY", ADULT, payer="northcare", budget_cents=100), TODAY, 3) == []


def test_without_a_state_nobody_fits():
    assert failing(listing(), Wish("", ADULT), TODAY, 3) == ["state"]


@pytest.mark.parametrize(
    ("age", "groups"), [(None, {"adult"}), (13, {"teen"}), (17, {"teen"}), (18, {"adult"}), (64, {"adult"}), (65, {"adult", "senior"})]
)
def test_age_decides_who_may_treat(age, groups):
    assert groups_of(age) == groups


def test_whoever_treats_adults_treats_an_older_adult_and_nobody_treats_a_teen_by_accident():
    assert groups_named("senior") == {"adult", "senior"}
    assert groups_named("teen") == {"teen"}


def test_a_home_told_after_the_intake_is_where_the_client_will_be():
    before, after = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert rules.state_now("OH", after, "NY", before) == "OH"
    assert rules.state_now("OH", before, "NY", after) == "NY"
    assert rules.state_now("OH", after, None, None) == "OH"
    assert rules.state_now("OH", before, None, after) == "OH"
    assert rules.state_now("", after, "NY", before) == "NY"
    assert rules.state_now("OH", None, "NY", before) == "NY"
