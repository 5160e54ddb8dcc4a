"""What a session is for: each type has its own lengths and ways to meet, and stays with the appointment."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.availability.rules import Availability, SessionType
from chalicelib.core import clock
from chalicelib.core.errors import InvalidInput
from tests.api import Session
from tests.scheduling.conftest import WEDNESDAY_10, Office, offering

KINDS = [
    {"type": "consultation", "minutes": 15, "formats": ["video"]},
    {"type": "individual", "minutes": 50, "formats": ["video"]},
    {"type": "individual", "minutes": 60, "formats": ["video"]},
    {"type": "intake_assessment", "minutes": 60, "formats": ["audio"]},
    {"type": "intake_assessment", "minutes": 55, "formats": ["video"]},
    {"type": "couples", "minutes": 55, "formats": ["video"]},
]


@pytest.fixture
def pat(pat: Session) -> Session:
    return offering(pat, KINDS)


def book(session: Session, office: Office, minutes: int, **changed: Any) -> Any:
    body = {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": minutes, "format": "video", **changed}
    return session.post("/api/appointments", body)


def formats(session: Session, office: Office, query: str) -> set[str]:
    slots = session.get(f"/api/providers/{office.pat}/slots?{query}").json()["slots"]
    return {one for slot in slots for one in slot["formats"]}


@pytest.mark.parametrize(("minutes", "expected"), [(50, "individual"), (60, "individual")])
def test_a_length_without_a_type_is_individual_or_else_the_one_type_that_has_it(ana, pat, office, minutes, expected):
    assert book(ana, office, minutes).json()["type"] == expected


def test_who_is_in_care_books_no_first_talk_themselves(ana, pat, office):
    assert book(ana, office, 15).json()["error"]["code"] == "consultation_used"
    assert book(pat, office, 15, client_ids=[ana.id]).json()["type"] == "consultation"


def test_a_length_of_several_types_that_are_not_individual_asks_which(ana, pat, office):
    answer = book(ana, office, 55)
    assert (answer.status, answer.json()["error"]["field"]) == (400, "type")
    assert book(ana, office, 55, type="couples").json()["type"] == "couples"


def test_each_type_is_met_only_as_it_is_offered(ana, pat, office):
    assert formats(ana, office, "minutes=60") == {"video", "audio"}
    assert formats(ana, office, "minutes=60&type=intake_assessment") == {"audio"}
    assert formats(ana, office, "minutes=60&type=consultation") == set()
    refused = book(ana, office, 60, type="intake_assessment")
    assert (refused.status, refused.code) == (422, "not_offered")
    assert all(slot["formats"] == ["audio"] for slot in refused.json()["error"]["alternatives"])


def test_moving_keeps_the_type(ana, pat, office):
    made = book(ana, office, 60, type="intake_assessment", format="audio").json()
    moved = ana.post(f"/api/appointments/{made['id']}/reschedule", {"start": "2026-03-05T10:00:00-05:00"}).json()
    assert (moved["type"], pat.get(f"/api/appointments/{made['id']}").json()["type"]) == ("intake_assessment", "intake_assessment")


def test_every_date_of_a_series_has_its_type(ana, pat, office):
    wish = {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": 55, "format": "video", "type": "couples", "count": 2}
    assert [one["type"] for one in ana.post("/api/series", wish).json()["booked"]] == ["couples", "couples"]


@pytest.mark.parametrize(
    "kind",
    [
        KINDS[1],
        {"type": "consultation", "minutes": 50, "formats": ["video"]},
        {"type": "intake_assessment", "minutes": 45, "formats": ["video"]},
    ],
    ids=["twice", "a long consultation", "a short assessment"],
)
def test_lengths_that_a_type_cannot_have_are_refused(pat, kind):
    answer = pat.put("/api/availability", {**pat.get("/api/availability").json(), "kinds": [*KINDS, kind]})
    assert (answer.status, answer.json()["error"]["field"]) == (400, "kinds")


def test_what_is_meant_without_any_such_length_is_an_individual_session():
    availability = Availability(clock.zone("UTC"), [[]] * 7, types=(SessionType(50, ("video",)),))
    assert availability.meant(80, None) == "individual"
    with pytest.raises(InvalidInput):
        Availability(clock.zone("UTC"), [[]] * 7, types=(SessionType(60, ("video",), "a"), SessionType(60, ("video",), "b"))).meant(
            60, None
        )


def test_a_series_of_first_talks_by_omission_of_the_type_is_refused_before_anything_is_booked(ana, pat, office):
    wish = {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": 15, "format": "video", "count": 2}
    for answer in (ana.post("/api/series", wish), pat.post("/api/series", wish | {"client_ids": [ana.id]})):
        assert (answer.status, answer.json()["error"]["field"]) == (400, "type")
    assert ana.get("/api/appointments").json()["items"] == []
