"""After a session, and in an emergency: what both see, answer and find again."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.calls import book
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

    room.get_by_role("button", name="Book the same time").click()
    expect(room.get_by_text("Booked: ")).to_be_visible()
    again = start + timedelta(days=7)
    coming = [one for one in ana.get("/appointments").json["items"] if one["status"] == "booked" and one["format"] == "video"]
    assert again in [datetime.fromisoformat(one["start"]).astimezone(UTC) for one in coming]


def test_a_client_whose_therapist_does_not_come_is_told_owed_the_minutes_and_the_practice_sees_it(enter, product, watches):
    booked = book(product, 9, ("dee",))
    dee, at = product.sign_in("dee"), booked.begin
    at(-5)
    assert dee.post(f"/appointments/{booked.id}/join", {"location_state": "NY", "private": True}).status == 200
    page = enter(f"/session/{booked.id}", "dee")
    watches[-1].expect("status of 422")
    expect(page.get_by_text("You do not need to do anything.")).to_be_visible()
    at(5)
    page.reload()
    expect(page.get_by_text("Pat is late.")).to_be_visible()
    expect(page.get_by_text("the clinician on call")).to_be_hidden()
    at(10.2)
    page.reload()
    expect(page.get_by_text("We have told Pat and the clinician on call.")).to_be_visible()
    office = enter("/provider/work", "amy")
    expect(office.get_by_text("The client is waiting. Call the therapist.").first).to_be_visible()
    at(66)
    office.reload()
    listed = office.get_by_role("listitem").filter(has_text=f"session {booked.id[-6:]}")
    expect(listed.get_by_text("The therapist did not come.")).to_be_visible()
    expect(office.get_by_text("Dee")).to_have_count(0)
    _look(office, "absence")
    page.reload()
    expect(page.get_by_role("heading", name="Pat did not come")).to_be_visible()
    expect(page.get_by_text("its 50 minutes are credited to you")).to_be_visible()
    _look(page, "not-come")
    listed.get_by_role("button", name="Seen to").click()
    expect(listed).to_have_count(0)


def test_a_session_without_a_word_waits_on_its_therapists_day_until_they_say_that_it_did_not_take_place(enter, product, watches):
    booked = book(product, 2, ("eli",))
    pat, eli = product.sign_in("pat"), product.sign_in("eli")
    booked.begin(0)
    for one in (pat, eli):
        assert one.post(f"/appointments/{booked.id}/join", {"location_state": "NY", "private": True}).status == 200
    product.desk("clock", {"advance_minutes": 70})

    page = enter("/provider/", "pat")
    watches[-1].expect("status of 422")
    expect(page.get_by_role("heading", name="Session with Eli is over")).to_be_visible()
    _look(page, "unsaid")
    page.get_by_role("link", name="Say what came of it Eli").click()
    page.get_by_text("Nobody came", exact=True).click()
    expect(page.get_by_text("they have not missed it and it costs them nothing")).to_be_visible()
    page.get_by_text("It did not take place", exact=True).click()
    page.get_by_label("The client was there and I was not.").check()
    _look(page, "what-came")
    page.get_by_role("button", name="Record that it did not take place").click()
    expect(page.get_by_text("Recorded. The client is told.")).to_be_visible()
    assert [(one["kind"], one["minutes"]) for one in eli.get("/ledger").json["items"]] == [("credit", 50)]
