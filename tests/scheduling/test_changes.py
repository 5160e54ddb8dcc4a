"""Changing what is booked: one date of a series or all from one on, who must still be able to come, and what is said about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest

from chalicelib.accounts import consents
from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import MeUpdate
from chalicelib.core.errors import Unavailable
from chalicelib.practice.schemas import Policy
from chalicelib.scheduling import series
from tests import make
from tests.api import Session
from tests.scheduling.conftest import MONDAY_9_EST, Office, body
from tests.scheduling.test_races import check_house

NEW_YORK = "America/New_York"


def weekly(person: Session, office: Office, count: int = 4) -> dict[str, object]:
    return person.post("/api/series", body(office, count=count, zone=NEW_YORK)).json()


class TestSeries:
    def test_a_series_shows_its_dates_to_both_parties(self, ana, pat, office):
        made = weekly(ana, office)
        for one in (ana, pat):
            shown = one.get(f"/api/series/{made['id']}").json()
            assert (shown["every_weeks"], [date["status"] for date in shown["dates"]]) == (1, ["booked"] * 4)

    def test_ending_it_from_a_date_on_keeps_what_is_before(self, ana, office, aws):
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
    def test_what_ending_it_costs_is_what_was_said_before(self, ana, office, clock, grace, fee):
        make.practice(policy=Policy(first_time_grace=grace, cancel_notice_hours=9 * 24))
        made = weekly(ana, office)
        clock.set(MONDAY_9_EST + timedelta(days=1))
        path = f"/api/series/{made['id']}/cancel"

        preview, done = ana.post(path, {"preview": True}).json(), ana.post(path, {}).json()

        assert (preview["fee_cents"], preview["grace"]) == (done["fee_cents"], done["grace"]) == (fee, grace)
        lines = ana.get("/api/ledger").json()["items"]
        assert sum(line["cents"] for line in lines) == fee

    def test_the_therapist_ends_it_at_no_cost(self, ana, pat, office, clock):
        made = weekly(ana, office)
        clock.set(MONDAY_9_EST + timedelta(days=1, hours=4))
        assert pat.post(f"/api/series/{made['id']}/cancel", {}).json()["fee_cents"] == 0

    def test_none_of_it_ends_for_more_than_was_shown(self, ana, office, clock):
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

    def test_one_date_moves_by_itself_and_stays_in_the_series(self, ana, office):
        made = weekly(ana, office)
        moved = ana.post(f"/api/appointments/{made['booked'][1]['id']}/reschedule", {"start": "2026-03-12T11:00:00-04:00"}).json()
        dates = ana.get(f"/api/series/{made['id']}").json()["dates"]
        assert moved["series_id"] == made["id"]
        assert [datetime.fromisoformat(one["start"]).day for one in dates] == [4, 12, 18, 25]

    def test_one_that_was_cut_off_says_what_is_booked_and_goes_on_without_a_key(self, ana, office, aws):
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

    def test_the_same_wish_later_is_another_series_once_the_first_is_through(self, ana, office):
        first, second = weekly(ana, office), weekly(ana, office)
        assert first["id"] != second["id"]
        assert [one["code"] for one in second["missed"]] == ["client_busy"] * 4


class TestMoving:
    def test_it_takes_everybodys_consent(self, ana, office):
        made = ana.post("/api/appointments", body(office)).json()["id"]
        ana.post("/api/me/consents", {"document": "telehealth", "version": consents.in_force()["telehealth"], "agreed": False})
        answer = ana.post(f"/api/appointments/{made}/reschedule", {"start": "2026-03-05T13:00:00-05:00"})
        assert (answer.status, answer.code) == (422, "consent_needed")

    def test_it_takes_a_licence_where_each_of_them_lives(self, ana, pat, office, http):
        eli = office.client()
        both = {"client_ids": [ana.id, eli]}
        made = pat.post("/api/appointments", body(office, **both)).json()["id"]
        move = {"start": "2026-03-05T13:00:00-05:00"}
        accounts.change_me(make.grant(eli), MeUpdate(home_state="AK"), MONDAY_9_EST)

        answer = ana.post(f"/api/appointments/{made}/reschedule", move)

        assert (answer.status, answer.code, answer.json()["error"]["states"]) == (422, "not_licensed", ["NY"])

    def test_a_taken_time_is_refused_with_what_is_nearest(self, ana, office, http):
        made = ana.post("/api/appointments", body(office)).json()["id"]
        other = http.sign_in("client", office.client(), standing=False)
        other.post("/api/appointments", body(office, "2026-03-05T13:00:00-05:00"))
        answer = ana.post(f"/api/appointments/{made}/reschedule", {"start": "2026-03-05T13:00:00-05:00", "zone": NEW_YORK})
        assert (answer.status, answer.code) == (409, "slot_taken")
        assert [one["start"] for one in answer.json()["error"]["alternatives"]] == [
            "2026-03-05T11:45:00-05:00",
            "2026-03-05T12:00:00-05:00",
            "2026-03-05T14:00:00-05:00",
        ]


def test_the_policy_is_said_in_the_readers_language(office, http):
    ana = http.sign_in("client", office.client(language="es"), standing=False)
    made = ana.post("/api/appointments", body(office)).json()["id"]
    seen = ana.post(f"/api/appointments/{made}/cancel", {"preview": True}).json()
    assert seen["policy"] == "Cambiar o cancelar no cuesta nada hasta mar 3 mar, 9:00 a. m. CST. Después cuesta $60.00."
    assert seen["free_until_zone_name"] == "CST"


@pytest.mark.parametrize("start", ["2026-03-04T15:00:00Z", "2026-03-04T10:00:00.5-05:00"])
def test_moving_to_the_time_it_has_changes_and_costs_nothing(ana, office, clock, start):
    booked = ana.post("/api/appointments", body(office)).json()
    clock.set(MONDAY_9_EST + timedelta(days=1, hours=2))
    moved = ana.post(f"/api/appointments/{booked['id']}/reschedule", {"start": start})
    assert (moved.status, moved.json()["start"], moved.json()["sequence"]) == (200, booked["start"], 0)
    assert ana.get("/api/ledger").json()["items"] == []


def test_a_client_owes_nothing_for_leaving_a_time_the_therapist_moved_them_to_at_short_notice(ana, pat, office):
    make.practice(policy=Policy(first_time_grace=False))
    office.offer(notice_minutes=0)
    path = f"/api/appointments/{ana.post('/api/appointments', body(office, '2026-03-12T10:00:00-04:00')).json()['id']}"
    assert pat.post(f"{path}/reschedule", {"start": "2026-03-02T15:00:00-05:00"}).status == 200

    preview = ana.post(f"{path}/cancel", {"preview": True}).json()
    assert (preview["fee_cents"], preview["free_until"]) == (0, preview["start"])
    assert preview["policy"].startswith("Your therapist moved this appointment at short notice.")

    # From a time the client chose themselves on, the policy counts again.
    assert ana.post(f"{path}/reschedule", {"start": "2026-03-02T16:00:00-05:00"}).json()["fee_cents"] == 0
    assert ana.post(f"{path}/cancel", {"preview": True}).json()["fee_cents"] == 6000


def test_one_appointment_costs_one_late_fee_however_often_it_is_moved_or_cancelled_late(ana, office, clock):
    make.practice(policy=Policy(first_time_grace=False))
    office.offer(notice_minutes=0)
    path = f"/api/appointments/{ana.post('/api/appointments', body(office)).json()['id']}"
    clock.set(MONDAY_9_EST + timedelta(days=1, hours=2))
    assert ana.post(f"{path}/reschedule", {"start": "2026-03-04T12:00:00-05:00"}).json()["fee_cents"] == 6000

    preview = ana.post(f"{path}/cancel", {"preview": True}).json()
    assert (preview["fee_cents"], preview["free_until"]) == (0, preview["start"])
    assert preview["policy"] == "This appointment was moved late once before. Moving or canceling it again costs nothing more."
    assert preview["free_because"] == "late_before"
    assert ana.post(f"{path}/reschedule", {"start": "2026-03-04T14:00:00-05:00"}).json()["fee_cents"] == 0
    assert ana.post(f"{path}/cancel", {}).json()["fee_cents"] == 0
    assert [line["kind"] for line in ana.get("/api/ledger").json()["items"]] == ["late_fee"]


@pytest.mark.parametrize(("way", "sent"), [("cancel", {}), ("reschedule", {"start": "2026-03-05T13:00:00-05:00"})])
def test_nobody_pays_what_they_were_not_shown(ana, office, clock, way, sent):
    make.practice(policy=Policy(first_time_grace=False))
    path = f"/api/appointments/{ana.post('/api/appointments', body(office)).json()['id']}"
    free_until = MONDAY_9_EST + timedelta(days=1, hours=1)
    clock.set(free_until)
    shown = ana.post(f"{path}/cancel", {"preview": True}).json()["fee_cents"]
    clock.set(free_until + timedelta(seconds=1))

    refused = ana.post(f"{path}/{way}", {**sent, "fee_cents": shown})
    assert (shown, refused.status, refused.code, refused.json()["error"]["fee_cents"]) == (0, 409, "fee_changed", 6000)
    assert ana.get(path).json()["sequence"] == 0

    assert ana.post(f"{path}/{way}", {**sent, "fee_cents": 6000}).json()["fee_cents"] == 6000
