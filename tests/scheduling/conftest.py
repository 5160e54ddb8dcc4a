"""A practice with a therapist who works every weekday, and clients in their care. It is Monday, 2 March 2026, 9:00 in New York."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.availability import service as availability
from chalicelib.availability.schemas import Kind, Offer, Window
from chalicelib.core import access
from chalicelib.core.access import Grant
from chalicelib.scheduling.schemas import BookingWish
from tests import make
from tests.api import Http, Session

MONDAY_9_EST = datetime(2026, 3, 2, 14, tzinfo=UTC)
NEW_YORK = "America/New_York"
WEDNESDAY_10 = "2026-03-04T10:00:00-05:00"


def offer(**changed: object) -> Offer:
    """Nine to five on weekdays in New York, 50 minutes by video or audio, 15 by video."""
    facts: dict[str, object] = {
        "zone": NEW_YORK,
        "weekly": [[Window(540, 1020)]] * 5 + [[], []],
        "kinds": [Kind(50, ["video", "audio"]), Kind(15, ["video"])],
    }
    return Offer(**{**facts, **changed})  # type: ignore[arg-type]


def wish(provider_id: str, start: str | datetime, **changed: object) -> BookingWish:
    """50 minutes by video."""
    begins = datetime.fromisoformat(start) if isinstance(start, str) else start
    facts: dict[str, object] = {"provider_id": provider_id, "start": begins, "minutes": 50, "format": "video"}
    return BookingWish(**{**facts, **changed})  # type: ignore[arg-type]


def body(office: Office, start: str = WEDNESDAY_10, **changed: object) -> dict[str, object]:
    """The same wish as a request sends it."""
    return {"provider_id": office.pat, "start": start, "minutes": 50, "format": "video", **changed}


class Office:
    """The therapist `pat` and makers of clients in their care."""

    def __init__(self) -> None:
        make.practice()
        self.pat = make.provider(formats=["video", "audio"])
        with make.work():
            self.offer()

    def offer(self, **changed: object) -> None:
        """Change what pat offers."""
        availability.change(make.grant(self.pat, "provider"), offer(**changed))

    def client(self, **facts: object) -> str:
        """A client in pat's care who lives in New York. Returns their id."""
        client_id = make.person(**{"home_state": "NY", "zone": "America/Chicago", **facts})
        make.care(client_id, self.pat)
        return client_id

    def grant(self, client_id: str) -> Grant:
        """What the rule of the booking route gives the client."""
        return make.choice(client_id, self.pat)

    def staff_grant(self, *client_ids: str) -> Grant:
        """What it gives the therapist for these clients."""
        mine = access.own(access.Caller(self.pat, "provider"))
        return Grant(mine.caller, mine.subject, mine.right, mine.why, tuple(make.treating(self.pat, one) for one in client_ids))


@pytest.fixture
def office(aws: object, clock: object) -> Iterator[Office]:
    """On a Monday morning."""
    clock.set(MONDAY_9_EST)  # type: ignore[attr-defined]
    made = Office()
    with make.work():
        yield made


@pytest.fixture
def ana(office: Office, http: Http) -> Session:
    """A client in pat's care, signed in."""
    return http.sign_in("client", office.client(), standing=False)


@pytest.fixture
def pat(office: Office, http: Http) -> Session:
    """The therapist, signed in."""
    return http.sign_in("provider", office.pat, standing=False)


def offering(session: Session, kinds: list[dict[str, Any]]) -> Session:
    """The therapist, who works nine to five every day and offers these types."""
    offer = {"zone": "America/New_York", "weekly": [[{"opens": 540, "closes": 1020}]] * 7, "kinds": kinds, "dates": []}
    assert session.put("/api/availability", offer).status == 200
    return session
