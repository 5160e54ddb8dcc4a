from datetime import timedelta

from chalicelib.practice import service
from chalicelib.practice.schemas import Policy, Shift
from tests import make


def test_anybody_may_ask_whether_the_api_answers(http):
    answer = http.get("/api/health")

    assert (answer.status, answer.json()["status"]) == (200, "ok")
    assert answer.json()["version"]


def test_anybody_reads_what_a_visitor_needs(http):
    make.practice(policy=Policy(late_fee_cents=4000))

    shown = http.get("/api/practice").json()

    assert shown["phone"] == "+1 555 010 0100"
    assert shown["states"] == ["IL", "NY", "OH"]
    assert shown["payers"][0]["code"] == "self_pay"
    assert shown["policies"]["late_fee_cents"] == 4000


def test_the_rota_stays_inside_but_whether_somebody_watches_is_told(http, clock):
    now = clock.now()
    make.practice(on_call=[Shift(provider_id="pat", starts=now, ends=now + timedelta(hours=2))])
    watched = http.get("/api/practice").json()
    clock.advance(hours=3)

    assert watched["on_call_now"] is True
    assert http.get("/api/practice").json()["on_call_now"] is False
    assert "pat" not in str(watched)


def test_crisis_help_is_right_before_the_practice_has_told_anything(http):
    contacts = http.get("/api/practice").json()["crisis_contacts"]

    lines = {line["code"]: line for line in contacts["lines"]}
    assert contacts["emergency"] == "911"
    assert (lines["lifeline"]["call"], lines["lifeline"]["text"]) == ("988", "988")
    assert lines["lifeline_veterans"] == {"code": "lifeline_veterans", "languages": ["en"], "call": "988", "press": "1", "text": "838255"}
    assert lines["lifeline_spanish"] == {
        "code": "lifeline_spanish", "languages": ["es"], "call": "988", "press": "2", "text": "988", "send": "AYUDA",
    }  # fmt: skip
    assert (lines["text_line"]["send"], lines["text_line"]["text"]) == ("HOME", "741741")
    assert all(line.get("press") != "3" for line in contacts["lines"])


def test_a_warm_process_asks_the_table_once_a_minute_at_most(aws, monkeypatch):
    make.practice()
    asked = []
    load = service.store.load
    monkeypatch.setattr(service.store, "load", lambda practice_id: asked.append(practice_id) or load(practice_id))
    machine = [1000.0]
    monkeypatch.setattr(service.time, "monotonic", lambda: machine[0])

    service.practice()
    machine[0] += service.HELD_SECONDS - 1
    service.practice()
    assert len(asked) == 1

    machine[0] += 2
    service.practice()
    assert len(asked) == 2


def test_a_change_shows_at_once_in_the_process_that_made_it(aws):
    make.practice(name="Old name")
    service.practice()
    make.practice(name="New name")

    assert service.practice().name == "New name"
