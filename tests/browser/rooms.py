"""Browser contexts on the running product, of visitors and of demo people, at two sizes of screen."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.newcomers import Newcomer
from tests.browser.watching import Watch
from tests.journeys.product import Product

DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 15_000
PATIENCE_SECONDS = 60
PHONE = {"width": 320, "height": 640}
EMPTIED = "/privacy"
"""A page that asks for nothing by itself: somebody who goes back to where a tab began finds it."""

ARGUMENTS = [
    "--use-fake-device-for-media-stream=device-count=3",
    "--allow-loopback-in-peer-connection",
    "--disable-background-networking",
    "--no-sandbox",
]

# A page is at rest when the app has taken the place of the static page, its heading is here and stays, and nothing it asked for is on the way.
COUNT_REQUESTS = """
window.underWay = 0;
const plainFetch = window.fetch;
window.fetch = (...given) => { window.underWay += 1; return plainFetch(...given).finally(() => setTimeout(() => (window.underWay -= 1))); };
"""
AT_REST = """() => new Promise((tell) => {
  const heading = () => [...document.querySelectorAll("main h1")].find((one) => one.checkVisibility({ checkVisibilityCSS: true }));
  const before = heading();
  const opening = document.readyState !== "complete" || (document.querySelector("#app") && !document.querySelector("#app nav.own, #app main.room"));
  if (opening || !before || window.underWay) return tell(false);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => tell(window.underWay === 0 && heading() === before), 30)));
})"""


def chromium() -> str | None:
    """Where the system's Chromium is."""
    return shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The system's Chromium with a camera and a microphone that are made up."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield found
        found.close()


def new_context(browser: Browser, product: Product, **options: Any) -> tuple[BrowserContext, Watch]:
    """A context of its own, desktop size unless `options` (as Playwright's new_context takes them) say otherwise."""
    context = browser.new_context(**{"base_url": product.origin, "permissions": ["camera", "microphone"], "viewport": DESKTOP} | options)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(COUNT_REQUESTS)
    return context, Watch(context)


def new_tab(context: BrowserContext, product: Product, who: str | Newcomer = "", pool: str = "clients") -> Page:
    """A tab of this context, signed in as a demo person by key, or as a newcomer, unless `who` is empty. pool: "clients", or "staff"."""
    page = context.new_page()
    if who:
        tokens = product.desk("login", {"key": who}) if isinstance(who, str) else who.tokens
        # Put there once, from an empty page: a page that ends the session must find it ended after a reload too.
        page.route(EMPTIED, lambda route: route.fulfill(body='<link rel="icon" href="data:,">', content_type="text/html"))
        page.goto(EMPTIED)
        page.unroute(EMPTIED)
        kept = json.dumps({"access": tokens["access_token"], "refresh": tokens["refresh_token"]})
        page.evaluate("([name, kept]) => sessionStorage.setItem(name, kept)", [f"session.{pool}", kept])
    return page


def rest(page: Page) -> None:
    """Wait until the page stands still."""
    until = time.monotonic() + PATIENCE_SECONDS
    # Not wait_for_function: it takes a promise for a yes.
    while not page.evaluate(AT_REST):
        if time.monotonic() > until:
            message = f"{page.url} does not come to rest"
            raise TimeoutError(message)
        page.wait_for_timeout(20)
