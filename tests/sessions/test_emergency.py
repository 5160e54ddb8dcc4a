"""What a therapist opens when a client is in danger: everything at once, in the client's access log, and nobody else's to open."""

import pytest

from tests import make


def _open(room, who=None):
    return (who or room.therapist).post(room.path("emergency"), {"client_id": room.client.id})


def _kinds(room):
    from chalicelib.core.audit import AuditRecord

    return [entry.kind for entry in AuditRecord.query(room.client.id) if entry.caller_id == room.therapist.id]


def test_the_panel_holds_place_phone_contact_consent_and_crisis_lines(room):
    room.client.put("/api/me", {"emergency_contact": {"name": "Rosa", "phone": "+1 555 010 0199", "relation": "sister"}})
    version = next(one["version"] for one in room.client.get("/api/me/consents").json()["items"] if one["document"] == "telehealth")
    room.client.post("/api/me/consents", {"document": "telehealth", "version": version, "agreed": True})
    room.join()
    panel = _open(room).json()

    assert (panel["location_state"], panel["place"], panel["private"]) == ("NY", "12 Willow Lane", True)
    assert (panel["phone"], panel["emergency_contact"]["name"]) == ("+1 555 010 0147", "Rosa")
    assert panel["consent_version"] == version
    assert panel["crisis"]["emergency"] == "911"
    assert panel["numbers"] == []


def test_before_the_client_has_come_it_says_that_nothing_was_said_and_a_declined_address_is_null(room):
    assert _open(room).json()["said_at"] is None
    room.join({"location_state": "NY", "private": True})

    assert (_open(room).json()["location_state"], _open(room).json()["place"]) == ("NY", None)


def test_opening_it_stands_in_the_clients_access_log(room):
    room.join()
    _open(room)

    assert _kinds(room) == ["emergency.open"]


def test_local_numbers_have_ten_digits_and_are_there_next_time(room):
    numbers = [{"name": "Police, Kings County", "number": "7185550143"}]
    wish = {"client_id": room.client.id, "numbers": numbers}

    assert room.therapist.put(room.path("emergency/numbers"), wish).status == 200
    assert _open(room).json()["numbers"] == numbers
    for wrong in ("911", "17185550143", "718555014x", "0185550143"):
        wish["numbers"] = [{"name": "Police", "number": wrong}]
        assert room.therapist.put(room.path("emergency/numbers"), wish).status == 400


@pytest.mark.parametrize("role", ["client", "provider"])
def test_nobody_else_opens_it(room, http, role):
    other = http.sign_in(role, make.person(role), standing=False)

    assert _open(room, other).status in (403, 404)
    assert _open(room, room.client).status == 403
    assert room.therapist.post(room.path("emergency"), {"client_id": other.id}).status == 404


def test_an_address_given_before_is_offered_again_and_only_to_the_client(room):
    assert room.client.get(room.path("place")).json() == {"location_state": None, "place": None}
    room.join()

    assert room.client.get(room.path("place")).json() == {"location_state": "NY", "place": "12 Willow Lane"}
    assert room.therapist.get(room.path("place")).status == 403
