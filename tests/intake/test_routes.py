"""The intake over HTTP: saved as one goes, safety at each step, handed in once."""

import json
from datetime import UTC, date, datetime

import pytest

from chalicelib.core import outbox
from chalicelib.core.gate import run_as_job
from chalicelib.practice.schemas import Shift
from tests import make
from tests.counting import aws_calls

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)


@pytest.fixture
def ana(aws, clock, http):
    make.practice()
    clock.set(FRIDAY)
    return client(http)


def client(http, **facts):
    return http.sign_in("client", make.person("client", **facts))


def save(person, change):
    answer = person.put("/api/intake", change)
    assert answer.status == 200, answer.text
    return answer.json()


def test_a_new_intake_is_empty_and_begins_with_what_brings_them(ana):
    shown = ana.get("/api/intake").json()
    assert (shown["status"], shown["draft"], shown["next"], shown["safety"]) == ("draft", {}, "concerns", "none")
    assert [step["id"] for step in shown["steps"]][:3] == ["concerns", "goals", "symptoms"]
    assert shown["steps"][0] == {
        "id": "concerns",
        "section": "reasons",
        "part": 1,
        "parts": 8,
        "minutes": 1,
        "required": False,
        "state": "here",
    }


def test_what_is_saved_is_there_on_another_device_and_sends_back_unchanged(ana, http):
    save(ana, {"concerns": {"items": ["anxiety", "sleep"], "note": "since spring"}})
    save(ana, {"phq-9": {"answers": [1, 2, None, None, None, None, None, None, None]}})
    again = http.sign_in("client", ana.id).get("/api/intake").json()
    assert again["draft"]["concerns"] == {"items": ["anxiety", "sleep"], "note": "since spring"}
    assert again["draft"]["phq-9"] == {"answers": [1, 2, None, None, None, None, None, None, None], "difficulty": None}
    assert again["next"] == "goals"
    assert save(ana, again["draft"])["draft"] == again["draft"]


def test_item_9_above_zero_opens_the_screen_with_the_very_save(ana):
    shown = save(ana, {"phq-9": {"answers": [None] * 8 + [1]}})
    assert (shown["safety"], shown["next"]) == ("open", "asq")
    assert ana.get("/api/safety/screen").json()["safety"] == "open"
    assert ana.get("/api/intake").json()["next"] == "asq"


def test_saving_the_same_item_9_again_does_not_reopen_a_finished_screen(ana):
    draft = save(ana, {"phq-9": {"answers": [0] * 8 + [2]}})["draft"]
    save(ana, {"asq": {"answers": ["no"] * 4}})
    assert save(ana, draft | {"phq-9": {"answers": [3] * 8 + [2], "difficulty": 1}})["safety"] == "negative"
    assert save(ana, {"phq-9": {"answers": [None] * 8 + [3]}})["safety"] == "open"


def test_taking_item_9_back_does_not_close_the_screen(ana):
    save(ana, {"phq-9": {"answers": [0] * 8 + [2]}})
    assert save(ana, {"phq-9": {"answers": [0] * 9}})["safety"] == "open"


def test_a_positive_set_stays_open_until_the_fifth_answer(ana):
    shown = save(ana, {"asq": {"answers": ["yes", "no", "no", "no"]}})
    assert (shown["safety"], shown["next"]) == ("open", "asq")
    assert save(ana, {"asq": {"answers": ["yes", "no", "no", "no"], "acute": "no"}})["safety"] == "positive"


def test_an_acute_answer_in_the_draft_alerts_and_says_so(ana, aws, clock):
    rae = make.person("provider", email="rae@quietroom.example")
    make.practice(on_call=[Shift(provider_id=rae, starts=FRIDAY, ends=FRIDAY.replace(year=2027))])
    shown = save(ana, {"asq": {"answers": ["yes", "yes", "no", "no"], "acute": "yes"}})
    assert (shown["safety"], shown["alerted"]) == ("acute", True)
    assert [mail.to for mail in aws.mailbox.mails()] == ["rae@quietroom.example"]
    save(ana, {"phq-9": make.CALM["phq-9"], "gad-7": make.CALM["gad-7"]})
    result = ana.post("/api/intake/submit").json()
    assert (result["next_step"], result["safety"], result["alerted"]) == ("crisis", "acute", True)
    assert result["due_by"] == "2026-12-04T20:30:00Z"


def test_the_screen_answered_elsewhere_counts_here(ana):
    ana.put("/api/safety/screen", {"answers": ["no"] * 4})
    shown = ana.get("/api/intake").json()
    assert shown["draft"]["asq"] == {"answers": ["no"] * 4, "acute": None}
    assert next(step for step in shown["steps"] if step["id"] == "asq")["state"] == "done"


def test_calm_answers_lead_to_booking_with_scores_and_no_level_of_care(ana):
    save(ana, make.CALM)
    answer = ana.post("/api/intake/submit")
    assert answer.status == 200
    result = answer.json()
    assert (result["next_step"], result["safety"]) == ("book", "negative")
    assert result["scores"] == {"phq-9": {"total": 8, "band": "mild"}, "gad-7": {"total": 7, "band": "mild"}}
    assert "level" not in answer.text
    assert "reasons" not in answer.text


def test_a_positive_screen_lets_the_client_go_on(ana):
    save(ana, make.CALM | {"asq": {"answers": ["no", "no", "no", "yes"], "acute": "no"}, "attempt": {"when": "earlier"}})
    result = ana.post("/api/intake/submit").json()
    assert (result["next_step"], result["safety"], result["due_by"]) == ("book", "positive", "2026-12-07T22:00:00Z")
    assert make.booking_closed(ana.id) is None


def test_what_needs_a_clinician_says_by_when_and_stands_in_the_queue(ana, http, clock):
    save(ana, make.CALM | {"experiences": {"items": ["voices_or_visions"]}})
    result = ana.post("/api/intake/submit").json()
    assert (result["next_step"], result["safety"], result["due_by"]) == ("wait_for_clinician", "negative", "2026-12-07T22:00:00Z")
    for entry_id in list(outbox.due(clock.now())):
        run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))
    (waiting,) = http.sign_in("admin").get("/api/safety/reviews").json()["items"]
    assert (waiting["kind"], waiting["client_id"]) == ("intake", ana.id)


def test_an_incomplete_intake_is_refused_by_step_and_item(ana):
    save(ana, {"phq-9": {"answers": [0, 0, None, 0, 0, 0, 0, 0, 0]}, "gad-7": make.CALM["gad-7"]})
    refused = ana.post("/api/intake/submit")
    assert (refused.status, refused.code) == (422, "intake_incomplete")
    assert refused.json()["error"]["missing"] == [{"step": "phq-9", "items": [3]}, {"step": "asq", "items": []}]
    assert ana.get("/api/intake").json()["status"] == "draft"


def test_an_empty_intake_is_not_handed_in(ana):
    assert ana.post("/api/intake/submit").status == 422


def test_handing_in_twice_gives_the_same_answer_and_nothing_changes_after_it_but_wishes(ana):
    save(ana, make.CALM)
    first = ana.post("/api/intake/submit").json()
    assert ana.post("/api/intake/submit").json() == first
    late = ana.put("/api/intake", {"phq-9": {"answers": [3] * 8 + [0]}})
    assert (late.status, late.code) == (409, "intake_submitted")
    changed = save(ana, {"preferences": {"format": "audio", "times": ["evening"]}})
    assert changed["draft"]["preferences"]["format"] == "audio"
    assert (changed["status"], changed["next"], changed["result"]) == ("submitted", None, first)


@pytest.mark.parametrize(
    ("change", "safety"),
    [
        ({"phq-9": {"answers": [None] * 7 + [9, 1]}}, "open"),
        ({"goals": {"text": 5}, "phq-9": {"answers": [0] * 8 + [3]}}, "open"),
        ({"asq": {"answers": ["yes", "no", "no"]}}, "open"),
        ({"asq": {"answers": ["no"] * 4, "acute": "yes", "why": "x"}}, "acute"),
    ],
)
def test_what_can_be_read_of_risk_in_a_refused_step_counts(ana, change, safety):
    assert ana.put("/api/intake", change).status == 400
    assert ana.get("/api/safety/screen").json()["safety"] == safety
    assert ana.get("/api/intake").json()["draft"].keys() <= {"asq"}


def test_item_9_counts_after_handing_in_where_it_says_something_new(ana):
    save(ana, {**make.CALM, "phq-9": {"answers": [0] * 8 + [1]}})
    ana.post("/api/intake/submit")
    for item9, screen in ((1, "negative"), (2, "open")):
        assert ana.put("/api/intake", {"phq-9": {"answers": [0] * 8 + [item9]}}).code == "intake_submitted"
        assert ana.get("/api/safety/screen").json()["safety"] == screen


def test_a_spanish_speaker_is_not_cleared_by_questions_without_approved_wording(ana, http):
    eva = client(http, language="es")
    shown = save(eva, {"goals": {"text": "dormir"}})
    assert set(shown["english_only"]) == {"asq", "gad-7", "phq-9"}
    result = eva.post("/api/intake/submit").json()
    assert (result["next_step"], result["safety"], result["scores"]) == ("wait_for_clinician", "positive", {})
    assert make.booking_closed(eva.id) == "screen_open"


def test_a_spanish_speaker_who_answers_in_english_is_scored_and_seen_by_a_clinician(ana, http):
    eva = client(http, language="es")
    save(eva, make.CALM)
    result = eva.post("/api/intake/submit").json()
    assert (result["next_step"], result["safety"], result["scores"]["phq-9"]["total"]) == ("wait_for_clinician", "negative", 8)


def test_a_teen_is_asked_about_school(ana, http):
    teen = client(http, birth_date=date(2011, 3, 1))
    assert "school" in [step["id"] for step in teen.get("/api/intake").json()["steps"]]


def test_an_age_told_after_the_first_answers_still_counts(ana):
    save(ana, {"goals": {"text": "rest"}})
    assert ana.put("/api/me", {"birth_date": "2011-03-01"}).status == 200
    assert "school" in [step["id"] for step in save(ana, {"goals": {"text": "sleep"}})["steps"]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phq9": {"answers": [0] * 9}}, "phq9"),
        ({"phq-9": {"answers": [0] * 8}}, "phq-9.answers"),
        ({"phq-9": {"answers": [0] * 4 + [4] + [0] * 4}}, "phq-9.answers[4]"),
        ({"phq-9": {"answers": [0] * 4 + ["1"] + [0] * 4}}, "phq-9.answers[4]"),
        ({"phq-9": {"answers": [0] * 4 + [True] + [0] * 4}}, "phq-9.answers[4]"),
        ({"phq-9": {"answers": [0] * 9, "difficulty": 4}}, "phq-9.difficulty"),
        ({"phq-9": None}, "phq-9"),
        ({"gad-7": {"answers": [0] * 9}}, "gad-7.answers"),
        ({"asq": {"answers": ["no", "no", "no", "NO"]}}, "asq.answers[3]"),
        ({"goals": {"text": "a", "mood": 1}}, "goals.mood"),
        ({"concerns": {"items": ["taxes"]}}, "concerns.items[0]"),
        ({"preferences": {"state": "New York"}}, "preferences.state"),
    ],
)
def test_an_unknown_step_field_or_item_is_refused_by_name_and_nothing_is_kept(ana, change, field):
    refused = ana.put("/api/intake", change)
    assert (refused.status, refused.json()["error"]["field"]) == (400, field)
    assert ana.get("/api/intake").json()["draft"] == {}


def test_a_step_save_costs_one_read_and_one_write_beside_the_gate_row(ana, http):
    ana = client(http, birth_date=date(1990, 1, 1))
    save(ana, {"goals": {"text": "rest"}})
    with aws_calls() as calls:
        save(ana, {"phq-9": {"answers": [1] * 9}})
    assert calls == {"dynamodb.BatchGetItem": 2, "dynamodb.TransactWriteItems": 1}


def test_a_refused_write_keeps_neither_answer_nor_flag_and_a_repeat_keeps_both(ana, aws):
    save(ana, {"goals": {"text": "rest"}})
    aws.dispatcher.faults.add("dynamodb", "TransactWriteItems", "ThrottlingException", 50)
    assert ana.put("/api/intake", {"phq-9": {"answers": [None] * 8 + [3]}}).status == 503
    aws.dispatcher.faults.clear()
    shown = ana.get("/api/intake").json()
    assert ("phq-9" in shown["draft"], shown["safety"]) == (False, "none")
    assert save(ana, {"phq-9": {"answers": [None] * 8 + [3]}})["safety"] == "open"


def test_none_of_the_words_typed_is_kept_in_clear(ana, aws):
    save(ana, make.CALM | {"goals": {"text": "zebrafinch"}, "asq": {"answers": ["no", "no", "no", "declined"], "acute": "no"}})
    ana.post("/api/intake/submit")
    for table in aws.stores.tables():
        kept = json.dumps(aws.client("dynamodb").scan(TableName=table)["Items"], default=bytes.hex)
        assert "zebrafinch" not in kept
        assert "declined" not in kept
        assert "outpatient_online" not in kept
