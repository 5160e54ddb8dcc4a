"""A session in writing, both sides in one flow: no device is asked for, no line is lost when the connection is, each stands there once."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.calls import KEEP_CONNECTIONS, PATIENT, book
from tests.browser.looking import faults
from tests.browser.rooms import PHONE

PICTURES = os.environ.get("PICTURES")

KEEP_ASKING = """
window.asked = 0;
if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = () => { window.asked += 1; return Promise.reject(new DOMException("", "NotAllowedError")); };
"""


def _write(page: Page, text: str) -> None:
    page.get_by_label("Write to everybody here").fill(text)
    page.get_by_role("button", name="Send").click()


def _look(page: Page, name: str) -> None:
    assert faults(page) == [], name
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_a_session_in_writing_from_get_ready_to_its_end_through_a_lost_line(call_product, enter_call, watches):
    session = book(call_product, 7, ("eli",), "text")
    session.begin(-5)
    eli = enter_call(f"/session/{session.id}/ready", "eli", init=KEEP_CONNECTIONS + KEEP_ASKING, viewport=PHONE, permissions=[])
    eli.get_by_text("This page uses no camera and no microphone.").wait_for()
    _look(eli, "writing-ready")
    eli.get_by_label("The state you are in right now").select_option("NY")
    eli.get_by_label("I am alone, or everyone here agreed").check()
    eli.get_by_role("button", name="Go to the waiting room").click()
    expect(eli.get_by_text("You do not need to do anything.")).to_be_visible()
    assert eli.get_by_role("button", name="Mute").count() == 0

    pat = enter_call(f"/provider/room/{session.id}", "pat", init=KEEP_CONNECTIONS + KEEP_ASKING, permissions=[])
    pat.get_by_role("button", name="Open the room").click()
    pat.get_by_role("button", name="Let Eli in").click(timeout=PATIENT)
    expect(pat.get_by_role("button", name="Let Eli in")).to_be_hidden(timeout=PATIENT)
    _write(pat, "Good to see you. How was the week?")
    expect(eli.get_by_text("Good to see you. How was the week?")).to_be_visible(timeout=PATIENT)
    session.begin(46)
    _write(eli, "Better than the last one.")
    expect(pat.get_by_text("Better than the last one.")).to_be_visible(timeout=PATIENT)
    expect(pat.get_by_role("button", name="Emergency: Eli")).to_be_visible()
    expect(pat.get_by_text("45 minutes have passed.")).to_be_visible(timeout=PATIENT)

    watches[-2].expect("ERR_INTERNET_DISCONNECTED")
    eli.context.set_offline(True)
    _write(eli, "This one waits.")
    expect(eli.get_by_text("goes out by itself")).to_be_visible(timeout=PATIENT)
    _write(eli, "And this one after it.")
    _look(eli, "writing-offline-320")
    _look(pat, "writing-room")
    eli.context.set_offline(False)
    said = ["Good to see you. How was the week?", "Better than the last one.", "This one waits.", "And this one after it."]
    expect(pat.locator(".chat-lines .said")).to_have_text(said, timeout=PATIENT)
    expect(eli.locator(".chat-lines .said")).to_have_text(said, timeout=PATIENT)
    expect(eli.get_by_text("goes out by itself")).to_be_hidden()

    eli.reload()
    expect(eli.locator(".chat-lines .said")).to_have_text(said, timeout=PATIENT)
    assert [page.evaluate("window.asked") for page in (eli, pat)] == [0, 0]
    pat.get_by_role("button", name="End session").click()
    expect(pat.get_by_text("Attendance is recorded.")).to_be_visible()
    expect(eli.get_by_role("heading", name="This session is over")).to_be_visible(timeout=PATIENT)
    expect(eli.get_by_text("Your session in writing took")).to_be_visible()
    expect(eli.get_by_text("Nothing was recorded.")).to_be_hidden()

    thread = next(one for one in session.product.sign_in("eli").get("/threads").json["items"] if one["kind"] == "care")
    kept = session.product.sign_in("eli").get(f"/threads/{thread['id']}/messages").json["items"]
    assert [one["text"] for one in reversed(kept)][-4:] == said
    held = session.product.sign_in("eli").get(f"/appointments/{session.id}/attendance").json
    assert (held["came"], held["lost_minutes"], held["credited_minutes"]) == (True, 0, 0)
