"""Scheduling over HTTP: what everybody sees, books, moves and cancels."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.availability.schemas import Kind, Window
from chalicelib.core import client_keys, settings
from chalicelib.core.access import Subject
from chalicelib.practice.schemas import Policy
from tests import make
from tests.api import Session
from tests.counting import aws_calls
from tests.scheduling.conftest import MONDAY_9_EST, WEDNESDAY_10, Office, body

TUESDAY_10 = "2026-03-03T10:00:00-05:00"


def slots(session: Session, office: Office, query: str = "") -> list[dict[str, Any]]:
    return session.get(f"/api/providers/{office.pat}/slots?{query}").json()["slots"]


def everything(aws: Any) -> dict[str, list[dict[str, Any]]]:
    """Every item of the scheduling table and the outbox."""
    client, prefix = aws.client("dynamodb"), settings.load().table_prefix
    return {name: client.scan(TableName=f"{prefix}-{name}")["Items"] for name in ("scheduling", "outbox")}


class TestSlots:
    def test_open_times_are_shown_in_the_asked_zone_with_its_name(self, ana, office):
        answer = ana.get(f"/api/providers/{office.pat}/slots?from=2026-03-04&to=2026-03-05&zone=America/Chicago").json()

        assert answer["zone"] == "America/Chicago"
        assert answer["slots"][0] == {
            "provider_id": office.pat,
            "start": "2026-03-04T08:00:00-06:00",
            "minutes": 50,
            "zone": "America/Chicago",
            "zone_name": "CST",
            "formats": ["video", "audio"],
        }

    def test_the_zone_is_named_as_it_is_on_the_day(self, ana, office):
        names = {slot["start"][:10]: slot["zone_name"] for slot in slots(ana, office, "from=2026-03-06&to=2026-03-10")}
        assert names == {"2026-03-06": "EST", "2026-03-09": "EDT"}

    def test_two_weeks_are_shown_unless_dates_are_given(self, ana, office):
        days = {slot["start"][:10] for slot in slots(ana, office)}
        assert (min(days), max(days)) == ("2026-03-03", "2026-03-13")

    def test_a_length_nobody_offers_has_no_open_times(self, ana, office):
        assert slots(ana, office, "minutes=80") == []

    def test_only_times_with_the_asked_format_are_shown(self, ana, office):
        assert slots(ana, office, "minutes=15&format=audio") == []
        assert slots(ana, office, "minutes=50&format=audio")

    def test_evenings_and_weekends_are_those_of_the_asked_zone(self, ana, office):
        office.offer(weekly=[[Window(540, 1200)]] * 7)
        week = "from=2026-03-04&to=2026-03-09&zone=America/Chicago"
        evenings = [datetime.fromisoformat(slot["start"]) for slot in slots(ana, office, f"{week}&evening=true")]
        weekends = [datetime.fromisoformat(slot["start"]) for slot in slots(ana, office, f"{week}&weekend=true")]
        either = [datetime.fromisoformat(slot["start"]) for slot in slots(ana, office, f"{week}&evening=true&weekend=true")]
        assert {start.hour for start in evenings} == {17, 18}
        assert {start.isoweekday() for start in weekends} == {6, 7}
        assert either == sorted({*evenings, *weekends})
        assert ana.get(f"/api/slots?{week}&weekend=true").json()["slots"] == slots(ana, office, f"{week}&weekend=true")

    def test_a_booked_time_and_what_touches_its_buffer_is_closed(self, ana, office):
        ana.post("/api/appointments", body(office))
        starts = [slot["start"][11:16] for slot in slots(ana, office, "from=2026-03-04&to=2026-03-05")]
        assert starts[0] == "09:00"
        assert starts[1] == "11:00"

    def test_an_unknown_therapist_is_not_found(self, ana):
        assert ana.get("/api/providers/nobody/slots").status == 404

    @pytest.mark.parametrize(
        "query",
        [
            "zone=Mars/Base",
            "from=2026-03-05&to=2026-03-05",
            "from=0001-01-01",
            "to=9999-12-31",
            "from=2026-03-01&to=2026-09-01",
            "minutes=0",
            "x=1",
        ],
    )
    def test_a_query_that_cannot_be_is_refused(self, ana, office, query):
        assert ana.get(f"/api/providers/{office.pat}/slots?{query}").status == 400
        assert ana.get(f"/api/slots?{query}").status == 400

    def test_open_times_of_everybody_who_treats_the_client_come_in_one_answer(self, ana, office):
        found = ana.get("/api/slots?zone=America/New_York&from=2026-03-04&to=2026-03-05").json()["slots"]
        assert {slot["provider_id"] for slot in found} == {office.pat}

    def test_a_client_nobody_treats_yet_sees_those_licensed_where_they_live(self, http, office):
        newcomer = http.sign_in("client", make.person(home_state="NY"), standing=False)
        elsewhere = http.sign_in("client", make.person(home_state="AK"), standing=False)
        assert newcomer.get("/api/slots").json()["slots"]
        assert elsewhere.get("/api/slots").json()["slots"] == []

    def test_four_weeks_cost_the_gate_row_and_one_read_and_no_key(self, ana, office):
        slots(ana, office)
        with aws_calls() as calls:
            slots(ana, office, "from=2026-03-02&to=2026-03-30")
        assert calls == {"dynamodb.BatchGetItem": 2}

    def test_twenty_therapists_at_once_cost_two_reads_beside_the_gate_row_and_no_key(self, ana, office):
        for _ in range(19):
            other = make.provider()
            make.hours(other)
            make.care(ana.id, other)
        ana.get("/api/slots")
        with aws_calls() as calls:
            found = ana.get("/api/slots?from=2026-03-02&to=2026-03-30").json()["slots"]
        assert len({slot["provider_id"] for slot in found}) == 20
        assert calls == {"dynamodb.BatchGetItem": 3}


class TestBooking:
    def test_a_client_books_an_open_time(self, ana, office):
        answer = ana.post("/api/appointments", body(office))

        assert answer.status == 201
        made = answer.json()
        assert len(made.pop("id")) == 26
        assert made == {
            "provider_id": office.pat,
            "client_ids": [ana.id],
            "start": "2026-03-04T09:00:00-06:00",
            "minutes": 50,
            "format": "video",
            "status": "booked",
            "zone": "America/Chicago",
            "zone_name": "CST",
            "provider_zone": "America/New_York",
            "sequence": 0,
            "series_id": None,
            "type": "individual",
        }

    def test_both_sides_read_the_appointment_each_in_their_zone(self, ana, pat, office):
        made = ana.post("/api/appointments", body(office)).json()
        mine, theirs = (one.get(f"/api/appointments/{made['id']}").json() for one in (ana, pat))
        assert (mine["start"], theirs["start"]) == ("2026-03-04T09:00:00-06:00", WEDNESDAY_10)

    def test_a_taken_time_is_a_conflict_with_the_nearest_open_times(self, ana, office, http):
        ana.post("/api/appointments", body(office))
        answer = http.sign_in("client", office.client(), standing=False).post("/api/appointments", body(office, zone="America/Denver"))

        assert (answer.status, answer.code) == (409, "slot_taken")
        assert [one["start"] for one in answer.json()["error"]["alternatives"]] == [
            "2026-03-04T07:00:00-07:00",
            "2026-03-04T09:00:00-07:00",
            "2026-03-04T09:15:00-07:00",
        ]

    def test_an_overlap_with_the_clients_own_appointment_says_so(self, ana, office):
        ana.post("/api/appointments", body(office))
        answer = ana.post("/api/appointments", body(office, "2026-03-04T10:30:00-05:00"))
        assert (answer.status, answer.code) == (409, "client_busy")

    @pytest.mark.parametrize(
        "changed",
        [
            {"start": "2026-03-04T20:00:00-05:00"},
            {"start": "2026-03-04T10:07:00-05:00"},
            {"start": "2026-03-02T15:00:00-05:00"},
            {"start": "2020-03-04T10:00:00-05:00"},
            {"start": "9999-12-31T23:59:59-05:00"},
            {"format": "in_person"},
            {"minutes": 80},
        ],
        ids=str,
    )
    def test_what_is_not_offered_cannot_be_booked(self, ana, office, changed):
        answer = ana.post("/api/appointments", body(office, **changed))
        assert (answer.status, answer.code) == (422, "not_offered")

    @pytest.mark.parametrize(
        "changed",
        [
            {"start": "2026-03-04T10:00:00"},
            {"start": 1},
            {"format": "phone"},
            {"minutes": "50"},
            {"client_ids": []},
            {"more": 1},
            {"zone": "Mars"},
        ],
        ids=str,
    )
    def test_a_body_that_cannot_be_read_is_refused(self, ana, office, changed, aws):
        before = everything(aws)
        assert ana.post("/api/appointments", body(office, **changed)).status == 400
        assert everything(aws) == before

    def test_nobody_books_with_a_therapist_who_does_not_treat_them(self, http, office):
        stranger = http.sign_in("client")
        assert stranger.post("/api/appointments", body(office)).status == 404

    def test_a_client_cannot_book_for_another(self, ana, office):
        assert ana.post("/api/appointments", body(office, client_ids=[office.client()])).status == 404

    def test_a_client_who_lives_where_the_therapist_has_no_licence_is_told_where_they_may(self, http, office):
        away = http.sign_in("client", office.client(home_state="AK"), standing=False)
        answer = away.post("/api/appointments", body(office))
        assert (answer.status, answer.code) == (422, "not_licensed")
        assert answer.json()["error"]["states"] == ["NY"]

    def test_an_open_risk_screen_closes_booking_for_the_client_only(self, ana, pat, office):
        assert ana.put("/api/safety/screen", {"item9": 1}).status == 200

        answer = ana.post("/api/appointments", body(office))

        assert (answer.status, answer.code) == (422, "screen_open")
        assert pat.post("/api/appointments", body(office, client_ids=[ana.id])).status == 201

    def test_a_therapist_books_for_a_couple_at_short_notice(self, pat, office, http):
        dee, eli = office.client(), office.client()
        answer = pat.post("/api/appointments", body(office, "2026-03-02T15:00:00-05:00", client_ids=[dee, eli]))

        assert answer.status == 201
        for client_id in (dee, eli):
            items = http.sign_in("client", client_id, standing=False).get("/api/appointments").json()["items"]
            assert [one["id"] for one in items] == [answer.json()["id"]]

    def test_a_therapist_says_for_whom(self, pat, office):
        assert pat.post("/api/appointments", body(office)).status == 400

    def test_the_same_key_books_once(self, ana, office):
        first, second = (ana.post("/api/appointments", body(office), idempotency_key="k1") for _ in range(2))

        assert (first.status, second.status) == (201, 201)
        assert first.json() == second.json()
        assert len(ana.get("/api/appointments").json()["items"]) == 1

    def test_the_same_key_with_another_wish_is_a_conflict(self, ana, office):
        ana.post("/api/appointments", body(office), idempotency_key="k1")
        answer = ana.post("/api/appointments", body(office, "2026-03-05T10:00:00-05:00"), idempotency_key="k1")
        assert (answer.status, answer.code) == (409, "idempotency_key_reused")

    def test_a_booking_costs_the_gate_row_one_read_and_one_write(self, ana, office):
        ana.post("/api/appointments", body(office))
        with aws_calls() as calls:
            assert ana.post("/api/appointments", body(office, "2026-03-05T10:00:00-05:00"), idempotency_key="k1").status == 201
        assert calls == {"dynamodb.BatchGetItem": 2, "dynamodb.TransactWriteItems": 1}

    def test_a_booking_writes_at_most_eight_items_and_26_units(self, ana, office, monkeypatch):
        sent: list[dict[str, Any]] = []
        from botocore.client import BaseClient

        asked = BaseClient._make_api_call

        def watched(client: Any, name: str, parameters: dict[str, Any]) -> Any:
            if name == "TransactWriteItems":
                sent.append(parameters)
                parameters = {**parameters, "ReturnConsumedCapacity": "TOTAL"}
            return asked(client, name, parameters)

        monkeypatch.setattr(BaseClient, "_make_api_call", watched)
        ana.post("/api/appointments", body(office), idempotency_key="k1")

        (transaction,) = sent
        assert len(transaction["TransactItems"]) <= 8
        assert sum(2 * max(1, -(-len(str(item)) // 1024)) for item in transaction["TransactItems"]) <= 26

    def test_without_the_clients_key_nothing_is_booked(self, ana, office, aws):
        before = everything(aws)
        client_keys.forget(Subject("client", ana.id))
        aws.dispatcher.faults.add("kms", "*", "ThrottlingException", 50)

        answer = ana.post("/api/appointments", body(office))
        aws.dispatcher.faults.clear()

        assert (answer.status, everything(aws)) == (503, before)

    @pytest.mark.parametrize("operation", ["BatchGetItem", "TransactWriteItems"])
    def test_a_failing_database_books_nothing(self, ana, office, aws, operation):
        ana.get("/api/me")
        before = everything(aws)
        aws.dispatcher.faults.add("dynamodb", operation, "ThrottlingException", 50)

        answer = ana.post("/api/appointments", body(office))
        aws.dispatcher.faults.clear()

        assert answer.status == 503
        assert answer.headers["Retry-After"]
        assert everything(aws) == before


class TestReading:
    def test_coming_ones_stand_first_and_soonest_first_then_past_and_cancelled(self, ana, office, clock):
        friday, wednesday, tuesday = (
            ana.post("/api/appointments", body(office, start)).json()["id"]
            for start in ("2026-03-06T10:00:00-05:00", WEDNESDAY_10, "2026-03-03T11:00:00-05:00")
        )
        ana.post(f"/api/appointments/{friday}/cancel", {})
        thursday = ana.post("/api/appointments", body(office, "2026-03-05T10:00:00-05:00")).json()["id"]
        clock.set(MONDAY_9_EST + timedelta(days=1, hours=4))

        assert [one["id"] for one in ana.get("/api/appointments").json()["items"]] == [wednesday, thursday, friday, tuesday]

    def test_the_list_goes_on_by_cursor_without_gap_or_repeat(self, pat, office, clock):
        ana = office.client()
        made = [
            pat.post("/api/appointments", body(office, f"2026-03-0{day}T{hour:02}:00:00-05:00", client_ids=[ana])).json()["id"]
            for day in (3, 4)
            for hour in (9, 10, 11, 13)
        ]
        clock.set(datetime.fromisoformat("2026-03-04T12:00:00-05:00"))
        seen, target = [], "/api/appointments?limit=2"
        while target:
            page = pat.get(target).json()
            seen += [one["id"] for one in page["items"]]
            target = f"/api/appointments?limit=2&cursor={page['next']}" if page["next"] else ""
        assert seen == [made[7], *reversed(made[:7])]

    def test_dates_select_what_starts_on_them(self, ana, office):
        for start in (WEDNESDAY_10, "2026-03-05T10:00:00-05:00"):
            ana.post("/api/appointments", body(office, start))
        items = ana.get("/api/appointments?from=2026-03-05&to=2026-03-06&zone=America/New_York").json()["items"]
        assert [one["start"] for one in items] == ["2026-03-05T10:00:00-05:00"]

    def test_reading_costs_the_gate_row_and_one_query(self, ana, office):
        ana.post("/api/appointments", body(office))
        with aws_calls() as calls:
            ana.get("/api/appointments")
        assert calls == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1}

    def test_a_foreign_appointment_is_not_found_whatever_the_body(self, ana, office, http):
        made = ana.post("/api/appointments", body(office)).json()["id"]
        stranger = http.sign_in("client", office.client(), standing=False)
        for method, path in (("GET", ""), ("POST", "/cancel"), ("POST", "/reschedule"), ("GET", "/calendar.ics")):
            foreign = stranger.ask(method, f"/api/appointments/{made}{path}", {"bad": 1} if method == "POST" else None)
            unknown = stranger.ask(method, f"/api/appointments/{'0' * 26}{path}", {"bad": 1} if method == "POST" else None)
            assert (foreign.status, foreign.code) == (unknown.status, unknown.code) == (404, "not_found")


class TestChange:
    @pytest.fixture
    def made(self, ana, office):
        return ana.post("/api/appointments", body(office)).json()["id"]

    def test_a_move_without_a_start_is_refused_and_names_it(self, ana, made):
        answer = ana.post(f"/api/appointments/{made}/reschedule", {})

        assert (answer.status, answer.json()["error"]["field"]) == (400, "start")

    def test_a_preview_of_an_early_change_costs_nothing_and_changes_nothing(self, ana, made, aws):
        before = everything(aws)
        for change in ({"preview": True}, {"preview": True, "reason": "words"}):
            answer = ana.post(f"/api/appointments/{made}/cancel", change).json()
            assert (answer["fee_cents"], answer["free_until"]) == (0, "2026-03-03T09:00:00-06:00")
            assert answer["policy"] == "Moving or canceling is free until Tue Mar 3, 9:00 AM CST. After that it costs $60.00."
        for move in ({"start": TUESDAY_10, "preview": True}, {"preview": True}):
            assert ana.post(f"/api/appointments/{made}/reschedule", move).json()["status"] == "booked"
        assert everything(aws) == before

    def test_a_late_change_names_its_fee(self, ana, made, clock):
        make.practice(policy=Policy(first_time_grace=False))
        clock.set(MONDAY_9_EST + timedelta(hours=26))
        answer = ana.post(f"/api/appointments/{made}/cancel", {"preview": True}).json()
        assert (answer["fee_cents"], answer["grace"]) == (6000, False)

    def test_the_first_late_change_is_let_go_and_says_so(self, ana, made, clock):
        clock.set(MONDAY_9_EST + timedelta(hours=26))
        answer = ana.post(f"/api/appointments/{made}/cancel", {"preview": True}).json()
        assert (answer["fee_cents"], answer["grace"]) == (0, True)
        assert answer["policy"].endswith("After that it costs $60.00. The first time costs nothing.")

    def test_a_change_by_the_therapist_costs_nothing(self, pat, made, clock):
        clock.set(MONDAY_9_EST + timedelta(hours=26))
        assert pat.post(f"/api/appointments/{made}/cancel", {"preview": True}).json()["fee_cents"] == 0

    def test_a_cancelled_time_is_open_again_and_both_see_it_cancelled(self, ana, pat, made, office):
        answer = ana.post(f"/api/appointments/{made}/cancel", {})

        assert (answer.status, answer.json()["status"], answer.json()["sequence"]) == (200, "cancelled", 1)
        assert {one.get(f"/api/appointments/{made}").json()["status"] for one in (ana, pat)} == {"cancelled"}
        assert ana.post("/api/appointments", body(office)).status == 201

    def test_a_reason_is_sealed_and_both_can_read_it(self, ana, pat, made, aws):
        ana.post(f"/api/appointments/{made}/cancel", {"reason": "my father is in hospital"})

        assert "hospital" not in str(everything(aws))
        assert {one.get(f"/api/appointments/{made}").json()["reason"] for one in (ana, pat)} == {"my father is in hospital"}

    def test_a_moved_appointment_has_its_new_time_for_both_and_frees_the_old(self, ana, pat, made, office):
        answer = ana.post(f"/api/appointments/{made}/reschedule", {"start": "2026-03-05T13:00:00-05:00"})

        assert (answer.status, answer.json()["start"], answer.json()["sequence"]) == (200, "2026-03-05T12:00:00-06:00", 1)
        assert pat.get(f"/api/appointments/{made}").json()["start"] == "2026-03-05T13:00:00-05:00"
        assert ana.post("/api/appointments", body(office)).status == 201

    @pytest.mark.parametrize("start", ["2026-03-04T10:15:00-05:00", "2026-03-04T09:15:00-05:00", "2026-03-04T11:00:00-05:00"])
    def test_an_appointment_may_move_into_its_own_time(self, ana, made, start):
        assert ana.post(f"/api/appointments/{made}/reschedule", {"start": start}).status == 200

    def test_times_to_move_to_hold_what_overlaps_its_own_but_not_where_it_is(self, ana, made):
        found = ana.get(f"/api/appointments/{made}/slots?from=2026-03-04&to=2026-03-05&zone=America/New_York").json()
        starts = [slot["start"][11:16] for slot in found["slots"]]

        assert {"09:15", "09:45", "10:15", "10:45"} <= set(starts)
        assert "10:00" not in starts
        assert ana.post(f"/api/appointments/{made}/reschedule", {"start": "2026-03-04T10:15:00-05:00"}).status == 200

    def test_times_to_move_to_are_told_in_the_readers_zone_and_meet_as_the_session_does(self, ana, pat, made, office):
        zones = {one.get(f"/api/appointments/{made}/slots").json()["zone"] for one in (ana, pat)}
        assert zones == {"America/Chicago", "America/New_York"}
        office.offer(kinds=[Kind(50, ["audio"])])
        assert ana.get(f"/api/appointments/{made}/slots").json()["slots"] == []

    def test_a_therapist_may_move_to_a_time_that_is_too_soon_for_a_client(self, ana, pat, made, clock):
        now = clock.set(MONDAY_9_EST + timedelta(hours=1))
        first = {
            name: datetime.fromisoformat(one.get(f"/api/appointments/{made}/slots").json()["slots"][0]["start"])
            for name, one in (("ana", ana), ("pat", pat))
        }
        assert first["pat"] - now < timedelta(hours=2) <= first["ana"] - now
        assert pat.post(f"/api/appointments/{made}/reschedule", {"start": first["pat"].isoformat()}).status == 200

    def test_there_are_no_times_for_what_cannot_move_any_more(self, ana, made, office, clock):
        other = ana.post("/api/appointments", body(office, TUESDAY_10)).json()["id"]
        ana.post(f"/api/appointments/{other}/cancel", {})
        clock.set(datetime.fromisoformat(WEDNESDAY_10))
        assert [ana.get(f"/api/appointments/{one}/slots").json()["slots"] for one in (other, made)] == [[], []]

    def test_a_move_to_a_taken_time_leaves_everything_as_it_was(self, ana, made, office, http, aws):
        other = http.sign_in("client", office.client(), standing=False)
        other.post("/api/appointments", body(office, "2026-03-05T10:00:00-05:00"))
        before = everything(aws)

        answer = ana.post(f"/api/appointments/{made}/reschedule", {"start": "2026-03-05T10:15:00-05:00"})

        assert (answer.status, answer.code) == (409, "slot_taken")
        assert everything(aws) == before

    def test_a_cancelled_appointment_is_neither_moved_nor_cancelled_again(self, ana, made):
        ana.post(f"/api/appointments/{made}/cancel", {})
        for path, change in (("cancel", {}), ("reschedule", {"start": TUESDAY_10})):
            answer = ana.post(f"/api/appointments/{made}/{path}", change)
            assert (answer.status, answer.code) == (409, "not_booked")

    def test_an_appointment_that_has_begun_is_not_changed(self, ana, made, clock):
        clock.set(datetime.fromisoformat(WEDNESDAY_10))
        answer = ana.post(f"/api/appointments/{made}/cancel", {})
        assert (answer.status, answer.code) == (422, "already_begun")
