"""After a session: no false minutes, what is credited and why, two answers that only their therapist sees too."""

from datetime import UTC, timedelta

import pytest

from chalicelib.core import records
from chalicelib.sessions import rules
from tests.sessions.conftest import open_room


def _hold(room, after, minutes=50):
    room.join()
    room.admit()
    after(minutes=minutes)
    return room.therapist.post(room.path("end")).json()


def _ledger(room):
    return [(line["kind"], line["minutes"]) for line in room.client.get("/api/ledger").json()["items"]]


def test_a_session_ended_next_morning_is_recorded_as_it_was_scheduled_and_what_is_owed_of_it_stays_owed(room, after):
    room.join()
    after(minutes=8)
    room.admit()
    after(minutes=16 * 60)
    room.therapist.post(room.path("end"))
    told = room.client.get(room.path("attendance")).json()

    assert (told["minutes"], told["late_minutes"], told["made_up_minutes"], told["credited_minutes"]) == (42, 8, 0, 8)


def test_who_waits_past_five_minutes_for_the_therapist_is_credited_what_was_not_added(room, after):
    room.join()
    after(minutes=8)
    room.admit()
    after(minutes=53)
    room.therapist.post(room.path("end"))
    told = room.client.get(room.path("attendance")).json()

    assert (told["late_minutes"], told["made_up_minutes"], told["credited_minutes"], told["came"]) == (8, 3, 5, True)
    assert _ledger(room) == [("credit", 5)]


def test_who_comes_from_a_place_they_cannot_be_seen_in_waits_from_when_they_correct_it(room, after):
    assert room.join({"location_state": "OH", "private": True}).code == "not_licensed_there"
    after(minutes=20)
    room.join()
    after(minutes=22)
    room.admit()
    after(minutes=50)

    assert room.therapist.post(room.path("end")).json()["late_minutes"] == 0


@pytest.mark.parametrize(("came", "admitted", "late"), [(-9, 4, 0), (-9, 5, 5), (12, 14, 0), (3, 9, 6)])
def test_a_therapist_is_late_from_five_minutes_on_and_only_for_who_had_come(clock, came, admitted, late):
    start = clock.now()

    assert rules.minutes_late(start, start + timedelta(minutes=came), start + timedelta(minutes=admitted)) == late


def test_two_answers_are_the_clients_and_their_therapists_sealed_and_may_be_changed(room, after, aws):
    early = room.client.put(room.path("check-out"), {"heard": 4})
    _hold(room, after)
    room.client.put(room.path("check-out"), {"heard": 2, "helped": None})
    room.client.put(room.path("check-out"), {"heard": 2, "helped": 5})

    assert (early.status, early.code) == (422, "not_held")
    given = [{"client_id": room.client.id, "heard": 2, "helped": 5}]
    assert room.client.get(room.path("check-out")).json()["items"] == given
    assert room.therapist.get(room.path("check-out")).json()["items"] == given
    stored = [item for record in records.RECORDS for item in aws.client("dynamodb").scan(TableName=record.Meta.table_name)["Items"]]
    assert "helped" not in str(stored)


@pytest.mark.parametrize("answer", [{"heard": 0}, {"helped": 6}, {"heard": "much"}, {"note": "x"}])
def test_other_answers_are_refused(room, after, answer):
    _hold(room, after)

    assert room.client.put(room.path("check-out"), answer).status == 400


def test_nothing_is_told_of_a_session_that_was_not_held(room):
    assert room.client.get(room.path("attendance")).code == "not_held"


@pytest.fixture
def met(http, clock):
    """A session in person, ten minutes before it begins."""
    found = open_room(http, clock, "in_person")
    clock.set(found.start.astimezone(UTC) - timedelta(minutes=10))
    return found


def test_a_session_in_person_is_recorded_by_its_therapist_and_asked_about_like_any_other(met, clock):
    assert met.therapist.post(met.path("end")).code == "not_begun"
    assert met.client.post(met.path("end")).status == 403
    clock.set(met.start.astimezone(UTC) + timedelta(hours=20))
    assert met.therapist.post(met.path("end"), {"attended": ["somebody-else"]}).status == 404
    first, again = (met.therapist.post(met.path("end"), {"attended": [met.client.id]}).json() for _ in range(2))

    assert first == again
    assert (first["attended"], first["minutes"], first["credited_minutes"]) == ([met.client.id], 50, 0)
    assert met.client.get(met.path("")[:-1]).json()["status"] == "completed"
    assert met.client.get(met.path("attendance")).json()["came"]
    assert met.client.put(met.path("check-out"), {"heard": 4, "helped": None}).status == 200


@pytest.mark.parametrize(("waited", "owed"), [(True, [("credit", 50)]), (False, [])])
def test_a_session_in_person_that_did_not_take_place_owes_its_minutes_only_to_who_waited(met, clock, waited, owed):
    clock.set(met.start.astimezone(UTC) + timedelta(minutes=30))
    met.therapist.post(met.path("not-held"), {"client_waited": waited})

    assert _ledger(met) == owed
