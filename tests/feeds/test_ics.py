"""Calendar entries as calendars read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from chalicelib.core import clock
from chalicelib.feeds import ics
from chalicelib.scheduling import rules
from chalicelib.scheduling.schemas import Appointment

NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)


def appointment(start: datetime, zone: str, **changed: object) -> Appointment:
    local = start.astimezone(clock.zone(zone))
    facts: dict[str, object] = {
        "id": "01hv8j6m0000000000000000aa",
        "provider_id": "pat",
        "client_ids": ["ana"],
        "start": local,
        "minutes": 50,
        "format": "video",
        "status": "booked",
        "zone": zone,
        "zone_name": rules.zone_name(local),
        "provider_zone": "America/New_York",
        "sequence": 3,
    }
    return Appointment(**{**facts, **changed})  # type: ignore[arg-type]


def event(text: str) -> icalendar.Event:
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return found


@pytest.mark.parametrize(
    "zone",
    [
        "America/New_York",
        "America/Phoenix",
        "Europe/London",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "America/Argentina/ComodRivadavia",
        "UTC",
    ],
)
@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, month, day, hour, 30, tzinfo=UTC)
        for month, day, hour in ((1, 15, 14), (3, 8, 6), (3, 8, 7), (7, 1, 23), (11, 1, 5), (11, 1, 6))
    ],
)
def test_a_calendar_reads_the_same_instants_from_the_entrys_own_zone_rules(zone, start):
    text = ics.entry(appointment(start, zone), NOW)
    calendar = icalendar.Calendar.from_ical(text)
    (rules_of_zone,) = calendar.walk("VTIMEZONE")
    own = rules_of_zone.to_tz(lookup_tzid=False)
    found = event(text)

    for name, instant in (("DTSTART", start), ("DTEND", start + timedelta(minutes=50))):
        if instant.astimezone(clock.zone(zone)).fold:
            # RFC 5545, 3.3.5: a wall time that comes twice means the first.
            assert found.decoded(name) == instant
            continue
        assert found[name].params["TZID"] == zone
        assert found[name].dt.replace(tzinfo=own, fold=0).astimezone(UTC) == instant


def test_the_entry_names_version_state_and_where_to_manage_it():
    found = event(ics.entry(appointment(NOW, "America/New_York"), NOW))
    assert (found["SEQUENCE"], found["STATUS"], found["SUMMARY"], found["CLASS"]) == (3, "CONFIRMED", "Appointment", "PRIVATE")
    assert found["UID"].startswith("01hv8j6m0000000000000000aa@")
    assert found["DTSTAMP"].dt == NOW


def test_a_cancelled_appointment_is_a_cancelled_entry():
    text = ics.entry(appointment(NOW, "UTC", status="cancelled"), NOW, method="CANCEL")
    assert icalendar.Calendar.from_ical(text)["METHOD"] == "CANCEL"
    assert event(text)["STATUS"] == "CANCELLED"


def test_no_word_of_the_entry_tells_what_it_is_about():
    text = ics.entry(appointment(NOW, "America/New_York"), NOW).lower()
    for word in ("pat", "ana", "therap", "video", "session", "counsel", "health"):
        assert word not in text.replace("america", "")


def test_lines_are_folded_at_75_octets_and_end_as_the_standard_asks():
    text = ics.entry(appointment(NOW, "America/New_York"), NOW, attendee=f"{'ñ' * 60}@quietroom.example")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert f"{'ñ' * 60}@quietroom.example" in text.replace("\r\n ", "")
