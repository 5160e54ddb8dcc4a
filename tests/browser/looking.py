"""What is wrong with the page as it stands now, at the size of a desktop and of a small phone."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

from tests.browser.rooms import DESKTOP, PHONE, rest
from tests.journeys.product import ROOT

AXE = (ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
NEUTRAL = ("Quietroom", "Lakeside Office")
"""What the tab may say: the product's name or the demo practice's neutral one."""

_RUN_AXE = """async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
  });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}"""
_LOOK = """() => {
  const seen = (element) => element.checkVisibility({ checkVisibilityCSS: true }) && !element.closest("dialog:not([open])");
  const count = (selector) => [...document.querySelectorAll(selector)].filter(seen).length;
  const wide = [...document.querySelectorAll("body *")].filter((one) => seen(one) && one.getBoundingClientRect().right > innerWidth + 1);
  return {
    h1: count("h1"), main: count("main"), help: count("aside.help-bar a[href='tel:988'], aside.help-bar a[href$='/safety']"),
    squeezed: [...document.querySelectorAll(".control")].filter((one) => seen(one) && one.getBoundingClientRect().width < 80).map((one) => one.name),
    primary: count(".button.primary"), title: document.title, text: document.body.innerText,
    overflow: document.documentElement.scrollWidth > innerWidth ? wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) : [],
  };
}"""
# A name with an underscore is the key of a catalogue that has no such words; braces are a place nobody filled in.
_UNFINISHED = re.compile(r"\b[a-z]+_[a-z_]+\b|\{\w+\}|\bundefined\b|\bNaN\b|\[object ")


def faults(page: Page) -> list[str]:
    """All of it, each with the width it shows at; the page is left at desktop size."""
    rest(page)
    found = [f"1280: {fault}" for fault in _faults_now(page)]
    page.set_viewport_size(PHONE)
    rest(page)
    found += [f"320: {fault}" for fault in _faults_now(page)]
    page.set_viewport_size(DESKTOP)
    return found


def _faults_now(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    # What is scrolled half under the help bar is no smaller for that.
    page.evaluate("scrollTo(0, 0)")
    return [*_look(page.evaluate(_LOOK)), *page.evaluate(_RUN_AXE)]


def _look(seen: dict[str, Any]) -> list[str]:
    checks = {
        f"{seen['h1']} h1": seen["h1"] != 1,
        f"{seen['main']} main": seen["main"] != 1,
        "no way to crisis help in the help bar": not seen["help"],
        f"{seen['primary']} primary buttons": seen["primary"] > 1,
        f"too narrow to type in: {seen['squeezed']}": seen["squeezed"] != [],
        f"the tab says {seen['title']}": seen["title"] not in NEUTRAL,
        f"wider than the screen: {seen['overflow']}": seen["overflow"] != [],
        f"unfinished words: {set(_UNFINISHED.findall(seen['text']))}": _UNFINISHED.search(seen["text"]) is not None,
    }
    return [fault for fault, found in checks.items() if found]
