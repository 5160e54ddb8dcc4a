"""Waiting for a time over HTTP: for which sessions, and who sees it."""

from __future__ import annotations

import pytest

from chalicelib.care import service as care
from chalicelib.core import clock
from chalicelib.offers import service
from tests import make
from tests.api import Session
from tests.scheduling.conftest import offering

SESSION = {"start": "2026-03-04T10:00:00-05:00", "minutes": 60, "type": "intake_assessment", "format": "audio"}
KINDS = [
    {"type": "consultation", "minutes": 15, "formats": ["video"]},
    {"type": "individual", "minutes": 50, "formats": ["video"]},
    {"type": "individual", "minutes": 60, "formats": ["video"]},
    {"type": "intake_assessment", "minutes": 60, "formats": ["audio"]},
]


@pytest.fixture
def pat(pat: Session) -> Session:
    return offering(pat, KINDS)


def test_nobody_waits_for_a_free_first_talk(ana, pat, office):
    wishes = {"until": "2026-03-06", "zone": "America/New_York", "minutes": 15}
    answer = ana.put(f"/api/providers/{office.pat}/waitlist", wishes)
    assert (answer.status, answer.json()["error"]["field"]) == (400, "minutes")


def test_who_waits_to_move_a_session_is_offered_only_times_of_its_type(ana, pat, office):
    made = ana.post("/api/appointments", SESSION | {"provider_id": office.pat}).json()
    kinds = [one | {"formats": ["video"]} if one["type"] == "intake_assessment" else one | {"formats": ["video", "audio"]} for one in KINDS]
    assert pat.put("/api/availability", {**pat.get("/api/availability").json(), "kinds": kinds}).status == 200
    wishes = {"until": "2026-03-06", "zone": "America/New_York", "moves": made["id"]}
    assert ana.put(f"/api/providers/{office.pat}/waitlist", wishes).status == 200
    with make.work():
        assert service.fill(office.pat, clock.now()) == 0


def test_a_provider_sees_who_waits_for_what_and_no_longer_after_care_ends(ana, pat, office):
    wishes = {"until": "2026-03-08", "zone": "America/Chicago", "weekend": True, "weekdays": [7]}
    pat.put("/api/availability", {**pat.get("/api/availability").json(), "weekly": [[{"opens": 540, "closes": 1020}]] * 5 + [[], []]})
    assert ana.put(f"/api/providers/{office.pat}/waitlist", wishes).status == 200
    (waits,) = pat.get("/api/availability/waiting").json()["items"]
    assert (waits["client_id"], waits["wishes"]["weekdays"], waits["offered"]) == (ana.id, [7], False)
    with make.work():
        care.end(make.choice(ana.id, office.pat), clock.now())
    assert pat.get("/api/availability/waiting").json()["items"] == []
