"""A change of zone rules: booked under one tzdata, derived anew under another, in two processes as in two deployments."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chalicelib.availability.schemas import Window
from chalicelib.core import clock as zones
from chalicelib.scheduling import booking, rezoning, rules, service
from infra.tools import rezone
from tests import make
from tests.reminders.conftest import Background, background  # noqa: F401 - a fixture
from tests.scheduling.conftest import Office, wish
from tests.scheduling.test_races import check_house

ROOT = Path(__file__).parents[2]
EARLIER = ROOT / ".venv" / "tzdata-earlier"
VANCOUVER = "America/Vancouver"
NOW = datetime(2026, 11, 16, 17, tzinfo=UTC)
BOOK = """
import json, sys
from datetime import datetime
from chalicelib.core import clock
clock.source = lambda: datetime.fromisoformat("2026-11-16T17:00:00+00:00")
from chalicelib.core.client_keys import _unwrapped
from chalicelib.scheduling import booking
from tests import make
from tests.scheduling.conftest import wish
pat, found = sys.argv[1], []
for client, wall in json.loads(sys.argv[2]):
    start = datetime.fromisoformat(wall).replace(tzinfo=clock.zone("America/Vancouver"))
    with make.work():
        found.append(booking.book(make.choice(client, pat), wish(pat, start), clock.now()).start.isoformat())
print(json.dumps([clock.TZDATA_VERSION, found]))
"""

pytestmark = pytest.mark.skipif(not EARLIER.is_dir(), reason="the earlier tzdata is not installed: run `make .venv/.installed`")


@pytest.fixture
def office(aws, clock):
    """A therapist in Vancouver, in November."""
    clock.set(NOW)
    made = Office()
    with make.work():
        made.offer(zone=VANCOUVER, weekly=[[Window(420, 1260)]] * 7)
        yield made


def book_under_the_earlier_rules(office: Office, *walls: str) -> list[str]:
    clients = [[office.client(), wall] for wall in walls]
    environment = {**os.environ, "PYTHONPATH": f"{EARLIER}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", BOOK, office.pat, json.dumps(clients)]
    ran = subprocess.run(command, check=False, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    version, starts = json.loads(ran.stdout.splitlines()[-1])
    assert version == "2025b"
    return [f"{datetime.fromisoformat(start).astimezone(UTC):%H:%MZ}" for start in starts]


def test_ten_oclock_in_vancouver_is_an_hour_earlier_under_the_new_law_and_both_sides_are_told(office, background, aws, capsys):  # noqa: F811
    assert book_under_the_earlier_rules(office, "2026-12-15T10:00", "2026-12-15T11:00") == ["18:00Z", "19:00Z"]
    background.outbox()

    assert rezone.main([]) == 0

    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("{")]
    assert [line.split(" ", 1)[1] for line in lines[:2]] == [
        "2026-12-15T10:00 America/Vancouver: 2026-12-15T18:00Z -> 2026-12-15T17:00Z moved",
        "2026-12-15T11:00 America/Vancouver: 2026-12-15T19:00Z -> 2026-12-15T18:00Z moved",
    ]
    assert lines[2] == f"2 moved under tzdata {zones.TZDATA_VERSION}"
    told = [mail.subject for mail in background.outbox()]
    assert len(told) == 4
    assert all(subject.startswith("Appointment moved to Tue Dec 15") for subject in told)
    assert check_house(aws)[office.pat] == 2


def test_only_listing_changes_nothing(office, background, aws, capsys):  # noqa: F811
    book_under_the_earlier_rules(office, "2026-12-15T10:00")
    background.outbox()
    assert rezone.main(["--list"]) == 0
    assert "18:00Z -> 2026-12-15T17:00Z would move" in capsys.readouterr().out
    assert background.outbox() == []


def test_a_second_run_finds_nothing_left(office, background):  # noqa: F811
    book_under_the_earlier_rules(office, "2026-12-15T10:00", "2026-11-18T10:00")
    rezone.main([])
    assert rezoning.rezone(office.pat, NOW, change=True) == []


def test_a_time_somebody_else_has_is_reported_and_left_alone(office, background, aws, capsys):  # noqa: F811
    book_under_the_earlier_rules(office, "2026-12-15T10:00")
    booking.book(office.grant(office.client()), wish(office.pat, "2026-12-15T16:45:00+00:00"), NOW)
    assert rezone.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-2].endswith("taken")
    assert check_house(aws)[office.pat] == 2


def test_of_a_wall_time_that_comes_twice_the_agreed_one_is_kept():
    zone = zones.zone("America/New_York")
    for agreed in (datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)):
        assert rules.instant_of("2026-11-01T01:30", zone, agreed) == agreed


def test_the_reminder_moves_along(office, background, clock):  # noqa: F811
    book_under_the_earlier_rules(office, "2026-12-15T10:00")
    background.outbox()
    rezone.main([])
    background.outbox()
    clock.set(datetime(2026, 12, 14, 17, tzinfo=UTC))
    assert background.sweep() == 1
    assert service.appointments(make.grant(office.pat, "provider"), service.ListQuery(), clock.now()).items[0].start.hour == 10
