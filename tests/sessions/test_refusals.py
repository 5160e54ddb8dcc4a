"""Who is kept out of a session, and told why: those who left the therapist, and the people of another session on the same channel."""

from datetime import UTC, timedelta

import pytest
from websockets.sync.client import connect

from chalicelib import jobs
from chalicelib.care import service as care
from chalicelib.core import clock
from tests import make
from tests.sessions.conftest import ALONE, Room


@pytest.fixture
def left(room, before):
    """The client of a session has left its therapist for another, an hour before."""
    before(hours=1)
    care.switch(make.choice(room.client.id, make.provider()), clock.now())
    return room


@pytest.fixture
def next_one(room, http, after) -> Room:
    """The therapist's next session, with somebody else, its door open while that of the one before is open still."""
    client = http.sign_in("client", make.person("client", home_state="NY", zone="America/New_York"), standing=False)
    make.care(client.id, room.therapist.id)
    booked = make.appointment(client.id, room.therapist.id)
    after(minutes=55)
    return Room(client, room.therapist, booked.id, booked.start)


def test_a_former_client_cannot_join_what_was_cancelled_when_they_left(left, before):
    assert jobs.work
    make.run_due()
    before(minutes=5)

    refused = left.join()
    assert (refused.status, refused.code, refused.json()["error"]["status"]) == (422, "no_open_session", "cancelled")
    assert left.therapist.post(left.path("join")).status == 404


def test_a_former_client_cannot_join_before_that_was_done_either(left, before):
    before(minutes=5)

    assert left.join().code == "care_ended"
    assert left.therapist.get(left.path("lobby")).status == 404


def test_who_was_left_before_a_session_began_sees_nothing_of_it_though_nobody_has_cancelled_it_yet(left, after):
    after(minutes=1)

    for verb, path in (("GET", ""), ("POST", "no-show"), ("POST", "end"), ("POST", "not-held")):
        assert left.therapist.ask(verb, left.path(path).rstrip("/"), None if verb == "GET" else {}).status == 404


def test_who_leaves_their_therapist_while_a_session_is_under_way_is_out_of_it(room, clock):
    make.run_due()
    room.join()
    room.admit()
    care.switch(make.choice(room.client.id, make.provider()), clock.now())
    make.run_due()
    assert room.client.get(f"/api/appointments/{room.appointment_id}").json()["status"] == "booked"

    asked = [("POST", "join"), ("POST", "chat"), ("GET", "chat"), ("POST", "line"), ("PUT", "pre-call-check")]
    asked += [("GET", "pre-call-check/relays"), ("GET", "pre-call-check/load"), ("POST", "pre-call-check/load")]
    bodies = {
        "POST chat": {"text": "Are you there?"},
        "POST line": {},
        "POST join": {},
        "PUT pre-call-check": {},
        "POST pre-call-check/load": {},
    }
    refused = {(verb, path): room.client.ask(verb, room.path(path), bodies.get(f"{verb} {path}")).code for verb, path in asked}
    assert refused == dict.fromkeys(asked, "care_ended")


def test_the_former_therapist_still_says_what_came_of_a_session_that_had_begun_and_sees_no_more_of_it(room, clock, after):
    make.run_due()
    room.join()
    room.admit()
    care.switch(make.choice(room.client.id, make.provider()), clock.now())
    make.run_due()
    after(minutes=20)
    assert room.therapist.get(room.path("")[:-1]).json()["status"] == "booked"
    for verb, path in (("GET", "lobby?details=true"), ("GET", "chat?details=true"), ("GET", "attendance"), ("POST", "join")):
        assert room.therapist.ask(verb, room.path(path), None).status == 404

    assert room.therapist.post(room.path("end")).json()["minutes"] == 20
    assert room.client.get(room.path("attendance")).json()["came"]
    assert {room.therapist.get(room.path("")[:-1]).status, room.therapist.post(room.path("end")).status} == {404}


def test_two_sessions_on_one_channel_show_each_others_people_nothing(room, next_one):
    assert (room.join().status, next_one.join().status) == (200, 200)
    mine, theirs = ({one["viewer_id"] for one in each.lobby()} for each in (room, next_one))

    assert (len(mine), len(theirs), mine & theirs) == (1, 1, set())
    for path in ("join", "chat", "line", "attendance"):
        assert next_one.client.ask("GET" if path == "attendance" else "POST", room.path(path), ALONE).status == 404


def test_the_client_of_another_session_is_not_let_into_this_one(room, next_one):
    next_one.join()
    refused = room.therapist.post(room.path("admit"), {"client_id": next_one.client.id})

    assert (refused.status, refused.code) == (422, "not_waiting")


def test_another_appointments_viewer_id_opens_no_socket_with_ones_own_url(room, next_one):
    own, other = room.join().json(), next_one.join().json()
    with connect(own["url"]):
        pass
    with pytest.raises(Exception, match="HTTP 403"):
        connect(own["url"].replace(own["client_id"], other["client_id"]))


def test_a_viewer_has_another_id_at_each_appointment(room, after):
    first = room.join().json()["client_id"]
    later = make.appointment(room.client.id, room.therapist.id)
    clock_at = later.start.astimezone(UTC) - room.start.astimezone(UTC)
    after(seconds=clock_at / timedelta(seconds=1))

    assert Room(room.client, room.therapist, later.id, later.start).join().json()["client_id"] != first


def test_a_third_person_is_no_party_to_a_session_of_two(room, http):
    third = http.sign_in("client", make.person("client", home_state="NY"), standing=False)
    make.care(third.id, room.therapist.id)
    room.join()

    assert third.post(room.path("join"), ALONE).status == 404
    assert room.therapist.post(room.path("admit"), {"client_id": third.id}).code == "not_waiting"
    assert [one["client_id"] for one in room.lobby()] == [room.client.id]


def test_a_client_is_never_the_master_and_the_therapist_never_a_viewer(room):
    viewer, master = room.join().json(), room.therapist.post(room.path("join")).json()

    assert "X-Amz-ClientId" in viewer["url"]
    assert "X-Amz-ClientId" not in master["url"]
    for swapped in (viewer["url"].replace("/viewer", "/master"), master["url"].replace("/master", "/viewer")):
        with pytest.raises(Exception, match=r"HTTP 40[03]"):
            connect(swapped)
    assert room.client.post(room.path("admit"), {"client_id": room.client.id}).status == 403
