"""A couple: two accounts, two records, and one session that is both of theirs and nothing else is."""

import pytest

from tests import make


@pytest.fixture
def couple(aws, clock, http):
    """Pat, and Dee and Eli who come together, with a session that Pat booked for both."""
    make.practice()
    pat = make.provider()
    make.hours(pat)
    people = [http.sign_in("client", make.person("client", home_state="NY"), standing=False) for _ in range(2)]
    for one in people:
        make.care(one.id, pat)
    therapist = http.sign_in("provider", pat, standing=False)
    start = people[0].get(f"/api/providers/{pat}/slots").json()["slots"][0]["start"]
    wish = {"provider_id": pat, "start": start, "minutes": 50, "format": "video", "client_ids": [one.id for one in people]}
    booked = therapist.post("/api/appointments", wish)
    assert booked.status == 201, booked.text
    return (*people, therapist, f"/api/appointments/{booked.json()['id']}")


def test_either_sees_moves_and_cancels_the_shared_session_and_it_holds_for_both(couple):
    dee, eli, _, session = couple
    assert dee.get(session).json()["start"] == eli.get(session).json()["start"]
    assert eli.post(f"{session}/cancel", {}).status == 200
    assert dee.get(session).json()["status"] == "cancelled"


def test_what_one_of_them_tells_the_other_never_meets(couple):
    dee, eli, therapist, _ = couple
    dee.post("/api/moods", {"score": 3, "note": "zebrafinch"})
    dee.put("/api/safety/plan", {"signs": ["zebrafinch"]})
    dee.put("/api/safety/screen", {"item9": 1})
    dee.post("/api/measures", {"instrument": "gad-7", "answers": [1] * 7})
    for path in (
        "/api/moods",
        "/api/safety/plan",
        "/api/safety/screen",
        "/api/measures",
        "/api/intake",
        "/api/appointments",
        "/api/ledger",
        "/api/threads",
    ):
        assert "zebrafinch" not in eli.get(path).text, path
    assert eli.get("/api/measures").json()["items"] == []
    assert eli.get("/api/safety/screen").json()["safety"] == "none"
    assert eli.get(f"/api/clients/{dee.id}/measures").status in (403, 404)
    assert len(therapist.get(f"/api/clients/{dee.id}/measures").json()["items"]) == 1
    assert therapist.get(f"/api/clients/{eli.id}/measures").json()["items"] == []


def test_each_consents_alone_and_one_withdrawal_is_not_the_others(couple):
    dee, eli, _, _ = couple
    version = dee.get("/api/me/consents").json()["items"][0]["version"]
    dee.post("/api/me/consents", {"document": "telehealth", "version": version, "agreed": True})
    dee.post("/api/me/consents", {"document": "telehealth", "version": version, "agreed": False})
    slot = eli.get(f"/api/providers/{couple[2].id}/slots").json()["slots"][-1]
    wish = {"provider_id": couple[2].id, "start": slot["start"], "minutes": 50, "format": "video"}
    assert dee.post("/api/appointments", wish).code == "consent_needed"
    assert eli.post("/api/appointments", wish).status == 201
