"""Every page of both apps, in both languages, at 1280 and at 320 px."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.addresses import ALL, Address, ids, routes
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


@pytest.fixture(scope="module")
def tabs(browser: Browser, product: Product) -> Iterator[dict[tuple[str, str, str], Tab]]:
    """One tab a person, app and language, kept for all pages."""
    opened: dict[tuple[str, str, str], Tab] = {}
    yield opened
    for page, _ in opened.values():
        page.context.close()


@pytest.fixture
def visit(browser: Browser, product: Product, tabs) -> Visit:
    """Open an address in a language, in the tab of whoever it is for."""

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

    return open_address


def test_no_route_is_missing_from_the_list_of_pages():
    listed = {address.route for address in ALL}

    assert routes() - listed == set()
    assert listed - routes() == {""}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("address", ALL, ids=str)
def test_a_page_is_sound_at_both_sizes(visit, tabs, address, language):
    page, watch = visit(address, language)

    assert faults(page) == []
    assert [trouble for trouble in watch.taken() if not (address.refused and address.refused in trouble)] == []
