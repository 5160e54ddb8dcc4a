"""Whether every time a page shows names its zone, to the eye or, on a button of a list, to whoever hears its name."""

from __future__ import annotations

from playwright.sync_api import Page

_UNNAMED = r"""() => {
  const time = /\d{1,2}:\d\d(?:\s|\u00a0)*(?:AM|PM|[ap]\.\s?m\.)/g;
  const zone = /^(?:\s|\u00a0)*(?:[A-Z]{2,5}\b|(?:GMT|UTC)[+-]\d)/;
  const unnamed = (words) => [...words.matchAll(time)].filter((found) => !zone.test(words.slice(found.index + found[0].length))).map((found) => found[0]);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    if (!own.checkVisibility() || !node.data.match(time)) continue;
    // A name may stand in an element of its own beside the time.
    const around = own.closest("p, li, h1, h2, h3, dd, td, button, option, legend, div").innerText;
    if (unnamed(node.data).length) found.push(...unnamed(around));
  }
  const counted = [...document.body.innerText.matchAll(time)].length;
  return { found, counted };
}"""


def unnamed(page: Page, *, least: int = 1) -> list[str]:
    """The times on the page that name no zone. least: how many times the page must show, so that an empty one does not pass."""
    seen = page.evaluate(_UNNAMED)
    return list(seen["found"]) + ([] if seen["counted"] >= least else [f"only {seen['counted']} times are shown"])
