"""The product running as `make run` starts it, and real Chromium contexts signed in as its demo people."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
START_SECONDS = 90
CHROMIUM_ARGS = [
    "--use-fake-device-for-media-stream",
    "--allow-loopback-in-peer-connection",
    "--disable-background-networking",
    "--no-sandbox",
]


@dataclass(frozen=True)
class Product:
    """The running product. origin: without a trailing slash."""

    origin: str

    def ask(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """One request to the API or to /local, answered as JSON."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.origin + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def login(self, key: str) -> dict[str, str]:
        """A demo person's tokens."""
        return self.ask("POST", "/local/login", {"key": key})

    def person(self, key: str) -> dict[str, str]:
        """A demo person's facts: id, role, e-mail and so on."""
        return next(person for person in self.ask("GET", "/local/demo.json")["people"] if person["key"] == key)

    def move_clock(self, now: str) -> None:
        """Let it be this instant (ISO 8601, UTC)."""
        self.ask("POST", "/local/clock", {"now": now})


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The whole product with its demo people, on ports of its own, the pages built as they are now."""
    subprocess.run(["npx", "vite", "build", "--logLevel", "error"], cwd=ROOT / "frontend", check=True)
    ready = tmp_path_factory.mktemp("product") / "ready"
    running = subprocess.Popen([sys.executable, "-m", "infra.local", "--port", "0", "--ready-file", str(ready)], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield Product(_wait_for(ready, running))
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(ready: Path, running: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and running.poll() is None:
        if ready.exists() and (address := ready.read_text().strip()):
            return address.rstrip("/")
        time.sleep(0.1)
    raise RuntimeError("the product did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium with a camera and a microphone that are made up."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=CHROMIUM_ARGS)
        yield found
        found.close()


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, product: Product) -> Iterator[Enter]:
    """Open a page in a context of its own: `enter("/home", "ana")` signed in as a demo person, `enter("/")` as a visitor.

    init: a script to run before each page.
    """
    contexts: list[BrowserContext] = []

    def open_page(path: str, key: str = "", init: str = "", **options: Any) -> Page:
        context = browser.new_context(base_url=product.origin, permissions=["camera", "microphone"], **options)
        contexts.append(context)
        if key:
            tokens = product.login(key)
            pool = "staff" if path.startswith("/provider") else "clients"
            kept = json.dumps({"access": tokens["access_token"], "refresh": tokens["refresh_token"]})
            context.add_init_script(f"sessionStorage.getItem('was-here') ?? (sessionStorage.setItem('session.{pool}', {json.dumps(kept)}), sessionStorage.setItem('was-here', '1'))")
        if init:
            context.add_init_script(init)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
