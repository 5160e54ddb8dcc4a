"""A therapist who does not come: ten minutes after the start they and whoever is on call are told, and only then."""

from datetime import datetime, timedelta

import pytest

from chalicelib import jobs
from chalicelib.core import clock, outbox
from chalicelib.practice.schemas import Shift
from chalicelib.scheduling import outcome
from chalicelib.sessions import late
from tests import make
from tests.sessions.conftest import ALONE


def _work(now):
    for entry_id in list(outbox.due(now)):
        make.run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))


@pytest.fixture
def told(monkeypatch):
    people: list[str] = []
    monkeypatch.setattr(late.alerts, "tell", lambda person, *_: people.append(person) or True)
    monkeypatch.setattr(late.practices, "on_call", lambda _: ["clinician"])
    return people


def test_ten_minutes_after_the_start_and_not_before_the_therapist_and_who_is_on_call_are_told_once(room, after, told):
    assert jobs.work
    room.join()
    for minutes in (0, 9):
        after(minutes=minutes, seconds=30)
        _work(clock.now())
        assert told == []
    after(minutes=10)
    _work(clock.now())
    assert told == [room.therapist.id, "clinician"]
    after(minutes=12)
    _work(clock.now())
    assert len(told) == 2


def test_where_a_couple_waits_everybody_is_told_once(room, http, before, after, told):
    eli = http.sign_in("client", make.person("client", home_state="NY", zone="America/New_York"), standing=False)
    make.care(eli.id, room.therapist.id)
    before(minutes=20)
    room.client.post(room.path("cancel"), {})
    wish = {"provider_id": room.therapist.id, "start": room.start.isoformat(), "minutes": 50, "format": "video"}
    both = room.therapist.post("/api/appointments", wish | {"client_ids": [room.client.id, eli.id]}).json()
    after(minutes=0)
    for one in (room.client, eli):
        assert one.post(f"/api/appointments/{both['id']}/join", ALONE).status == 200
    after(minutes=10)
    _work(clock.now())

    assert told == [room.therapist.id, "clinician"]


def test_a_therapist_who_has_let_the_client_in_is_not_called(room, after, told):
    room.join()
    room.therapist.post(room.path("join"))
    room.admit()
    after(minutes=10)
    _work(clock.now() + timedelta(seconds=1))

    assert told == []


def test_a_therapist_who_came_and_went_again_is_called_and_the_practice_asked_to_see_what_came_of_it(room, before, after, told, http):
    before(minutes=10)
    room.therapist.post(room.path("join"))
    after(minutes=0)
    room.join()
    after(minutes=10)
    _work(clock.now())
    assert (told, _absences(http)[1]) == ([room.therapist.id, "clinician"], [(room.appointment_id, "waiting")])
    after(minutes=66)
    _work(clock.now())

    assert _absences(http)[1] == [(room.appointment_id, "unsaid")]
    assert room.client.get(f"/api/appointments/{room.appointment_id}").json()["status"] == "booked"
    assert room.client.get("/api/ledger").json()["items"] == []


def test_letting_the_client_in_takes_the_session_off_the_practices_list(room, before, after, told, http):
    before(minutes=10)
    room.therapist.post(room.path("join"))
    room.join()
    after(minutes=10)
    _work(clock.now())
    assert room.admit().status == 200

    assert _absences(http)[1] == []


def test_who_cannot_be_let_in_where_they_are_is_no_alert_to_a_therapist_who_is_there(room, after, told, http):
    room.therapist.post(room.path("join"))
    assert room.join(ALONE | {"location_state": "AK"}).code == "not_licensed_there"
    after(minutes=11)
    _work(clock.now())
    assert (told, _absences(http)[1]) == ([], [])
    room.join()
    after(minutes=66)
    _work(clock.now())

    assert (told, _absences(http)[1]) == ([], [(room.appointment_id, "unsaid")])


def test_who_came_before_the_session_was_moved_is_not_waiting_at_its_new_time(room, before, clock, told):
    before(minutes=10)
    room.join()
    later = make.appointment(room.client.id, room.therapist.id)
    room.client.post(f"/api/appointments/{later.id}/cancel", {})
    assert room.client.post(room.path("reschedule"), {"start": later.start.isoformat()}).status == 200
    clock.set(later.start + timedelta(minutes=11))
    _work(clock.now())

    assert told == []


def test_a_client_who_was_at_the_door_in_time_has_missed_nothing_and_pays_nothing(room, before, after):
    before(minutes=10)
    room.therapist.post(room.path("join"))
    after(minutes=50)
    room.join()
    for body in ({"preview": True}, {}):
        refused = room.therapist.post(room.path("no-show"), body)
        assert (refused.status, refused.code) == (422, "client_came")

    assert room.client.get("/api/ledger").json()["items"] == []


def test_a_client_who_comes_at_the_moment_it_is_said_that_nobody_did_is_not_charged(room, monkeypatch):
    room.therapist.post(room.path("join"))
    read, joined = outcome.store.copies, []

    def then_they_come(*asked):
        found = read(*asked)
        joined.append(joined or room.join().status)
        return found

    monkeypatch.setattr(outcome.store, "copies", then_they_come)
    assert room.therapist.post(room.path("no-show"), {}).code == "client_came"
    assert (joined[0], room.client.get("/api/ledger").json()["items"]) == (200, [])


def test_who_comes_when_the_time_is_over_has_missed_the_session(room, after):
    room.therapist.post(room.path("join"))
    after(minutes=50, seconds=1)
    room.join()

    assert room.therapist.post(room.path("no-show"), {}).json()["status"] == "no_show"


def test_where_they_cannot_be_seen_a_client_has_come_all_the_same(room):
    room.therapist.post(room.path("join"))
    room.join(ALONE | {"location_state": "AK"})

    assert room.therapist.post(room.path("no-show"), {}).code == "client_came"


@pytest.mark.parametrize(("therapist_came", "waited", "credited"), [(True, False, 0), (True, True, 50), (False, False, 50)])
def test_a_session_that_did_not_take_place_is_called_off_by_its_therapists_word_at_no_cost(room, after, therapist_came, waited, credited):
    if therapist_came:
        room.therapist.post(room.path("join"))
    room.join()
    after(minutes=20)
    said = room.therapist.post(room.path("not-held"), {"client_waited": waited})

    assert said.json() == {"appointment_id": room.appointment_id, "credited_minutes": credited}
    assert [line["minutes"] for line in room.client.get("/api/ledger").json()["items"]] == [credited] * bool(credited)
    assert room.client.get(f"/api/appointments/{room.appointment_id}").json()["status"] == "cancelled"
    assert room.therapist.post(room.path("not-held"), {"client_waited": True}).code == "not_booked"


def test_the_rest_of_the_time_of_a_session_that_is_called_off_can_be_booked_anew(room, after):
    after(minutes=5)
    room.therapist.post(room.path("not-held"), {"client_waited": False})

    anew = {"provider_id": room.therapist.id, "client_ids": [room.client.id], "minutes": 50, "format": "video"}
    start = room.start + timedelta(minutes=15)
    assert room.therapist.post("/api/appointments", anew | {"start": start.isoformat()}).status == 201


def test_a_session_nobody_came_to_is_called_off_without_a_credit_and_never_before_its_time(room, before, after):
    before(minutes=1)
    assert room.therapist.post(room.path("not-held"), {"client_waited": True}).code == "not_begun"
    after(days=1)
    assert room.therapist.post(room.path("not-held"), {"client_waited": True}).json()["credited_minutes"] == 0
    assert room.client.get("/api/ledger").json()["items"] == []


def test_a_session_somebody_was_let_into_is_not_called_off(room):
    room.join()
    room.admit()

    assert room.therapist.post(room.path("not-held"), {"client_waited": False}).code == "somebody_was_in"


def test_nobody_is_called_for_a_session_that_is_cancelled(room, before, after, told):
    before(minutes=5)
    room.join()
    room.client.post(room.path("cancel"), {})
    after(minutes=11)
    _work(clock.now())

    assert told == []


def _absences(http):
    office = http.sign_in("admin")
    return office, [(one["appointment_id"], one["state"]) for one in office.get("/api/absences?zone=America/New_York").json()["items"]]


def test_the_practice_sees_who_has_not_come_until_they_come(room, after, told, http):
    room.join()
    after(minutes=10)
    _work(clock.now())
    office, listed = _absences(http)
    assert listed == [(room.appointment_id, "waiting")]
    (line,) = office.get("/api/absences?zone=America/New_York").json()["items"]
    assert (line["provider_id"], line["start"], line["zone_name"]) == (room.therapist.id, room.start.isoformat(), "EST")
    assert room.client.id not in str(line)

    room.therapist.post(room.path("join"))
    assert _absences(http)[1] == []


def test_whoever_is_on_call_and_told_of_it_sees_whose_client_waits_and_no_other_therapist_does(room, after, http):
    clinician, other = (http.sign_in("provider", make.provider(), standing=False) for _ in range(2))
    make.practice(on_call=[Shift(provider_id=clinician.id, starts=room.start - timedelta(days=1), ends=room.start + timedelta(days=1))])
    room.join()
    after(minutes=10)
    _work(clock.now())

    assert [one["provider_id"] for one in clinician.get("/api/absences").json()["items"]] == [room.therapist.id]
    assert {other.get("/api/absences").status, clinician.post(f"/api/absences/{room.appointment_id}/handled").status} == {403}


def test_a_session_whose_therapist_never_came_is_called_off_costs_nothing_and_its_minutes_are_owed(room, after, told, http):
    room.join()
    for minutes in (10, 65):
        after(minutes=minutes)
        _work(clock.now())
    assert room.client.get(f"/api/appointments/{room.appointment_id}").json()["status"] == "booked"
    after(minutes=65, seconds=1)
    for _ in range(2):
        _work(clock.now())

    assert room.client.get(f"/api/appointments/{room.appointment_id}").json()["status"] == "cancelled"
    (line,) = room.client.get("/api/ledger").json()["items"]
    assert (line["kind"], line["minutes"], line["cents"], line["reason"]) == ("credit", 50, None, "therapist_absent")
    office, listed = _absences(http)
    assert listed == [(room.appointment_id, "missed")]
    assert office.post(f"/api/absences/{room.appointment_id}/handled").status == 200
    assert office.post(f"/api/absences/{room.appointment_id}/handled").status == 404
    assert _absences(http)[1] == []


def test_everybody_is_mailed_in_neutral_words_that_it_does_not_take_place(room, after, told, aws):
    make.run_all_due()
    room.join()
    after(minutes=10)
    make.run_all_due()
    aws.mailbox.clear()
    after(minutes=66)
    make.run_all_due()
    sent = aws.mailbox.mails()

    assert len(sent) == 2
    assert {mail.subject.split(":")[0] for mail in sent} == {"Appointment canceled"}
    assert all("METHOD:CANCEL" in mail.attachments[0].text for mail in sent)


def test_the_outcome_is_written_whole_or_not_at_all(room, after, told, monkeypatch):
    room.join()
    after(minutes=66)
    with monkeypatch.context() as broken:
        broken.setattr(late.ledger, "credit", lambda *_: 1 / 0)
        _work(clock.now())
        assert room.client.get(f"/api/appointments/{room.appointment_id}").json()["status"] == "booked"
    after(minutes=67)
    _work(clock.now())

    assert len(room.client.get("/api/ledger").json()["items"]) == 1


def test_no_fee_for_a_session_that_its_therapist_never_joined(room, after):
    after(minutes=20)
    for body in ({"preview": True}, {}):
        refused = room.therapist.post(room.path("no-show"), body)
        assert (refused.status, refused.code) == (422, "provider_absent")
    assert room.client.get("/api/ledger").json()["items"] == []

    room.therapist.post(room.path("join"))
    assert room.therapist.post(room.path("no-show"), {}).json()["status"] == "no_show"


def test_an_open_room_learns_that_its_session_was_moved_or_cancelled(room, before):
    before(minutes=10)

    def told():
        lobby = room.therapist.get(room.path("lobby")).json()
        return datetime.fromisoformat(lobby["start"]), lobby["status"]

    later = make.appointment(room.client.id, room.therapist.id)
    room.client.post(f"/api/appointments/{later.id}/cancel", {})
    assert told() == (room.start, "booked")
    room.client.post(room.path("reschedule"), {"start": later.start.isoformat()})
    assert told() == (later.start, "booked")
    room.client.post(room.path("cancel"), {})
    assert told() == (later.start, "cancelled")


def test_coming_to_a_session_before_it_was_moved_is_not_coming_to_it(room, before, clock, after):
    before(minutes=10)
    room.therapist.post(room.path("join"))
    later = make.appointment(room.client.id, room.therapist.id)
    room.client.post(f"/api/appointments/{later.id}/cancel", {})
    moved = room.client.post(room.path("reschedule"), {"start": later.start.isoformat()})
    assert moved.status == 200, moved.text
    clock.set(later.start + timedelta(minutes=20))

    assert room.therapist.post(room.path("no-show"), {}).code == "provider_absent"
