"""A questionnaire between sessions: one item a page, item 9 sent as it is answered, the result with its meaning."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import faults
from tests.browser.newcomers import agree, newcomer
from tests.browser.rooms import PHONE, rest

pytestmark = pytest.mark.calm


def _answer(page: Page, *answers: str) -> None:
    for place, answer in enumerate(answers, 1):
        expect(page.get_by_text(f"Question {place} of {len(answers)}.")).to_be_visible()
        page.get_by_label(answer, exact=True).check()
        page.get_by_role("button", name="Continue").click()


def test_a_check_in_is_answered_page_by_page_and_says_what_it_means(enter, product):
    noor = newcomer(product, "Noor")
    agree(noor)
    page = enter("/measures", noor, viewport=PHONE)
    page.get_by_role("link", name="Begin", exact=True).first.click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Pick the one that fits best to go on.")).to_be_visible()
    _answer(page, *["More than half the days"] * 5, *["Several days"] * 3, "Not at all")
    # The next page comes once item 9 has arrived.
    expect(page.get_by_label("Somewhat difficult")).to_be_visible()
    assert noor.get("/safety/screen").json["item9"] == 0
    assert noor.get("/measures").json["items"] == []
    page.get_by_label("Somewhat difficult").check()
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_text("Low mood (PHQ-9): 13 of 27.")).to_contain_text("moderate")
    expect(page.get_by_text("This is not a diagnosis.")).to_be_visible()
    rest(page)
    assert faults(page) == []
    (kept,) = noor.get("/measures").json["items"]
    assert (kept["score"]["total"], kept["difficulty"]) == (13, 1)
    page.get_by_role("link", name="All check-ins").click()
    expect(page.get_by_role("heading", name="Worry (GAD-7)")).to_be_visible()
    expect(page.get_by_text("Low mood (PHQ-9): 13 of 27.")).to_be_visible()


def test_item_9_above_zero_is_sent_at_once_and_opens_the_screen_before_anything_else(enter, product, watches):
    noor = newcomer(product, "Noor")
    agree(noor)
    page = enter("/measures/phq-9/1", noor)
    sent = []
    page.on(
        "request", lambda request: sent.append(f"{request.method} {request.url.partition('/api')[2]}") if "/api/" in request.url else None
    )
    watches[0].expect("ERR_FAILED")
    page.route("**/api/safety/screen", lambda route: route.abort())
    _answer(page, *["Not at all"] * 8, "Several days")
    expect(page.get_by_role("main").get_by_role("link", name="Call 988 Suicide and Crisis")).to_be_visible()
    page.unroute("**/api/safety/screen")
    sent.clear()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="In the past few weeks, have you wished you were dead?")).to_be_visible()
    assert [one for one in sent if not one.startswith("GET")] == ["PUT /safety/screen", "POST /measures"]
    assert noor.get("/safety/screen").json["safety"] == "open"

    for _ in range(4):
        page.get_by_label("No", exact=True).check()
        page.get_by_role("button", name="Continue").click()
        rest(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Low mood (PHQ-9): 1 of 27.")).to_be_visible()
    assert noor.get("/safety/screen").json["safety"] == "negative"


def test_a_form_that_cannot_be_handed_in_still_opens_the_screen(enter, product, watches):
    noor = newcomer(product, "Noor")
    agree(noor)
    page = enter("/measures/phq-9/1", noor)
    watches[0].expect("status of 503")
    page.route("**/api/measures", lambda route: route.fulfill(status=503, body="{}", content_type="application/json"))
    _answer(page, *["Not at all"] * 8, "Nearly every day")
    expect(page.get_by_role("heading", name="In the past few weeks, have you wished you were dead?")).to_be_visible()
    assert noor.get("/safety/screen").json["safety"] == "open"
