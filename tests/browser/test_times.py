"""A client elsewhere than their therapist books, repeats, waits, takes what is kept, and ends it all, in both languages, every time with its zone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer
from tests.browser.rooms import rest
from tests.browser.test_journey import at, press
from tests.browser.waiting import ZONE, cared_for, fill_a_day, offered, open_on, pat
from tests.browser.zones import unnamed
from tests.journeys.product import Product


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
