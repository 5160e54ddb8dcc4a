"""How a time with pat comes to be offered: somebody books a whole day, another waits for it, and one time of it is freed."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

from tests.browser.newcomers import Newcomer, agree, hand_in, newcomer
from tests.journeys.product import Person, Product

ZONE = "America/Los_Angeles"
PATIENCE_SECONDS = 60


def cared_for(product: Product, name: str, **facts: Any) -> Newcomer:
    """Somebody new in pat's care, who works in Chicago's time; they live in New York and are in Los Angeles' time."""
    person = newcomer(product, name, zone=ZONE, **facts)
    agree(person)
    hand_in(person)
    assert person.post("/care", {"provider_id": pat(product)}).status in (200, 201)
    return person


def pat(product: Product) -> str:
    """Pat's id."""
    return next(str(one["id"]) for one in product.desk("demo.json")["people"] if one["key"] == "pat")


def open_on(person: Person, product: Product, day: date | None = None) -> list[dict[str, Any]]:
    """Pat's open times, of one day by Los Angeles' clock or of two weeks."""
    span = f"&from={day}&to={day + timedelta(days=1)}" if day else ""
    return list(person.get(f"/providers/{pat(product)}/slots?minutes=50&zone={ZONE}{span}").json["slots"])


def fill_a_day(person: Newcomer, product: Product) -> tuple[date, list[str]]:
    """Book every time of the day soonest ahead that has the fewest. Returns it and the appointments."""
    by_day: dict[str, int] = {}
    for slot in open_on(person, product)[1:]:
        by_day[slot["start"][:10]] = by_day.get(slot["start"][:10], 0) + 1
    # One of each weekday only: an earlier one of the same weekday would be open.
    first = {date.fromisoformat(day).isoweekday(): day for day in sorted(by_day, reverse=True)}
    day = date.fromisoformat(min(first.values(), key=lambda one: by_day[one]))
    made: list[str] = []
    while left := open_on(person, product, day):
        body = {"provider_id": pat(product), "start": left[0]["start"], "minutes": 50, "format": left[0]["formats"][0]}
        made.append(person.post("/appointments", body).json["id"])
    return day, made


def offered(person: Person) -> list[dict[str, Any]]:
    """The open offers to somebody, once there are some."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (offers := [one for one in person.get("/offers").json["items"] if one["state"] == "open"]):
        assert time.monotonic() < until, "nothing is offered"
        time.sleep(0.2)
    return offers


def an_offer(product: Product, person: Person) -> str:
    """Let a client in pat's care be offered a time. Returns the offer's id."""
    other = cared_for(product, "Wes")
    day, made = fill_a_day(other, product)
    wishes = {"weekdays": [day.isoweekday()], "until": day.isoformat(), "zone": ZONE}
    assert person.put(f"/providers/{pat(product)}/waitlist", wishes).status == 200
    for appointment_id in made:
        other.post(f"/appointments/{appointment_id}/cancel")
    return str(offered(person)[0]["id"])


def a_series(product: Product, person: Person) -> str:
    """Book two dates for a client in pat's care, from the last open time on. Returns the series' id."""
    slot = person.get(f"/providers/{pat(product)}/slots?minutes=50").json["slots"][-1]
    body = {"provider_id": pat(product), "start": slot["start"], "minutes": 50, "format": "video", "count": 2}
    return str(person.post("/series", body).json["id"])
