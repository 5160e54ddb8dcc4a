"""What a switch leaves behind and what goes along."""

from datetime import timedelta

import pytest

from chalicelib.care import service as care
from chalicelib.care.rules import CareEnded
from chalicelib.core import vault
from chalicelib.core.errors import NotFound
from tests import make

PHQ9 = {"instrument": "phq-9", "answers": [1] * 8 + [0]}


@pytest.fixture
def ana(aws, clock, http):
    make.practice()
    return http.sign_in("client", make.person("client", home_state="NY", zone="America/New_York"), standing=False)


@pytest.fixture
def pat(ana, http):
    pat = http.sign_in("provider", make.provider(), standing=False)
    make.hours(pat.id)
    make.care(ana.id, pat.id)
    return pat


@pytest.fixture
def quinn(pat, http):
    quinn = http.sign_in("provider", make.provider(), standing=False)
    make.hours(quinn.id)
    return quinn


def noted(ana):
    """One of each kind a therapist reads."""
    ana.put("/api/sharing", {"moods": True})
    return ana.post("/api/moods", {"score": 6}).json()["id"], ana.post("/api/measures", PHQ9).json()["id"]


def seen(provider, client_id):
    return [
        [one["id"] for one in provider.get(f"/api/clients/{client_id}/{kind}").json()["items"]]
        for kind in ("moods", "measures", "assessments", "ledger")
    ]


def test_the_first_therapist_sees_what_was_noted_before(ana, pat):
    mood, measure = noted(ana)
    assert seen(pat, ana.id) == [[mood], [measure], [], []]


def test_without_consent_the_new_therapist_sees_what_is_noted_from_the_switch_on(ana, pat, quinn, clock):
    noted(ana)
    found = {"level": "outpatient_online", "plan": "continue", "minutes": 50, "note": "Sleeps badly."}
    assert pat.post(f"/api/clients/{ana.id}/assessments", found).status == 201
    clock.advance(days=1)
    care.switch(make.choice(ana.id, quinn.id), clock.now())
    assert seen(quinn, ana.id) == [[], [], [], []]

    clock.advance(minutes=1)
    mood, measure = noted(ana)
    assert seen(quinn, ana.id) == [[mood], [measure], [], []]
    assert next(one["id"] for one in ana.get("/api/measures").json()["items"]) == measure
    assert len(ana.get("/api/moods").json()["items"]) == 2


def test_with_consent_the_record_goes_along(ana, pat, quinn, clock):
    mood, measure = noted(ana)
    clock.advance(days=1)
    care.switch(make.choice(ana.id, quinn.id), clock.now(), share_record=True)
    assert seen(quinn, ana.id) == [[mood], [measure], [], []]


def test_a_second_therapist_beside_the_first_begins_with_a_closed_record_too(ana, pat, quinn, clock):
    noted(ana)
    clock.advance(days=1)
    make.care(ana.id, quinn.id)
    assert seen(quinn, ana.id) == [[], [], [], []]
    assert seen(pat, ana.id)[1] != []


def test_a_cursor_from_before_the_switch_opens_nothing(ana, pat, quinn, clock):
    mood, measure = noted(ana)
    clock.advance(days=1)
    care.switch(make.choice(ana.id, quinn.id), clock.now())
    for kind, cursor in (("moods", mood), ("measures", measure)):
        assert quinn.get(f"/api/clients/{ana.id}/{kind}?cursor={cursor}").json()["items"] == []


def test_a_record_from_before_the_bound_is_not_opened_whichever_path_asks(ana, pat, quinn, clock):
    from chalicelib.care.access import clients_granted
    from chalicelib.wellness.schemas import MoodBody
    from chalicelib.wellness.store import MOODS

    mood, _ = noted(ana)
    clock.advance(days=1)
    care.switch(make.choice(ana.id, quinn.id), clock.now())
    mine = make.grant(quinn.id, "provider")
    (granted,) = clients_granted(mine, care.clients_of(mine))
    record = MOODS.find(make.grant(ana.id), mood)
    with make.work(), pytest.raises(NotFound):
        MOODS.open(granted, record)
    with make.work():
        assert vault.open(record.body, MoodBody, make.grant(ana.id), feature="moods", record=mood).score == 6


def test_the_thread_stays_with_the_former_therapist_and_a_new_one_begins(ana, pat, quinn, clock):
    thread = care.links(make.grant(ana.id))[0].care_id
    assert ana.post(f"/api/threads/{thread}/messages", {"text": "Hello"}).status == 201
    clock.advance(days=1)
    begun = care.switch(make.choice(ana.id, quinn.id), clock.now(), share_record=True)
    assert begun.care_id != thread
    assert quinn.get(f"/api/threads/{thread}/messages").status == 404
    assert quinn.get(f"/api/threads/{begun.care_id}/messages").json()["items"] == []
    assert ana.get(f"/api/threads/{thread}/messages").json()["items"][0]["text"] == "Hello"
    assert ana.post(f"/api/threads/{thread}/messages", {"text": "Hello"}).code == CareEnded.code


def test_coming_sessions_with_the_former_therapist_are_cancelled_at_no_cost(ana, pat, quinn, clock):
    first = make.appointment(ana.id, pat.id)
    later = make.appointment(ana.id, pat.id, start=first.start + timedelta(days=7))
    kept = make.appointment(ana.id, pat.id, start=first.start + timedelta(days=1))
    clock.set(kept.start + timedelta(minutes=5))
    care.switch(make.choice(ana.id, quinn.id), clock.now())
    make.run_due()

    status = {one["id"]: one["status"] for one in ana.get("/api/appointments").json()["items"]}
    assert status == {first.id: "booked", kept.id: "booked", later.id: "cancelled"}
    assert ana.get("/api/ledger").json()["items"] == []
    assert pat.get("/api/appointments").json()["items"] == []


def test_sessions_with_the_new_therapist_stay_when_the_job_comes_late(ana, pat, quinn, clock):
    care.switch(make.choice(ana.id, quinn.id), clock.now())
    care.switch(make.choice(ana.id, pat.id), clock.advance(minutes=1))
    booked = make.appointment(ana.id, pat.id)
    make.run_due()
    assert ana.get(f"/api/appointments/{booked.id}").json()["status"] == "booked"


def test_a_booking_that_was_under_way_while_the_client_switched_is_cancelled_a_minute_later(ana, pat, quinn, clock):
    care.switch(make.choice(ana.id, quinn.id), clock.now())
    make.run_due()
    # Not the next quarter hour, which may begin within this very minute.
    make.hours(pat.id, notice_minutes=60)
    booked = make.appointment(ana.id, pat.id)
    clock.advance(minutes=1)
    make.run_due()
    assert ana.get(f"/api/appointments/{booked.id}").json()["status"] == "cancelled"
    assert pat.get(f"/api/appointments/{booked.id}").status == 404
