"""A therapist's calendar on screen: hours looked at before they are saved, days off, another calendar, and a session moved and cancelled."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer, agree, hand_in, newcomer
from tests.browser.rooms import rest
from tests.browser.zones import unnamed


@pytest.fixture
def iris(product) -> Newcomer:
    """Somebody new in Pat's care, in New York, with a session in Pat's Chicago calendar."""
    person = newcomer(product, "Iris")
    agree(person)
    hand_in(person)
    pat = product.sign_in("pat").id
    assert person.post("/care", {"provider_id": pat}).status == 201
    slots = person.get(f"/providers/{pat}/slots?minutes=50&format=video").json["slots"]
    booked = person.post("/appointments", {"provider_id": pat, "start": slots[-1]["start"], "minutes": 50, "format": "video"})
    assert booked.status == 201
    person.appointment = booked.json["id"]
    return person


def _file(begin: datetime) -> FilePayload:
    event = f"UID:1\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Oncologist\r\nDTSTART:{begin:%Y%m%dT%H%M%S}\r\nDURATION:PT2H"
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    return {"name": "mine.ics", "mimeType": "text/calendar", "buffer": text.encode()}


def test_hours_tell_what_they_change_before_they_are_saved(enter, product):
    rae = product.sign_in("rae")
    before = rae.get("/availability").json
    page = enter("/provider/calendar", "rae")
    expect(page.get_by_text(re.compile(r"times open for clients"))).to_be_visible()

    page.get_by_role("button", name="Later").click()
    page.get_by_role("link", name=re.compile("^Edit hours Friday")).click()
    form = page.locator("#hours")
    form.get_by_role("button", name="Add hours").click()
    expect(form.get_by_label("Hours 1, from")).to_be_focused()
    form.get_by_label("Hours 1, from").fill("22:00")
    form.get_by_label("Hours 1, to").fill("01:00")

    expect(form.get_by_text("These hours run past midnight.")).to_be_visible()
    expect(form.get_by_text(re.compile(r"Clients would see \d+ 50-minute times .* Now they see \d+"))).to_be_visible()
    expect(form.get_by_text("Nobody loses a session")).to_be_visible()
    assert rae.get("/availability").json == before
    # The bar that stays on top must not lie over a row of links.
    page.evaluate("scrollTo(0, 0)")
    rest(page)
    assert faults(page) == []
    form.get_by_label(re.compile("^Only ")).check()
    form.get_by_role("button", name="Save hours").click()
    expect(page.get_by_text("Saved. Clients see these hours now.")).to_be_visible()
    assert [day["windows"] for day in rae.get("/availability").json["dates"]] == [[{"opens": 1320, "closes": 1500}]]
    rae.put("/availability", before)


def test_days_off_limits_and_another_calendar_are_kept_by_keyboard_and_in_spanish(enter, product):
    rae = product.sign_in("rae")
    before = rae.get("/availability").json
    first = datetime.now() + timedelta(days=40)

    page = enter("/provider/calendar/time-off", "rae")
    page.get_by_label("First day off").fill(f"{first:%Y-%m-%d}")
    page.get_by_label("Last day off").fill(f"{first + timedelta(days=6):%Y-%m-%d}")
    expect(page.get_by_text(re.compile("Clients would see no|Clients would see 0"))).to_be_visible()
    page.get_by_role("button", name="Take these days off").press("Enter")
    expect(page.get_by_text("Saved. Clients see this now.")).to_be_visible()
    assert len(rae.get("/availability").json["dates"]) == 7
    page.get_by_role("button", name=re.compile("^Work again")).press("Enter")
    expect(page.get_by_text("No days off are planned.")).to_be_visible()

    page.goto("/provider/calendar/limits")
    page.get_by_label("Kept free between sessions").select_option("30")
    page.get_by_role("button", name="Add a type or length").click()
    page.get_by_role("button", name="Save types and limits").click()
    expect(page.get_by_text(re.compile("is there twice with the same length")).first).to_be_visible()
    page.get_by_role("button", name=re.compile("^Remove type")).last.click()
    expect(page.get_by_role("button", name="Add a type or length")).to_be_focused()
    page.get_by_role("button", name="Save types and limits").click()
    expect(page.get_by_text("Saved. Clients see this now.")).to_be_visible()
    assert rae.get("/availability").json["buffer_minutes"] == 30
    rae.put("/availability", before)

    page.goto("/provider/calendar/other")
    page.get_by_label("Or a calendar file").set_input_files(files=[_file(datetime.now() + timedelta(days=3))])
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("One busy time from now on is closed to clients.")).to_be_visible()
    rest(page)
    assert faults(page) == []
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("No other calendar is connected.")).to_be_visible()


def test_an_address_inside_our_own_house_is_refused_in_words(enter, product, watches):
    page = enter("/provider/calendar/other", "rae")
    watches[0].expect("status of 422")
    page.get_by_label("Its private address").fill("https://127.0.0.1/latest/meta-data")
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("The address has to be a public one").first).to_be_visible()


def test_a_session_is_moved_and_cancelled_by_its_therapist_with_both_clocks_in_view(enter, product, iris):
    page = enter(f"/provider/calendar/session/{iris.appointment}", "pat")
    expect(page.get_by_role("heading", name="Session with Iris")).to_be_visible()
    expect(page.get_by_text(re.compile(r"[AP]M\s+E[SD]T"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"[AP]M\s+C[SD]T")).first).to_be_visible()
    was = iris.get(f"/appointments/{iris.appointment}").json["start"]

    choose(page, "Day")
    assert "for Iris" in choose(page, "Time")
    page.get_by_role("button", name="Move the session").click()
    expect(page.get_by_text("Moved. The client is told.")).to_be_visible()
    assert iris.get(f"/appointments/{iris.appointment}").json["start"] != was
    rest(page)
    assert faults(page) == []

    page.get_by_text("Cancel it").click()
    expect(page.get_by_text("A cancellation by you costs the client nothing.")).to_be_visible()
    page.get_by_role("button", name="Cancel the session").click()
    expect(page.get_by_text("Canceled. The client is told.")).to_be_visible()
    assert iris.get(f"/appointments/{iris.appointment}").json["status"] == "cancelled"


def choose(page, label: str, *, index: int = 1) -> str:
    """Choose an option of a list; returns its words."""
    select = page.get_by_label(label, exact=True)
    expect(select.locator("option").nth(index)).to_be_attached()
    select.select_option(index=index)
    return str(select.locator("option").nth(index).inner_text())


def test_a_therapist_books_for_who_waits_once_and_weekly_by_both_clocks(enter, product, iris):
    pat = product.sign_in("pat")
    until = f"{datetime.now() + timedelta(days=20):%Y-%m-%d}"
    wishes = {"weekdays": [7], "until": until, "zone": "America/New_York"}
    assert iris.put(f"/providers/{pat.id}/waitlist", wishes).status == 200

    page = enter("/provider/calendar/waiting", "pat")
    row = page.get_by_role("listitem").filter(has_text="Iris").last
    expect(row).to_contain_text("Sunday, until")
    expect(row).to_contain_text("in Eastern time")
    rest(page)
    assert faults(page) == []
    row.get_by_role("link", name=re.compile("^Book for them")).click()

    choose(page, "Day", index=2)
    said = choose(page, "Time")
    assert re.search(r"[AP]M\s+C[SD]T, \d+:\d\d\s+[AP]M\s+E[SD]T for Iris", said)
    page.get_by_role("button", name="Book this session").click()
    expect(page.get_by_role("heading", name="Booked")).to_be_visible()
    expect(page.get_by_text("The client is told.")).to_be_visible()
    assert unnamed(page, least=1) == []
    rest(page)
    assert faults(page) == []
    (single,) = [one for one in iris.get("/appointments").json["items"] if one["id"] != iris.appointment]

    page.get_by_role("button", name="Book another").click()
    page.get_by_label("Client", exact=True).select_option(label="Iris")
    earlier = datetime.fromisoformat(single["start"]) - timedelta(days=7)
    days = page.get_by_label("Day", exact=True).locator("option")
    expect(days.nth(1)).to_be_attached()
    first = [one for one in days.all() if one.get_attribute("value") == f"{earlier:%Y-%m-%d}"]
    day = first[0] if first else days.nth(1)
    page.get_by_label("Day", exact=True).select_option(value=day.get_attribute("value"))
    choose(page, "Time")
    page.get_by_label("How often").select_option(label="Every week")
    rest(page)
    assert faults(page) == []
    page.get_by_role("button", name="Book these sessions").click()
    expect(page.get_by_text(re.compile(r"^\d sessions are booked"))).to_be_visible()
    busy = page.get_by_text("The client has another appointment then.")
    if first:
        expect(busy).to_be_visible()
        page.get_by_role("button", name=re.compile("^Book ")).first.click()
        expect(busy).to_have_count(0)
    assert unnamed(page, least=2) == []
    assert faults(page) == []
    assert len({one["series_id"] for one in iris.get("/appointments").json["items"] if one["series_id"]}) == 1

    page.goto("/provider/calendar")
    page.get_by_role("button", name="List").click()
    for _ in range(4):
        page.get_by_role("button", name="Later").click()
        rest(page)
        if page.get_by_text(re.compile(r"E[SD]T for Iris")).count():
            break
    expect(page.get_by_text(re.compile(r"E[SD]T for Iris")).first).to_be_visible()
    rest(page)
    assert faults(page) == []


def test_who_would_lose_a_time_gets_a_message_that_is_begun_for_the_therapist(enter, product, iris):
    when = datetime.fromisoformat(iris.get(f"/appointments/{iris.appointment}").json["start"])
    page = enter("/provider/calendar/time-off", "pat")
    page.get_by_label("First day off").fill(f"{when:%Y-%m-%d}")
    page.get_by_role("link", name=re.compile("^Write a message Iris")).first.click()
    words = page.get_by_label(re.compile("Your message"))
    expect(words).to_have_value(re.compile(r"Hello Iris\. My hours are changing.*\s+C[SD]T"))
    words.fill("Would Thursday suit you?")
    rest(page)
    assert faults(page) == []
