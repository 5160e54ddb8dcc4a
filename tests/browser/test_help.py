"""Help and the way out, when the rest does not work: without JavaScript, without network, without a code, in a hurry."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rooms import PHONE, new_context, rest
from tests.journeys.product import Product

pytestmark = pytest.mark.calm

PHONE_OF_PRACTICE = "+1 312 555 0147"
OUTSIDE = "https://weather.gov/"
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 100 && !(await caches.match("/es/help.html")); tries += 1) await new Promise((go) => setTimeout(go, 50));
}"""


def _shows_help(page: Page) -> None:
    expect(page.get_by_role("main").locator("a[href='tel:988']").first).to_be_visible()
    expect(page.get_by_role("main").locator("a[href^='sms:988']").first).to_be_visible()


@pytest.mark.parametrize("path", ["/help.html", "/es/help.html"])
def test_the_crisis_page_needs_no_javascript(enter, path):
    page = enter(path, java_script_enabled=False, viewport=PHONE)

    _shows_help(page)
    expect(page.locator("aside.help-bar a[href='tel:988']:visible")).to_have_count(1)


def test_a_spanish_reader_lands_on_the_spanish_crisis_page_and_may_choose_english(enter):
    page = enter("/help.html", locale="es-US")
    page.wait_for_url("**/es/help.html")
    _shows_help(page)

    page.get_by_role("link", name="This page in English").click()

    expect(page.get_by_role("heading", level=1, name="Help right now")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/es/", "/provider/", "/home"])
def test_every_page_leads_to_crisis_help_without_javascript(enter, path):
    page = enter(path, java_script_enabled=False)
    page.locator("aside.help-bar a[href$='/help.html']:visible").first.click()

    _shows_help(page)


@pytest.mark.parametrize("path", ["/help.html", "/es/help.html", "/home"])
def test_after_one_visit_crisis_help_opens_without_network(enter, watches, path):
    page = enter("/")
    page.evaluate(KEPT)
    watches[0].expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.goto(path)

    _shows_help(page)
    # Its own design came along: the links to call are as large as a thumb.
    assert page.locator(".crisis-links a").first.bounding_box()["height"] >= 56


def test_after_one_visit_crisis_help_opens_while_the_server_is_stopped(browser, tmp_path):
    server = Product(tmp_path, "--no-demo")
    try:
        context, watch = new_context(browser, server)
        watch.expect("ERR_CONNECTION_REFUSED")
        page = context.new_page()
        page.goto("/")
        page.evaluate(KEPT)
    finally:
        server.stop()
    for path in ("/help.html", "/es/help.html", "/home"):
        page.goto(path)
        _shows_help(page)
    context.close()
    assert watch.troubles == []


def test_somebody_locked_out_finds_crisis_help_and_the_practices_phone(enter):
    page = enter("/sign-in")
    page.get_by_role("link", name="Lost your phone, or no code works?").click()
    expect(page.get_by_role("heading", name="If you cannot get in")).to_be_visible()

    _shows_help(page)
    expect(page.get_by_role("link", name=PHONE_OF_PRACTICE)).to_be_visible()


def _leaves_nothing(page: Page) -> None:
    page.wait_for_url(OUTSIDE)
    page.go_back()
    page.goto("/home")
    rest(page)
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


@pytest.fixture
def hurried(enter, watches) -> Page:
    """Ana's home, and a page outside to leave for."""
    page = enter("/home", "ana")
    page.context.route(OUTSIDE, lambda route: route.fulfill(body="Sunny.", content_type="text/html"))
    watches[0].expect(OUTSIDE)
    rest(page)
    return page


def test_leave_this_site_ends_the_session_in_this_tab(hurried):
    hurried.get_by_role("link", name="Leave this site").click()

    _leaves_nothing(hurried)


def test_shift_three_times_leaves_too(hurried):
    for _ in range(3):
        hurried.keyboard.press("Shift")

    _leaves_nothing(hurried)
