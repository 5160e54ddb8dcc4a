"""Recurring appointments: the wall time stays, no date is lost or booked twice, whatever the clocks, the others or the line do."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest

from chalicelib.availability.schemas import Window
from chalicelib.series import service as series
from chalicelib.series.schemas import SeriesWish
from tests import make
from tests.scheduling.conftest import MONDAY_9_EST, Office
from tests.scheduling.test_races import check_house, together


def wish(office: Office, start: str = "2026-03-04T10:00:00-05:00", **changed: object) -> dict[str, object]:
    return {"provider_id": office.pat, "start": start, "minutes": 50, "format": "video", "count": 4, **changed}


def starts(answer: dict[str, list[dict[str, str]]], part: str) -> list[str]:
    return [one["start"] for one in answer[part]]


def test_a_weekly_series_keeps_its_wall_time_across_the_change_of_clocks(ana, office, aws):
    answer = ana.post("/api/series", wish(office, zone="America/New_York"))
    assert answer.status == 201
    assert starts(answer.json(), "booked") == [
        "2026-03-04T10:00:00-05:00",
        "2026-03-11T10:00:00-04:00",
        "2026-03-18T10:00:00-04:00",
        "2026-03-25T10:00:00-04:00",
    ]
    assert answer.json()["missed"] == []
    assert {one["series_id"] for one in answer.json()["booked"]} == {answer.json()["id"]}
    assert check_house(aws)[office.pat] == 4


def test_a_biweekly_series_comes_every_other_week(ana, office):
    answer = ana.post("/api/series", wish(office, every_weeks=2, count=3, zone="America/New_York")).json()
    assert [one[:10] for one in starts(answer, "booked")] == ["2026-03-04", "2026-03-18", "2026-04-01"]


def test_a_date_that_is_taken_is_reported_with_the_nearest_open_times(ana, office, http):
    other = http.sign_in("client", office.client(), standing=False)
    taken = {"provider_id": office.pat, "start": "2026-03-11T10:00:00-04:00", "minutes": 50, "format": "video"}
    assert other.post("/api/appointments", taken).status == 201

    answer = ana.post("/api/series", wish(office, zone="America/New_York")).json()

    assert len(answer["booked"]) == 3
    (missed,) = answer["missed"]
    assert (missed["start"], missed["zone_name"], missed["code"]) == ("2026-03-11T10:00:00-04:00", "EDT", "slot_taken")
    assert [one["start"] for one in missed["alternatives"]] == [
        "2026-03-11T09:00:00-04:00",
        "2026-03-11T11:00:00-04:00",
        "2026-03-11T11:15:00-04:00",
    ]


def test_later_dates_may_lie_beyond_the_horizon_and_the_first_may_not(ana, office):
    office.offer(horizon_days=10)
    assert len(ana.post("/api/series", wish(office)).json()["booked"]) == 4
    beyond = ana.post("/api/series", wish(office, start="2026-03-18T12:00:00-04:00", count=2)).json()
    assert [one["code"] for one in beyond["missed"]] == ["not_offered"]


def test_a_date_on_which_the_wall_time_is_left_out_is_reported(ana, office):
    office.offer(weekly=[[Window(0, 1440)]] * 7, zone="America/New_York")
    answer = ana.post("/api/series", wish(office, start="2026-03-29T02:30:00-04:00", every_weeks=2, count=26)).json()
    assert len(answer["booked"]) == 25
    assert [(one["start"][:10], one["code"]) for one in answer["missed"]] == [("2027-03-14", "not_offered")]


def test_the_same_request_again_goes_on_where_it_stopped_and_books_nothing_twice(ana, office, aws):
    body, book = wish(office), series.booking.book_date
    left = iter(range(2))

    def dies(*args: object) -> object:
        if next(left, None) is None:
            raise ConnectionResetError
        return book(*args)

    with patch.object(series.booking, "book_date", dies):
        assert ana.post("/api/series", body, Idempotency_Key="k-1").status == 500
    assert check_house(aws)[office.pat] == 2

    answer = ana.post("/api/series", body, Idempotency_Key="k-1")

    assert (answer.status, len(answer.json()["booked"])) == (201, 4)
    assert answer.json() == ana.post("/api/series", body, Idempotency_Key="k-1").json()
    assert check_house(aws)[office.pat] == 4
    assert ana.post("/api/series", wish(office, count=3), Idempotency_Key="k-1").status == 409


def test_a_date_cancelled_since_is_not_booked_again_by_a_repeat(ana, office, aws):
    first = ana.post("/api/series", wish(office), Idempotency_Key="k-2").json()
    ana.post(f"/api/appointments/{first['booked'][1]['id']}/cancel")
    again = ana.post("/api/series", wish(office), Idempotency_Key="k-2").json()
    assert [one["status"] for one in again["booked"]] == ["booked", "cancelled", "booked", "booked"]
    assert check_house(aws)[office.pat] == 3


def test_two_series_at_once_share_no_date_and_lose_none(office, aws):
    asked = SeriesWish(
        provider_id=office.pat, start=datetime.fromisoformat("2026-03-04T10:00:00-05:00"), minutes=50, format="video", count=4
    )
    grants = [office.grant(office.client()) for _ in range(2)]
    results = together([lambda grant=grant: series.book(grant, asked, MONDAY_9_EST) for grant in grants])
    assert sum(len(one.booked) for one in results) == 4
    assert sum(len(one.missed) for one in results) == 4
    assert check_house(aws)[office.pat] == 4


def test_an_open_risk_screen_closes_series_too(ana, office):
    ana.put("/api/safety/screen", {"item9": 2})
    assert ana.post("/api/series", wish(office)).code == "screen_open"


def test_the_therapist_books_a_series_for_a_client(ana, office, http):
    pat = http.sign_in("provider", office.pat, standing=False)
    answer = pat.post("/api/series", wish(office, client_ids=[ana.id]))
    assert (answer.status, len(answer.json()["booked"])) == (201, 4)
    assert len(ana.get("/api/appointments").json()["items"]) == 4


@pytest.mark.parametrize("changed", [{"count": 1}, {"count": 27}, {"every_weeks": 3}, {"zone": "Mars/Base"}])
def test_a_series_that_cannot_be_is_refused(ana, office, changed):
    assert ana.post("/api/series", wish(office, **changed)).status == 400


def test_a_series_with_somebody_who_does_not_treat_the_client_is_not_found(ana, office):
    assert ana.post("/api/series", wish(office, provider_id=make.provider())).status == 404
