"""Changing what is booked: who must still be able to come, what it costs, and what is said about it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from chalicelib.accounts import consents
from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import MeUpdate
from chalicelib.practice.schemas import Policy
from tests import make
from tests.scheduling.conftest import MONDAY_9_EST, body

NEW_YORK = "America/New_York"


class TestMoving:
    def test_it_takes_everybodys_consent(self, ana, office):
        made = ana.post("/api/appointments", body(office)).json()["id"]
        ana.post("/api/me/consents", {"document": "telehealth", "version": consents.in_force()["telehealth"], "agreed": False})
        answer = ana.post(f"/api/appointments/{made}/reschedule", {"start": "2026-03-05T13:00:00-05:00"})
        assert (answer.status, answer.code) == (422, "consent_needed")

    def test_it_takes_a_licence_where_each_of_them_lives(self, ana, pat, office):
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


def test_who_lives_in_another_zone_since_reads_what_is_coming_by_its_clocks_and_their_therapist_by_their_own(ana, pat, office, clock):
    made = ana.post("/api/appointments", body(office)).json()
    ana.put("/api/me", {"zone": "America/Phoenix"})
    make.run_all_due()

    (seen,) = ana.get("/api/appointments").json()["items"]
    assert (seen["zone"], seen["zone_name"]) == ("America/Phoenix", "MST")
    assert datetime.fromisoformat(seen["start"]) == datetime.fromisoformat(made["start"])
    assert pat.get("/api/appointments").json()["items"][0]["zone"] == NEW_YORK


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
