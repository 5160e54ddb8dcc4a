"""A client elsewhere than their therapist books, repeats, waits, takes what is kept, and ends it all, in both languages, every time with its zone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer
from tests.browser.rooms import rest
from tests.browser.test_journey import at, press
from tests.browser.waiting import ZONE, cared_for, fill_a_day, offered, open_on, pat
from tests.browser.watching import Watch
from tests.browser.zones import unnamed
from tests.journeys.product import Person, Product


def sound(page: Page, *, least: int = 1) -> None:
    """At both sizes, and with every time's zone."""
    rest(page)
    assert unnamed(page, least=least) == []
    assert faults(page) == []


@pytest.fixture(scope="module")
def uma(product: Product) -> Newcomer:
    return cared_for(product, "Uma")


def book_a_series(page: Page) -> None:
    at(page, re.compile("When would you like to see Pat"))
    sound(page, least=5)
    page.get_by_label("Evenings").check()
    assert unnamed(page, least=0) == []
    page.get_by_label("Evenings").uncheck()
    press(page, "Take this time")
    at(page, "Check and book")
    expect(page.get_by_text("For Pat Hollis")).to_be_visible()
    page.get_by_label("How often").select_option(label="Every two weeks")
    page.get_by_label("How many").select_option(label="4 sessions")
    sound(page, least=2)
    press(page, "Book these sessions")
    at(page, "Your sessions are booked")


def test_sessions_that_repeat_stand_in_one_row_and_end_from_a_date_on(enter, product, uma):
    page = enter("/book", uma)
    book_a_series(page)
    sound(page, least=4)

    page.goto("/sessions")
    at(page, "Your sessions")
    sound(page)
    press(page, re.compile("^See all"))
    at(page, "Your regular sessions")
    coming = [one for one in uma.get("/appointments").json["items"] if one["status"] == "booked"]
    assert len(coming) == 4
    page.get_by_label("From this one on").select_option(index=2)
    expect(page.get_by_text("It costs nothing.")).to_be_visible()
    press(page, "Cancel 2 sessions")
    expect(page.get_by_text("The sessions are canceled.")).to_be_visible()
    sound(page)
    assert sum(one["status"] == "booked" for one in uma.get("/appointments").json["items"]) == 2


def test_who_waits_is_offered_what_is_freed_and_takes_it(enter, product, uma):
    other = cared_for(product, "Vera")
    day, made = fill_a_day(other, product)
    page = enter(f"/wait/{pat(product)}", uma)
    at(page, re.compile("Wait for a time with Pat"))
    assert faults(page) == []
    page.get_by_label(f"{day:%A}").check()
    page.get_by_label("Until").fill(day.isoformat())
    press(page, "Wait for it")
    at(page, re.compile("You are waiting for a time with Pat"))
    page.reload()
    at(page, re.compile("You are waiting for a time with Pat"))
    assert faults(page) == []

    other.post(f"/appointments/{made[0]}/cancel")
    (offer,) = offered(uma)
    assert (offer["zone"], offer["start"][:10]) == (ZONE, day.isoformat())
    assert open_on(other, product, day) == []

    page.goto("/sessions")
    at(page, "Your sessions")
    sound(page, least=2)
    press(page, "See it and take it")
    at(page, "A time is kept for you")
    sound(page, least=3)
    press(page, re.compile("^Take "))
    at(page, "Your session is booked")
    sound(page, least=2)
    page.goto(f"/offers/{offer['id']}")
    at(page, "You have taken this time")
    assert faults(page) == []
    for appointment_id in made[1:]:
        other.post(f"/appointments/{appointment_id}/cancel")


def test_the_private_calendar_address_is_shown_once_and_ends(enter, product, uma):
    page = enter("/calendar", uma)
    at(page, "Your sessions in your own calendar")
    assert faults(page) == []
    press(page, "Make an address")
    address = page.get_by_label("Address")
    expect(address).to_have_value(re.compile(r"/api/feeds/.+/calendar\.ics$"))
    first = address.input_value()
    assert faults(page) == []
    assert "BEGIN:VCALENDAR" in page.request.get(first).text()

    press(page, "Make a new address")
    expect(address).not_to_have_value(first)
    assert page.request.get(first).status == 404
    page.reload()
    expect(page.get_by_text("There is an address since")).to_be_visible()
    sound(page)
    press(page, "End it")
    expect(page.get_by_text("There is no address")).to_be_visible()


def test_all_of_it_reads_in_spanish_with_every_zone(enter, product, uma):
    page = enter("/book", uma, locale="es-US")
    at(page, re.compile("¿Cuándo le gustaría ver a Pat"))
    sound(page, least=5)
    press(page, "Tomar esta hora")
    at(page, "Revise y reserve")
    page.get_by_label("Con qué frecuencia").select_option(label="Cada semana")
    page.get_by_label("Cuántas").select_option(label="4 sesiones")
    sound(page, least=2)
    press(page, "Reservar estas sesiones")
    at(page, "Sus sesiones están reservadas")
    sound(page, least=4)
    appointment = next(one for one in uma.get("/appointments").json["items"] if one["status"] == "booked")
    for path, heading in (
        ("/sessions", "Sus sesiones"),
        (f"/sessions/{appointment['id']}/change", "Cambiar o cancelar"),
        (f"/sessions/{appointment['id']}/move", "Pasarla a otra hora"),
        (f"/booked/{appointment['id']}", "Su sesión está reservada"),
        (f"/wait/{pat(product)}?moves={appointment['id']}", re.compile("Esperar una hora con Pat")),
    ):
        page.goto(path)
        at(page, heading)
        sound(page)


def refuse(watches: list[Watch], *statuses: int) -> None:
    """These answers of the server are what the test is about."""
    for status in statuses:
        watches[-1].expect(f"status of {status}")


def book_through(person: Person, product: Product, start: str) -> None:
    body = {"provider_id": pat(product), "start": start, "minutes": 50, "format": "video"}
    assert person.post("/appointments", body).status == 201


def test_who_is_too_late_is_shown_what_is_nearest_and_a_series_what_it_could_not_get(enter, product, watches):
    una, other = cared_for(product, "Una"), cared_for(product, "Xan")
    page = enter("/book", una)
    refuse(watches, 409)
    at(page, re.compile("When would you like to see Pat"))
    wanted = open_on(una, product)[0]["start"]
    press(page, "Take this time")
    at(page, "Check and book")
    book_through(other, product, wanted)
    press(page, "Book this session")
    at(page, re.compile("When would you like to see Pat"))
    expect(page.get_by_text(re.compile("was just taken$")).first).to_be_visible()
    expect(page.locator(".slot[data-state=taken] s")).to_have_count(1)
    near = page.locator(".lit").filter(has_text="These are the nearest").get_by_role("button")
    expect(near).to_have_count(2)
    sound(page, least=5)

    near.first.click()
    at(page, "Check and book")
    free = datetime.fromisoformat(open_on(una, product)[0]["start"])
    page.get_by_label("How often").select_option(label="Every week")
    page.get_by_label("How many").select_option(label="4 sessions")
    taken = {one["start"] for one in open_on(other, product)} & {(free + timedelta(days=7)).isoformat()}
    for start in taken:
        book_through(other, product, start)
    press(page, "Book these sessions")
    at(page, "Your sessions are booked")
    if taken:
        lit = page.locator(".lit").filter(has_text="These dates could not be had")
        expect(lit).to_contain_text("somebody else has it.")
        expect(lit.get_by_role("link")).to_have_count(2)
    sound(page, least=4)


def test_who_sees_two_therapists_chooses_among_both_and_is_told_of_a_state_without_a_licence(enter, product, watches):
    tom = cared_for(product, "Tom")
    second = next(one["provider_id"] for one in tom.get("/matches").json["matches"] if one["provider_id"] != pat(product))
    assert tom.post("/care", {"provider_id": second}).status in (200, 201)
    page = enter("/book", tom)
    refuse(watches, 422)
    page.get_by_label("With", exact=True).select_option(label="Everybody you see")
    sound(page, least=5)
    assert len(set(page.locator(".slot .small").all_text_contents())) == 2
    press(page, "Take this time")
    at(page, "Check and book")
    profile = tom.get("/me").json
    assert (
        tom.put("/me", {name: profile[name] for name in ("preferred_name", "zone", "birth_date", "phone")} | {"home_state": "HI"}).status
        == 200
    )
    press(page, "Book this session")
    expect(page.get_by_text("not where your profile says you live")).to_be_visible()
    sound(page, least=1)


def test_what_has_come_to_cost_more_is_shown_anew_before_anything_is_cancelled(enter, product, watches):
    wren = cared_for(product, "Wren")
    starts = [datetime.fromisoformat(one["start"]) for one in open_on(wren, product)]
    late, start = starts[0], next(one for one in starts if one > starts[0] + timedelta(hours=26))
    body = {"provider_id": pat(product), "minutes": 50, "format": "video"}
    first, session = (wren.post("/appointments", body | {"start": one.isoformat()}).json["id"] for one in (late, start))
    # The first change that is late costs nothing.
    product.desk("clock", {"now": (late - timedelta(hours=23)).isoformat()})
    assert wren.post(f"/appointments/{first}/cancel", {}).json["grace"]

    page = enter(f"/sessions/{session}/change", wren)
    expect(page.get_by_text(re.compile("^Free until"))).to_be_visible()
    # Between two quarter hours: on one, the soonest time that is open ceases to be while it is looked at.
    product.desk("clock", {"now": (start - timedelta(hours=22, minutes=50)).isoformat()})
    watches[0].expect("status of 409")
    press(page, "Cancel this session")
    expect(page.get_by_text("What this costs has changed")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel for $60")).to_be_visible()
    sound(page)
    assert wren.get(f"/appointments/{session}").json["status"] == "booked"

    page.goto(f"/sessions/{session}/move")
    press(page, "Take this time")
    press(page, "Move it for $60")
    at(page, "Your session is booked")
    (own,) = [one for one in wren.get("/ledger").json["items"] if one["appointment_id"] == session]
    assert (own["kind"], own["cents"]) == ("late_fee", 6000)
