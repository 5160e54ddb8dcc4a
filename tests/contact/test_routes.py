"""The first contact over HTTP."""

from datetime import UTC, datetime

import pytest

from chalicelib.practice.schemas import Payer
from tests import make
from tests.counting import aws_calls

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
TOLD = {
    "safe_now": "yes",
    "concerns": ["anxiety"],
    "state": "NY",
    "age_group": "adult",
    "format": "video",
    "payer": "self_pay",
    "language": "en",
}


@pytest.fixture
def visitor(aws, clock, http):
    clock.set(FRIDAY)
    make.practice(payers=[Payer(code="self_pay", name="Self-pay"), Payer(code="northcare", name="Northcare", copay_cents=4000)])
    return http


def ask(visitor, **changed):
    answer = visitor.post("/api/contact", TOLD | changed)
    assert answer.status == 200, answer.text
    return answer.json()


def test_the_answer_says_who_fits_from_when_and_at_what_cost(visitor):
    pat = make.provider(fee_cents=12000, concerns=["anxiety"])
    make.provider(fee_cents=18000)
    make.provider(formats=["audio"])
    weekly = [[{"opens": 540, "closes": 1020}], *[[]] * 6]
    offer = {"zone": "America/New_York", "weekly": weekly, "kinds": [{"minutes": 50, "formats": ["video"]}]}
    assert visitor.sign_in("provider", pat).put("/api/availability", offer).status == 200
    shown = ask(visitor)
    assert (shown["fits"], shown["treating_concerns"], shown["cost_cents"]) == (2, 1, {"low": 12000, "high": 18000})
    assert shown["soonest"] == {"start": "2026-12-07T09:00:00-05:00", "zone": "America/New_York", "zone_name": "EST"}
    assert (shown["ruled_out"], shown["helps_most"], shown["helps_by"]) == ({"format": 1}, "format", 1)
    assert shown["crisis"] is None


@pytest.mark.parametrize("safe_now", ["no", "unsure"])
def test_whoever_is_not_safe_gets_crisis_help_first_and_the_answer_too(visitor, safe_now):
    answer = visitor.post("/api/contact", TOLD | {"safe_now": safe_now})
    assert answer.text.startswith('{"crisis":{')
    shown = answer.json()
    assert (shown["crisis"]["emergency"], shown["practice_phone"]) == ("911", "+1 555 010 0100")
    assert any(line.get("call") == "988" for line in shown["crisis"]["lines"])
    assert shown["fits"] == 0


def test_when_nobody_fits_it_says_what_rules_out_how_many(visitor):
    make.provider(licences=[make.licence("OH")])
    make.provider(languages=["en"])
    shown = ask(visitor, language="es")
    assert (shown["fits"], shown["soonest"], shown["cost_cents"]) == (0, None, None)
    assert shown["ruled_out"] == {"language": 2, "state": 1}
    assert (shown["helps_most"], shown["helps_by"]) == ("language", 1)


def test_the_cost_is_the_share_of_whoever_has_a_payer(visitor):
    make.provider(payers=["northcare"], fee_cents=12000)
    assert ask(visitor, payer="northcare")["cost_cents"] == {"low": 4000, "high": 4000}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"safe_now": "maybe"}, "safe_now"),
        ({"state": "new york"}, "state"),
        ({"age_group": "pets"}, "age_group"),
        ({"format": "fax"}, "format"),
        ({"concerns": "anxiety"}, "concerns"),
        ({"concerns": ["I am very worried about my daughter"]}, "concerns[0]"),
        ({"name": "Ana"}, "name"),
    ],
)
def test_what_is_not_asked_for_is_refused_by_name(visitor, changed, field):
    refused = visitor.post("/api/contact", TOLD | changed)
    assert (refused.status, refused.json()["error"]["field"]) == (400, field)


def test_nothing_is_kept(visitor):
    make.provider()
    ask(visitor)
    with aws_calls() as calls:
        ask(visitor)
    assert set(calls) <= {"dynamodb.BatchGetItem", "dynamodb.GetItem", "dynamodb.Query"}
