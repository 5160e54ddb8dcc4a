"""Before a session: what a client's page found reaches their therapist and nobody else, and the line is tried within bounds."""

import pytest

from chalicelib.core import records
from chalicelib.core.audit import AuditRecord
from chalicelib.sessions import precall, signalling
from chalicelib.sessions.schemas import LOAD_CHARACTERS, IceServer
from tests import make

WEAK = {"microphone": "ok", "speaker": "ok", "camera": "problem", "media": "ok", "down_kbps": 5200, "up_kbps": 1200, "trip_ms": 80}
CHECK = "pre-call-check"
LOAD = "pre-call-check/load"


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet():
    precall._loads.clear()


def _routes(room, session):
    yield session.put(room.path(CHECK), WEAK)
    yield session.get(room.path(LOAD) + "?size=10")
    yield session.post(room.path(LOAD), {"filler": "00"})
    yield session.get(room.path("pre-call-check/relays"))


def test_the_therapist_sees_at_the_door_what_the_check_found_and_when(room, clock):
    kept = room.client.put(room.path(CHECK), WEAK)
    room.join()
    said = room.lobby()[0]["said"]

    assert kept.status == 200
    assert said["check"] == kept.json() == WEAK | {"at": clock.now().isoformat().replace("+00:00", "Z")}


def test_a_later_check_takes_the_place_of_the_one_before_and_none_is_null(room):
    room.join()
    assert room.lobby()[0]["said"]["check"] is None
    room.client.put(room.path(CHECK), WEAK)
    room.client.put(room.path(CHECK), {"up_kbps": 9000})

    assert (room.lobby()[0]["said"]["check"]["up_kbps"], room.lobby()[0]["said"]["check"]["camera"]) == (9000, "untried")


def test_it_is_sealed_and_reading_it_stands_in_the_clients_access_log(room, aws):
    room.client.put(room.path(CHECK), WEAK)
    room.join()
    room.lobby()
    stored = [item for record in records.RECORDS for item in aws.client("dynamodb").scan(TableName=record.Meta.table_name)["Items"]]

    assert "up_kbps" not in str(stored)
    assert [entry for entry in AuditRecord.query(room.client.id) if entry.caller_id == room.therapist.id]


@pytest.mark.parametrize("role", ["client", "provider"])
def test_strangers_and_the_therapist_try_nothing_here(room, http, role):
    stranger = http.sign_in(role, make.person(role), standing=False)

    assert {answer.status for answer in _routes(room, stranger)} <= {403, 404}
    assert {answer.status for answer in _routes(room, room.therapist)} == {403}


def test_nothing_is_tried_for_a_session_that_is_cancelled(room, before):
    before(hours=47)
    assert room.client.post(room.path("cancel"), {}).status == 200

    assert {(answer.status, answer.code) for answer in _routes(room, room.client)} == {(422, "no_open_session")}


@pytest.mark.parametrize(
    "wrong", [{"up_kbps": -1}, {"trip_ms": 60_001}, {"camera": "HD Webcam"}, {"device": "x"}, {"address": "192.0.2.1"}, {"down_kbps": 1.5}]
)
def test_names_addresses_and_impossible_numbers_are_refused(room, wrong):
    assert room.client.put(room.path(CHECK), wrong).status == 400


def test_a_load_is_as_long_as_asked_never_the_same_and_bounded(room):
    first, second = (room.client.get(room.path(LOAD) + f"?size={LOAD_CHARACTERS}").json()["filler"] for _ in range(2))

    assert len(first) == LOAD_CHARACTERS
    assert first != second
    assert room.client.get(room.path(LOAD) + f"?size={LOAD_CHARACTERS + 1}").status == 400
    assert room.client.post(room.path(LOAD), {"filler": "0" * LOAD_CHARACTERS}).json() == {"filler": ""}
    assert room.client.post(room.path(LOAD), {"filler": "0" * (LOAD_CHARACTERS + 1)}).status == 400


def test_a_page_that_runs_wild_is_told_to_wait_and_its_session_is_not_touched(room, monkeypatch):
    monkeypatch.setattr(precall, "_MOST_LOADS", 3)
    answers = [room.client.get(room.path(LOAD)) for _ in range(4)]

    assert [answer.status for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].code == "tried_too_often"
    assert room.join().status == 200


def test_relays_are_told_within_the_window_only(room, before, monkeypatch):
    relay = IceServer(urls=["turns:relay.example:443"], username="u", credential="c")
    monkeypatch.setattr(signalling, "ice_servers", lambda *_: [relay])
    assert room.client.get(room.path("pre-call-check/relays")).json() == {"ice_servers": []}
    room.therapist.post(room.path("join"))

    assert room.client.get(room.path("pre-call-check/relays")).json()["ice_servers"][0]["urls"] == relay.urls
    before(minutes=16)
    assert room.client.get(room.path("pre-call-check/relays")).json() == {"ice_servers": []}
