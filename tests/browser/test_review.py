"""The safety reviews on screen: two clinicians, one review; read in words, decided with a reason; the manager sees state and times only."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import faults
from tests.browser.newcomers import AT_RISK, Newcomer, hand_in, newcomer, review_of
from tests.browser.rooms import rest

pytestmark = pytest.mark.calm

WISHED = "In the past few weeks, have you wished you were dead?"
WORDS = "I keep it from everybody."


@pytest.fixture
def noor(product) -> Newcomer:
    """Somebody whose risk screen is acute and who was in hospital this year."""
    person = newcomer(product, "Noor")
    hand_in(person, asq=AT_RISK | {"acute": "yes"}, past_care={"therapy": "before", "hospital": "past_year"}, goals={"text": WORDS})
    return person


def _row(page: Page, review: str):
    return page.get_by_role("main").get_by_role("listitem").filter(has_text=f"Review {review[-6:]}")


def test_a_review_is_held_by_one_read_in_words_decided_and_followed_up(enter, product, watches, noor):
    review = review_of(product, noor)
    rae, quinn, amy = (
        enter(path, who)
        for path, who in (("/provider/safety/reviews", "rae"), ("/provider/safety/reviews", "quinn"), ("/provider/work", "amy"))
    )
    for page in (rae, quinn, amy):
        expect(_row(page, review)).to_be_visible()
    assert [told for told in (WORDS, WISHED, "Noor") if told in amy.content()] == []

    # Both have the list open in which nobody holds it; one is faster, and the other is told so.
    _row(rae, review).get_by_role("button", name="Hold this review").click()
    expect(rae.get_by_role("heading", name=re.compile("Safety review: Noor"))).to_be_visible()
    watches[1].expect("status of 409")
    _row(quinn, review).get_by_role("button", name="Hold this review").click()
    expect(quinn.get_by_text("Somebody else was faster")).to_be_visible()
    expect(_row(quinn, review)).to_contain_text("Held by Rae Lindqvist")
    quinn.goto(f"/provider/safety/reviews/{review}")
    expect(quinn.get_by_text("Somebody else was faster")).to_be_visible()

    expect(rae.get_by_text(WISHED)).to_contain_text("Yes")
    expect(rae.get_by_text("A hospital stay for mental health in the past year.")).to_be_visible()
    expect(rae.get_by_text(WORDS)).to_be_visible()
    expect(rae.get_by_text("Crisis help at once, before anything else.")).to_be_visible()
    assert faults(rae) == []
    _decide(rae)

    amy.reload()
    expect(_row(amy, review)).to_be_hidden()
    assert noor.get("/safety/screen").json["safety"] == "positive"
    assert noor.get("/safety/referrals").json["items"][0]["state"] == "accepted"


def _decide(page: Page) -> None:
    page.get_by_role("button", name="Decide and close this review").click()
    expect(page.get_by_text("Write why you decide so.").first).to_be_visible()
    page.get_by_label("A higher level of care").check()
    expect(page.get_by_text("kept as an override")).to_be_visible()
    page.get_by_label("Closed: only staff book for them").check()
    page.get_by_label("Your reason").fill("Spoke by phone, sister is with them.")
    page.get_by_label("Send them on to somebody else").check()
    page.get_by_label("To whom").fill("Riverside day program")
    page.get_by_label("How they are reached").fill("+1 212 555 0190")
    page.get_by_role("button", name="Decide and close this review").click()
    expect(page.get_by_text("Say when somebody looks again.").first).to_be_visible()
    page.get_by_label("Look again on").fill(f"{datetime.now() + timedelta(days=3):%Y-%m-%d}")
    page.get_by_role("button", name="Decide and close this review").click()
    expect(page.get_by_text(re.compile("^Decided on"))).to_be_visible()
    expect(page.get_by_text("Spoke by phone, sister is with them.")).to_be_visible()
    page.get_by_role("button", name="They accepted").click()
    expect(page.get_by_text(re.compile("Accepted, since"))).to_be_visible()
    rest(page)
    assert faults(page) == []


def test_the_manager_gives_a_review_to_a_clinician_on_call_and_opens_nothing_of_it(enter, product, noor):
    review = review_of(product, noor)
    amy = enter("/provider/work", "amy")
    amy.get_by_label(f"Give review {review[-6:]} to").select_option(label="Quinn Abara")
    amy.get_by_role("main").locator("form").filter(has_text=review[-6:]).get_by_role("button", name="Assign").click()
    expect(_row(amy, review)).to_contain_text("Held by Quinn Abara")
    rest(amy)
    assert faults(amy) == []

    quinn = enter(f"/provider/safety/reviews/{review}", "quinn")
    expect(quinn.get_by_text(WISHED)).to_be_visible()
