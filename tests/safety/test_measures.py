"""Questionnaires over HTTP: scored, kept as a series, and heard by the safety rules whatever else is wrong with them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import make

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)


@pytest.fixture
def ana(aws, clock, http):
    make.practice()
    clock.set(FRIDAY)
    return http.sign_in("client", make.person("client", home_state="NY", zone="America/New_York"), standing=False)


def fill_in(person, instrument, answers, **also):
    return person.post("/api/measures", {"instrument": instrument, "answers": answers, **also})


def test_a_phq_9_is_scored_and_says_nothing_of_risk_where_item_9_is_not_at_all(ana):
    made = fill_in(ana, "phq-9", [2, 2, 2, 1, 1, 1, 1, 0, 0], difficulty=2)
    assert made.status == 201
    shown = made.json()
    assert (shown["score"], shown["safety"], shown["difficulty"]) == ({"total": 10, "band": "moderate"}, "none", 2)
    assert (shown["local"], shown["zone_name"]) == ("2026-12-04T15:00:00-05:00", "EST")


@pytest.mark.parametrize("item9", [1, 2, 3])
def test_item_9_above_zero_opens_the_screen_with_the_measure(ana, item9):
    assert fill_in(ana, "phq-9", [0] * 8 + [item9]).json()["safety"] == "screen_required"
    assert ana.get("/api/safety/screen").json()["safety"] == "open"
    assert make.booking_closed(ana.id) == "screen_open"


def test_item_9_counts_even_where_the_form_answers_what_it_does_not_ask(ana):
    refused = ana.post("/api/measures", {"instrument": "phq-9", "answers": [0] * 8 + [2], "acute": "no"})

    assert (refused.status, refused.json()["error"]["field"]) == (400, "acute")
    assert ana.get("/api/safety/screen").json()["safety"] == "open"


def test_item_9_counts_even_where_the_key_was_used_for_other_answers(ana):
    calm, at_risk = ({"instrument": "phq-9", "answers": [0] * 8 + [item9]} for item9 in (0, 2))
    ana.post("/api/measures", calm, idempotency_key="one")

    assert ana.post("/api/measures", at_risk, idempotency_key="one").code == "idempotency_key_reused"
    assert ana.get("/api/safety/screen").json()["safety"] == "open"


AT_RISK = [0] * 8 + [2]
UNREADABLE = {
    "an item that is no answer": {"instrument": "phq-9", "answers": [[], *AT_RISK[1:]]},
    "item 9 as text": {"instrument": "phq-9", "answers": [*AT_RISK[:8], "2"]},
    "a difficulty out of range": {"instrument": "phq-9", "answers": AT_RISK, "difficulty": 9},
    "a field of another form": {"instrument": "phq-9", "answers": AT_RISK, "note": "x"},
    "too many answers": {"instrument": "phq-9", "answers": AT_RISK + [0] * 50},
    "a name that stands twice": b'{"instrument": "phq-9", "answers": [0,0,0,0,0,0,0,0,3], "answers": [0,0,0,0,0,0,0,0,0]}',
    "a byte that is no text": b'{"instrument": "phq-9", "answers": [0,0,0,0,0,0,0,0,1], "note": "\xff"}',
    "more than is read": {"instrument": "phq-9", "answers": AT_RISK, "note": "x" * 300_000},
    "a yes beside what is no answer": {"instrument": "asq", "answers": ["yes", "perhaps", "no", "no"]},
    "a yes to the last question alone": {"instrument": "asq", "answers": "no", "acute": "yes"},
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_risk_counts_even_where_the_form_cannot_be_read(ana, what):
    refused = ana.post("/api/measures", UNREADABLE[what])

    assert refused.status in (400, 413)
    assert ana.get("/api/safety/screen").json()["safety"] == ("acute" if "last question" in what else "open")
    assert ana.get("/api/measures").json()["items"] == []


def test_risk_counts_even_where_the_key_of_the_request_is_refused(ana):
    assert ana.post("/api/measures", {"instrument": "phq-9", "answers": AT_RISK}, idempotency_key="k" * 129).status == 400
    assert ana.get("/api/safety/screen").json()["safety"] == "open"


@pytest.mark.parametrize("item9", [0, 4, True, 1.5, -1, "9", None, [2]])
def test_a_form_that_cannot_be_read_and_says_nothing_of_risk_changes_nothing(ana, item9):
    assert ana.post("/api/measures", {"instrument": "phq-9", "answers": [*[0] * 8, item9], "acute": "later"}).status == 400
    assert ana.post("/api/measures", {"instrument": "gad-7", "answers": [3] * 9, "acute": "later"}).status == 400
    assert ana.get("/api/safety/screen").json()["safety"] == "none"


def test_item_9_counts_even_where_the_form_is_refused_for_another_item(ana):
    refused = fill_in(ana, "phq-9", [0, None, 0, 0, 0, 0, 0, 9, 2])
    assert (refused.status, refused.json()["error"]["items"]) == (400, [2])
    assert ana.get("/api/safety/screen").json()["safety"] == "open"
    assert ana.get("/api/measures").json()["items"] == []


@pytest.mark.parametrize(
    ("answers", "acute", "safety", "screen"),
    [
        (["no"] * 4, None, "negative", "negative"),
        (["no", "declined", "no", "no"], "no", "positive", "positive"),
        (["yes", "no", "no", "no"], "yes", "acute", "acute"),
        (["yes", "no", "no", "no"], "declined", "acute", "acute"),
        (["yes", "no", "no", "no"], None, "positive", "open"),
    ],
)
def test_an_asq_comes_to_what_its_own_answers_say_and_is_the_same_screen(ana, answers, acute, safety, screen):
    made = fill_in(ana, "asq", answers, **({"acute": acute} if acute else {}))
    assert (made.status, made.json()["safety"], made.json()["score"]) == (201, safety, None)
    assert ana.get("/api/safety/screen").json()["safety"] == screen


@pytest.mark.parametrize(
    ("instrument", "answers", "also", "field"),
    [
        ("phq-9", [0] * 8, {}, "answers[8]"),
        ("phq-9", [0] * 10, {}, "answers[9]"),
        ("phq-9", [0] * 8 + [4], {}, "answers[8]"),
        ("phq-9", [0] * 8 + [True], {}, "answers[8]"),
        ("phq-9", [0] * 8 + [1.5], {}, "answers[8]"),
        ("phq-9", ["1"] + [0] * 8, {}, "answers[0]"),
        ("phq-9", [0] * 9, {"difficulty": 4}, "difficulty"),
        ("phq-9", [0] * 9, {"acute": "no"}, "acute"),
        ("gad-7", [0] * 7, {"difficulty": 1}, "difficulty"),
        ("asq", ["no", "no", "no", "maybe"], {}, "answers[3]"),
        ("asq", ["no", "no", "no"], {}, "answers[3]"),
        ("asq", [0, 0, 0, 0], {}, "answers[0]"),
        ("mmpi", [1], {}, "instrument"),
    ],
)
def test_a_form_that_cannot_be_scored_is_refused_by_item_and_not_kept(ana, instrument, answers, also, field):
    refused = fill_in(ana, instrument, answers, **also)
    assert (refused.status, refused.json()["error"]["field"]) == (400, field)
    assert ana.get("/api/measures").json()["items"] == []


def test_a_repeat_under_the_same_key_makes_one_measure_and_gives_the_same_answer(ana):
    body = {"instrument": "phq-9", "answers": [1] * 9}
    first, second = (ana.post("/api/measures", body, idempotency_key="k1") for _ in range(2))
    assert first.json() == second.json()
    assert len(ana.get("/api/measures").json()["items"]) == 1


def test_the_series_is_newest_first_by_pages_and_by_instrument(ana, clock):
    for day in range(3):
        clock.set(FRIDAY + timedelta(days=day))
        fill_in(ana, "gad-7", [day % 3] * 7)
        fill_in(ana, "phq-9", [0] * 9)
    page = ana.get("/api/measures?limit=4").json()
    rest = ana.get(f"/api/measures?limit=4&cursor={page['next']}").json()
    times = [one["at"] for one in [*page["items"], *rest["items"]]]
    assert (len(times), times, rest["next"]) == (6, sorted(times, reverse=True), None)
    assert [one["score"]["total"] for one in ana.get("/api/measures?instrument=gad-7").json()["items"]] == [14, 7, 0]


def test_the_scores_of_the_intake_begin_the_series(ana):
    ana.put("/api/intake", make.CALM)
    assert ana.post("/api/intake/submit").status == 200
    kept = {one["instrument"]: one["score"]["total"] for one in ana.get("/api/measures").json()["items"]}
    assert kept == {"phq-9": 8, "gad-7": 7}


def test_who_treats_the_client_reads_the_series_and_nobody_else(ana, http):
    pat, rae = (http.sign_in("provider", make.provider(), standing=False) for _ in range(2))
    make.care(ana.id, pat.id)
    fill_in(ana, "gad-7", [1] * 7)
    assert [one["score"]["total"] for one in pat.get(f"/api/clients/{ana.id}/measures").json()["items"]] == [7]
    assert rae.get(f"/api/clients/{ana.id}/measures").status == 404


def test_a_refused_write_keeps_neither_measure_nor_flag(ana, aws):
    aws.dispatcher.faults.add("dynamodb", "TransactWriteItems", "ThrottlingException", 50)
    assert fill_in(ana, "phq-9", [0] * 8 + [2]).status == 503
    aws.dispatcher.faults.clear()
    assert (ana.get("/api/measures").json()["items"], ana.get("/api/safety/screen").json()["safety"]) == ([], "none")


PLAN = {
    "signs": ["I stop answering the phone"],
    "coping": ["Walk to the river"],
    "people": [{"name": "Luis", "phone": "+1 212 555 0173", "note": "brother"}],
    "professionals": [{"name": "Dr. Okafor", "phone": "", "note": ""}],
    "safer": ["My sister keeps the tablets"],
}


def test_a_plan_is_empty_until_written_and_then_the_clients_own(ana, http):
    empty = ana.get("/api/safety/plan").json()
    assert (empty["revision"], empty["saved_at"], empty["signs"]) == (0, None, [])
    saved = ana.put("/api/safety/plan", PLAN).json()
    assert {name: saved[name] for name in PLAN} == PLAN
    assert ana.get("/api/safety/plan").json() == saved
    ben = http.sign_in("client", make.person("client"), standing=False)
    assert ben.get("/api/safety/plan").json()["revision"] == 0


def test_an_earlier_plan_stays_readable_and_an_edit_of_an_old_one_is_refused(ana):
    ana.put("/api/safety/plan", PLAN)
    assert ana.put("/api/safety/plan", {"signs": ["other"], "revision": 1}).json()["revision"] == 2
    assert ana.get("/api/safety/plan?revision=1").json()["signs"] == PLAN["signs"]
    late = ana.put("/api/safety/plan", {"signs": ["late"], "revision": 1})
    assert (late.status, late.code, late.json()["error"]["revision"]) == (409, "plan_changed", 2)
    assert ana.get("/api/safety/plan?revision=3").status == 404


def test_a_plan_and_a_measure_are_sealed(ana, aws):
    ana.put("/api/safety/plan", {"signs": ["zebrafinch"]})
    fill_in(ana, "asq", ["declined", "no", "no", "no"], acute="no")
    items = str(aws.client("dynamodb").scan(TableName=f"{aws.outputs['TablePrefix']}-safety")["Items"])
    assert "zebrafinch" not in items
    assert "declined" not in items
