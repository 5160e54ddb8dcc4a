"""Matches and choosing over HTTP."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.availability.schemas import Window
from chalicelib.matching import finding
from chalicelib.practice.schemas import Payer
from chalicelib.providers import directory
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Compact, Licence
from tests import make
from tests.counting import aws_calls

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
NINE_TO_FIVE = {"opens": 540, "closes": 1020}


@pytest.fixture
def practice(aws, clock):
    clock.set(FRIDAY)
    return make.practice(payers=[Payer(code="self_pay", name="Self-pay"), Payer(code="northcare", name="Northcare", copay_cents=4000)])


def client(http, *, ready=True, preferences=None, **facts):
    person = http.sign_in("client", make.person("client", **{"home_state": "NY", "zone": "America/New_York"} | facts))
    if preferences or ready:
        person.put("/api/intake", {"preferences": preferences or {}} | (make.CALM if ready else {}))
    if ready:
        assert person.post("/api/intake/submit").status == 200
    return person


def opens(http, provider_id, weekday):
    """Let the provider work on one weekday, Monday is 0."""
    weekly = [[NINE_TO_FIVE] if day == weekday else [] for day in range(7)]
    offer = {"zone": "America/New_York", "weekly": weekly, "kinds": [{"minutes": 50, "formats": ["video"]}]}
    answer = http.sign_in("provider", provider_id).put("/api/availability", offer)
    assert answer.status == 200, answer.text


def test_who_fits_is_shown_with_reasons_cost_and_opening_and_the_others_are_counted(practice, http):
    pat = make.provider(name="Pat Hollis", about="I listen.", concerns=["sleep"], payers=["self_pay", "northcare"])
    make.provider(licences=[make.licence("OH")])
    make.provider(licences=[make.licence("OH")], accepts_new=False)
    make.provider(formats=["in_person"])
    ana = client(http, preferences={"format": "video", "payer": "northcare"})
    ana_matches = ana.get("/api/matches").json()
    (match,) = ana_matches["matches"]
    assert (match["provider_id"], match["name"], match["about"], match["cost_cents"]) == (pat, "Pat Hollis", "I listen.", 4000)
    assert {"code": "licensed_in", "state": "NY"} in match["reasons"]
    assert {"code": "takes_payer", "payer": "northcare"} in match["reasons"]
    assert ana_matches["ruled_out"] == {"payer": 3, "state": 2, "format": 1, "accepts_new": 1}


def test_the_earliest_opening_comes_first_and_who_has_none_comes_last(practice, http):
    late, soon, never = (make.provider() for _ in range(3))
    opens(http, late, 3)
    opens(http, soon, 0)
    shown = client(http).get("/api/matches").json()["matches"]
    assert [match["provider_id"] for match in shown] == [soon, late, never]
    assert shown[0]["next_slot"] == {"start": "2026-12-07T09:00:00-05:00", "zone": "America/New_York", "zone_name": "EST"}
    assert shown[2]["next_slot"] is None


def test_a_licence_that_ended_yesterday_rules_out_at_once(practice, http, clock):
    make.provider(licences=[make.licence(expires=date(2026, 12, 4))])
    ana = client(http)
    assert len(ana.get("/api/matches").json()["matches"]) == 1
    clock.set(FRIDAY.replace(day=5, hour=6))
    assert ana.get("/api/matches").json() == {"matches": [], "ruled_out": {"state": 1}, "helps_most": "state", "yours": []}


def test_a_teen_sees_who_treats_teens(practice, http):
    make.provider()
    treats = make.provider(age_groups=["teen", "adult"])
    teen = client(http, birth_date=date(2011, 1, 1))
    assert [match["provider_id"] for match in teen.get("/api/matches").json()["matches"]] == [treats]


def test_a_birth_date_told_after_the_intake_decides_who_may_treat(practice, http):
    adults, teens = make.provider(), make.provider(age_groups=["teen"])
    ana = client(http)
    assert [match["provider_id"] for match in ana.get("/api/matches").json()["matches"]] == [adults]
    ana.put("/api/me", {"birth_date": "2011-01-01"})
    assert [match["provider_id"] for match in ana.get("/api/matches").json()["matches"]] == [teens]


def test_choosing_begins_care_once(practice, http):
    pat = make.provider()
    ana = client(http)
    chosen = ana.post("/api/care", {"provider_id": pat}, idempotency_key="one")
    assert (chosen.status, chosen.json()["provider_id"], chosen.json()["status"]) == (201, pat, "active")
    assert ana.post("/api/care", {"provider_id": pat}, idempotency_key="one").json() == chosen.json()
    again = ana.post("/api/care", {"provider_id": pat})
    assert (again.status, again.code) == (409, "already_in_care")


def test_nobody_is_chosen_before_the_questions_are_answered(practice, http):
    pat = make.provider()
    refused = client(http, ready=False).post("/api/care", {"provider_id": pat})
    assert (refused.status, refused.code) == (422, "intake_needed")


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [({"licences": [make.licence("OH")]}, "state"), ({"accepts_new": False}, "accepts_new"), ({"formats": ["audio"]}, "format")],
)
def test_who_does_not_fit_is_not_chosen(practice, http, facts, constraint):
    pat = make.provider(**facts)
    ana = client(http, preferences={"format": "video"})
    for path in ("/api/care", "/api/care/switch"):
        refused = ana.post(path, {"provider_id": pat})
        assert (refused.status, refused.code) == (422, "not_a_match")
        assert refused.json()["error"]["constraints"] == [constraint]


@pytest.mark.parametrize("body", [{}, {"provider_id": 7}, {"provider_id": ""}, {"provider_id": "a", "note": "x"}])
def test_a_malformed_choice_is_refused(practice, http, body):
    assert client(http, ready=False).post("/api/care", body).status in (400, 404)


def test_an_unknown_provider_is_not_there(practice, http):
    assert client(http).post("/api/care", {"provider_id": "no-such-person"}).status == 404


def test_after_a_switch_the_former_therapist_is_a_stranger(practice, http):
    pat, quinn = make.provider(), make.provider()
    ana = client(http)
    ana.post("/api/care", {"provider_id": pat})
    ana.put("/api/sharing", {"moods": True})
    path = f"/api/clients/{ana.id}/moods"
    assert http.sign_in("provider", pat).get(path).status == 200
    switched = ana.post("/api/care/switch", {"provider_id": quinn})
    assert (switched.status, switched.json()["provider_id"]) == (200, quinn)
    former, stranger = (http.sign_in("provider", person).get(path) for person in (pat, make.provider()))
    assert (former.status, former.code) == (stranger.status, stranger.code) == (404, "not_found")
    assert http.sign_in("provider", quinn).get(path).status == 200


def test_a_full_caseload_is_not_offered_and_frees_with_a_switch(practice, http):
    pat, quinn = make.provider(capacity=1), make.provider()
    ana, ben = client(http), client(http)
    assert ana.post("/api/care", {"provider_id": pat}).status == 201
    shown = ben.get("/api/matches").json()
    assert ([match["provider_id"] for match in shown["matches"]], shown["ruled_out"]) == ([quinn], {"capacity": 1})
    assert ben.post("/api/care", {"provider_id": pat}).json()["error"]["constraints"] == ["capacity"]
    ana.post("/api/care/switch", {"provider_id": quinn})
    assert ben.post("/api/care", {"provider_id": pat}).status == 201


def test_a_warm_question_costs_the_gate_row_what_the_client_said_and_one_read_of_the_best(practice, http):
    for _ in range(20):
        opens(http, make.provider(), 0)
    ana = client(http, preferences={"format": "video"})
    ana.get("/api/matches")
    with aws_calls() as calls:
        shown = ana.get("/api/matches").json()["matches"]
    assert len(shown) == finding.PAGE
    assert all(match["next_slot"] for match in shown)
    assert calls == {"dynamodb.BatchGetItem": 3}


def test_open_times_of_twenty_who_fit_cost_two_reads_beside_the_gate_row_and_no_key(practice, http):
    for _ in range(20):
        opens(http, make.provider(), 0)
    opens(http, make.provider(formats=["audio"]), 0)
    ana = client(http, preferences={"format": "video"})
    ana.get("/api/slots")
    with aws_calls() as calls:
        found = ana.get("/api/slots?from=2026-12-05&to=2027-01-02").json()["slots"]
    assert len({slot["provider_id"] for slot in found}) == 20
    assert calls == {"dynamodb.BatchGetItem": 3}


def test_from_a_stale_snapshot_nobody_appears_whose_licence_was_taken_back(practice, http):
    gone, stays = make.provider(), make.provider()
    opens(http, gone, 0)
    directory.publish()
    make.listing(gone, licences=[make.licence(expires=date(2026, 12, 3))])
    providers.forget()
    assert {one.provider_id for one in providers.listings()} == {gone, stays}
    ana = client(http)
    shown = ana.get("/api/matches").json()
    assert [match["provider_id"] for match in shown["matches"]] == [stays]
    assert shown["ruled_out"] == {"state": 1}
    assert ana.get("/api/slots").json()["slots"] == []


def test_past_a_page_of_full_caseloads_the_next_are_looked_at(practice, http):
    for _ in range(finding.PAGE + 2):
        make.provider(capacity=0, concerns=["sleep"])
    free = make.provider()
    ana = client(http, ready=False)
    assert ana.put("/api/intake", {"concerns": {"items": ["sleep"]}}).status == 200
    shown = ana.get("/api/matches").json()
    assert [match["provider_id"] for match in shown["matches"]] == [free]


def test_while_s3_and_the_snapshot_fail_matching_goes_on(practice, http, aws):
    pat = make.provider()
    ana = client(http)
    providers.forget()
    aws.dispatcher.faults.add("s3", "*", "SlowDown", 9)
    assert [match["provider_id"] for match in ana.get("/api/matches").json()["matches"]] == [pat]


def test_what_was_asked_for_weighs_and_is_told_as_a_reason(practice, http):
    plain_one = make.provider()
    asked_for = make.provider(concerns=["sleep"], gender="woman", approaches=["CBT"], about="One. Two. Three.")
    wishes = {"therapist_gender": "woman", "approaches": ["CBT"]}
    ana = client(http, ready=False, preferences=wishes)
    ana.put("/api/intake", {"concerns": {"items": ["sleep", "grief"]}})
    best, other = ana.get("/api/matches").json()["matches"]
    assert (best["provider_id"], other["provider_id"]) == (asked_for, plain_one)
    codes = [reason for reason in best["reasons"] if reason["code"] in ("treats_concerns", "is_gender", "uses_approach")]
    assert codes == [
        {"code": "treats_concerns", "concerns": ["sleep"]},
        {"code": "is_gender", "gender": "woman"},
        {"code": "uses_approach", "approaches": ["CBT"]},
    ]
    assert best["about"] == "One. Two."
    ben = client(http, ready=False, preferences={"approaches": ["CBT"]})
    assert "is_gender" not in [reason["code"] for match in ben.get("/api/matches").json()["matches"] for reason in match["reasons"]]


def test_the_opening_shown_is_the_first_that_suits_the_hours_named(practice, http):
    pat = make.provider()
    make.hours(pat, weekly=[[Window(540, 600)], [], [], [Window(1080, 1140)], [], [], []])
    ana = client(http, preferences={"times": ["evening"]})
    (match,) = ana.get("/api/matches").json()["matches"]
    assert match["next_slot"]["start"] == "2026-12-10T18:00:00-05:00"
    assert {"code": "free_at", "times": ["evening"]} in match["reasons"]
    ana.put("/api/intake", {"preferences": {"times": ["weekend"]}})
    (match,) = ana.get("/api/matches").json()["matches"]
    assert match["next_slot"]["start"] == "2026-12-07T09:00:00-05:00"
    assert "free_at" not in [reason["code"] for reason in match["reasons"]]


def test_who_treats_the_client_already_is_not_offered_again_but_named_apart(practice, http):
    pat, quinn = make.provider(), make.provider()
    ana = client(http)
    ana.post("/api/care", {"provider_id": pat})
    shown = ana.get("/api/matches").json()
    assert ([match["provider_id"] for match in shown["matches"]], shown["yours"]) == ([quinn], [pat])


def test_under_a_compact_the_reason_does_not_speak_of_a_licence(practice, http):
    held = Compact(kind="psypact", number="A1", home_state="CO", states=["NY"], granted=date(2026, 1, 1), expires=date(2027, 1, 1))
    at_home = Licence(state="CO", profession="psychologist", number="P1", expires=date(2028, 1, 1))
    make.provider(licences=[at_home], compacts=[held])
    (match,) = client(http).get("/api/matches").json()["matches"]
    assert match["reasons"][0] == {"code": "permitted_in", "state": "NY", "compact": "psypact"}
