"""What a browser notices by itself while somebody uses the pages: errors, refusals of the content policy, and where requests go."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebError

HERE = ("127.0.0.1", "localhost", "")
"""Hosts of this machine; data: and blob: addresses have none."""


class Watch:
    """Collects what went wrong in one context; `troubles` is empty where nothing did.

    A test that provokes an error says so beforehand: `watch.expect(r"status of 422")`.
    """

    def __init__(self, context: BrowserContext) -> None:
        self._expected: list[str] = []
        self._noticed: list[str] = []
        context.on("console", self._console)
        context.on("weberror", self._web_error)
        context.on("request", self._request)
        context.on("page", self._page)

    def expect(self, pattern: str) -> None:
        """Let what matches pass from here on."""
        self._expected.append(pattern)

    @property
    def troubles(self) -> list[str]:
        """Everything noticed that no test expected."""
        return [noticed for noticed in self._noticed if not any(re.search(pattern, noticed) for pattern in self._expected)]

    def taken(self) -> list[str]:
        """What was noticed and not expected since this was asked last."""
        found = self.troubles
        self._noticed.clear()
        return found

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._noticed.append(f"console: {message.text} ({message.location['url']})")

    def _web_error(self, error: WebError) -> None:
        self._noticed.append(f"uncaught: {error.error}")

    def _request(self, request: Request) -> None:
        self._address(request.url)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._address(socket.url))

    def _address(self, url: str) -> None:
        if (urlsplit(url).hostname or "") not in HERE:
            self._noticed.append(f"foreign request: {url}")
