"""One session between a client and their therapist, and everybody's HTTP sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.availability.schemas import Format, Kind
from tests import make
from tests.api import Http, Reply, Session

ALONE = {"location_state": "NY", "private": True, "place": "12 Willow Lane"}


@dataclass
class Room:
    """A booked session. start: when it begins."""

    client: Session
    therapist: Session
    appointment_id: str
    start: datetime

    def path(self, verb: str) -> str:
        """The path of one act on this appointment."""
        return f"/api/appointments/{self.appointment_id}/{verb}"

    def join(self, body: Any = ALONE) -> Reply:
        """The client joins."""
        return self.client.post(self.path("join"), body)

    def admit(self) -> Reply:
        """The therapist lets the client in."""
        return self.therapist.post(self.path("admit"), {"client_id": self.client.id})

    def lobby(self) -> Any:
        """What the therapist sees at the door."""
        return self.therapist.get(self.path("lobby") + "?details=true").json()["items"]


@pytest.fixture
def room(http, clock) -> Room:
    """A session by video that begins this moment, the therapist licensed in New York."""
    return open_room(http, clock, "video")


def open_room(http: Http, clock: Any, format: Format) -> Room:
    """A session of this format that begins this moment, the therapist licensed in New York."""
    make.practice()
    client = http.sign_in(
        "client",
        make.person("client", preferred_name="Ana", phone="+1 555 010 0147", home_state="NY", zone="America/New_York"),
        standing=False,
    )
    therapist = http.sign_in("provider", make.provider(formats=["video", "text", "in_person"]), standing=False)
    make.care(client.id, therapist.id)
    make.hours(therapist.id, kinds=[Kind(50, ["video", "text", "in_person"])])
    booked = make.appointment(client.id, therapist.id, format=format)
    clock.set(booked.start.astimezone(UTC))
    return Room(client, therapist, booked.id, booked.start)


@pytest.fixture
def before(room, clock):
    """Set the clock this long before the session."""
    return lambda **units: clock.set(room.start.astimezone(UTC) - timedelta(**units))


@pytest.fixture
def after(room, clock):
    """Set the clock this long after the session's start."""
    return lambda **units: clock.set(room.start.astimezone(UTC) + timedelta(**units))
