"""The clinical intake assessment: offered by the result, booked, held with the questionnaire beside the call, recorded."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls import KEEP_CONNECTIONS, PATIENT, TALKING, get_ready
from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer, agree, hand_in, newcomer
from tests.browser.rooms import rest

RAN_OUT = {"medication": {"taking": "yes"}, "medication_change": {"change": "ran_out"}}
NOTE = "Refill arranged with the doctor."


@pytest.fixture
def noor(product) -> Newcomer:
    """Somebody whose medication ran out: a clinician is to see her first."""
    person = newcomer(product, "Noor")
    agree(person)
    hand_in(person, **RAN_OUT)
    return person


def _book(page: Page) -> None:
    """From the results over the choice of a therapist to a booked assessment."""
    page.get_by_role("link", name="Choose whom to meet").click()
    page.goto(page.get_by_role("main").locator("a[href^='/therapists/']").first.get_attribute("href"))
    page.get_by_role("button", name=re.compile("^Choose ")).click()
    expect(page.get_by_text("a first session of 60 minutes, in which a clinician goes through them")).to_be_visible()
    rest(page)
    assert faults(page) == []
    page.get_by_role("main").locator(".button.primary").click()
    expect(page.get_by_text("First session with a clinician")).to_be_visible()
    page.get_by_role("main").locator(".button.primary").click()
    page.wait_for_url("**/booked/*")


def _therapist(product, appointment: dict[str, Any]) -> str:
    return next(one["key"] for one in product.desk("demo.json")["people"] if one["id"] == appointment["provider_id"])


def test_an_assessment_is_booked_from_the_results_and_recorded_beside_the_call(enter, product, noor):
    page = enter("/results", noor)
    _book(page)
    (booked,) = noor.get("/appointments").json["items"]
    assert (booked["type"], booked["minutes"]) == ("intake_assessment", 60)
    page.goto("/book")
    expect(page.get_by_text("a first session of 60 minutes")).to_be_hidden()

    start = datetime.fromisoformat(booked["start"]).astimezone(UTC)
    product.desk("clock", {"now": (start - timedelta(minutes=5)).isoformat().replace("+00:00", "Z")})
    client = enter(f"/session/{booked['id']}/ready", noor, init=KEEP_CONNECTIONS)
    therapist = enter(f"/provider/room/{booked['id']}", _therapist(product, booked), init=KEEP_CONNECTIONS)
    get_ready(client)
    therapist.get_by_role("button", name="Open the room").click()
    therapist.get_by_role("button", name="Let Noor in").click(timeout=PATIENT)
    expect(therapist.locator(TALKING)).to_be_visible(timeout=PATIENT)
    beside = therapist.locator("aside.side")
    beside.get_by_role("button", name="Open Noor's questionnaire").click()
    expect(beside.get_by_text("Medication was started, stopped or ran out within four weeks.")).to_be_visible()
    expect(beside.get_by_text("Little interest or pleasure in doing things")).to_be_visible()
    rest(therapist)
    assert faults(therapist) == []

    beside.get_by_text("Record what you found").click()
    beside.get_by_role("button", name="Record the assessment").click()
    expect(beside.get_by_text("Say whether care goes on here.").first).to_be_visible()
    beside.get_by_label("Outpatient, online").check()
    beside.get_by_label("Care goes on here").check()
    beside.get_by_label("What you found").fill(NOTE)
    beside.get_by_role("button", name="Record the assessment").click()
    expect(beside.get_by_text(NOTE)).to_be_visible()

    therapist.goto(f"/provider/clients/{noor.id}/intake")
    expect(therapist.get_by_text(NOTE)).to_be_visible()
    expect(therapist.get_by_text("Medication was started, stopped or ran out within four weeks.")).to_be_visible()
