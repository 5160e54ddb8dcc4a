"""`python -m tests.browser.shots`: pictures of every page to look at, and the few that README shows.

Every page goes to tests/browser/shots/ (not kept in git), light at both sizes, dark at desktop size; README's go to docs/screenshots/.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.addresses import ALL, Address, ids
from tests.browser.calls import TALKING, get_ready
from tests.browser.rooms import DESKTOP, PHONE, new_context, new_tab, open_browser, rest
from tests.journeys.product import ROOT, Product

SHOTS = Path(__file__).parent / "shots"
SHOWN = ROOT / "docs" / "screenshots"
LOOKS: dict[str, dict[str, Any]] = {
    "1280": {"viewport": DESKTOP},
    "320": {"viewport": PHONE},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "320-es": {"viewport": PHONE, "locale": "es-US"},
}
IN_README = {
    "client-home": ("/home", "ana", DESKTOP),
    "client-book-320": ("/book", "ana", PHONE),
    "help": ("/help.html", "", DESKTOP),
}


def _open(browser: Browser, product: Product, address: Address, **options: Any) -> Page:
    context, _ = new_context(browser, product, **options)
    page = new_tab(context, product, address.key, address.pool)
    page.goto(address.path.format(**ids(product)))
    rest(page)
    if address.way:
        address.way(page)
        rest(page)
    return page


def _name(address: Address) -> str:
    path = address.path.replace("{", "").replace("}", "").strip("/").replace("/", "-") or "front"
    return f"{path}{'-' + address.way.__name__ if address.way else ''}-{address.key or 'visitor'}"


def _every_page(browser: Browser, product: Product) -> None:
    for look, options in LOOKS.items():
        for address in ALL:
            page = _open(browser, product, address, **options)
            page.screenshot(path=SHOTS / f"{_name(address)}-{look}.png", full_page=True)
            page.context.close()


def _for_readme(browser: Browser, product: Product) -> None:
    for name, (path, key, size) in IN_README.items():
        page = _open(browser, product, Address("", path, key), viewport=size)
        page.screenshot(path=SHOWN / f"{name}.png")
        page.context.close()


def _session(browser: Browser, product: Product) -> None:
    """Ana's session, from both sides."""
    appointment = ids(product)["appointment"]
    start = datetime.fromisoformat(product.sign_in("ana").get(f"/appointments/{appointment}").json["start"])
    product.desk("clock", {"now": (start - timedelta(minutes=6)).isoformat()})
    _for_today(browser, product)
    ana = _open(browser, product, Address("", f"/session/{appointment}/ready", "ana"))
    pat = _open(browser, product, Address("", f"/provider/room/{appointment}", "pat"))
    get_ready(ana)
    ana.get_by_text("You do not need to do anything.").wait_for()
    ana.screenshot(path=SHOTS / "session-waiting-1280.png")
    pat.get_by_role("button", name="Open the room").click()
    pat.get_by_role("button", name="Let Ana in").wait_for()
    pat.screenshot(path=SHOTS / "session-door-1280.png")
    pat.get_by_role("button", name="Let Ana in").click()
    for page in (ana, pat):
        page.locator(TALKING).wait_for()
        page.wait_for_timeout(2000)
    ana.screenshot(path=SHOWN / "session.png")
    pat.screenshot(path=SHOTS / "session-therapist-1280.png")
    ana.set_viewport_size(PHONE)
    ana.screenshot(path=SHOTS / "session-320.png")
    pat.get_by_role("button", name="End session").click()
    ana.get_by_role("heading", name="This session is over").wait_for()
    ana.screenshot(path=SHOTS / "session-over-320.png")


def _for_today(browser: Browser, product: Product) -> None:
    """A therapist's day with a session in it."""
    page = _open(browser, product, Address("", "/provider/", "pat"))
    page.screenshot(path=SHOWN / "provider-today.png")
    page.context.close()


def main() -> None:
    """Take them all; with "readme" as argument only README's."""
    SHOTS.mkdir(exist_ok=True)
    SHOWN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        product = Product(Path(folder))
        try:
            if sys.argv[1:] != ["readme"]:
                _every_page(browser, product)
            _for_readme(browser, product)
            _session(browser, product)
        finally:
            product.stop()


if __name__ == "__main__":
    main()
