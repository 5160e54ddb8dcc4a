"""A free first talk from booking to its end: both meet, nothing of the record opens, and it is over by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.availability.schemas import Kind
from tests import make
from tests.matching.test_routes import client
from tests.matching.test_routes import practice as practice  # noqa: PLC0414 - a fixture

HERE = {"location_state": "NY", "private": True}


@pytest.fixture
def pat(practice, http):
    pat = http.sign_in("provider", make.provider(), standing=False)
    make.hours(pat.id, kinds=[Kind(50, ["video"]), Kind(15, ["video"], type="consultation")], notice_minutes=60)
    return pat


@pytest.fixture
def ana(pat, http):
    return client(http, preferred_name="Ana")


def opened(ana, pat):
    return ana.post("/api/care/consultations", {"provider_id": pat.id})


def times(ana, pat):
    return [one["start"] for one in ana.get(f"/api/providers/{pat.id}/slots?minutes=15&type=consultation").json()["slots"]]


def book(ana, pat, start=None, **more):
    wish = {"provider_id": pat.id, "start": start or times(ana, pat)[0], "minutes": 15, "format": "video", "type": "consultation"}
    return ana.post("/api/appointments", wish | more)


def talk(ana):
    (one,) = ana.get("/api/care").json()["consultations"]
    return one


def test_without_an_open_talk_nothing_is_booked(ana, pat):
    assert book(ana, pat).status == 404
    opened(ana, pat)
    assert (
        ana.post("/api/appointments", {"provider_id": pat.id, "start": times(ana, pat)[0], "minutes": 50, "format": "video"}).status == 404
    )
    assert book(ana, pat, minutes=50).code == "not_offered"


def test_one_talk_is_booked_and_not_two(ana, pat):
    opened(ana, pat)
    first = book(ana, pat)
    assert (first.status, first.json()["type"]) == (201, "consultation")
    assert (talk(ana)["state"], talk(ana)["appointment_id"]) == ("booked", first.json()["id"])
    again = book(ana, pat, times(ana, pat)[-1])
    assert (again.status, again.code) == (409, "consultation_used")
    assert opened(ana, pat).code == "consultation_used"


def test_it_costs_nothing_to_move_cancel_or_miss_and_another_time_can_be_booked_after_a_cancel(ana, pat, clock):
    opened(ana, pat)
    path = f"/api/appointments/{book(ana, pat).json()['id']}"
    later = times(ana, pat)[8]
    moved = ana.post(f"{path}/reschedule", {"start": later}).json()
    assert (moved["fee_cents"], moved["policy"]) == (0, "This talk is free. Moving, canceling or missing it costs nothing.")
    cancelled = ana.post(f"{path}/cancel", {})
    assert (cancelled.status, cancelled.json()["fee_cents"], talk(ana)["state"]) == (200, 0, "open")
    missed = book(ana, pat, times(ana, pat)[0]).json()
    clock.set(clock.now() + timedelta(hours=2))
    make.arrived(pat.id, missed["id"])
    assert pat.post(f"/api/appointments/{missed['id']}/no-show", {}).json()["fee_cents"] == 0
    assert ana.get("/api/ledger").json()["items"] == []


def test_both_join_and_the_provider_sees_a_name_a_time_and_the_place_and_nothing_else(ana, pat, clock):
    opened(ana, pat)
    path = f"/api/appointments/{book(ana, pat).json()['id']}"
    clock.set(clock.now() + timedelta(minutes=58))
    assert ana.post(f"{path}/join", HERE).json()["role"] == "VIEWER"
    assert pat.post(f"{path}/join").json()["role"] == "MASTER"
    (waiting,) = pat.get(f"{path}/lobby?details=true").json()["items"]
    assert (waiting["said"]["preferred_name"], waiting["said"]["location_state"]) == ("Ana", "NY")
    (session,) = pat.get("/api/today").json()["sessions"]
    assert [one["name"] for one in session["clients"]] == ["Ana"]
    for kind in ("", "/moods", "/measures", "/assessments", "/ledger"):
        assert pat.get(f"/api/clients/{ana.id}{kind}").status == 404
    assert pat.post(f"{path}/admit", {"client_id": ana.id}).status == 200
    assert pat.post(f"{path}/end").status == 200


def test_what_the_line_takes_of_a_free_talk_is_not_owed(ana, pat, clock):
    opened(ana, pat)
    made = book(ana, pat).json()
    path = f"/api/appointments/{made['id']}"
    start = datetime.fromisoformat(made["start"]).astimezone(UTC)
    clock.set(start)
    ana.post(f"{path}/join", {"location_state": "NY", "private": True})
    assert pat.post(f"{path}/admit", {"client_id": ana.id}).status == 200
    clock.set(start + timedelta(minutes=15))
    ana.post(f"{path}/line", {"lost": [{"from": made["start"], "to": (start + timedelta(minutes=3)).isoformat()}]})
    pat.post(f"{path}/end")
    held = ana.get(f"{path}/attendance").json()

    assert (held["lost_minutes"], held["credited_minutes"], held["made_up_minutes"]) == (3, 0, 0)
    assert ana.get("/api/ledger").json()["items"] == []


def test_after_the_talk_the_provider_is_a_stranger_and_the_client_chooses_or_not(ana, pat, clock):
    opened(ana, pat)
    made = book(ana, pat).json()
    path = f"/api/appointments/{made['id']}"
    clock.set(clock.now() + timedelta(minutes=60 + 15 + 60))
    assert (pat.get(path).json()["status"], pat.get(f"{path}/lobby").status) == ("booked", 404)
    assert pat.get("/api/appointments").json()["items"] == []
    assert (ana.get(path).status, talk(ana)["state"]) == (200, "over")
    assert opened(ana, pat).code == "consultation_used"
    assert ana.post("/api/care", {"provider_id": pat.id}).json()["record_from"] is None
    assert pat.get(path).status == 200


def test_the_risk_screen_and_consent_hold_for_a_talk_too(ana, pat):
    opened(ana, pat)
    ana.put("/api/safety/screen", {"item9": 1})
    assert book(ana, pat).code == "screen_open"
    ana.put("/api/safety/screen", {"answers": ["no"] * 4})
    version = ana.get("/api/me/consents").json()["items"][0]["version"]
    ana.post("/api/me/consents", {"document": "telehealth", "version": version, "agreed": False})
    assert book(ana, pat).code == "consent_needed"


def test_a_talk_needs_a_licence_where_the_client_lives(ana, pat, clock):
    opened(ana, pat)
    ana.put("/api/me", {"home_state": "OH"})
    assert book(ana, pat).code == "not_licensed"


def test_a_talk_comes_once_and_not_every_week(ana, pat):
    opened(ana, pat)
    wish = {"provider_id": pat.id, "start": times(ana, pat)[0], "minutes": 15, "format": "video", "type": "consultation", "count": 2}
    assert ana.post("/api/series", wish).status == 400


def test_who_chose_during_the_open_talk_has_their_therapist_cancel_it_without_care_ending(ana, pat):
    opened(ana, pat)
    path = f"/api/appointments/{book(ana, pat).json()['id']}"
    ana.post("/api/care", {"provider_id": pat.id})
    assert pat.post(f"{path}/cancel", {}).status == 200
    assert [one["provider_id"] for one in ana.get("/api/care").json()["therapists"]] == [pat.id]
