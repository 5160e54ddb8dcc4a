"""A session held in writing: joined like any other, its lines kept in the thread and read from there, no minute lost with the line."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core import ids
from chalicelib.core.audit import AuditRecord
from tests import make
from tests.sessions.conftest import ALONE, Room, open_room


@pytest.fixture
def room(http, clock):
    """A session in writing that begins this moment."""
    return open_room(http, clock, "text")


@pytest.fixture
def inside(room):
    """Both are in."""
    room.join()
    room.admit()
    return room


def _lines(person, room, *, details=True):
    return person.get(room.path("chat") + ("?details=true" if details else "")).json()["items"]


def test_a_session_in_writing_is_joined_waited_for_and_ended_like_any_other(room, after):
    assert room.join({"location_state": "AK", "private": True}).code == "not_licensed_there"
    assert (room.join().json()["role"], room.client.post(room.path("join")).status) == ("VIEWER", 200)
    assert room.admit().status == 200
    after(minutes=50)
    ended = room.therapist.post(room.path("end")).json()

    assert (ended["attended"], ended["minutes"]) == ([room.client.id], 50)


def test_both_read_what_is_kept_newest_first_with_who_wrote_it(inside, after):
    inside.client.post(inside.path("chat"), {"text": "I slept badly."})
    after(minutes=1)
    kept = inside.therapist.post(inside.path("chat"), {"text": "What kept you awake?"}).json()["id"]

    for person in (inside.client, inside.therapist):
        found = _lines(person, inside)
        assert [(one["text"], one["author_id"]) for one in found] == [
            ("What kept you awake?", inside.therapist.id),
            ("I slept badly.", inside.client.id),
        ]
        assert found[0]["id"] == kept


def test_a_line_sent_again_after_a_break_stands_there_once(inside):
    key = ids.new()
    for _ in range(3):
        inside.client.post(inside.path("chat"), {"text": "Once."}, idempotency_key=key)

    assert [one["text"] for one in _lines(inside.therapist, inside)] == ["Once."]


def test_asking_what_is_new_opens_nothing_and_reading_it_stands_in_the_clients_access_log(inside):
    inside.client.post(inside.path("chat"), {"text": "Hello."})

    def opened():
        return [
            one.kind for one in AuditRecord.query(inside.client.id) if one.caller_id == inside.therapist.id and one.kind == "messages.read"
        ]

    assert [one["text"] for one in _lines(inside.therapist, inside, details=False)] == [None]
    assert opened() == []
    assert [one["text"] for one in _lines(inside.therapist, inside)] == ["Hello."]
    assert len(opened()) == 1


def test_who_was_not_let_in_reads_nothing_and_what_was_written_before_the_door_opened_is_no_part_of_it(room, before, after):
    (thread,) = [one for one in room.client.get("/api/threads").json()["items"] if one["kind"] == "care"]
    before(minutes=16)
    room.client.post(f"/api/threads/{thread['id']}/messages", {"text": "From yesterday."})
    after(minutes=1)
    room.join()
    assert room.client.get(room.path("chat")).json() == {"admitted": False, "items": [], "next": None}
    room.admit()

    assert room.client.get(room.path("chat")).json() == {"admitted": True, "items": [], "next": None}


def test_a_line_that_was_down_costs_a_session_in_writing_no_minute(inside, after):
    after(minutes=20)
    start = inside.start.astimezone(UTC)
    gap = {"from": (start + timedelta(minutes=2)).isoformat(), "to": (start + timedelta(minutes=9)).isoformat()}
    told = inside.client.post(inside.path("line"), {"lost": [gap]})
    assert told.json() == {"lost_seconds": 0.0, "agreed_seconds": 0.0}
    after(minutes=50)

    assert inside.therapist.post(inside.path("end")).json()["credited_minutes"] == 0
    assert inside.client.get("/api/ledger").json()["items"] == []


def test_a_couple_in_writing_has_one_conversation_from_when_each_was_let_in_and_nothing_written_to_the_therapist_alone(room, http, after):
    dee, therapist = room.client, room.therapist
    eli = http.sign_in("client", make.person("client", home_state="NY", zone="America/New_York"), standing=False)
    make.care(eli.id, therapist.id)
    start = next(one["start"] for one in therapist.get(f"/api/providers/{therapist.id}/slots").json()["slots"])
    wish = {"provider_id": therapist.id, "start": start, "minutes": 50, "format": "text", "client_ids": [dee.id, eli.id]}
    booked = therapist.post("/api/appointments", wish).json()
    shared = Room(dee, therapist, booked["id"], datetime.fromisoformat(start))
    after(seconds=(shared.start - room.start) / timedelta(seconds=1) - 1)
    seconds = itertools.count((shared.start - room.start) / timedelta(seconds=1))

    def after_a_second():
        after(seconds=next(seconds))

    shared.join()
    assert eli.post(shared.path("join"), ALONE).status == 200
    shared.admit()
    dee.post(shared.path("chat"), {"text": "Before Eli is in."})
    assert eli.post(shared.path("chat"), {"text": "Hello?"}).code == "not_waiting"
    assert eli.get(shared.path("chat")).json()["admitted"] is False
    after_a_second()
    therapist.post(shared.path("admit"), {"client_id": eli.id})
    eli.post(shared.path("chat"), {"text": "I am here."})
    (thread,) = [one for one in dee.get("/api/threads").json()["items"] if one["kind"] == "care"]
    dee.post(f"/api/threads/{thread['id']}/messages", {"text": "For you alone."})
    after_a_second()
    therapist.post(shared.path("chat"), {"text": "Welcome, both."})

    def texts(person):
        return [one["text"] for one in reversed(_lines(person, shared))]

    assert texts(eli) == ["I am here.", "Welcome, both."]
    assert texts(dee) == texts(therapist) == ["Before Eli is in.", "I am here.", "Welcome, both."]


def test_a_first_talk_is_not_offered_in_writing(room):
    offer = room.therapist.get("/api/availability").json()
    kinds = [{"minutes": 15, "formats": ["video", "text"], "type": "consultation"}]
    refused = room.therapist.put("/api/availability", offer | {"kinds": kinds})

    assert (refused.status, refused.json()["error"]["field"]) == (400, "kinds")


def test_who_says_after_they_were_let_in_that_they_are_elsewhere_is_out_until_they_correct_it(inside):
    inside.client.post(inside.path("chat"), {"text": "At home."})
    assert inside.join({"location_state": "AK", "private": True}).code == "not_licensed_there"
    refused = inside.client.post(inside.path("chat"), {"text": "From far away."})
    assert (refused.status, refused.code, bool(refused.json()["error"]["crisis"])) == (422, "not_licensed_there", True)
    assert inside.client.get(inside.path("chat") + "?details=true").code == "not_licensed_there"
    assert inside.therapist.post(inside.path("chat"), {"text": "Are you there?"}).code == "not_waiting"
    assert [one["said"]["licensed"] for one in inside.lobby()] == [False]

    inside.join()
    assert inside.client.post(inside.path("chat"), {"text": "Home again."}).status == 201
    assert {one["text"] for one in _lines(inside.therapist, inside)} == {"Home again.", "At home."}
