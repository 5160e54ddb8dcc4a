"""Every page of both apps, as the demo people reach it. A page whose route has no row here fails the tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Page

from tests.browser.newcomers import AT_RISK, hand_in, locked_out, newcomer, review_of
from tests.browser.waiting import a_series, an_offer
from tests.journeys.product import ROOT, Person, Product

Way = Callable[[Page], None]


@dataclass(frozen=True)
class Address:
    """One page. route: as in the app's route files, the portal's with /provider before it; the empty one is of no app.

    path: where it is, with names of `ids` in braces.   key: who opens it; empty for a visitor.   way: what to do there first.
    refused: an error the browser rightly notes there.
    """

    route: str
    path: str
    key: str = ""
    way: Way | None = None
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.key or 'visitor'}:{self.path}{'+' + self.way.__name__ if self.way else ''}"

    @property
    def pool(self) -> str:
        """Which app's session it needs."""
        return "staff" if self.path.startswith("/provider") else "clients"


def _onward(page: Page) -> None:
    page.locator("main .button.primary").click()


def _start_at(step: int) -> Way:
    """Answer the first questions until this one is asked."""

    def answer(page: Page) -> None:
        for asked in range(1, step):
            page.wait_for_url(f"**/start/{asked}")
            if asked == 4:
                page.locator("main select").select_option("NY")
            elif asked != 2:
                page.locator("main input[type=radio]").first.check()
            _onward(page)
        page.wait_for_url("**/start/answer" if step == 8 else f"**/start/{step}")

    answer.__name__ = f"until_{step}"
    return answer


def choose_a_time(page: Page) -> None:
    """Take the time that is suggested."""
    _onward(page)
    page.wait_for_url("**/book/check")


VISITOR = [
    Address("/", "/"),
    Address("/es", "/es"),
    Address("", "/help.html"),
    Address("", "/es/help.html"),
    Address("", "/no/such/page", refused="status of 404"),
    Address("/start", "/start"),
    *[Address("/start/:step", "/start/1", way=_start_at(step)) for step in range(1, 8)],
    Address("/start/answer", "/start/1", way=_start_at(8)),
    Address("/library", "/library"),
    Address("/library/:slug", "/library/when-you-think-of-dying"),
    *[
        Address(path, path)
        for path in ("/help", "/sign-in", "/sign-up", "/forgot", "/locked-out", "/sign-out", "/accessibility", "/privacy")
    ],
]
IN_CARE = [
    *[
        Address(path, path, "ana")
        for path in (
            "/home",
            "/between",
            "/book",
            "/consents",
            "/homework",
            "/intake",
            "/journal",
            "/journal/new",
            "/measures",
            "/messages",
            "/mood",
            "/plan",
            "/profile",
            "/record",
            "/record/costs",
            "/record/sharing",
            "/reminders",
            "/results",
            "/sessions",
            "/settings",
            "/worksheets",
        )
    ],
    Address("/journal/:entry_id", "/journal/{entry}", "ana"),
    Address("/worksheets/:slug", "/worksheets/thought-record", "ana"),
    Address("/worksheets/entries/:worksheet_entry_id", "/worksheets/entries/{record}", "ana"),
    Address("/worksheets/entries/:worksheet_entry_id", "/worksheets/entries/{breathing}", "ana"),
    Address("/book/check", "/book", "ana", choose_a_time),
    Address("/booked/:appointment_id", "/booked/{appointment}", "ana"),
    Address("/consents/:document", "/consents/telehealth", "ana"),
    Address("/messages/:thread_id", "/messages/{thread}", "ana"),
    Address("/mood/:entry_id", "/mood/{mood}", "ana"),
    Address("/mood/:entry_id", "/mood/new", "ana"),
    Address("/measures/:instrument", "/measures/gad-7", "ana"),
    Address("/measures/:instrument/:item", "/measures/phq-9/1", "ana"),
    Address("/measures/results/:measure_id", "/measures/results/{measure}", "ana"),
    Address("/plan/:part", "/plan/coping", "ana"),
    Address("/plan/:part", "/plan/people", "ana"),
    Address("/sessions/:appointment_id/change", "/sessions/{appointment}/change", "ana"),
    Address("/sessions/:appointment_id/move", "/sessions/{appointment}/move", "ana"),
    Address("/session/:appointment_id/ready", "/session/{appointment}/ready", "ana"),
    Address("/session/:appointment_id", "/session/{appointment}", "ana", refused="status of 422"),
    Address("/therapists/:provider_id", "/therapists/{pat}", "ana"),
    Address("/switch/:provider_id", "/switch/{quinn}", "ana"),
    Address("/calendar", "/calendar", "ana"),
    Address("/wait/:provider_id", "/wait/{pat}", "ana"),
    Address("/wait/:provider_id", "/wait/{pat}", "dee"),
    Address("/offers/:offer_id", "/offers/{offer}", "dee"),
    Address("/series/:series_id", "/series/{series}", "dee"),
]
NEW_HERE = [
    Address("/home", "/home", "cleo"),
    Address("/home", "/home", "ben"),
    Address("/home", "/home", "gil"),
    Address("/wards/:client_id/consents", "/wards/{teen}/consents", "gil"),
    Address("/wards/:client_id/consents/:document", "/wards/{teen}/consents/privacy", "gil"),
    Address("/matches", "/matches", "ben"),
    Address("/talk/:provider_id", "/talk/{pat}", "ben"),
    Address("/waitlist", "/waitlist", "ben"),
    Address("/results", "/results", "ben"),
    *[
        Address(path, path, "cleo")
        for path in ("/intake", "/screen", "/intake/finish", "/book", "/sessions", "/messages", "/mood", "/results")
    ],
    *[
        Address("/intake/:step", f"/intake/{step}", "cleo")
        for step in ("concerns", "goals", "symptoms", "past_care", "experiences", "support", "medication", "substances", "preferences")
    ],
    Address("/intake/:step/:item", "/intake/phq-9/1", "cleo"),
    Address("/intake/:step/:item", "/intake/gad-7/2", "cleo"),
]
STAFF = [
    *[Address(f"/provider{path}", f"/provider{path}") for path in ("/sign-in", "/forgot", "/locked-out", "/sign-out")],
    Address("", "/provider/no/such/page", refused="status of 404"),
    *[
        Address(f"/provider{path}", f"/provider{path}", "pat")
        for path in (
            "/",
            "/calendar",
            "/calendar/book",
            "/calendar/limits",
            "/calendar/other",
            "/calendar/time-off",
            "/calendar/waiting",
            "/clients",
            "/messages",
            "/messages/away",
            "/profile",
            "/safety",
            "/safety/reviews",
            "/settings",
        )
    ],
    Address("/provider/library", "/provider/library", "pat"),
    Address("/provider/library/:slug", "/provider/library/your-first-session", "pat"),
    Address("/provider/worksheets", "/provider/worksheets", "pat"),
    *[Address("/provider/worksheets/:slug", f"/provider/worksheets/{one}", "pat") for one in ("new", "{sheet}", "paced-breathing")],
    Address("/provider/clients/:client_id", "/provider/clients/{ana}", "pat"),
    Address("/provider/clients/:client_id/:tab", "/provider/clients/{ana}/shared", "pat", refused="status of 404"),
    Address("/provider/clients/:client_id/:tab", "/provider/clients/{ana}/homework", "pat"),
    Address("/provider/clients/:client_id/:tab", "/provider/clients/{ana}/intake", "pat"),
    Address("/provider/clients/:client_id/:tab", "/provider/clients/{ana}/appointments", "pat"),
    Address("/provider/clients/:client_id/:tab", "/provider/clients/{ana}/measures", "pat"),
    Address("/provider/messages/:thread_id", "/provider/messages/{thread}", "pat"),
    Address("/provider/safety/reviews/:review_id", "/provider/safety/reviews/{review}", "quinn"),
    Address("/provider/calendar/session/:appointment_id", "/provider/calendar/session/{appointment}", "pat"),
    Address("/provider/room/:appointment_id", "/provider/room/{appointment}", "pat"),
    *[Address(f"/provider{path}", f"/provider{path}", "amy") for path in ("/", "/work", "/messages", "/safety", "/people", "/licenses")],
    Address("/provider/work/second-factor/:person_id", "/provider/work/second-factor/{locked_out}", "amy"),
]
ALL = [*VISITOR, *IN_CARE, *NEW_HERE, *STAFF]


def routes() -> set[str]:
    """Every route in the frontend's route files, the portal's with /provider before it."""
    return set(json.loads((ROOT / "frontend" / "dist" / "addresses.json").read_text()))


def _coming_session(ana: Person, therapist: str) -> str:
    """Her next session; a new one where another test has held it."""
    coming = [one["id"] for one in ana.get("/appointments").json["items"] if one["status"] == "booked"]
    if coming:
        return coming[0]
    # Not the first open time: it may be so near that its room is open already.
    slot = ana.get(f"/providers/{therapist}/slots?minutes=50").json["slots"][-1]
    return ana.post("/appointments", {"provider_id": therapist, "start": slot["start"], "minutes": 50, "format": "video"}).json["id"]


def _held_review(product: Product) -> str:
    """A review about somebody who is at risk, in quinn's hands."""
    person = newcomer(product, "Sol")
    hand_in(person, asq=AT_RISK)
    review = review_of(product, person)
    assert product.sign_in("quinn").post(f"/safety/reviews/{review}/claim").status == 200
    return review


def _written_by(ana: Person) -> dict[str, str]:
    """A journal entry, a worksheet that is finished and one that is begun."""
    record = {
        "situation": "No answer by bedtime.",
        "feelings": "sad",
        "strength_before": 70,
        "thought": "Nobody wants me.",
        "fair": "I do not know.",
    }
    return {
        "entry": ana.post("/journal", {"text": "A quiet day."}).json["id"],
        "record": ana.post("/worksheets/thought-record/entries", {"answers": record, "finished": True}).json["id"],
        "breathing": ana.post("/worksheets/paced-breathing/entries", {}).json["id"],
    }


def _built_by(therapist: Person) -> str:
    """A worksheet of a therapist's own, with parts of the kinds that need the most fields."""
    words = {"en": "Something", "es": "Algo"}
    options = [{"value": one, "label": words} for one in ("a", "b")]
    parts = [
        {"id": "sure", "kind": "scale", "label": words, "ends": {"en": ["a", "b"], "es": ["a", "b"]}},
        {"id": "which", "kind": "choice", "label": words, "options": options, "required": True},
    ]
    page = {"title": words, "parts": parts}
    sheet = {"title": words, "summary": words, "method": "act", "minutes": 5, "pages": [page, {**page, "parts": []}]}
    return therapist.post("/worksheets", sheet).json["slug"]


@cache
def ids(product: Product) -> dict[str, str]:
    """Ids of the demo people, of what ana has (a session, a thread and a mood) and of a review that quinn holds."""
    people = {person["key"]: person["id"] for person in product.desk("demo.json")["people"]}
    ana = product.sign_in("ana")
    people |= _written_by(ana)
    return people | {
        "appointment": _coming_session(ana, people["pat"]),
        "thread": next(one["id"] for one in ana.get("/threads").json["items"] if one["kind"] == "care"),
        "mood": ana.get("/moods").json["items"][0]["id"],
        "measure": ana.get("/measures").json["items"][0]["id"],
        "review": _held_review(product),
        "locked_out": locked_out(product, newcomer(product, "Lou")),
        "sheet": _built_by(product.sign_in("pat")),
        "offer": an_offer(product, product.sign_in("dee")),
        "series": a_series(product, product.sign_in("dee")),
    }
