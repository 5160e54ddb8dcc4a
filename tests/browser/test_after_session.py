"""After a session, and in an emergency: what both see, answer and find again."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.looking import faults

PICTURES = os.environ.get("PICTURES")


def _look(page: Page, name: str) -> None:
    assert faults(page) == [], name
    for width in (320, 1280) if PICTURES else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=str(Path(PICTURES or "") / f"{name}-{width}.png"), full_page=True)


def test_from_an_emergency_panel_to_two_answers_credited_minutes_and_the_same_time_next_week(enter, product, watches):
    ana, pat = product.sign_in("ana"), product.sign_in("pat")
    booked = next(one for one in ana.get("/appointments").json["items"] if one["status"] == "booked" and one["format"] == "video")
    start, path = datetime.fromisoformat(booked["start"]).astimezone(UTC), f"/appointments/{booked['id']}"

    def at(minutes: int) -> None:
        product.desk("clock", {"now": (start + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")})

    at(-1)
    said = {"location_state": "NY", "private": False, "place": "12 Willow Lane, Brooklyn"}
    assert ana.post(f"{path}/join", said).status == 200
    at(8)
    room = enter(f"/provider/room/{booked['id']}", "pat")
    room.get_by_role("button", name="Emergency: Ana").click()
    expect(room.get_by_text("12 Willow Lane, Brooklyn, New York")).to_be_visible()
    room.get_by_label("Whose number").fill("Police, Kings County")
    room.get_by_label("Ten digits").fill("911")
    room.get_by_role("button", name="Keep this number").click()
    expect(room.get_by_text("Give a name and a number of ten digits.")).to_be_visible()
    room.get_by_label("Ten digits").fill("(718) 555-0143")
    room.get_by_role("button", name="Keep this number").click()
    expect(room.get_by_role("link", name="7185550143")).to_have_attribute("href", "tel:+17185550143")
    _look(room, "emergency")

    assert pat.post(f"{path}/admit", {"client_id": booked["client_ids"][0]}).status == 200
    at(53)
    assert pat.post(f"{path}/end").status == 200
    over = enter(f"/session/{booked['id']}", "ana")
    expect(over.get_by_text("You waited 8 minutes past the start.")).to_be_visible()
    expect(over.get_by_text("5 minutes are credited to your account.")).to_be_visible()
    over.get_by_role("group", name="Did you feel heard").get_by_label("A little").check()
    _look(over, "check-out")
    over.get_by_role("button", name="Send the answers").click()
    expect(over.get_by_role("link", name="Look for another therapist")).to_be_visible()
    _look(over, "after")

    room.goto(room.url)
    expect(room.get_by_text("Ana: felt heard 2 of 5; it helped not answered.")).to_be_visible()
    _look(room, "held")
