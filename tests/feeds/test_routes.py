"""A calendar to subscribe to, as calendars read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from chalicelib.core import settings
from tests.api import Session
from tests.counting import aws_calls, stored
from tests.scheduling.conftest import WEDNESDAY_10

SEEN = (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))


@pytest.fixture
def series(ana, office) -> dict[str, Any]:
    body = {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": 50, "format": "video", "count": 4}
    return dict(ana.post("/api/series", body).json())


def address(session: Session) -> str:
    return str(session.post("/api/calendar-feed").json()["url"]).removeprefix(settings.load().site)


def starts(text: str) -> list[datetime]:
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(*SEEN)
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in found)


def test_a_calendar_sees_every_appointment_at_its_instant_whoever_subscribes(ana, pat, http, series):
    agreed = [datetime.fromisoformat(one["start"]).astimezone(UTC) for one in series["booked"]]
    for session in (ana, pat):
        answer = http.get(address(session))
        assert (answer.status, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert starts(answer.text) == agreed


def test_what_is_cancelled_leaves_and_what_moves_moves_with_a_higher_sequence(ana, http, series):
    shown = address(ana)
    first, second = (one["id"] for one in series["booked"][:2])
    ana.post(f"/api/appointments/{first}/cancel")
    ana.post(f"/api/appointments/{second}/reschedule", {"start": "2026-03-12T13:00:00-04:00"})
    text = http.get(shown).text
    assert starts(text)[0] == datetime(2026, 3, 12, 17, tzinfo=UTC)
    assert len(starts(text)) == 3
    moved = next(event for event in icalendar.Calendar.from_ical(text).walk("VEVENT") if event["UID"].startswith(second))
    assert moved["SEQUENCE"] == 1


def test_a_new_address_ends_the_one_before(ana, http, series):
    first, second = address(ana), address(ana)
    assert first != second
    assert [http.get(one).status for one in (first, second)] == [404, 200]


def test_an_ended_address_shows_nothing(ana, http, series):
    shown = address(ana)
    assert ana.get("/api/calendar-feed").json()["active"] is True
    assert ana.post("/api/calendar-feed/end").json() == {"active": False, "since": None}
    assert http.get(shown).status == 404
    assert ana.post("/api/calendar-feed/end").status == 200


def test_the_secret_itself_is_kept_nowhere(ana, aws, series):
    secret = address(ana).split("/")[-2]
    assert len(secret) >= 40
    assert secret not in repr(stored(aws))


def test_no_word_of_a_feed_tells_what_it_is_about(ana, http, series):
    text = http.get(address(ana)).text.lower()
    for word in ("pat", "ana", "therap", "video", "session", "counsel", "lakeside"):
        assert word not in text.replace("america", "")


def test_a_feed_speaks_its_owners_language(office, http):
    eva = http.sign_in("client", office.client(language="es"), standing=False)
    eva.post("/api/appointments", {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": 50, "format": "video"})
    assert "SUMMARY:Cita" in http.get(address(eva)).text


def test_reading_a_feed_takes_three_reads_and_no_key(ana, http, series):
    shown = address(ana)
    with aws_calls() as calls:
        http.get(shown)
    assert calls == {"dynamodb.BatchGetItem": 2, "dynamodb.Query": 1}


@pytest.mark.parametrize("secret", ["no-such-secret", "x" * 300, "%00", "..", "ñ"])
def test_a_made_up_secret_shows_nothing(http, office, secret):
    assert http.get(f"/api/feeds/{secret}/calendar.ics").status in (403, 404)
