"""Nobody fits: why, the waiting list, and hearing that somebody has opened; and a visitor whose answers are kept or not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer, agree, hand_in, newcomer
from tests.browser.rooms import PHONE, rest
from tests.journeys.office import licence

pytestmark = pytest.mark.calm

WISHES = {"state": "HI", "format": "video", "payer": "self_pay", "language": "es"}
HELD = "JSON.parse(sessionStorage.getItem('contact'))"


@pytest.fixture
def kai(product) -> Newcomer:
    """Somebody in Hawaii, where no therapist of the practice is licensed, with everything handed in."""
    person = newcomer(product, "Kai", home_state="HI", zone="Pacific/Honolulu")
    agree(person)
    hand_in(person, preferences=WISHES)
    return person


def _sound(page: Page) -> None:
    rest(page)
    assert faults(page) == []


def test_a_client_whom_nobody_fits_reads_why_waits_and_hears_on_home_who_has_opened(enter, product, kai):
    page = enter("/matches", kai, viewport=PHONE)
    expect(page.get_by_role("heading", level=1, name="Nobody fits right now")).to_be_visible()
    expect(page.get_by_text("No license where you will be")).to_be_visible()
    expect(page.get_by_text("Call 211, free")).to_be_visible()
    _sound(page)
    page.get_by_role("button", name="Join the waiting list").click()
    expect(page.get_by_role("heading", level=1, name="Your place on the waiting list")).to_be_visible()
    expect(page.get_by_text("Hawaii").first).to_be_visible()
    expect(page.get_by_text("Whoever joined first is told first.")).to_be_visible()
    _sound(page)
    page.goto("/home")
    expect(page.get_by_role("heading", name="You are on the waiting list")).to_be_visible()

    amy = enter("/provider/work", "amy")
    row = amy.get_by_role("listitem").filter(has_text=f"Client {kai.id[-6:]}, Hawaii")
    expect(row).to_be_visible()
    assert "Kai" not in amy.content()
    _sound(amy)

    licence(product, "quinn", "HI")
    for _ in range(30):
        if kai.get("/waitlist").json["place"]["opened"]:
            break
        page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_text("Quinn Abara has a place for you.")).to_be_visible()
    _sound(page)
    page.goto("/waitlist")
    expect(page.get_by_role("heading", name="Quinn Abara has a place for you")).to_be_visible()
    expect(page.get_by_text(re.compile(r"We told you .*\sHST"))).to_be_visible()
    _sound(page)
    page.get_by_role("button", name="Leave the waiting list").click()
    expect(page.get_by_text("You are not on the waiting list")).to_be_visible()
    _sound(page)


def _answer(page: Page, state: str) -> None:
    for choice in ("Yes", "Sleep", "For me, 18 to 64", "", "By video", "I pay myself", "English"):
        if choice:
            page.get_by_label(choice, exact=True).check()
        else:
            page.get_by_label("State").select_option(state)
        page.get_by_role("button", name="Continue").click()
    rest(page)


def test_a_visitors_answers_are_kept_once_they_say_so_and_can_be_deleted(enter):
    page = enter("/start/1", viewport=PHONE, timezone_id="America/Los_Angeles")
    _answer(page, "NY")
    expect(page.get_by_text(re.compile(r"The soonest time is .*\sP[SD]T"))).to_be_visible()
    assert page.evaluate(HELD) is None
    _sound(page)
    page.get_by_role("button", name="Keep these answers and make your account").click()
    expect(page.get_by_role("heading", level=1, name="Make your account")).to_be_visible()
    assert page.evaluate(HELD)["token"]
    page.go_back()
    expect(page.get_by_text("Your answers are kept, sealed, until")).to_be_visible()
    _sound(page)
    page.get_by_role("button", name="Delete what is kept").click()
    expect(page.get_by_text("Nothing is kept any more.")).to_be_visible()
    assert page.evaluate(HELD) is None


def test_a_visitor_whom_nobody_fits_reads_what_would_help_most_and_how_to_wait(enter):
    page = enter("/start/1", viewport=PHONE)
    _answer(page, "AK")
    expect(page.get_by_text("Nobody here fits yet")).to_be_visible()
    expect(page.get_by_text("Not licensed in Alaska")).to_be_visible()
    expect(page.get_by_text("With an account you can join the waiting list")).to_be_visible()
    expect(page.get_by_text("Call 211, free")).to_be_visible()
    _sound(page)


def test_results_of_somebody_in_care_offer_no_therapists(enter):
    page = enter("/results", "ana", viewport=PHONE)
    expect(page.get_by_role("heading", name="You are in care with Pat Hollis")).to_be_visible()
    expect(page.get_by_role("link", name="See therapists")).to_have_count(0)
