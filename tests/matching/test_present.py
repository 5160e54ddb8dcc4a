"""Who treats a client now, and free first talks, over HTTP."""

from datetime import date, timedelta

import pytest

from chalicelib.care import service as care
from tests import make
from tests.matching.test_routes import client
from tests.matching.test_routes import practice as practice  # noqa: PLC0414 - a fixture


@pytest.fixture
def pat(practice):
    pat = make.provider(name="Pat Hollis")
    make.hours(pat, notice_minutes=60)
    return pat


def test_who_has_nobody_yet_reads_that(practice, http):
    assert client(http).get("/api/care").json() == {"home_state": "NY", "therapists": [], "consultations": []}


def test_somebody_in_care_reads_who_treats_them_and_what_is_booked(pat, http):
    ana = client(http)
    begun = ana.post("/api/care", {"provider_id": pat}).json()
    booked = make.appointment(ana.id, pat)
    (now,) = ana.get("/api/care").json()["therapists"]
    assert (now["provider_id"], now["name"], now["thread_id"], now["record_from"]) == (pat, "Pat Hollis", begun["thread_id"], None)
    assert (now["licensed"], now["licensed_states"], now["unlicensed"]) == (True, ["NY"], [])
    assert [(one["id"], one["zone_name"]) for one in now["coming"]] == [(booked.id, "EST")]


def test_who_has_moved_learns_that_the_therapist_has_no_licence_there_and_who_has(pat, http, clock):
    ana = client(http, preferences={"state": "NY"})
    ana.post("/api/care", {"provider_id": pat})
    booked = make.appointment(ana.id, pat)
    there = make.provider(licences=[make.licence("OH")])

    clock.advance(minutes=1)
    assert ana.put("/api/me", {"home_state": "OH"}).status == 200

    (now,) = ana.get("/api/care").json()["therapists"]
    assert (now["licensed"], now["licensed_states"], now["unlicensed"]) == (False, ["NY"], [booked.id])
    assert [match["provider_id"] for match in ana.get("/api/matches").json()["matches"]] == [there]


def test_a_session_after_the_licence_has_run_out_is_told(pat, http):
    ana = client(http)
    ana.post("/api/care", {"provider_id": pat})
    today = make.appointment(ana.id, pat)
    later = make.appointment(ana.id, pat, start=today.start + timedelta(days=1))
    make.listing(pat, licences=[make.licence(expires=date(2026, 12, 4))])
    (now,) = ana.get("/api/care").json()["therapists"]
    assert (now["licensed"], now["unlicensed"]) == (True, [later.id])


def test_a_free_talk_is_opened_once_and_stays_open_for_two_weeks(pat, http, clock):
    ana = client(http)
    made = ana.post("/api/care/consultations", {"provider_id": pat})
    assert (made.status, made.json()["state"], made.json()["appointment_id"]) == (201, "open", None)
    assert ana.post("/api/care/consultations", {"provider_id": pat}).json() == made.json()
    assert [one["state"] for one in ana.get("/api/care").json()["consultations"]] == ["open"]
    clock.advance(days=14)
    assert [one["state"] for one in ana.get("/api/care").json()["consultations"]] == ["over"]
    assert ana.post("/api/care/consultations", {"provider_id": pat}).json()["state"] == "open"


def test_an_open_talk_is_no_care(pat, http):
    ana = client(http)
    ana.put("/api/sharing", {"moods": True})
    ana.post("/api/care/consultations", {"provider_id": pat})
    theirs = http.sign_in("provider", pat, standing=False)
    for path in ("", "/moods", "/measures", "/assessments", "/ledger"):
        assert theirs.get(f"/api/clients/{ana.id}{path}").status == 404
    assert ana.get("/api/threads").json()["items"] == []
    assert theirs.get("/api/clients").json()["items"] == []
    assert care.caseloads([pat]) == {pat: 0}


def test_a_talk_takes_the_same_fit_as_care(pat, http):
    assert client(http, ready=False).post("/api/care/consultations", {"provider_id": pat}).code == "intake_needed"
    there = make.provider(licences=[make.licence("OH")])
    assert client(http).post("/api/care/consultations", {"provider_id": there}).code == "not_a_match"
    closed = make.provider(accepts_new=False)
    assert client(http).post("/api/care/consultations", {"provider_id": closed}).code == "not_a_match"


def test_somebody_in_care_needs_no_first_talk(pat, http):
    ana = client(http)
    ana.post("/api/care", {"provider_id": pat})
    assert ana.post("/api/care/consultations", {"provider_id": pat}).code == "already_in_care"
