"""Ending a series or changing one date of it, and going on with one that was cut off."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest

from chalicelib.core.errors import Unavailable
from chalicelib.practice.schemas import Policy
from chalicelib.series import service as series
from tests import make
from tests.api import Session
from tests.scheduling.conftest import MONDAY_9_EST, Office, body
from tests.scheduling.test_races import check_house

NEW_YORK = "America/New_York"


def weekly(person: Session, office: Office, count: int = 4) -> dict[str, object]:
    return person.post("/api/series", body(office, count=count, zone=NEW_YORK)).json()


def test_a_series_shows_its_dates_to_both_parties(ana, pat, office):
    made = weekly(ana, office)
    for one in (ana, pat):
        shown = one.get(f"/api/series/{made['id']}").json()
        assert (shown["every_weeks"], [date["status"] for date in shown["dates"]]) == (1, ["booked"] * 4)


def test_ending_it_from_a_date_on_keeps_what_is_before(ana, office, aws):
    made = weekly(ana, office)
    path = f"/api/series/{made['id']}/cancel"

    preview = ana.post(path, {"from": "2026-03-18", "preview": True}).json()
    assert ([one["status"] for one in preview["dates"]], preview["fee_cents"]) == (["booked", "booked"], 0)
    assert check_house(aws)[office.pat] == 4

    for expected in (2, 0):
        assert len(ana.post(path, {"from": "2026-03-18"}).json()["dates"]) == expected
    dates = ana.get(f"/api/series/{made['id']}").json()["dates"]
    assert [one["status"] for one in dates] == ["booked", "booked", "cancelled", "cancelled"]
    assert check_house(aws)[office.pat] == 2


@pytest.mark.parametrize(("grace", "fee"), [(True, 6000), (False, 12000)])
def test_what_ending_it_costs_is_what_was_said_before(ana, office, clock, grace, fee):
    make.practice(policy=Policy(first_time_grace=grace, cancel_notice_hours=9 * 24))
    made = weekly(ana, office)
    clock.set(MONDAY_9_EST + timedelta(days=1))
    path = f"/api/series/{made['id']}/cancel"

    preview, done = ana.post(path, {"preview": True}).json(), ana.post(path, {}).json()

    assert (preview["fee_cents"], preview["grace"]) == (done["fee_cents"], done["grace"]) == (fee, grace)
    lines = ana.get("/api/ledger").json()["items"]
    assert sum(line["cents"] for line in lines) == fee


def test_the_therapist_ends_it_at_no_cost(ana, pat, office, clock):
    made = weekly(ana, office)
    clock.set(MONDAY_9_EST + timedelta(days=1, hours=4))
    assert pat.post(f"/api/series/{made['id']}/cancel", {}).json()["fee_cents"] == 0


def test_none_of_it_ends_for_more_than_was_shown(ana, office, clock):
    make.practice(policy=Policy(first_time_grace=False))
    made = weekly(ana, office)
    path = f"/api/series/{made['id']}"
    shown = ana.post(f"{path}/cancel", {"preview": True}).json()["fee_cents"]
    clock.set(MONDAY_9_EST + timedelta(days=1, hours=4))

    refused = ana.post(f"{path}/cancel", {"fee_cents": shown})
    assert (shown, refused.status, refused.code) == (0, 409, "fee_changed")
    assert {one["status"] for one in ana.get(path).json()["dates"]} == {"booked"}

    assert ana.post(f"{path}/cancel", {"fee_cents": 6000}).json()["fee_cents"] == 6000
    assert {one["status"] for one in ana.get(path).json()["dates"]} == {"cancelled"}


def test_one_date_moves_by_itself_and_stays_in_the_series(ana, office):
    made = weekly(ana, office)
    moved = ana.post(f"/api/appointments/{made['booked'][1]['id']}/reschedule", {"start": "2026-03-12T11:00:00-04:00"}).json()
    dates = ana.get(f"/api/series/{made['id']}").json()["dates"]
    assert moved["series_id"] == made["id"]
    assert [datetime.fromisoformat(one["start"]).day for one in dates] == [4, 12, 18, 25]


def test_one_that_was_cut_off_says_what_is_booked_and_goes_on_without_a_key(ana, office, aws):
    book, left = series.booking.book_date, iter(range(2))

    def fails(*args: object) -> object:
        if next(left, None) is None:
            raise Unavailable
        return book(*args)

    with patch.object(series.booking, "book_date", fails):
        cut_off = ana.post("/api/series", body(office, count=4, zone=NEW_YORK))
    told = cut_off.json()["error"]
    assert (cut_off.status, cut_off.code, len(told["booked"])) == (503, "unavailable", 2)

    again = ana.post("/api/series", body(office, count=4, zone=NEW_YORK)).json()

    assert (again["id"], len(again["booked"]), again["missed"]) == (told["series_id"], 4, [])
    assert check_house(aws)[office.pat] == 4


def test_the_same_wish_later_is_another_series_once_the_first_is_through(ana, office):
    first, second = weekly(ana, office), weekly(ana, office)
    assert first["id"] != second["id"]
    assert [one["code"] for one in second["missed"]] == ["client_busy"] * 4
