"""Make the library's film anew with the system's Chromium: `.venv/bin/python -m infra.film`. Its captions are written by hand beside it."""

import base64
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

DRAWING = Path(__file__).with_suffix(".js")
FILM = Path(__file__).parents[1] / "frontend/public/films/breathing-out-slowly.mp4"


def make() -> bytes:
    """The film as an MP4 file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        # The encoder is there for pages of this machine and of https only.
        page.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        page.goto("http://127.0.0.1/")
        return base64.b64decode(page.evaluate(DRAWING.read_text()))


if __name__ == "__main__":
    FILM.write_bytes(make())
