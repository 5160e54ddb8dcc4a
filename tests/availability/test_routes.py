"""What a provider offers, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import make
from tests.api import Session
from tests.scheduling.conftest import Office


def slots(session: Session, office: Office, query: str = "") -> list[dict[str, Any]]:
    return session.get(f"/api/providers/{office.pat}/slots?{query}").json()["slots"]


class TestOffer:
    def test_what_a_therapist_offers_can_be_read_back_and_replaced(self, pat, office):
        offer = pat.get("/api/availability").json()
        offer["weekly"][5] = [{"opens": 600, "closes": 720}]
        offer["dates"] = [{"date": "2026-03-04", "windows": []}]

        assert pat.put("/api/availability", offer).json() == offer

        assert pat.get("/api/availability").json() == offer
        days = {slot["start"][:10] for slot in slots(pat, office, "from=2026-03-02&to=2026-03-09")}
        assert "2026-03-04" not in days
        assert "2026-03-07" in days

    @pytest.mark.parametrize(
        "wrong",
        [
            {"zone": "Mars/Base"},
            {"weekly": []},
            {"weekly": [[{"opens": 600, "closes": 540}]] + [[]] * 6},
            {"weekly": [[{"opens": 540, "closes": 700}, {"opens": 600, "closes": 720}]] + [[]] * 6},
            {"dates": [{"date": "2026-03-04"}, {"date": "2026-03-04"}]},
            {"kinds": []},
        ],
        ids=str,
    )
    def test_an_offer_that_cannot_be_is_refused(self, pat, wrong):
        offer = pat.get("/api/availability").json()
        assert pat.put("/api/availability", {**offer, **wrong}).status == 400
        assert pat.get("/api/availability").json() == offer

    def test_days_away_are_closed(self, ana, office):
        from chalicelib.providers.schemas import Away

        make.listing(office.pat, formats=["video"], away=[Away(first=date(2026, 3, 4), last=date(2026, 3, 5))])
        days = {slot["start"][:10] for slot in slots(ana, office, "from=2026-03-03&to=2026-03-07")}
        assert days == {"2026-03-03", "2026-03-06"}
