"""A therapist's other calendar closes its times to clients, is read again by itself, and leaves when it is taken away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.calendars import fetching, service, store
from chalicelib.calendars.rules import CalendarRefused
from chalicelib.core import clock as time
from chalicelib.core.access import Grant, Subject
from tests import make
from tests.api import Session
from tests.counting import aws_calls
from tests.scheduling.conftest import MONDAY_9_EST, Office

WEDNESDAY_10 = "2026-03-04T10:00:00-05:00"
ADDRESS = "https://calendar.example/private-1234/basic.ics"


def document(begin: str = "20260304T100000", end: str = "20260304T113000") -> str:
    event = f"BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Oncologist\r\nDTSTART:{begin}\r\nDTEND:{end}\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{event}END:VCALENDAR\r\n"


class Web:
    """What stands at every address."""

    text = document()
    reason: str | None = None

    def fetch(self, url: str) -> str:
        assert url == ADDRESS
        if self.reason:
            raise CalendarRefused(reason=self.reason)
        return self.text


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web()
    monkeypatch.setattr(fetching, "fetch", made.fetch)
    return made


def starts(session: Session, office: Office, day: str = "2026-03-04") -> set[str]:
    slots = session.get(f"/api/providers/{office.pat}/slots?from={day}&to={day[:-1]}{int(day[-1]) + 1}&zone=America/New_York").json()[
        "slots"
    ]
    return {slot["start"][11:16] for slot in slots}


def book(session: Session, office: Office) -> Any:
    return session.post("/api/appointments", {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": 50, "format": "video"})


def test_a_busy_time_is_neither_offered_nor_booked_by_anybody(ana, pat, office):
    assert {"09:10", "10:00", "11:15"} - {"09:10"} <= starts(ana, office)

    answer = pat.put("/api/busy-calendar", {"text": document()})

    assert answer.json() == {"source": "file", "times": 1, "read_at": "2026-03-02T14:00:00Z", "failed_at": None, "failure": None}
    closed = starts(ana, office)
    assert {"09:00", "11:30"} <= closed
    assert not closed & {"09:15", "09:30", "10:00", "11:15"}
    assert (book(ana, office).status, book(ana, office).code) == (422, "not_offered")
    assert not pat.post("/api/busy-calendar/remove", {}).json()["source"]
    assert book(ana, office).status == 201


def test_nothing_but_times_is_kept(pat, office, aws):
    pat.put("/api/busy-calendar", {"text": document()})
    (row,) = [store.known(Grant.for_job("scheduling", Subject("provider", office.pat)))]
    assert "Oncologist" not in str(row.attribute_values)
    assert store.times(row) == [(1772636400, 1772641800)]


def test_the_times_cost_open_times_no_further_call(ana, pat, office):
    starts(ana, office)  # the directory is read once and kept
    with aws_calls() as before:
        starts(ana, office)
    pat.put("/api/busy-calendar", {"text": document()})
    with aws_calls() as after:
        starts(ana, office)
    assert after == before
    assert before


def test_a_busy_time_is_no_session_and_fills_no_cap_and_needs_no_buffer(ana, pat, office):
    offer = pat.get("/api/availability").json()
    pat.put("/api/availability", {**offer, "daily_cap": 1, "buffer_minutes": 30})
    pat.put("/api/busy-calendar", {"text": document("20260304T100000", "20260304T110000")})
    assert {"09:00", "11:00"} <= starts(ana, office)


@pytest.mark.parametrize("body", [{}, {"url": ADDRESS, "text": document()}], ids=["neither", "both"])
def test_it_is_an_address_or_a_file(pat, body):
    answer = pat.put("/api/busy-calendar", body)
    assert (answer.status, answer.json()["error"]["field"]) == (400, "url")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"text": "hello"}, "not_a_calendar"),
        ({"url": "https://127.0.0.1/a.ics"}, "address"),
        ({"url": "http://calendar.example/"}, "address"),
    ],
)
def test_what_cannot_be_read_is_refused_and_what_was_there_stays(ana, pat, office, body, reason):
    pat.put("/api/busy-calendar", {"text": document()})
    answer = pat.put("/api/busy-calendar", body)
    assert (answer.status, answer.code, answer.json()["error"]["reason"]) == (422, "calendar_refused", reason)
    assert "10:00" not in starts(ana, office)


def test_an_address_is_read_again_every_hour(ana, pat, office, web, clock):
    pat.put("/api/busy-calendar", {"url": ADDRESS})
    web.text = document("20260304T150000", "20260304T160000")
    clock.set(MONDAY_9_EST + timedelta(hours=1))

    make.run_due()

    assert {"10:00"} <= starts(ana, office)
    assert "15:00" not in starts(ana, office)
    assert pat.get("/api/busy-calendar").json()["read_at"] == "2026-03-02T15:00:00Z"
    web.text = document()
    clock.set(MONDAY_9_EST + timedelta(hours=2))
    make.run_due()
    assert "10:00" not in starts(ana, office)


def test_a_reading_that_fails_is_shown_and_the_last_good_one_stays(ana, pat, office, web, clock):
    pat.put("/api/busy-calendar", {"url": ADDRESS})
    web.reason = "too_slow"
    clock.set(MONDAY_9_EST + timedelta(hours=1))

    make.run_due()

    state = pat.get("/api/busy-calendar").json()
    assert (state["read_at"], state["failed_at"], state["failure"]) == ("2026-03-02T14:00:00Z", "2026-03-02T15:00:00Z", "too_slow")
    assert "10:00" not in starts(ana, office)
    web.reason = None
    assert pat.post("/api/busy-calendar/refresh", {}).json()["failure"] is None


def test_an_address_that_was_changed_or_removed_is_not_read_any_more(pat, office, web, clock):
    pat.put("/api/busy-calendar", {"url": ADDRESS})
    grant = Grant.for_job("scheduling", Subject("provider", office.pat))
    first = store.known(grant).import_id
    assert service.read_again(grant, first, time.now()) == MONDAY_9_EST + service.AGAIN
    pat.put("/api/busy-calendar", {"text": document()})
    assert service.read_again(grant, first, time.now()) is None
    pat.post("/api/busy-calendar/remove", {})
    assert service.read_again(grant, first, time.now()) is None
    assert pat.post("/api/busy-calendar/refresh", {}).status == 404


def test_the_address_is_sealed(pat, office, web, aws):
    pat.put("/api/busy-calendar", {"url": ADDRESS})
    row = store.known(Grant.for_job("scheduling", Subject("provider", office.pat)))
    assert b"private-1234" not in bytes(row.address)
    assert "private-1234" not in str(pat.get("/api/busy-calendar").json())
