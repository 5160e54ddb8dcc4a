"""A client's own safety plan: written a part a page, printed, and read without network where they have chosen so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import faults
from tests.browser.newcomers import AT_RISK, Newcomer, agree, newcomer
from tests.browser.rooms import PHONE, rest

pytestmark = pytest.mark.calm

OUTSIDE = "https://weather.gov/"
SIGN = "I stop answering messages."
SISTER = "Mia"
KEPT = "async () => (await caches.keys()).includes('kept-plan')"
WORKER = """async () => {
  await navigator.serviceWorker.ready;
  for (let tries = 0; tries < 100 && !(await caches.match("/es/help.html")); tries += 1) await new Promise((go) => setTimeout(go, 50));
}"""
WRITTEN = {"signs": [SIGN], "people": [{"name": SISTER, "phone": "+1 212 555 0142", "note": "also at night"}]}


@pytest.fixture
def noor(product) -> Newcomer:
    """Somebody whose risk screen was positive."""
    person = newcomer(product, "Noor")
    agree(person)
    assert person.put("/safety/screen", AT_RISK).json["safety"] == "positive"
    return person


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()


def test_after_a_positive_screen_home_leads_to_the_plan_which_is_written_part_by_part(enter, noor):
    page = enter("/home", noor, viewport=PHONE)
    page.get_by_role("link", name="Begin your plan").click()
    page.get_by_role("link", name="Begin with the first signs").click()
    page.get_by_label("Your signs").fill(f"{SIGN}\n\nI cannot sleep.")
    _save(page)
    expect(page.get_by_role("heading", name="What helps you by yourself")).to_be_visible()
    _save(page)
    page.get_by_label("Name").fill(SISTER)
    page.get_by_label("Phone").fill("call me")
    _save(page)
    expect(page.get_by_text("We could not read that number").first).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Phone").fill("+1 212 555 0142")
    page.get_by_role("button", name="Add somebody").click()
    _save(page)
    expect(page.get_by_role("heading", name="Professionals")).to_be_visible()
    page.get_by_role("link", name="Back to the plan").click()

    expect(page.get_by_role("main").get_by_role("link", name="Call +1 212 555 0142")).to_have_attribute("href", "tel:+1 212 555 0142")
    expect(page.get_by_text(SIGN)).to_be_visible()
    rest(page)
    assert faults(page) == []
    page.emulate_media(media="print")
    expect(page.get_by_text(SIGN)).to_be_visible()
    expect(page.get_by_role("button", name="Print this plan")).to_be_hidden()
    expect(page.locator("aside.help-bar")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto("/home")
    rest(page)
    expect(page.get_by_role("link", name="Begin your plan")).to_be_hidden()


def test_an_edit_of_a_plan_that_changed_elsewhere_keeps_what_was_typed(enter, watches, noor):
    page = enter("/plan/coping", noor)
    page.get_by_label("What helps").fill("Music without words.")
    noor.put("/safety/plan", WRITTEN)
    watches[0].expect("status of 409")
    _save(page)
    expect(page.get_by_text("changed on another device")).to_be_visible()
    _save(page)
    expect(page.get_by_role("heading", name="Professionals")).to_be_visible()
    kept = noor.get("/safety/plan").json
    assert (kept["signs"], kept["coping"]) == ([SIGN], ["Music without words."])


@pytest.fixture
def kept(enter, watches, noor) -> Page:
    """A page of hers with the plan kept on the device."""
    noor.put("/safety/plan", WRITTEN)
    page = enter("/plan", noor)
    page.evaluate(WORKER)
    assert not page.evaluate(KEPT)
    expect(page.get_by_text("Anybody who uses this device can open a kept copy.")).to_be_visible()
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.get_by_role("button", name="Remove it from this device")).to_be_visible()
    return page


def _offline(page: Page, watches) -> Page:
    """A new tab of the same device without network and without a session."""
    watches[0].expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    fresh = page.context.new_page()
    fresh.goto("/plan")
    return fresh


def test_a_kept_plan_is_read_in_full_without_network_and_without_signing_in_in_either_language(kept, watches):
    page = _offline(kept, watches)
    expect(page.get_by_text(SIGN)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Call +1 212 555 0142")).to_be_visible()
    expect(page.get_by_text("This is the copy kept on this device.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Change"))).to_be_hidden()
    assert faults(page) == []
    page.get_by_role("contentinfo").get_by_role("link", name="Español").click()
    expect(page.get_by_role("heading", name="Su plan de seguridad")).to_be_visible()
    page.reload()
    expect(page.get_by_text(SIGN)).to_be_visible()
    expect(page.get_by_role("heading", name="Su plan de seguridad")).to_be_visible()


def test_a_kept_plan_follows_its_changes(kept, watches, noor):
    noor.put("/safety/plan", WRITTEN | {"signs": ["I skip meals."]})
    kept.reload()
    expect(kept.get_by_text("I skip meals.")).to_be_visible()
    page = _offline(kept, watches)
    expect(page.get_by_text("I skip meals.")).to_be_visible()


def test_signing_out_leaves_the_plan_and_offers_to_remove_it(kept, watches):
    kept.goto("/sign-out")
    expect(kept.get_by_text("Your safety plan is still on this device")).to_be_visible()
    assert kept.evaluate(KEPT)
    kept.goto("/plan")
    expect(kept.get_by_text(SIGN)).to_be_visible()
    kept.goto("/sign-out")
    rest(kept)
    assert faults(kept) == []
    kept.get_by_role("button", name="Remove the copy from this device").click()
    expect(kept.get_by_text("The copy is gone from this device.")).to_be_visible()
    assert not kept.evaluate(KEPT)
    kept.goto("/plan")
    expect(kept.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_leaving_at_once_takes_the_plan_off_the_device(kept, watches):
    kept.context.route(OUTSIDE, lambda route: route.fulfill(body="Sunny.", content_type="text/html"))
    watches[0].expect(OUTSIDE)
    kept.get_by_role("link", name="Leave this site").click()
    kept.wait_for_url(OUTSIDE)
    kept.goto("/plan")
    expect(kept.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    assert not kept.evaluate(KEPT)


def test_somebody_else_who_signs_in_on_the_device_is_not_shown_the_plan(kept, watches, product, noor):
    other = newcomer(product, "Remy")
    page = kept.context.new_page()
    page.goto("/help.html")
    tokens = {"access": other.tokens["access_token"], "refresh": other.tokens["refresh_token"]}
    page.evaluate("tokens => sessionStorage.setItem('session.clients', JSON.stringify(tokens))", tokens)
    page.goto("/plan")
    expect(page.get_by_text("Your plan is not kept on this device.")).to_be_visible()
    rest(page)
    assert SIGN not in page.content()
    watches[0].expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("We could not reach the practice.")).to_be_visible()
    assert SIGN not in page.content()
