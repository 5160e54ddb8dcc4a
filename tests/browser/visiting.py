"""Going from page to page as people do: one tab a person, app and language, kept for all pages of a file of tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page

from tests.browser.addresses import Address, ids
from tests.browser.looking import faults
from tests.browser.rooms import new_context, new_tab, rest
from tests.browser.watching import Watch
from tests.journeys.product import Product

LOCALES = {"en": "en-US", "es": "es-US"}
# Within an app a page is opened as a link opens it; loading each anew would take four times as long.
FOLLOW = """path => new Promise((arrived) => {
  const left = document.querySelector("h1");
  if (location.pathname === path) return arrived(false);
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  const look = () => (document.querySelector("main h1") && document.querySelector("main h1") !== left ? arrived(true) : setTimeout(look, 20));
  look();
})"""

Tab = tuple[Page, Watch]
Visit = Callable[[Address, str], Tab]


def visiting(browser: Browser, product: Product) -> Iterator[Visit]:
    """Opens an address in a language, in the tab of whoever it is for."""
    tabs: dict[tuple[str, str, str], Tab] = {}

    def open_address(address: Address, language: str) -> Tab:
        path = address.path.format(**ids(product))
        # The crisis pages are no part of an app: each gets a tab that nobody else uses.
        whose = (address.key, path if path.endswith(".html") else address.pool, language)
        followed = whose in tabs and tabs[whose][0].evaluate(FOLLOW, path)
        if whose not in tabs:
            context, watch = new_context(browser, product, locale=LOCALES[language], reduced_motion="reduce")
            tabs[whose] = new_tab(context, product, address.key, address.pool), watch
            tabs[whose][0].goto(path)
        page, watch = tabs[whose]
        rest(page)
        assert not followed or page.evaluate("document.activeElement.matches('h1')"), "the new page's heading has no focus"
        if address.way:
            address.way(page)
        return page, watch

    yield open_address
    for page, _ in tabs.values():
        page.context.close()


def check(visit: Visit, address: Address, language: str) -> None:
    """A page is sound at both sizes, and the browser has nothing to say about it."""
    page, watch = visit(address, language)

    assert faults(page) == []
    assert [trouble for trouble in watch.taken() if not (address.refused and address.refused in trouble)] == []
