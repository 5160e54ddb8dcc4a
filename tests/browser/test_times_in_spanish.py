"""Both people's calendar in Spanish: booked, repeated, moved, waited for, canceled and missed, each by their own clock.

What is told of money and of the day the clocks change is read in English too.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.looking import faults
from tests.browser.newcomers import Newcomer
from tests.browser.rooms import rest
from tests.browser.test_calendar import _file, choose
from tests.browser.test_journey import at, press
from tests.browser.test_times import book_through, refuse
from tests.browser.waiting import an_offer, cared_for, open_on
from tests.browser.zones import unnamed
from tests.journeys.product import Product

SPANISH = {"locale": "es-US"}


def named(page: Page, *, least: int = 1) -> None:
    """Every time on the page has its zone."""
    rest(page)
    assert unnamed(page, least=least) == []


@pytest.fixture(scope="module")
def sol(product: Product) -> Newcomer:
    """In Los Angeles' time; her therapist works in Chicago's."""
    return cared_for(product, "Sol")


def booked(person: Newcomer) -> list[dict[str, Any]]:
    return [one for one in person.get("/appointments").json["items"] if one["status"] == "booked"]


def test_a_client_is_shown_the_nearest_times_books_and_moves(enter, product, watches, sol):
    other = cared_for(product, "Luz")
    page = enter("/book", sol, **SPANISH)
    refuse(watches, 409)
    at(page, re.compile("¿Cuándo le gustaría ver a Pat"))
    wanted = open_on(sol, product)[0]["start"]
    press(page, "Tomar esta hora")
    at(page, "Revise y reserve")
    book_through(other, product, wanted)
    press(page, "Reservar esta sesión")
    expect(page.get_by_text(re.compile("se acaba de ocupar$")).first).to_be_visible()
    near = page.locator(".lit").filter(has_text="Estas son las más cercanas").get_by_role("button")
    expect(near).to_have_count(2)
    named(page, least=5)
    near.first.click()
    at(page, "Revise y reserve")
    press(page, "Reservar esta sesión")
    at(page, "Su sesión está reservada")
    named(page, least=2)

    (session,) = booked(sol)
    page.goto(f"/sessions/{session['id']}/move")
    at(page, "Pasarla a otra hora")
    press(page, "Tomar esta hora")
    at(page, "Revise y cambie")
    expect(page.get_by_text(re.compile(r"^Gratis hasta el .*P[SD]T\. Después cuesta \$60"))).to_be_visible()
    named(page, least=3)
    press(page, "Cambiarla")
    at(page, "Su sesión está reservada")
    assert booked(sol)[0]["start"] != session["start"]


def test_a_client_takes_a_kept_time_and_makes_and_ends_a_calendar_address(enter, product, sol):
    page = enter(f"/offers/{an_offer(product, sol)}", sol, **SPANISH)
    at(page, "Hay una hora guardada para usted")
    named(page, least=3)
    press(page, re.compile("^Tomar "))
    at(page, "Su sesión está reservada")

    page.goto("/calendar")
    at(page, "Sus sesiones en su propio calendario")
    press(page, "Crear una dirección")
    address = page.get_by_label("Dirección")
    expect(address).to_have_value(re.compile(r"/api/feeds/.+/calendar\.ics$"))
    assert "BEGIN:VEVENT" in page.request.get(address.input_value()).text()
    press(page, "Terminarla")
    expect(page.get_by_text("No hay ninguna dirección")).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "note"),
    [("en-US", "The clocks have changed: times from here on are in PDT."), ("es-US", "Cambió la hora: desde aquí las horas son PDT.")],
)
def test_the_first_day_after_the_clocks_change_says_so(enter, product, sol, locale, note):
    first = date.fromisoformat(open_on(sol, product)[0]["start"][:10])

    def across(route: Route) -> None:
        answer = json.loads(route.fetch().text())
        like = answer["slots"][0]
        winter = {**like, "start": f"{first}T09:00:00-08:00", "zone_name": "PST"}
        summer = {**like, "start": f"{first + timedelta(days=1)}T09:00:00-07:00", "zone_name": "PDT"}
        route.fulfill(json={**answer, "slots": [winter, summer]})

    page = enter("/accessibility", sol, locale=locale)
    page.route("**/slots?*", across)
    page.goto("/book")
    expect(page.get_by_text(note)).to_be_visible()
    named(page, least=2)


def test_a_therapist_sets_hours_by_keyboard_takes_days_off_and_reads_another_calendar(enter, product):
    rae = product.sign_in("rae")
    before = rae.get("/availability").json
    page = enter("/provider/calendar", "rae", **SPANISH)
    page.get_by_role("button", name="Después").press("Enter")
    page.get_by_role("link", name=re.compile("^Cambiar horas viernes")).press("Enter")
    form = page.locator("#hours")
    form.get_by_role("button", name="Añadir horas").press("Enter")
    form.get_by_label("Horas 1, desde").fill("22:00")
    form.get_by_label("Horas 1, a").fill("01:00")
    expect(form.get_by_text("Estas horas pasan de la medianoche.")).to_be_visible()
    expect(form.get_by_text(re.compile(r"Los clientes verían \d+ horas de 50 minutos .* Ahora ven \d+"))).to_be_visible()
    form.get_by_label(re.compile("^Solo el")).press("Space")
    form.get_by_role("button", name="Guardar horas").press("Enter")
    expect(page.get_by_text("Guardado. Los clientes ya ven estas horas.")).to_be_visible()
    assert [day["windows"] for day in rae.get("/availability").json["dates"]] == [[{"opens": 1320, "closes": 1500}]]
    rae.put("/availability", before)

    page.goto("/provider/calendar/time-off")
    page.get_by_label("Primer día libre").fill(f"{datetime.now() + timedelta(days=40):%Y-%m-%d}")
    page.get_by_role("button", name="Tomar estos días libres").press("Enter")
    expect(page.get_by_text("Guardado. Los clientes ya lo ven.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Volver a trabajar")).press("Enter")
    expect(page.get_by_text("No hay días libres previstos.")).to_be_visible()

    page.goto("/provider/calendar/other")
    page.get_by_label("O un archivo de calendario").set_input_files(files=[_file(datetime.now() + timedelta(days=3))])
    page.get_by_role("button", name="Conectar", exact=True).press("Enter")
    expect(page.get_by_text("Una hora ocupada desde ahora está cerrada para los clientes.")).to_be_visible()
    page.get_by_role("button", name="Desconectar").press("Enter")
    expect(page.get_by_text("No hay otro calendario conectado.")).to_be_visible()


def test_a_therapist_books_weekly_sees_who_would_lose_a_time_and_moves_and_cancels(enter, product, sol):
    page = enter(f"/provider/calendar/book?client={sol.id}", "pat", **SPANISH)
    at(page, "Reservar una sesión")
    choose(page, "Día", index=2)
    assert re.search(r"[ap]\.\s?m\.\s+C[SD]T, .*[ap]\.\s?m\.\s+P[SD]T para Sol", choose(page, "Hora", index=3))
    page.get_by_label("Con qué frecuencia").select_option(label="Cada semana")
    page.get_by_role("button", name="Reservar estas sesiones").click()
    expect(page.get_by_text(re.compile(r"^\d sesiones están reservadas"))).to_be_visible()
    named(page, least=2)
    first = min((one for one in booked(sol) if one["series_id"]), key=lambda one: datetime.fromisoformat(one["start"]))

    page.goto("/provider/calendar/time-off")
    page.get_by_label("Primer día libre").fill(first["start"][:10])
    expect(page.get_by_text(re.compile("quedarían? fuera de sus horas"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Escribir un mensaje Sol"))).to_be_visible()
    named(page)

    page.goto(f"/provider/calendar/session/{first['id']}")
    at(page, "Sesión con Sol")
    named(page, least=2)
    choose(page, "Día")
    assert "para Sol" in choose(page, "Hora")
    page.get_by_role("button", name="Mover la sesión").click()
    expect(page.get_by_text("Movida. El cliente está avisado.")).to_be_visible()
    page.get_by_text("Cancelarla", exact=True).click()
    page.get_by_role("button", name="Cancelar la sesión").click()
    expect(page.get_by_text("Cancelada. El cliente está avisado.")).to_be_visible()
    assert sol.get(f"/appointments/{first['id']}").json["status"] == "cancelled"


@pytest.mark.parametrize("spanish", [True, False], ids=["es", "en"])
def test_late_changes_say_what_they_cost_and_a_missed_session_is_noted_and_its_fee_let_go(enter, product, spanish):
    def say(english: str, in_spanish: str) -> str:
        return in_spanish if spanish else english

    options = SPANISH if spanish else {}
    eva = cared_for(product, "Eva")
    slots = [datetime.fromisoformat(slot["start"]) for slot in open_on(eva, product)]
    # By noon there may be one time left of the day that notice leaves open first: it takes a day with room for two sessions.
    first = next(one for one in slots if any(other.date() == one.date() and other - one >= timedelta(hours=2) for other in slots))
    for start in (first, slots[-1]):
        book_through(eva, product, start.isoformat())
    soon, last = sorted(booked(eva), key=lambda one: datetime.fromisoformat(one["start"]))
    book_through(eva, product, open_on(eva, product, date.fromisoformat(soon["start"][:10]))[-1]["start"])
    missed = next(one for one in booked(eva) if one["id"] not in (soon["id"], last["id"]))
    product.desk("clock", {"now": (datetime.fromisoformat(soon["start"]) - timedelta(minutes=30)).isoformat()})

    page = enter(f"/sessions/{soon['id']}/change", eva, **options)
    expect(page.get_by_text(say("This time it costs nothing.", "Esta vez no cuesta nada."))).to_be_visible()
    named(page)
    press(page, say("Cancel this session", "Cancelar esta sesión"))
    at(page, say("Your session is canceled", "Su sesión está cancelada"))
    page.goto(f"/sessions/{missed['id']}/change")
    expect(page.get_by_text(say("Moving or canceling now costs $60.", "Cambiar o cancelar ahora cuesta $60."))).to_be_visible()
    expect(page.get_by_role("button", name=say("Cancel for $60", "Cancelar por $60"))).to_be_visible()
    named(page)

    product.desk("clock", {"now": (datetime.fromisoformat(missed["start"]) + timedelta(minutes=20)).isoformat()})
    # Only who was there can say that nobody else came.
    assert product.sign_in("pat").post(f"/appointments/{missed['id']}/join").status == 200
    office = enter(f"/provider/calendar/session/{missed['id']}", "pat", **options)
    office.get_by_text(say("Nobody came", "No vino nadie"), exact=True).click()
    expect(office.get_by_text(re.compile(say(r"^The client owes \$", r"^El cliente debe \$")))).to_be_visible()
    office.get_by_role("button", name=say("Record that nobody came", "Anotar que no vino nadie")).click()
    expect(office.get_by_text(say("Recorded.", "Anotado."), exact=True)).to_be_visible()
    office.goto(f"/provider/clients/{eva.id}/appointments")
    office.get_by_text(re.compile(say("^Let it go", "^Perdonarla"))).click()
    named(office)
    assert faults(office) == []
    office.get_by_label(say("Why", "Por qué"), exact=True).select_option(label=say("Illness", "Enfermedad"))
    office.get_by_role("button", name=re.compile(say(r"^Let \$", r"^Perdonar \$"))).click()
    expect(office.get_by_text(say("Let go. Because of illness.", "Perdonada. Por enfermedad."))).to_be_visible()
    page.goto("/record/costs")
    expect(page.get_by_text(say("Because of illness.", "Por enfermedad."))).to_be_visible()
