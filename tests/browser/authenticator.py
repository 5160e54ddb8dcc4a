"""An authenticator app: each code is shown for 30 seconds and taken once."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from infra.local.cognito import totp

# How long a code that is shown is surely taken still: it is typed and sent first.
TYPING_SECONDS = 10


class Authenticator:
    """Shows codes of one secret, never the same one twice."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        self._shown = 0

    def code(self) -> str:
        """The oldest code that is still taken and was not shown yet; waits for one where there is none."""
        step = max(self._shown + 1, totp.step_at(time.time() + TYPING_SECONDS) - 1)
        while step > totp.step_at(time.time()) + 1:
            time.sleep(0.2)
        self._shown = step
        return totp.code(self._secret, step)


def sign_in(page: Page, email: str, password: str, authenticator: Authenticator) -> None:
    """Fill in the sign-in page that is open, and the page that asks for the code."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    page.get_by_label("Six digits").fill(authenticator.code())
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your code")).to_be_hidden()
