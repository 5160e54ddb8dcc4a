"""Joining, the door and the end over HTTP."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from websockets.sync.client import connect

from chalicelib.core import records
from chalicelib.providers.schemas import Compact, Licence
from tests import make
from tests.sessions.conftest import ALONE


def _offer(socket) -> None:
    socket.send(json.dumps({"action": "SDP_OFFER", "messagePayload": base64.b64encode(b'{"sdp":"o"}').decode()}))


def test_both_parties_get_a_line_that_opens_and_the_offer_arrives_with_the_viewer_id_the_lobby_shows(room):
    viewer, master = room.join().json(), room.therapist.post(room.path("join")).json()
    with connect(master["url"]) as theirs, connect(viewer["url"]) as mine:
        _offer(mine)
        sender = json.loads(theirs.recv(timeout=10))["senderClientId"]

    assert (viewer["role"], master["role"], master["client_id"]) == ("VIEWER", "MASTER", None)
    assert viewer["channel_arn"] == master["channel_arn"]
    assert sender == viewer["client_id"] == room.lobby()[0]["viewer_id"]
    assert (viewer["ice_servers"], viewer["expires_in"]) == ([], 299)


def test_the_answer_is_not_stored_and_holds_no_credentials(room):
    answer = room.join()

    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json()) == {"role", "client_id", "channel_arn", "url", "ice_servers", "expires_in", "since"}


def test_a_session_opens_15_minutes_before_and_says_so_earlier(room, before):
    before(minutes=15, seconds=1)
    early = room.join()
    before(minutes=15)

    assert (early.status, early.code) == (422, "too_early")
    assert early.json()["error"]["opens_at"] == (room.start - timedelta(minutes=15)).isoformat()
    assert room.join().status == 200


def test_a_session_closes_15_minutes_after_its_end(room, after):
    after(minutes=65)
    assert room.join().status == 200
    after(minutes=65, seconds=1)

    assert (room.join().status, room.join().code) == (422, "too_late")
    assert room.therapist.post(room.path("join")).code == "too_late"


def test_a_first_join_says_where_the_client_is_and_a_rejoin_need_not(room):
    first = room.join({})
    second = room.join()
    third = room.client.ask("POST", room.path("join"))

    assert (first.status, first.code) == (422, "place_needed")
    assert second.status == third.status == 200
    assert second.json()["client_id"] == third.json()["client_id"]


def test_a_place_without_a_licence_is_refused_with_states_and_crisis_lines_and_the_therapist_sees_it(room):
    answer = room.join(ALONE | {"location_state": "AK"})
    error = answer.json()["error"]

    assert (answer.status, error["code"], error["states"]) == (422, "not_licensed_there", ["NY"])
    assert error["crisis"]["lines"][0]["call"] == "988"
    said = room.lobby()[0]["said"]
    assert (said["location_state"], said["licensed"]) == ("AK", False)
    assert room.admit().code == "not_licensed_there"


def test_a_body_is_checked_anew_and_the_last_one_said_holds(room):
    good = room.join()
    moved = room.join(ALONE | {"location_state": "AK"})
    without = room.join({})
    corrected = room.join()

    assert [answer.status for answer in (good, moved, without, corrected)] == [200, 422, 422, 200]
    assert good.json()["client_id"] == corrected.json()["client_id"]


def test_a_licence_that_has_ended_counts_no_more(room, clock):
    make.listing(room.therapist.id, licences=[make.licence("NY", clock.now().date() - timedelta(days=2))])

    assert room.join().code == "not_licensed_there"


def test_a_client_who_is_not_alone_comes_in_and_the_therapist_sees_it(room):
    assert room.join(ALONE | {"private": False}).status == 200

    said = room.lobby()[0]["said"]
    assert (said["private"], said["place"], said["phone"], said["preferred_name"]) == (False, "12 Willow Lane", "+1 555 010 0147", "Ana")


@pytest.mark.parametrize(
    "body",
    [
        {"location_state": "NY"},
        {"private": True},
        {"location_state": "New York", "private": True},
        {"location_state": "NY", "private": "yes"},
    ],
)
def test_half_or_malformed_attestations_are_refused(room, body):
    assert room.join(body).status == 400


def test_what_was_said_is_nowhere_in_clear(room, aws):
    room.join()
    items = [item for record in records.RECORDS for item in aws.client("dynamodb").scan(TableName=record.Meta.table_name)["Items"]]

    assert "Willow" not in str(items)


def test_opening_what_was_said_is_in_the_clients_access_log_and_looking_at_the_door_is_not(room):
    from chalicelib.core.audit import AuditRecord

    def kinds() -> list[str]:
        return [entry.kind for entry in AuditRecord.query(room.client.id) if entry.caller_id == room.therapist.id]

    room.join()
    room.therapist.get(room.path("lobby"))
    assert kinds() == []
    room.lobby()

    assert "attestations.read" in kinds()


def test_a_stranger_meets_no_session(room, http):
    for role in ("client", "provider"):
        other = http.sign_in(role, make.person(role), standing=False)
        assert other.post(room.path("join"), ALONE).status == 404
    assert room.client.get(room.path("lobby")).status == 403
    assert room.client.post(room.path("end")).status == 403


def test_a_cancelled_session_is_not_joined(room, before):
    before(minutes=5)
    room.client.post(room.path("cancel"), {})

    assert (room.join().status, room.join().code) == (422, "no_open_session")


def test_a_session_in_person_is_not_joined(room, clock):
    met = make.appointment(room.client.id, room.therapist.id, format="in_person")
    room.appointment_id = met.id
    clock.set(met.start)

    assert room.join().json()["error"]["format"] == "in_person"


def test_admission_is_noted_once_and_only_for_who_is_at_the_door(room, after):
    assert room.admit().code == "not_waiting"
    room.join()
    first = room.admit().json()
    after(minutes=3)
    again = room.admit().json()

    assert first == again
    assert room.lobby()[0]["admitted_at"] == first["admitted_at"]


def test_who_withdraws_their_consent_while_they_wait_is_not_let_in_until_they_agree_again(room):
    room.join()
    (version,) = (one["version"] for one in room.client.get("/api/me/consents").json()["items"] if one["document"] == "telehealth")
    decision = {"document": "telehealth", "version": version}
    room.client.post("/api/me/consents", decision | {"agreed": False})
    assert room.admit().code == "consent_needed"
    room.client.post("/api/me/consents", decision | {"agreed": True})

    assert room.admit().status == 200


def test_under_psypact_nobody_is_let_in_before_the_therapist_said_on_joining_that_they_are_in_their_home_state(room, clock):
    today = clock.now().date()
    held = Compact(
        kind="psypact", number="A1", home_state="CO", states=["WV"], granted=today - timedelta(days=9), expires=today + timedelta(days=90)
    )
    at_home = Licence(state="CO", profession="psychologist", number="P1", expires=held.expires)
    make.listing(room.therapist.id, licences=[make.licence(), at_home], compacts=[held])
    assert room.join(ALONE | {"location_state": "WV"}).status == 200
    assert room.therapist.post(room.path("join")).status == 200
    asked = room.admit()
    assert (asked.status, asked.code, asked.json()["error"]["home_state"]) == (422, "home_state_needed", "CO")
    for state, status in (("NY", 422), ("CO", 200)):
        assert room.therapist.post(room.path("join"), {"location_state": state, "private": True}).status == 200
        assert room.admit().status == status


def test_who_came_before_a_session_was_moved_says_anew_where_they_are_and_is_let_in_anew(room, before, clock):
    before(minutes=10)
    room.join()
    room.admit()
    days = {"from": f"{room.start.date() + timedelta(days=1)}", "to": f"{room.start.date() + timedelta(days=8)}"}
    slots = room.client.get(f"/api/providers/{room.therapist.id}/slots?from={days['from']}&to={days['to']}&minutes=50").json()["slots"]
    moved = room.client.post(room.path("reschedule"), {"start": slots[0]["start"]})
    clock.set(datetime.fromisoformat(moved.json()["start"]).astimezone(UTC))

    assert room.lobby() == []
    assert (room.admit().code, room.therapist.post(room.path("end")).code) == ("not_waiting", "nobody_came")
    assert room.join({}).code == "place_needed"
    assert room.join().status == 200
    assert room.lobby()[0]["admitted_at"] is None


def test_the_end_records_who_was_there_and_completes_the_appointment(room, after):
    assert room.therapist.post(room.path("end")).code == "nobody_came"
    room.join()
    room.admit()
    after(minutes=49, seconds=50)
    ended = room.therapist.post(room.path("end"))

    assert ended.status == 200
    assert (ended.json()["attended"], ended.json()["minutes"]) == ([room.client.id], 49)
    assert room.therapist.post(room.path("end")).json() == ended.json()
    assert room.join().json()["error"]["status"] == "completed"


def test_signalling_out_of_order_is_a_503_and_the_client_still_stands_at_the_door(room, aws):
    aws.dispatcher.faults.add("kinesisvideo", "*", "ServiceUnavailableException", 50)

    assert room.join().status == 503
    aws.dispatcher.faults.clear()
    assert len(room.lobby()) == 1


def test_a_channel_deleted_behind_our_back_is_made_again(room, aws):
    arn = room.join().json()["channel_arn"]
    aws.client("kinesisvideo").delete_signaling_channel(ChannelARN=arn)

    assert room.join().json()["channel_arn"] != arn
