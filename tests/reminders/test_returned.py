"""Mail that comes back: known by its opaque tag only, it stops mail to one person and tells them why."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.core import queue
from chalicelib.core.errors import Misuse
from infra.local import feedback
from tests.counting import stored
from tests.reminders.test_wishes import BEGIN, wish

DAY_BEFORE = BEGIN - timedelta(hours=24)
ANA = "ana@quietroom.example"


@pytest.fixture
def bounced(aws, background, clock):
    def come_back(kind: str, to: str = ANA) -> None:
        feedback.mail_came_back(aws, to, kind, clock.now())
        background.work()

    return come_back


@pytest.mark.parametrize("kind", ["bounce", "complaint"])
def test_no_mail_goes_to_somebody_it_cannot_reach_or_who_does_not_want_it(office, background, booked, clock, http, bounced, kind):
    ana = office.client(email=ANA)
    booked(ana)
    clock.set(DAY_BEFORE)
    assert background.sweep() == 1
    bounced(kind)

    me = http.sign_in("client", ana, standing=False).get("/api/me").json()
    assert (me["mail_stopped"], me["remind_by_mail"]) == (kind, False)
    background.mails()
    clock.set(BEGIN - timedelta(hours=1))
    assert background.sweep() == 0
    booked(ana, start="2026-03-05T10:00:00-05:00")
    assert background.mails() == []


@pytest.mark.parametrize(("kind", "texts", "states"), [("bounce", False, ["returned"]), ("bounce", True, []), ("complaint", False, [])])
def test_the_practice_sees_whom_no_reminder_reaches_and_not_who_wants_none(
    office, background, booked, clock, http, bounced, kind, texts, states
):
    ana = office.client(email=ANA, remind_by_sms=texts, phone="212 555 0100")
    booked(ana)
    bounced(kind, ana)
    for moment in (DAY_BEFORE, DAY_BEFORE + timedelta(minutes=1)):
        clock.set(moment)
        background.sweep()
    failed = http.sign_in("admin").get("/api/reminders/failed").json()["items"]
    assert [(one["channel"], one["state"]) for one in failed] == [("mail", state) for state in states]
    assert [one for one in background.mails() if one.to == ANA and "Reminder" in one.subject] == []


def test_whoever_turns_mail_on_again_gets_it_and_an_old_event_changes_nothing(office, background, booked, clock, bounced, http):
    ana = office.client(email=ANA)
    booked(ana)
    bounced("complaint", ana)
    session = http.sign_in("client", ana, standing=False)
    # Saving other things, with the switch as it is shown, turns nothing on.
    assert session.put("/api/me", {"remind_by_mail": False, "pronouns": "she"}).json()["mail_stopped"] == "complaint"
    clock.advance(minutes=5)
    wish(ana, remind_by_mail=True)
    late = clock.now()
    clock.set(late - timedelta(minutes=3))
    bounced("bounce", ana)
    clock.set(DAY_BEFORE)
    assert session.get("/api/me").json()["mail_stopped"] is None
    assert background.sweep() == 1


def test_a_complaint_is_not_weakened_by_a_bounce(office, bounced, http):
    ana = office.client(email=ANA)
    http.sign_in("client", ana, standing=False)
    for kind in ("complaint", "bounce"):
        bounced(kind, ana)
    assert http.sign_in("client", ana, standing=False).get("/api/me").json()["mail_stopped"] == "complaint"


def test_a_bounce_that_may_pass_and_a_tag_nobody_has_stop_nothing(office, background, aws, clock, http):
    ana = office.client(email=ANA)
    tag = next(item["tag"]["S"] for item in stored(aws)["quietroom-local-accounts"] if item["person_id"]["S"] == ana and "tag" in item)
    events = [("Transient", tag), ("Permanent", "0" * 26)]
    for kind, word in events:
        mail = {"timestamp": clock.now().isoformat(), "tags": {"to": [word]}}
        body = json.dumps({"eventType": "Bounce", "bounce": {"bounceType": kind}, "mail": mail})
        aws.client("sqs").send_message(QueueUrl=aws.outputs["Queue"], MessageBody=body)
    background.work()
    assert http.sign_in("client", ana, standing=False).get("/api/me").json()["mail_stopped"] is None


def test_no_address_is_stored_in_clear(office, background, booked, aws):
    booked(office.client(email=ANA, phone="212 555 0100"))
    everything = json.dumps(stored(aws), default=repr)
    assert ANA not in everything
    assert "5550100" not in everything


def test_a_message_nobody_takes_is_left_for_the_queue_of_failed_work(aws):
    for body in ('{"kind": "unknown"}', "{}"):
        with pytest.raises(Misuse):
            queue.hand(body)
