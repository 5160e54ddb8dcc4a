"""A session between two real browsers, from Get ready to the end, with made-up cameras and the signalling emulator between them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls import CHECKED, KEEP_CONNECTIONS, PATIENT, TALKING, get_ready, grows, received
from tests.browser.looking import faults

LINE_LOOKED = re.compile(r"line looked (good|weak) at \d+:\d\d\s[AP]M\s\w+: \d")


@pytest.fixture
def appointment(product) -> dict[str, Any]:
    """Ana's next session with Pat."""
    booked = product.sign_in("ana").get("/appointments").json["items"]
    return next(one for one in booked if one["status"] == "booked" and one["format"] == "video")


def _wait_until(product, appointment, minutes: int) -> None:
    """Let it be so many minutes before the session."""
    start = datetime.fromisoformat(appointment["start"]).astimezone(UTC)
    product.desk("clock", {"now": (start - timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")})


def _both(enter, appointment) -> tuple[Page, Page]:
    ana = enter(f"/session/{appointment['id']}/ready", "ana", init=KEEP_CONNECTIONS)
    pat = enter(f"/provider/room/{appointment['id']}", "pat", init=KEEP_CONNECTIONS)
    get_ready(ana)
    pat.get_by_role("button", name="Open the room").click()
    return ana, pat


def _work_by_keys(ana: Page, pat: Page) -> None:
    """Camera, microphone and chat by single keys, which are letters in a field and can be switched off; Escape leaves nothing."""
    ana.keyboard.press("v")
    expect(pat.locator(".tile figcaption small")).to_be_visible()
    ana.keyboard.press("v")
    expect(pat.locator(".tile figcaption small")).to_be_hidden()
    ana.keyboard.press("m")
    expect(ana.get_by_role("button", name="Unmute")).to_be_visible()
    ana.keyboard.press("m")
    ana.keyboard.press("c")
    ana.get_by_label("Write to everybody here").press_sequentially("mvc")
    expect(ana.get_by_label("Write to everybody here")).to_have_value("mvc")
    expect(ana.get_by_role("button", name="Mute", exact=True)).to_be_visible()

    ana.get_by_role("button", name="Settings").click()
    dialog = ana.get_by_role("dialog")
    dialog.get_by_text("Captions", exact=True).click()
    expect(dialog.get_by_text("Quietroom writes nothing along itself")).to_be_visible()
    dialog.get_by_text("Keys", exact=True).click()
    dialog.get_by_label("Use M, V and C").uncheck()
    ana.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    ana.keyboard.press("Escape")
    ana.locator("body").press("m")
    expect(ana.get_by_role("button", name="Mute", exact=True)).to_be_visible()
    expect(ana.locator(TALKING)).to_be_visible()


def test_who_kept_the_devices_from_the_page_reads_where_this_browser_lets_it(enter, appointment):
    ana = enter(f"/session/{appointment['id']}/ready", "ana", permissions=[])
    ana.get_by_role("button", name="Try camera and sound").click()
    expect(ana.get_by_text("View site information")).to_have_count(2)
    expect(ana.get_by_text(CHECKED)).to_be_visible(timeout=PATIENT)
    expect(ana.get_by_text("Calls do not come through here")).to_be_hidden()
    assert faults(ana) == []


def test_who_comes_early_is_told_when_and_the_door_opens_by_itself(enter, product, watches, appointment):
    _wait_until(product, appointment, 17)
    ana = enter(f"/session/{appointment['id']}/ready", "ana")
    watches[-1].expect("status of 422")
    get_ready(ana)
    expect(ana.get_by_role("heading", name="It is not time yet")).to_be_visible()

    product.desk("clock", {"advance_minutes": 3})
    expect(ana.get_by_text("You do not need to do anything.")).to_be_visible(timeout=PATIENT)


def test_where_no_license_is_held_help_is_shown_the_therapist_knows_and_a_corrected_place_lets_in(enter, product, watches, appointment):
    _wait_until(product, appointment, 10)
    pat = enter(f"/provider/room/{appointment['id']}", "pat")
    ana = enter(f"/session/{appointment['id']}/ready", "ana")
    watches[-1].expect("status of 422")
    get_ready(ana, "AK")
    expect(ana.get_by_text("Pat cannot see you in Alaska")).to_be_visible()
    expect(ana.get_by_role("main").get_by_role("link", name="Call 988")).to_be_visible()
    pat.get_by_role("button", name="Open the room").click()
    expect(pat.get_by_text("Alaska; you hold no license there")).to_be_visible(timeout=PATIENT)
    expect(pat.get_by_role("button", name="Let Ana in")).to_be_hidden()

    ana.get_by_label("The state you are in right now").select_option("NY")
    ana.get_by_role("button", name="Go to the waiting room").click()
    expect(ana.get_by_text("You do not need to do anything.")).to_be_visible()
    expect(pat.get_by_role("button", name="Let Ana in")).to_be_visible(timeout=PATIENT)


def test_a_session_from_get_ready_to_the_end_with_sound_and_picture_both_ways(enter, product, appointment):
    _wait_until(product, appointment, 6)
    ana, pat = _both(enter, appointment)
    expect(ana.get_by_text("You do not need to do anything.")).to_be_visible()
    assert received(ana) == {"frames": 0, "sound": 0}
    expect(pat.get_by_text(LINE_LOOKED)).to_be_visible(timeout=PATIENT)

    pat.get_by_role("button", name="Let Ana in").click()
    for page in (ana, pat):
        expect(page.locator(TALKING)).to_be_visible(timeout=PATIENT)
    assert grows(ana)
    assert grows(pat)

    _work_by_keys(ana, pat)
    ana.reload()
    expect(ana.locator(TALKING)).to_be_visible(timeout=PATIENT)
    assert grows(ana)
    assert grows(pat)

    pat.reload()
    pat.get_by_role("button", name="Open the room").click()
    expect(pat.locator(TALKING)).to_be_visible(timeout=PATIENT)
    assert grows(ana)
    assert grows(pat)

    pat.get_by_role("button", name="End session").click()
    expect(pat.get_by_text("Attendance is recorded.")).to_be_visible()
    expect(ana.get_by_role("heading", name="This session is over")).to_be_visible(timeout=PATIENT)
    assert product.sign_in("ana").get(f"/appointments/{appointment['id']}").json["status"] == "completed"
