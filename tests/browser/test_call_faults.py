"""What happens to a session when something breaks: its sockets, its packets, its pages, its server."""

from __future__ import annotations

import json
import time
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls import PATIENT, Session, book, enter_talking, grows, heard, longest_silence, talking, until
from tests.browser.udp import Detour
from tests.journeys.product import ask

SHORTEST, TOLERANCE = 1.0, 0.1
RECOVERS = 2.0


@pytest.fixture(scope="module")
def session(call_product) -> Session:
    """A session that has begun, its client having said where they are."""
    booked = book(call_product, 1, ("dee",))
    booked.begin()
    booked.say_where()
    return booked


class Reports:
    """The lost times a page has told the API and the API has kept, in seconds."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seconds: list[float] = []
        page.on("response", lambda answer: self._note(answer.request.post_data) if answer.ok and answer.url.endswith("/line") else None)

    def wait_for(self, seconds: float) -> None:
        """Wait until so much in all has been told, or nearly."""
        until(self.page, lambda: sum(self.seconds) > seconds * (1 - TOLERANCE))

    def _note(self, body: str | None) -> None:
        for one in json.loads(body or "{}").get("lost", []):
            self.seconds.append(_moment(one["to"]) - _moment(one["from"]))


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _cut(page: Page, detour: Detour, seconds: float) -> tuple[float, float]:
    """Drop every packet for so long; when that began and ended."""
    began = time.time()
    detour.cut = True
    page.wait_for_timeout(seconds * 1000)
    detour.cut = False
    return began, time.time()


def _back(page: Page, ended: float) -> float:
    """Seconds from the end of a cut until sound comes again."""
    page.wait_for_function("moment => window.heard.some((at) => at > moment)", arg=ended * 1000, timeout=PATIENT, polling=100)
    return min(at for at in heard(page) if at > ended * 1000) / 1000 - ended


def test_cut_packets_come_back_within_two_seconds_and_both_ends_and_the_record_know_what_was_lost(session, enter_call, detour, watches):
    dee, pat = enter_talking(session, enter_call, detour)
    before = session.lost()["lost_seconds"]
    ends = {page: Reports(page) for page in (dee, pat)}
    truth, told = 0.0, dict.fromkeys(ends, 0.0)
    for length in (8, 30):
        began, ended = _cut(dee, detour, length)
        for page in ends:
            assert _back(page, ended) < RECOVERS, length
        talking(dee, pat)
        for page, reports in ends.items():
            silence = longest_silence(page, began - 2)
            reports.wait_for(told[page] + silence)
            told[page] = sum(reports.seconds)
            assert silence == pytest.approx(length, rel=TOLERANCE, abs=RECOVERS)
            assert reports.seconds[-1] == pytest.approx(silence, rel=TOLERANCE)
        truth += max(longest_silence(page, began - 2) for page in ends)
    assert session.lost()["lost_seconds"] - before == pytest.approx(truth, rel=TOLERANCE)


def test_a_weak_line_keeps_the_sound_says_so_and_gets_the_picture_back(session, enter_call, detour):
    dee, pat = enter_talking(session, enter_call, detour)
    detour.loss = 0.4
    for page in (dee, pat):
        expect(page.get_by_text("Picture off so the sound stays clear.")).to_be_visible(timeout=PATIENT)
        expect(page.get_by_text("Your picture is off so the sound stays clear.")).to_be_visible(timeout=PATIENT)
    detour.loss = 0.0
    for page in (dee, pat):
        expect(page.get_by_text("Picture off so the sound stays clear.")).to_be_hidden(timeout=PATIENT)
    assert grows(dee)
    assert grows(pat)


def test_closed_sockets_cost_nothing_and_open_again(session, enter_call, call_product):
    dee, pat = enter_talking(session, enter_call)
    before, began = session.lost()["lost_seconds"], time.time()

    def both_close() -> bool:
        return call_product.desk("signalling/close", {})["closed"] == 2

    assert both_close()
    dee.wait_for_timeout(4000)

    assert all(longest_silence(page, began) < SHORTEST for page in (dee, pat))
    # A busy machine opens one of them later than the other; both are open again at some moment.
    for _ in range(8):
        if opened := both_close():
            break
        dee.wait_for_timeout(4000)
    assert opened
    dee.wait_for_timeout(2000)
    dee.reload()
    talking(dee, pat)
    assert grows(dee)
    assert session.lost()["lost_seconds"] - before < 5


def test_a_url_that_has_expired_is_replaced_by_a_fresh_one(session, enter_call, watches):
    joins: list[str] = []

    def age(route):
        answer = route.fetch()
        body = answer.json()
        joins.append(body["url"])
        if len(joins) == 1:
            body["url"] = body["url"].replace("X-Amz-Date=2", "X-Amz-Date=1")
        route.fulfill(response=answer, json=body)

    dee = session.client(enter_call, "dee", "")
    watches[-1].expect("WebSocket connection")
    dee.route("**/join", age)
    dee.reload()
    pat = session.therapist(enter_call)
    talking(dee, pat)

    assert len(joins) >= 2
    assert grows(dee)


def test_the_therapists_browser_closes_and_comes_back_and_who_was_in_is_in_again(session, enter_call):
    dee, pat = enter_talking(session, enter_call)
    reports = Reports(dee)
    pat.context.close()
    expect(dee.locator("main[data-stage=reconnecting]")).to_be_visible(timeout=PATIENT)
    gone = time.time()
    dee.wait_for_timeout(3000)
    back = session.therapist(enter_call)
    talking(dee, back)
    assert grows(dee)
    assert grows(back)
    reports.wait_for(longest_silence(dee, gone - 5))

    assert sum(reports.seconds) == pytest.approx(longest_silence(dee, gone - 5), rel=TOLERANCE, abs=0.6)


def test_the_server_restarts_and_the_two_go_on_talking(session, enter_call, call_product, watches):
    dee, pat = enter_talking(session, enter_call)
    for watch in watches:
        watch.expect("status of 503|ERR_CONNECTION|WebSocket connection")
    began = time.time()
    call_product.desk("restart", {"seconds": 4})
    dee.wait_for_timeout(9000)
    until(dee, lambda: ask(call_product.origin, "GET", "/api/health").status == 200)

    assert all(longest_silence(page, began) < SHORTEST for page in (dee, pat))
    talking(dee, pat)
    pat.get_by_role("button", name="End session").click()
    expect(pat.get_by_text("Attendance is recorded.")).to_be_visible(timeout=PATIENT)
    expect(dee.get_by_role("heading", name="This session is over")).to_be_visible(timeout=PATIENT)
