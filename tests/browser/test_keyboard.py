"""The intake from its first page to the results by keys alone, on a screen of 320 px."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.rooms import PHONE, rest

MOST_STOPS = 80
INTERRUPTED_AFTER = 8
"""Pages: the list of parts, three of what brings them and how it is, four of nine items."""
FOCUSED = """() => {
  const one = document.activeElement;
  const box = (one.closest("label") ?? one).getBoundingClientRect();
  const bar = document.querySelector("aside.help-bar");
  const sticky = getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().bottom : 0;
  const drawn = (part) => getComputedStyle(part).outlineStyle !== "none" && parseFloat(getComputedStyle(part).outlineWidth) >= 2;
  const ring = [one, one.closest("label"), ...(one.parentElement?.querySelectorAll("span") ?? [])].some((part) => part && drawn(part));
  return {
    inMain: one.closest("main") !== null,
    kind: one.type ?? one.tagName.toLowerCase(),
    answered: document.querySelectorAll(`input[name="${one.name}"]:checked`).length > 0,
    primary: one.matches("button.primary, a.primary"),
    hidden: one.closest("main") !== null && (box.bottom <= sticky || box.top >= innerHeight),
    ring,
    name: one.outerHTML.slice(0, 90),
  };
}"""


def _answer(page: Page, at: dict[str, Any]) -> None:
    """Answer what is focused: the first choice of each group, "No" where we ask about safety, some words in a text."""
    if at["kind"] in ("radio", "checkbox") and not at["answered"]:
        page.keyboard.press("Space")
        if page.url.endswith("/screen"):
            page.keyboard.press("ArrowDown")
    elif at["kind"] == "textarea":
        page.keyboard.type("By keys.")


def _walk(page: Page) -> list[str]:
    """From the top of a page by Tab to its one button, answering on the way, and Enter. Returns what was wrong with the stops."""
    wrong = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["inMain"] and not at["ring"]:
            wrong.append(f"no ring: {at['name']}")
        if at["hidden"]:
            wrong.append(f"out of sight: {at['name']}")
        if at["primary"]:
            page.keyboard.press("Enter")
            return wrong
        _answer(page, at)
    return [*wrong, f"no button within {MOST_STOPS} stops"]


def test_the_intake_is_walked_by_keys_alone_at_320_px_interrupted_and_resumed_in_another_browser(enter):
    page = enter("/intake", "cleo", viewport=PHONE)
    seen, wrong = [], []
    while not page.url.endswith("/results") and len(seen) < 60 and not wrong:
        if len(seen) == INTERRUPTED_AFTER:
            # In the middle of a questionnaire the first browser is gone; the second begins where the other had come to.
            asked = page.url
            page.context.close()
            page = enter("/intake", "cleo", viewport=PHONE)
            expect(page.get_by_text("Your answers so far are saved.")).to_be_visible()
            wrong = [f"resumed: {fault}" for fault in _walk(page)]
            page.wait_for_url(asked)
        rest(page)
        heading = page.get_by_role("heading", level=1).inner_text()
        seen.append(heading)
        wrong = [f"{heading}: {fault}" for fault in _walk(page)]
        page.wait_for_function("heading => document.querySelector('main h1')?.innerText !== heading", arg=heading)

    assert wrong == []
    assert len(seen) > 30
    expect(page.get_by_role("heading", level=1, name="Your results")).to_be_visible()
