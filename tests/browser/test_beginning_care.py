"""From a free first talk to a therapist, on to another one, and back in without the old phone."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.newcomers import PATIENCE_SECONDS, agree, hand_in, newcomer
from tests.browser.rooms import new_context, new_tab, rest
from tests.journeys.product import Product

pytestmark = pytest.mark.calm

SHOTS = os.environ.get("QUIETROOM_SHOTS")


@pytest.fixture
def tab(browser: Browser, product: Product) -> Iterator[Page]:
    person = newcomer(product, "Noa")
    agree(person)
    hand_in(person)
    context, watch = new_context(browser, product, reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    yield new_tab(context, product, person)
    assert watch.taken() == []
    context.close()


def shoot(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for pictures to look at."""
    rest(page)
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}.png"), full_page=True)


def test_a_first_talk_then_a_therapist_then_another_one_with_every_step_told_before(tab: Page):
    tab.goto("/matches")
    lit = tab.get_by_role("button", name=re.compile("^Talk with .* for 15 minutes, free$"))
    shoot(tab, "matches")
    lit.click()
    tab.wait_for_url("**/talk/*")
    rest(tab)
    shoot(tab, "talk")
    tab.locator("main .button.primary").click()
    tab.get_by_role("button", name="Book this talk").click()
    tab.wait_for_url("**/booked/*")
    tab.get_by_text("This talk is free.", exact=False).wait_for()
    shoot(tab, "talk-booked")

    tab.goto("/matches")
    tab.get_by_role("link", name=re.compile("^Your talk with .* is booked$")).wait_for()
    tab.get_by_role("button", name=re.compile("^Choose ")).click()
    tab.wait_for_url("**/book?with=*")

    tab.goto("/matches")
    rest(tab)
    tab.locator("main section a[href^='/therapists/']").last.click()
    tab.get_by_role("link", name=re.compile("^Change to ")).click()
    tab.wait_for_url("**/switch/*")
    tab.get_by_text("These are canceled for you, at no cost", exact=False).wait_for()
    assert not tab.get_by_label(re.compile("may also see what was noted before today")).is_checked()
    shoot(tab, "switch")
    tab.get_by_role("button", name=re.compile("^Change to ")).click()
    tab.wait_for_url("**/book?with=*")


def test_who_is_left_out_comes_back_when_asked_for_and_a_move_is_told_at_home(browser: Browser, product: Product):
    person = newcomer(product, "Uma")
    agree(person)
    hand_in(person)
    context, watch = new_context(browser, product, reduced_motion="reduce")
    tab = new_tab(context, product, person)
    tab.goto("/matches")
    rest(tab)
    tab.get_by_role("link", name=re.compile("^Read more Pat Hollis")).click()
    tab.get_by_text(re.compile(r"^New York \(counselor\), until \w+\s\d+, \d{4}$")).wait_for()
    tab.get_by_role("button", name="Do not show Pat Hollis again").click()
    tab.get_by_role("heading", name="You left Pat Hollis out").wait_for()
    assert tab.get_by_role("button", name=re.compile("^(Choose|Talk with) ")).count() == 0
    tab.locator("main .button.primary").click()
    tab.get_by_text("You left out 1 therapist").click()
    assert tab.get_by_role("link", name=re.compile("^Read more Pat Hollis")).count() == 0
    tab.get_by_role("button", name="Show Pat Hollis again").click()
    tab.get_by_role("link", name=re.compile("^Read more Pat Hollis")).wait_for()

    therapist = person.get("/matches").json["matches"][0]
    assert person.post("/care", {"provider_id": therapist["provider_id"]}).status == 201
    assert person.put("/me", {"home_state": "AK"}).status == 200
    tab.goto("/home")
    tab.get_by_text(f"{therapist['name']} has no license in Alaska").wait_for()
    shoot(tab, "moved")
    tab.get_by_role("link", name="See therapists licensed in Alaska").click()
    tab.get_by_role("heading", name="Nobody fits right now").wait_for()
    tab.get_by_text("Has no license in Alaska, so you cannot meet there.").wait_for()
    shoot(tab, "moved-matches")
    assert watch.taken() == []
    context.close()


def test_somebody_without_their_phone_asks_the_practice_makes_sure_and_the_next_sign_in_connects_a_new_one(
    browser: Browser, product: Product
):
    person = newcomer(product, "Kim")
    email = person.get("/me").json["email"]
    context, watch = new_context(browser, product, reduced_motion="reduce")
    page = new_tab(context, product)
    page.goto("/locked-out")
    page.get_by_role("button", name="Ask for a call").click()
    page.get_by_text("Type the e-mail you sign in with.").first.wait_for()
    page.get_by_label("E-mail you sign in with").fill(email)
    page.get_by_label("Phone we can call you on").fill("+1 212 555 0188")
    page.get_by_role("button", name="Ask for a call").click()
    page.get_by_text("We have your request").wait_for()
    shoot(page, "locked-out")

    desk = new_tab(context, product, "amy", "staff")
    path = f"/provider/work/second-factor/{person.id}"
    until = time.monotonic() + PATIENCE_SECONDS
    while not desk.locator(f"a[href='{path}']").count():
        assert time.monotonic() < until, "nobody has looked the request up"
        desk.goto("/provider/work")
        rest(desk)
    shoot(desk, "work")
    desk.locator(f"a[href='{path}']").click()
    desk.get_by_role("heading", name="Make sure who it is").wait_for()
    shoot(desk, "reset")
    desk.get_by_label("I called the number in the profile").check()
    desk.get_by_role("button", name="Let them connect a new phone").click()
    desk.wait_for_url("**/provider/work")

    until = time.monotonic() + PATIENCE_SECONDS
    while (told := [mail["subject"] for mail in product.mails(email)])[-1] != "Your sign-in was changed":
        assert time.monotonic() < until, told
        time.sleep(0.2)
    assert told[-2] == "About your sign-in"
    desk.goto("/provider/people")
    shoot(desk, "people")
    assert watch.taken() == []
    context.close()
