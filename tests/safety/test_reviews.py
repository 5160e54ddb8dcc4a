"""The review queue over HTTP: held by one, opened with a trace, decided with a reason, looked at again on its day."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core import outbox
from chalicelib.core.audit import AuditRecord
from chalicelib.core.gate import run_as_job
from chalicelib.practice.schemas import Shift
from chalicelib.safety import service
from tests import make

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
OPEN = {"level": "outpatient_online", "booking": "open", "reason": "Spoke by phone; safe, plan made."}


@pytest.fixture
def duty(aws, clock, http):
    """Two clinicians on call, Rae first, and a third who is not."""
    clock.set(FRIDAY)
    people = {name: _clinician(name) for name in ("rae", "quinn", "pat")}
    make.practice(on_call=[_shift(people["rae"]), _shift(people["quinn"])])
    return {name: http.sign_in("provider", person, standing=False) for name, person in people.items()}


def _clinician(name):
    person = make.person("provider", email=f"{name}@quietroom.example")
    make.listing(person)
    return person


def _shift(person, ends=FRIDAY + timedelta(days=30)):
    return Shift(provider_id=person, starts=FRIDAY, ends=ends)


def client(http, **facts):
    return http.sign_in("client", make.person("client", home_state="NY", preferred_name="Ana", **facts), standing=False)


def run_due(clock):
    for entry_id in sorted(set(outbox.due(clock.now()))):
        run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))


def held(http, clinician, clock):
    """The one review that waits, held by this clinician. Returns its path."""
    run_due(clock)
    (waiting,) = clinician.get("/api/safety/reviews").json()["items"]
    path = f"/api/safety/reviews/{waiting['review_id']}"
    assert clinician.post(f"{path}/claim").status == 200
    return path


def decide(clinician, path, **changed):
    revision = clinician.get(path).json()["revision"]
    return clinician.post(f"{path}/decide", {**OPEN, "revision": revision, **changed})


def acute(http):
    ana = client(http)
    ana.put("/api/intake", make.CALM | {"asq": {"answers": ["yes", "no", "no", "no"], "acute": "yes"}})
    ana.post("/api/intake/submit")
    return ana


def test_the_holder_sees_the_answers_in_words_the_scores_the_proposal_and_what_the_client_saw(duty, http, clock):
    acute(http)
    shown = duty["rae"].get(held(http, duty["rae"], clock)).json()
    asked = {one["instrument"]: one for one in shown["questionnaires"]}
    assert asked["asq"]["items"][0] == {"question": "In the past few weeks, have you wished you were dead?", "answer": "Yes"}
    assert asked["asq"]["items"][4]["answer"] == "Yes"
    assert (asked["phq-9"]["total"], asked["phq-9"]["band"], asked["phq-9"]["items"][0]["answer"]) == (8, "mild", "Several days")
    assert (shown["proposed"], shown["reasons"][0], shown["told"]["next_step"]) == ("emergency", "acute_risk", "crisis")
    assert shown["person"]["name"] == "Ana"


def test_each_opening_is_in_the_clients_access_log_with_its_reason(duty, http, clock):
    ana = acute(http)
    duty["rae"].get(held(http, duty["rae"], clock))
    entries = [entry for entry in AuditRecord.query(ana.id) if entry.caller_id == duty["rae"].id]
    assert {entry.why for entry in entries} == {"review"}
    assert "intake.read" in {entry.kind for entry in entries}


@pytest.mark.parametrize("who", ["quinn", "pat"])
def test_nobody_but_the_holder_opens_or_decides(duty, http, clock, who):
    acute(http)
    path = held(http, duty["rae"], clock)
    for answer in (duty[who].get(path), duty[who].post(f"{path}/decide", {**OPEN, "revision": 1})):
        assert (answer.status, answer.code) == ((409, "review_taken") if who == "quinn" else (403, "not_allowed"))


def test_a_review_nobody_holds_is_not_opened(duty, http, clock):
    acute(http)
    run_due(clock)
    (waiting,) = duty["rae"].get("/api/safety/reviews").json()["items"]
    assert duty["rae"].get(f"/api/safety/reviews/{waiting['review_id']}").code == "review_not_held"
    assert duty["rae"].get("/api/safety/reviews/00000000000000000000000000").status == 404


def test_a_decision_closes_the_review_reopens_booking_and_tells_the_client_the_next_step(duty, http, clock):
    ana = acute(http)
    path = held(http, duty["rae"], clock)
    made = decide(duty["rae"], path)
    assert made.status == 200, made.text
    assert (made.json()["override"], made.json()["proposed"], made.json()["by"]) == (True, "emergency", duty["rae"].id)
    assert duty["rae"].get("/api/safety/reviews").json()["items"] == []
    assert make.booking_closed(ana.id) is None
    assert ana.get("/api/safety/screen").json()["safety"] == "positive"
    result = ana.get("/api/intake").json()["result"]
    assert (result["next_step"], result["due_by"]) == ("book", None)


def test_booking_kept_closed_stays_closed_until_the_follow_up_is_decided(duty, http, clock):
    ana = acute(http)
    path = held(http, duty["rae"], clock)
    assert decide(duty["rae"], path, booking="closed").json()["error"]["field"] == "follow_up"
    assert decide(duty["rae"], path, booking="closed", level="higher_level_of_care", follow_up="2026-12-08").status == 200
    assert make.booking_closed(ana.id) == "review_open"
    ana.put("/api/safety/screen", {"answers": ["no"] * 4})
    assert make.booking_closed(ana.id) == "review_open"
    clock.set(datetime(2026, 12, 8, 14, 1, tzinfo=UTC))
    path = held(http, duty["rae"], clock)
    shown = duty["rae"].get(path).json()
    assert (shown["review"]["kind"], shown["review"]["due_by"]) == ("follow_up", "2026-12-08T22:00:00Z")
    assert [one["level"] for one in shown["earlier"]] == ["higher_level_of_care"]
    assert decide(duty["rae"], path).status == 200
    assert make.booking_closed(ana.id) is None


def test_a_held_booking_is_refused_even_to_a_transaction_that_read_before(duty, http, clock):
    from chalicelib.core.errors import AppError
    from chalicelib.core.writing import transaction

    ana = acute(http)
    decide(duty["rae"], held(http, duty["rae"], clock), booking="closed", follow_up="2026-12-08")
    with pytest.raises(AppError, match="answer the open questions"), transaction(make.grant(ana.id), "test.book") as write:
        service.hold_booking(write, make.grant(ana.id))


def test_answers_given_after_the_clinician_read_are_not_decided_unread(duty, http, clock):
    ana = acute(http)
    path = held(http, duty["rae"], clock)
    revision = duty["rae"].get(path).json()["revision"]
    ana.put("/api/safety/screen", {"item9": 3})
    late = duty["rae"].post(f"{path}/decide", {**OPEN, "revision": revision})
    assert (late.status, late.code) == (409, "answers_changed")
    assert make.booking_closed(ana.id) == "review_open"


def test_a_late_alert_does_not_bring_a_decided_review_back(duty, http, clock):
    acute(http)
    decide(duty["rae"], held(http, duty["rae"], clock))
    clock.advance(hours=1)
    run_due(clock)
    assert duty["rae"].get("/api/safety/reviews").json()["items"] == []


def test_an_acute_answer_after_a_decision_raises_a_new_review(duty, http, clock):
    ana = acute(http)
    decide(duty["rae"], held(http, duty["rae"], clock))
    assert ana.put("/api/safety/screen", {"item9": 0}).json()["safety"] == "positive"
    assert ana.put("/api/safety/screen", {"acute": "yes"}).json()["safety"] == "acute"
    (waiting,) = duty["rae"].get("/api/safety/reviews").json()["items"]
    assert (waiting["kind"], waiting["state"]) == ("acute", "open")


def test_a_decision_on_an_unfinished_screen_lets_the_client_book_and_a_new_answer_opens_it_again(duty, http, clock):
    ana = client(http)
    ana.put("/api/safety/screen", {"item9": 2})
    clock.advance(minutes=15)
    run_due(clock)
    assert decide(duty["rae"], held(http, duty["rae"], clock)).status == 200
    assert make.booking_closed(ana.id) is None
    assert ana.put("/api/safety/screen", {"item9": 1}).json()["safety"] == "open"


def test_a_decision_about_an_intake_leaves_another_review_of_the_same_client_alone(duty, http, clock):
    ana = client(http)
    ana.put("/api/intake", make.CALM | {"medication": {"taking": "yes"}, "medication_change": {"change": "ran_out"}})
    assert ana.post("/api/intake/submit").json()["next_step"] == "wait_for_clinician"
    path = held(http, duty["rae"], clock)
    ana.put("/api/safety/screen", {"acute": "yes"})
    assert decide(duty["rae"], path).status == 200
    assert make.booking_closed(ana.id) == "review_open"
    assert [one["kind"] for one in duty["rae"].get("/api/safety/reviews").json()["items"]] == ["acute"]


def test_a_referral_is_sent_accepted_and_followed_up_and_the_client_reads_it(duty, http, clock):
    ana = acute(http)
    path = held(http, duty["rae"], clock)
    sent = {"to": "Riverside day program", "contact": "+1 212 555 0190"}
    assert decide(duty["rae"], path, referral=sent).json()["error"]["field"] == "follow_up"
    assert decide(duty["rae"], path, level="higher_level_of_care", referral=sent, follow_up="2026-12-09").status == 200
    (mine,) = ana.get("/api/safety/referrals").json()["items"]
    assert (mine["to"], mine["contact"], mine["state"], mine["follow_up_at"]) == (
        sent["to"],
        sent["contact"],
        "sent",
        "2026-12-09T14:00:00Z",
    )
    assert duty["quinn"].put(f"{path}/referral", {"state": "accepted"}).json()["state"] == "accepted"
    assert duty["quinn"].get(path).json()["review"]["state"] == "decided"
    assert duty["pat"].put(f"{path}/referral", {"state": "declined"}).status == 403


def test_a_decided_review_is_not_decided_again(duty, http, clock):
    acute(http)
    path = held(http, duty["rae"], clock)
    decide(duty["rae"], path)
    again = decide(duty["rae"], path)
    assert (again.status, again.code) == (409, "review_decided")


def test_the_manager_reassigns_without_opening_and_the_clinician_is_told(duty, http, clock, aws):
    acute(http)
    path = held(http, duty["rae"], clock)
    aws.mailbox.clear()
    amy = http.sign_in("admin")
    assert amy.get(path).status == 403
    assert amy.post(f"{path}/reassign", {"provider_id": duty["pat"].id}).code == "not_on_duty"
    assert amy.post(f"{path}/reassign", {"provider_id": duty["quinn"].id}).json()["claimed_by"] == duty["quinn"].id
    run_due(clock)
    assert [mail.to for mail in aws.mailbox.mails()] == ["quinn@quietroom.example"]
    assert duty["rae"].get(path).code == "review_taken"
    assert duty["quinn"].get(path).status == 200


def test_a_review_whose_holder_went_off_duty_is_taken_over(duty, http, clock):
    acute(http)
    path = held(http, duty["rae"], clock)
    assert duty["quinn"].post(f"{path}/claim").code == "review_taken"
    make.practice(on_call=[_shift(duty["quinn"].id)])
    assert duty["quinn"].post(f"{path}/claim").json()["claimed_by"] == duty["quinn"].id
    assert duty["rae"].get(path).status == 403


def test_an_overdue_acute_review_calls_again_though_somebody_holds_it(duty, http, clock, aws):
    acute(http)
    held(http, duty["rae"], clock)
    aws.mailbox.clear()
    clock.advance(minutes=20)
    run_due(clock)
    assert aws.mailbox.mails() == []
    clock.advance(minutes=10)
    run_due(clock)
    sent = aws.mailbox.mails()
    assert {mail.to for mail in sent} == {"rae@quietroom.example", "quinn@quietroom.example"}
    assert "still waits" in sent[0].text


def test_an_overdue_positive_review_calls_once_a_day_until_it_is_decided(duty, http, clock, aws):
    client(http).put("/api/safety/screen", {"answers": ["yes", "no", "no", "no"], "acute": "no"})
    run_due(clock)
    assert aws.mailbox.mails() == []
    clock.set(datetime(2026, 12, 7, 22, 1, tzinfo=UTC))
    for _ in range(3):
        run_due(clock)
        clock.advance(hours=1)
    assert [mail.to for mail in aws.mailbox.mails()] == ["rae@quietroom.example"]


def test_what_was_decided_is_sealed(duty, http, clock, aws):
    acute(http)
    sent = {"to": "zebrafinch clinic", "contact": "zebrafinch"}
    decide(duty["rae"], held(http, duty["rae"], clock), reason="zebrafinch", referral=sent, follow_up="2026-12-09")
    items = aws.client("dynamodb").scan(TableName=f"{aws.outputs['TablePrefix']}-safety")["Items"]
    assert "zebrafinch" not in str(items)


def test_what_was_decided_lately_is_listed_by_state_and_time_and_still_opens(duty, http, clock):
    acute(http)
    path = held(http, duty["rae"], clock)
    assert duty["rae"].get("/api/safety/reviews?state=decided").json()["items"] == []
    decide(duty["rae"], path)
    (done,) = duty["quinn"].get("/api/safety/reviews?state=decided").json()["items"]
    assert (done["review_id"], done["state"], done["claimed_by"]) == (path.rsplit("/", 1)[1], "decided", duty["rae"].id)
    assert datetime.fromisoformat(done["decided_at"]) == FRIDAY
    assert duty["quinn"].get(path).json()["earlier"][0]["reason"] == OPEN["reason"]
    assert duty["pat"].get("/api/safety/reviews?state=decided").status == 403
