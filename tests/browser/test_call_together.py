"""Four people in one session: everybody sees everybody, and nobody sees anybody without the therapist."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls import PATIENT, Session, book, talking
from tests.browser.looking import faults

# How many of this page's connections bring more pictures within two seconds, and whether any sends more than a family's share.
FLOWING = """async () => {
  const look = async () => {
    const found = new Map();
    for (const connection of window.connections.filter((one) => one.connectionState === "connected")) {
      const rows = [...(await connection.getStats()).values()];
      const frames = rows.filter((row) => row.type === "inbound-rtp" && row.kind === "video").reduce((sum, row) => sum + row.framesDecoded, 0);
      const sent = rows.filter((row) => row.type === "transport").reduce((sum, row) => sum + row.bytesSent, 0);
      found.set(connection, { frames, sent, at: performance.now() });
    }
    return found;
  };
  const before = await look();
  await new Promise((pass) => setTimeout(pass, 3000));
  const after = await look();
  const links = [...after].filter(([one]) => before.has(one)).map(([one, now]) => [before.get(one), now]);
  return {
    pictures: links.filter(([was, is]) => is.frames > was.frames + 5).length,
    kbps: Math.max(0, ...links.map(([was, is]) => ((is.sent - was.sent) * 8) / (is.at - was.at))),
  };
}"""
CLIENTS = ("ana", "dee", "eli")
# 450 kbit/s of picture, 48 of sound, and what packets and pacing add.
MOST_KBPS = 620
LOW = 130


@pytest.fixture(scope="module")
def session(call_product) -> Session:
    """A family's session that has begun."""
    booked = book(call_product, 4, CLIENTS)
    booked.begin()
    booked.say_where()
    return booked


def _pictures(page: Page, wanted: int) -> bool:
    for _ in range(8):
        found = page.evaluate(FLOWING)
        if found["pictures"] == wanted and found["kbps"] <= MOST_KBPS:
            return True
    return False


def _below(page: Page) -> bool:
    tiles = [tile.bounding_box() for tile in page.locator(".tile").all()]
    return page.locator(".between").bounding_box()["y"] >= max(box["y"] + box["height"] for box in tiles)


def test_four_people_all_see_all_and_nobody_sees_anybody_without_the_therapist(session, enter_call):
    clients = [session.client(enter_call, key) for key in CLIENTS]
    pat = session.therapist(enter_call)
    expect(pat.get_by_role("button", name=re.compile("^Let "))).to_have_count(len(CLIENTS), timeout=PATIENT)
    expect(pat.locator(".lit")).to_have_count(1)
    session.let_in(pat)
    talking(pat, *clients)
    for page in (pat, *clients):
        expect(page.locator(".stage.equal .tile")).to_have_count(4, timeout=PATIENT)
        assert _pictures(page, 3), page.url
    assert faults(clients[0]) == []
    assert min(tile.bounding_box()["height"] for tile in clients[0].locator(".tile").all()) > LOW
    assert all(_below(page) for page in (pat, *clients)), "what is said of the call covers nobody"
    expect(pat.locator("aside").get_by_role("button", name="Emergency:")).to_have_count(len(CLIENTS))
    assert len(set(pat.locator("aside [data-compare]").all_inner_texts())) == len(CLIENTS)
    pat.context.close()
    for page in clients:
        expect(page.get_by_text("Nobody hears or sees you until they are back.")).to_be_visible(timeout=PATIENT)
        expect(page.get_by_text("Paused until your therapist is back.")).to_have_count(len(CLIENTS) - 1)
    for page in clients:
        assert _pictures(page, 0)

    back = session.therapist(enter_call)
    talking(back, *clients)
    for page in (back, *clients):
        assert _pictures(page, 3), page.url

    clients[2].get_by_role("button", name="Leave session").click()
    for page in (back, *clients[:2]):
        expect(page.locator(".stage.equal .tile")).to_have_count(3, timeout=PATIENT)
        expect(page.get_by_text("Eli left.")).to_be_attached()

    # At the door again: let in on purpose, and still to be helped in danger.
    clients[2].get_by_role("button", name="Come back in").click()
    expect(back.locator("aside").get_by_role("button", name="Emergency: Eli")).to_be_visible()
    back.locator("aside").get_by_role("button", name="Let Eli in").click(timeout=PATIENT)
    talking(clients[2])
    expect(back.locator(".stage.equal .tile")).to_have_count(4, timeout=PATIENT)
