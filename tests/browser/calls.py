"""Sessions in browsers: getting in, and what each has received from the others, read from their connections."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page

from tests.browser.udp import REWRITE, Detour
from tests.journeys.product import Product

# What a page says of itself proves nothing: the connections are kept as they are made, and asked.
KEEP_CONNECTIONS = """
window.connections = [];
window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
  construct(Real, given) { const made = new Real(...given); window.connections.push(made); return made; },
});
"""
_COUNT = """async () => {
  const found = { frames: 0, sound: 0 };
  for (const connection of window.connections.filter((one) => one.connectionState === "connected"))
    for (const report of (await connection.getStats()).values())
      if (report.type === "inbound-rtp") report.kind === "video" ? (found.frames += report.framesDecoded) : (found.sound += report.bytesReceived);
  return found;
}"""
# Looks for more sound ten times a second, by the machine's clock: the moments at which some had come, and each look with what it found.
KEEP_TIME = """
window.heard = [];
window.looks = [];
let soundBefore = 0;
setInterval(async () => {
  let sound = 0;
  for (const connection of window.connections ?? [])
    for (const report of (await connection.getStats()).values())
      if (report.type === "inbound-rtp" && report.kind === "audio") sound += report.bytesReceived;
  window.looks.push([Date.now(), sound !== soundBefore]);
  if (sound !== soundBefore) window.heard.push(Date.now());
  soundBefore = sound;
}, 100);
"""
TALKING = "main[data-stage=talking]"
# On a busy machine the line may rightly be called good for sound only.
CHECKED = re.compile("Good for (video|sound)")
PATIENT = 40_000
LOOK = 0.3
"""Seconds within which a page looks again, unless the machine keeps it from it."""


def received(page: Page) -> dict[str, int]:
    """Frames decoded and bytes of sound received over what is connected now."""
    return page.evaluate(_COUNT)


def grows(page: Page) -> bool:
    """Whether more picture and more sound arrive within ten seconds."""
    before = received(page)
    for _ in range(10):
        page.wait_for_timeout(1000)
        after = received(page)
        if after["frames"] > before["frames"] + 5 and after["sound"] > before["sound"] + 500:
            return True
    return False


def get_ready(page: Page, state: str = "NY") -> None:
    """Try camera, sound and line, say where one is, and go to the waiting room."""
    page.get_by_role("button", name="Try camera and sound").click()
    page.get_by_text("We hear you.").wait_for(timeout=PATIENT)
    page.get_by_text(CHECKED).wait_for(timeout=PATIENT)
    page.get_by_role("button", name="Ring the bell").click()
    page.get_by_role("button", name="Yes").click()
    page.get_by_label("The state you are in right now").select_option(state)
    page.get_by_label("I am alone, or everyone here agreed").check()
    page.get_by_role("button", name="Go to the waiting room").click()


@dataclass(frozen=True)
class Session:
    """One appointment and the keys of who is in it. start: aware."""

    product: Product
    id: str
    start: datetime
    clients: tuple[str, ...]

    def begin(self, minutes: float = 1) -> None:
        """Let it be so many minutes after the start."""
        moment = self.start.astimezone(UTC) + timedelta(minutes=minutes)
        self.product.desk("clock", {"now": moment.isoformat().replace("+00:00", "Z")})

    def say_where(self) -> None:
        """Let every client say where they are, as Get ready does."""
        for key in self.clients:
            said = {"location_state": "NY", "private": True}
            assert self.product.sign_in(key).post(f"/appointments/{self.id}/join", said).status == 200

    def client(self, enter: Any, key: str, init: str = "") -> Page:
        """A client's page, in the waiting room or in the session."""
        return enter(f"/session/{self.id}", key, init=KEEP_CONNECTIONS + KEEP_TIME + init)

    def therapist(self, enter: Any, init: str = "") -> Page:
        """The therapist's page with the room open."""
        page = enter(f"/provider/room/{self.id}", "pat", init=KEEP_CONNECTIONS + KEEP_TIME + init)
        page.get_by_role("button", name="Open the room").click()
        return page

    def let_in(self, therapist: Page) -> None:
        """Let in who has not been let in before; who was comes in again without being asked."""
        lobby = self.product.sign_in("pat").get(f"/appointments/{self.id}/lobby?details=true").json["items"]
        for name in (one["said"]["preferred_name"] for one in lobby if not one["admitted_at"]):
            therapist.get_by_role("button", name=f"Let {name} in").click(timeout=PATIENT)

    def lost(self) -> dict[str, float]:
        """What the record says of the line."""
        return self.product.sign_in("pat").post(f"/appointments/{self.id}/line", {}).json


def talking(*pages: Page) -> None:
    """Wait until all of them are in the session."""
    for page in pages:
        page.locator(TALKING).wait_for(timeout=PATIENT)


def enter_talking(session: Session, enter: Any, detour: Detour | None = None, more: str = "") -> tuple[Page, Page]:
    """Dee and Pat talking, over the detour if there is one. more: a script to run before each page."""
    init = more + (REWRITE if detour else "")
    dee, pat = session.client(enter, "dee", init), session.therapist(enter, init)
    if detour:
        for page in (dee, pat):
            page.expose_function("detourPort", detour.port)
    session.let_in(pat)
    talking(dee, pat)
    assert grows(dee)
    assert grows(pat)
    return dee, pat


def heard(page: Page) -> list[int]:
    """When more sound had come, milliseconds since 1970."""
    return page.evaluate("window.heard")


def longest_silence(page: Page, since: float) -> float:
    """Seconds for which no sound came, the longest since then (seconds since 1970).

    Silence is what was looked for and not found: a page that a busy machine kept from looking has heard nothing only if the next look says so.
    """
    looks = [(moment / 1000, came) for moment, came in page.evaluate("window.looks") if moment / 1000 >= since]
    if not any(came for _, came in looks):
        return time.time() - since
    longest, began = 0.0, None
    for (before, _), (moment, came) in itertools.pairwise(looks):
        if not came and began is None:
            began = max(before, moment - LOOK)
        if began is not None:
            longest = max(longest, moment - began)
        if came:
            began = None
    return longest


def until(page: Page, true: Callable[[], bool]) -> None:
    """Let the page go on until this is true, for as long as a busy machine may need; whoever asked sees for themselves whether it is."""
    end = time.monotonic() + PATIENT / 1000
    while not true() and time.monotonic() < end:
        page.wait_for_timeout(100)


def book(product: Product, day: int, clients: tuple[str, ...], format: str = "video") -> Session:
    """Book Pat's first free time on that day of the demo's next week for these clients."""
    pat = product.sign_in("pat")
    first = datetime.fromisoformat(product.desk("clock")["now"]).date() + timedelta(days=day)
    found = pat.get(f"/providers/{pat.id}/slots?from={first}&to={first + timedelta(days=5)}&minutes=50").json["slots"]
    slot = next(one for one in found if format in one["formats"])
    people = [product.sign_in(key).id for key in clients]
    wish = {"provider_id": pat.id, "start": slot["start"], "minutes": 50, "format": format, "client_ids": people}
    booked = pat.post("/appointments", wish)
    assert booked.status == 201, booked.text
    return Session(product, booked.json["id"], datetime.fromisoformat(booked.json["start"]), clients)
