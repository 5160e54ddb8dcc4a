"""The risk screen over HTTP, what it closes, and whom it alerts."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.core import outbox
from chalicelib.core.errors import AppError
from chalicelib.core.gate import run_as_job
from chalicelib.core.writing import transaction
from chalicelib.practice.schemas import Shift
from chalicelib.safety import service
from tests import make
from tests.counting import aws_calls

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())
YES = ["yes", "no", "no", "no"]


@pytest.fixture
def friday(aws, clock):
    make.practice()
    return clock.set(FRIDAY)


def shift(provider_id):
    return Shift(provider_id=provider_id, starts=FRIDAY - timedelta(hours=2), ends=FRIDAY + timedelta(days=60))


def client(http, **facts):
    return http.sign_in("client", make.person("client", **facts))


def run_due(clock):
    for entry_id in sorted(set(outbox.due(clock.now()))):
        run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))


def mails(aws):
    """Whom mail went to since the last look."""
    sent = sorted(mail.to for mail in aws.mailbox.mails())
    aws.mailbox.clear()
    return sent


def fail(aws, service, operation="*"):
    aws.dispatcher.faults.add(service, operation, "ThrottlingException", 50)


def mend(aws):
    aws.dispatcher.faults.clear()


def put(person, body):
    answer = person.put("/api/safety/screen", body)
    assert answer.status == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_published_table_holds_over_http_and_is_kept(friday, http, vector):
    ana = client(http)
    for body in vector["puts"]:
        shown = put(ana, body)
        assert shown["alerted"] is False
    kept = ana.get("/api/safety/screen").json()
    assert kept["safety"] == vector["safety"]
    assert kept["practice_phone"] == "+1 555 010 0100"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"item9": 4}, "item9"),
        ({"item9": -1}, "item9"),
        ({"item9": True}, "item9"),
        ({"answers": ["no", "no", "no"]}, "answers"),
        ({"answers": ["no", "no", "no", "maybe"]}, "answers[3]"),
        ({"answers": "no"}, "answers"),
        ({"acute": "later"}, "acute"),
        ({"answer": ["no"] * 4}, "answer"),
    ],
)
def test_a_malformed_answer_is_refused_by_name_and_changes_nothing(friday, http, body, field):
    ana = client(http)
    refused = ana.put("/api/safety/screen", body)
    assert (refused.status, refused.json()["error"]["field"]) == (400, field)
    assert ana.get("/api/safety/screen").json()["safety"] == "none"


@pytest.mark.parametrize(
    ("body", "safety"),
    [
        ({"item9": "1"}, "open"),
        ({"item9": 2, "answers": ["no"]}, "open"),
        ({"answers": ["no", "declined", "perhaps", "no"]}, "open"),
        ({"answers": ["no", "no", "no", "no"], "acute": "yes", "more": 1}, "acute"),
    ],
)
def test_what_can_be_read_of_risk_in_a_refused_screen_counts(friday, http, body, safety):
    ana = client(http)
    assert ana.put("/api/safety/screen", body).status == 400
    assert ana.get("/api/safety/screen").json()["safety"] == safety


def test_an_open_screen_and_an_acute_review_close_booking_and_nothing_else_does(friday, http):
    ana = client(http)
    assert make.booking_closed(ana.id) is None
    put(ana, {"item9": 1})
    assert make.booking_closed(ana.id) == "screen_open"
    put(ana, {"answers": YES, "acute": "no"})
    assert make.booking_closed(ana.id) is None
    put(ana, {"acute": "declined"})
    assert make.booking_closed(ana.id) == "review_open"


def test_a_booking_that_read_before_the_answer_is_still_refused(friday, http):
    ana = client(http)
    mine = make.grant(ana.id)

    def book():
        with transaction(mine, "test.book") as write:
            service.hold_booking(write, mine)

    book()
    put(ana, {"item9": 0})
    book()
    put(ana, {"item9": 1})
    with pytest.raises(AppError, match="answer the open questions"):
        book()
    put(ana, {"answers": YES, "acute": "no"})
    book()


def test_an_acute_answer_alerts_on_call_and_treating_clinicians_and_says_so_only_then(friday, aws, http):
    pat = make.provider()
    rae = make.person("provider", email="rae@quietroom.example")
    make.practice(on_call=[shift(rae)])
    ana = client(http)
    make.care(ana.id, pat)
    shown = put(ana, {"answers": YES, "acute": "yes"})
    assert (shown["safety"], shown["alerted"], shown["on_call"]) == ("acute", True, True)
    assert shown["due_by"] == "2026-12-04T20:30:00Z"
    sent = aws.mailbox.mails()
    assert sorted(mail.to for mail in sent) == ["rae@quietroom.example", "someone@quietroom.example"]
    for mail in sent:
        text = f"{mail.subject} {mail.text}".lower()
        assert not any(word in text for word in ("safety", "acute", "suicid", "risk", "client", "crisis", ana.id))
    assert ana.get("/api/safety/screen").json()["alerted"] is True


def test_without_anybody_to_alert_the_answer_does_not_claim_an_alert(friday, aws, http):
    ana = client(http)
    shown = put(ana, {"acute": "yes"})
    assert (shown["safety"], shown["alerted"], shown["on_call"]) == ("acute", False, False)
    assert mails(aws) == []


def test_alerts_go_up_the_rota_every_ten_minutes_until_a_clinician_holds_the_review(friday, aws, http, clock):
    rae, quinn = (make.person("provider", email=f"{name}@quietroom.example") for name in ("rae", "quinn"))
    make.listing(rae)
    make.practice(on_call=[shift(rae), shift(quinn)])
    put(client(http), {"acute": "yes"})
    assert mails(aws) == ["rae@quietroom.example"]
    clock.advance(minutes=1)
    run_due(clock)
    assert mails(aws) == []
    clock.advance(minutes=9)
    run_due(clock)
    assert mails(aws) == ["quinn@quietroom.example", "rae@quietroom.example"]
    on_call = http.sign_in("provider", rae)
    (waiting,) = on_call.get("/api/safety/reviews").json()["items"]
    claimed = on_call.post(f"/api/safety/reviews/{waiting['review_id']}/claim")
    assert (claimed.status, claimed.json()["claimed_by"]) == (200, rae)
    clock.advance(minutes=10)
    run_due(clock)
    assert mails(aws) == []


def test_a_held_review_is_not_taken_over_and_an_unlicensed_clinician_holds_none(friday, http):
    rae, quinn, pat = (make.person("provider") for _ in range(3))
    for person in (rae, quinn):
        make.listing(person)
    make.listing(pat, licences=[])
    make.practice(on_call=[shift(rae), shift(quinn), shift(pat)])
    put(client(http), {"acute": "yes"})
    first, second, third = (http.sign_in("provider", person) for person in (rae, quinn, pat))
    (waiting,) = first.get("/api/safety/reviews").json()["items"]
    path = f"/api/safety/reviews/{waiting['review_id']}/claim"
    assert third.post(path).status == 403
    assert first.post(path).status == 200
    assert first.post(path).status == 200
    assert (second.post(path).status, second.post(path).code) == (409, "review_taken")
    assert first.post("/api/safety/reviews/00000000000000000000000000/claim").status == 404


def test_mail_that_fails_hides_neither_the_answer_nor_the_flag_and_is_tried_again(friday, aws, http, clock):
    rae = make.person("provider", email="rae@quietroom.example")
    make.practice(on_call=[shift(rae)])
    ana = client(http)
    fail(aws, "ses")
    shown = put(ana, {"acute": "yes"})
    assert (shown["safety"], shown["alerted"]) == ("acute", False)
    assert ana.get("/api/safety/screen").json()["alerted"] is False
    mend(aws)
    clock.advance(minutes=1)
    run_due(clock)
    assert mails(aws) == ["rae@quietroom.example"]
    assert ana.get("/api/safety/screen").json()["alerted"] is True


def test_a_screen_left_open_for_fifteen_minutes_is_queued_and_stays_open(friday, http, clock):
    ana = client(http)
    put(ana, {"item9": 2})
    clock.advance(minutes=14)
    run_due(clock)
    assert ana.get("/api/safety/screen").json()["due_by"] is None
    clock.advance(minutes=1)
    run_due(clock)
    run_due(clock)
    kept = ana.get("/api/safety/screen").json()
    assert (kept["safety"], kept["due_by"]) == ("open", "2026-12-07T22:00:00Z")
    assert make.booking_closed(ana.id) == "screen_open"
    (waiting,) = http.sign_in("admin").get("/api/safety/reviews").json()["items"]
    assert (waiting["kind"], waiting["client_id"]) == ("positive", ana.id)


def test_a_screen_finished_in_time_is_not_queued(friday, http, clock):
    ana = client(http)
    put(ana, {"item9": 2})
    put(ana, {"answers": ["no"] * 4})
    clock.advance(minutes=20)
    run_due(clock)
    assert http.sign_in("admin").get("/api/safety/reviews").json()["items"] == []


def test_a_positive_review_is_due_with_the_next_business_day_and_alerts_nobody(friday, aws, http, clock):
    rae = make.person("provider")
    make.practice(on_call=[shift(rae)])
    put(client(http), {"answers": YES, "acute": "no"})
    run_due(clock)
    (waiting,) = http.sign_in("admin").get("/api/safety/reviews").json()["items"]
    assert (waiting["kind"], waiting["due_by"]) == ("positive", "2026-12-07T22:00:00Z")
    assert mails(aws) == []


def test_a_provider_sees_the_flags_of_their_own_clients_only(friday, http):
    pat = make.provider()
    ana, ben, cleo = client(http), client(http), client(http)
    for person in (ana, ben):
        make.care(person.id, pat)
    put(ana, {"item9": 1})
    put(ben, {"acute": "yes"})
    put(cleo, {"acute": "yes"})
    shown = http.sign_in("provider", pat).get("/api/safety/flags").json()["items"]
    assert [(flag["client_id"], flag["state"]) for flag in shown] == [(ben.id, "acute"), (ana.id, "open")]


def test_answers_cost_one_read_and_one_write_beside_the_gate_row(friday, http):
    ana = client(http)
    put(ana, {"item9": 0})
    with aws_calls() as calls:
        put(ana, {"item9": 1})
    assert calls == {"dynamodb.BatchGetItem": 2, "dynamodb.TransactWriteItems": 1}


def test_a_refused_write_leaves_no_flag_and_a_repeat_stores_it(friday, aws, http):
    ana = client(http)
    put(ana, {"item9": 0})
    fail(aws, "dynamodb", "TransactWriteItems")
    assert ana.put("/api/safety/screen", {"item9": 3}).status == 503
    mend(aws)
    assert ana.get("/api/safety/screen").json()["safety"] == "none"
    assert put(ana, {"item9": 3})["safety"] == "open"


def test_what_is_kept_holds_no_answer_in_clear(friday, aws, http):
    ana = client(http)
    put(ana, {"answers": ["declined", "declined", "no", "no"], "acute": "no"})
    items = aws.client("dynamodb").scan(TableName=f"{aws.outputs['TablePrefix']}-safety")["Items"]
    assert items
    assert b"declined" not in json.dumps(items, default=bytes.hex).encode()


def test_the_questionnaires_are_public_word_for_word(friday, http):
    shown = {instrument["slug"]: instrument for instrument in http.get("/api/instruments").json()["items"]}
    assert set(shown) == {"phq-9", "gad-7", "asq"}
    assert shown["phq-9"]["items"][8]["text"] == "Thoughts that you would be better off dead, or of hurting yourself in some way"
