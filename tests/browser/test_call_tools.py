"""What can be done during a session beside talking: write, show a screen, change the camera; sound alone; no address told."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls import PATIENT, Session, book, enter_talking, grows, received, talking, until
from tests.browser.looking import faults

# A screen to share, without the browser's own dialog.
SCREEN = """
if (navigator.mediaDevices) navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const pen = canvas.getContext("2d");
  setInterval(() => { pen.fillStyle = `hsl(${Date.now() / 10 % 360} 80% 50%)`; pen.fillRect(0, 0, 640, 360); }, 100);
  return canvas.captureStream(10);
};
"""
CAMERA = "() => window.connections.at(-1).getSenders().find(({ track }) => track?.kind === 'video').track.label"


@pytest.fixture(scope="module")
def session(call_product) -> Session:
    """A session that has begun, its client having said where they are."""
    booked = book(call_product, 5, ("dee",))
    booked.begin()
    booked.say_where()
    return booked


def _write(page: Page, text: str) -> None:
    page.get_by_label("Write to everybody here").fill(text)
    page.get_by_role("button", name="Send").click()


def test_writing_showing_a_screen_and_another_camera(session, enter_call):
    dee, pat = enter_talking(session, enter_call, more=SCREEN)
    dee.get_by_role("button", name="Chat").click()
    _write(dee, "The form is called A-12.")
    pat.get_by_role("button", name="Chat: 1 new").click()
    expect(pat.get_by_text("The form is called A-12.")).to_be_visible()
    _write(pat, "Thank you.")
    expect(dee.get_by_text("Thank you.")).to_be_visible()
    for page in (dee, pat):
        assert faults(page) == []

    pat.get_by_role("button", name="Share screen").click()
    expect(dee.get_by_text("shares a screen")).to_be_visible()
    assert grows(dee)
    pat.get_by_role("button", name="Stop sharing").click()
    expect(dee.get_by_text("shares a screen")).to_be_hidden()

    dee.get_by_role("button", name="Settings").click()
    before = dee.evaluate(CAMERA)
    cameras = dee.get_by_role("combobox", name="Camera")
    # The second of Chromium's made-up cameras gives depth and no picture.
    cameras.select_option("fake_device_2")
    dee.get_by_role("dialog").get_by_role("button", name="Close").click()
    dee.wait_for_function(f"before => ({CAMERA})() !== before", arg=before, timeout=PATIENT)
    assert grows(pat)

    for key in ("dee", "pat"):
        person = session.product.sign_in(key)
        threads = [one for one in person.get("/threads").json["items"] if one["kind"] == "care"]
        texts = [one["text"] for thread in threads for one in person.get(f"/threads/{thread['id']}/messages").json["items"]]
        assert texts.count("Thank you.") == texts.count("The form is called A-12.") == 1


def test_who_wants_no_address_told_tells_none(session, enter_call):
    told: list[str] = []
    dee = enter_call(f"/session/{session.id}/ready", "dee")
    dee.on("websocket", lambda socket: socket.on("framesent", lambda text: told.append(str(text))))
    dee.get_by_role("button", name="Try camera and sound").click()
    dee.get_by_label("Do not show my internet address").check()
    dee.get_by_label("The state you are in right now").select_option("NY")
    dee.get_by_label("I am alone, or everyone here agreed").check()
    dee.get_by_role("button", name="Go to the waiting room").click()
    # No relay is given on this machine, and the page rather says so than show an address.
    expect(dee.get_by_text("There is no relay right now")).to_be_visible(timeout=PATIENT)
    until(dee, lambda: bool(told))
    dee.wait_for_timeout(1500)

    offers = [base64.b64decode(json.loads(text)["messagePayload"]).decode() for text in told]
    assert any('"type":"offer"' in offer for offer in offers)
    assert not any("a=candidate" in offer or "candidate:" in offer for offer in offers)


def test_a_session_by_sound_alone_opens_no_camera(call_product, enter_call):
    session = book(call_product, 6, ("eli",), "audio")
    session.begin()
    session.say_where()
    eli, pat = session.client(enter_call, "eli"), session.therapist(enter_call)
    session.let_in(pat)
    talking(eli, pat)
    for page in (eli, pat):
        before = received(page)["sound"]
        until(page, lambda page=page, before=before: received(page)["sound"] > before + 500)
        after = received(page)
        assert after["sound"] > before + 500
        assert after["frames"] == 0
        expect(page.get_by_role("button", name="Camera")).to_have_count(0)
