"""The product running as `make run` starts it, and real Chromium contexts on it. Any error a browser notices fails the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.rooms import PATIENCE, chromium, new_context, new_tab, open_browser
from tests.browser.udp import Detour
from tests.browser.visiting import Visit, visiting
from tests.browser.watching import Watch
from tests.journeys.product import ROOT, Product

PAGES = ROOT / "frontend" / "dist" / "index.html"

Enter = Callable[..., Page]

# A busy machine is slow, not wrong.
expect.set_options(timeout=PATIENCE)


def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The whole product with pages and demo people, on ports of its own."""
    assert PAGES.exists(), "the pages are not built: npm run build in frontend/, or make test"
    running = Product(tmp_path_factory.mktemp("product"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def calm_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The one that calm files share."""
    yield from _running(tmp_path_factory)


@pytest.fixture(scope="module")
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product of a file: one of its own, whose clock and people its tests may move, unless it is a calm one."""
    if request.node.get_closest_marker("calm"):
        yield request.getfixturevalue("calm_product")
    else:
        yield from _running(tmp_path_factory)


@pytest.fixture(scope="session")
def call_product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One whose clock, sockets and sessions the tests of calls may upset."""
    yield from _running(tmp_path_factory)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if not chromium():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no Chromium here")
    with open_browser() as found:
        yield found


@pytest.fixture
def watches() -> Iterator[list[Watch]]:
    """The watches of every context this test opens; what they noticed is read at its end."""
    opened: list[Watch] = []
    yield opened
    assert [trouble for watch in opened for trouble in watch.troubles] == []


def _entering(browser: Browser, product: Product, watches: list[Watch]) -> Iterator[Enter]:
    contexts: list[BrowserContext] = []

    def open_page(path: str, key: str = "", init: str = "", **options: Any) -> Page:
        context, watch = new_context(browser, product, **options)
        contexts.append(context)
        watches.append(watch)
        if init:
            context.add_init_script(init)
        page = new_tab(context, product, key, "staff" if path.startswith("/provider") else "clients")
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def enter(browser: Browser, product: Product, watches: list[Watch]) -> Iterator[Enter]:
    """Open a page in a context of its own: `enter("/home", "ana")` signed in as a demo person, `enter("/")` as a visitor.

    init: a script to run before each page.   Other options go to Playwright's new_context.
    """
    yield from _entering(browser, product, watches)


@pytest.fixture(scope="module")
def visit(browser: Browser, product: Product) -> Iterator[Visit]:
    """Open a page of the list in a language, in the tab of whoever it is for."""
    yield from visiting(browser, product)


@pytest.fixture
def detour() -> Iterator[Detour]:
    """A way for all media on which packets can be dropped."""
    made = Detour()
    yield made
    made.close()


@pytest.fixture
def enter_call(browser: Browser, call_product: Product, watches: list[Watch]) -> Iterator[Enter]:
    """As `enter`, on the product whose sessions may be upset."""
    yield from _entering(browser, call_product, watches)
