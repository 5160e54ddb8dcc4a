"""What a guardian sees and does: sessions, consents and costs of their teen, and nothing of what the teen tells."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import rest

pytestmark = pytest.mark.calm


def test_a_guardian_sees_when_and_with_whom_and_reads_what_stays_with_the_teen(enter):
    page = enter("/home", "gil")
    expect(page.get_by_role("heading", name="You have agreed to everything for Theo")).to_be_visible()
    expect(page.get_by_role("list", name="Sessions of Theo").get_by_role("listitem")).to_contain_text("Rae Lindqvist")
    expect(page.get_by_role("heading", name="What you do not see")).to_be_visible()
    expect(page.get_by_text("The safety plan, check-ins and homework.")).to_be_visible()


def test_a_guardian_withdraws_and_agrees_again_and_the_teen_is_told_what_is_needed(enter, product, watches):
    page = enter("/home", "gil")
    page.get_by_role("main").get_by_role("link", name="Read the texts").click()
    page.locator("main a[href$='/consents/telehealth']").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("button", name="Agree to this")).to_be_visible()
    teen = enter("/book", "teen")
    watches[-1].expect("status of 422")
    teen.get_by_role("main").locator(".button.primary").click()
    teen.wait_for_url("**/book/check")
    teen.get_by_role("main").locator(".button.primary").click()
    expect(teen.get_by_text("Consent to online therapy is needed first; under 18 a guardian gives it.")).to_be_visible()

    page.goto("/home")
    page.get_by_role("link", name="Read the first").click()
    expect(page.get_by_text("You agree as a guardian, for your teen.")).to_be_visible()
    page.get_by_role("button", name="Agree to this").click()
    expect(page.get_by_role("heading", name="You have agreed to everything for Theo")).to_be_visible()
    rest(page)
    assert product.sign_in("gil").get("/wards").json["items"][0]["missing"] == []
