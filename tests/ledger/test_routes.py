"""The ledger over HTTP: what late changes and missed sessions leave behind, and what the therapist takes off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core import writing
from chalicelib.ledger import service as ledger
from chalicelib.practice.schemas import Policy
from chalicelib.scheduling import changing
from chalicelib.scheduling.schemas import Cancellation
from tests import make
from tests.api import Session
from tests.scheduling.conftest import MONDAY_9_EST, Office
from tests.scheduling.test_races import check_house, together

TUESDAY_14 = "2026-03-03T14:00:00-05:00"
TUESDAY_11 = "2026-03-03T11:00:00-05:00"
LATE = MONDAY_9_EST + timedelta(hours=10)
AFTER = MONDAY_9_EST + timedelta(hours=30)


@pytest.fixture
def book(ana: Session, office: Office) -> Any:
    def made(start: str = TUESDAY_14) -> str:
        wish = {"provider_id": office.pat, "start": start, "minutes": 50, "format": "video"}
        return str(ana.post("/api/appointments", wish).json()["id"])

    return made


def lines(session: Session, path: str = "/api/ledger") -> list[tuple[str, int | None]]:
    return [(line["kind"], line["cents"]) for line in session.get(path).json()["items"]]


def test_an_early_cancel_leaves_no_line(ana, book):
    ana.post(f"/api/appointments/{book()}/cancel")
    assert lines(ana) == []


def test_a_late_cancel_costs_what_its_preview_said(ana, book, clock):
    make.practice(policy=Policy(first_time_grace=False))
    made = book()
    clock.set(LATE)
    before = ana.post(f"/api/appointments/{made}/cancel", {"preview": True}).json()
    assert lines(ana) == []
    after = ana.post(f"/api/appointments/{made}/cancel").json()
    assert [one[key] for one in (before, after) for key in ("fee_cents", "policy")] == [6000, before["policy"]] * 2
    assert lines(ana) == [("late_fee", 6000)]


def test_the_first_late_change_is_let_go_and_the_second_costs(ana, book, clock):
    first, second = book(), book(TUESDAY_11)
    clock.set(LATE)
    ana.post(f"/api/appointments/{first}/reschedule", {"start": "2026-03-04T14:00:00-05:00"})
    assert lines(ana) == [("waiver", -6000), ("late_fee", 6000)]
    clock.advance(minutes=1)
    assert ana.post(f"/api/appointments/{second}/cancel").json()["fee_cents"] == 6000
    assert lines(ana) == [("late_fee", 6000), ("waiver", -6000), ("late_fee", 6000)]


def test_who_lost_the_answer_to_a_late_move_and_asks_again_pays_once_and_is_moved_once(ana, book, clock, office):
    make.practice(policy=Policy(first_time_grace=False))
    office.offer(notice_minutes=0)
    made = book()
    clock.set(LATE)
    answers = [ana.post(f"/api/appointments/{made}/reschedule", {"start": TUESDAY_11}) for _ in range(2)]
    assert [one.status for one in answers] == [200, 200]
    assert answers[0].json()["sequence"] == answers[1].json()["sequence"] == 1
    assert lines(ana) == [("late_fee", 6000)]


def test_a_late_change_by_the_therapist_leaves_no_line(ana, pat, book, clock):
    made = book()
    clock.set(LATE)
    pat.post(f"/api/appointments/{made}/cancel")
    assert lines(ana) == []


def test_one_grace_is_not_used_twice_by_two_late_cancels_at_once(ana, office, book, clock, aws):
    appointments = [book(), book(TUESDAY_11)]
    clock.set(LATE)
    together([lambda one=one: changing.cancel(make.choice(ana.id, office.pat), one, Cancellation(), clock.now()) for one in appointments])
    assert sorted(lines(ana)) == [("late_fee", 6000), ("late_fee", 6000), ("waiver", -6000)]
    check_house(aws)


class TestNoShow:
    @pytest.fixture
    def missed(self, book, clock, pat):
        make.practice(policy=Policy(first_time_grace=False))
        made = book()
        clock.set(AFTER)
        make.arrived(pat.id, made)
        return made

    def test_a_missed_session_costs_what_its_preview_said(self, ana, pat, missed):
        before = pat.post(f"/api/appointments/{missed}/no-show", {"preview": True}).json()
        assert (before["status"], before["fee_cents"], before["policy"]) == ("booked", 9000, "Not coming costs $90.00.")
        assert lines(ana) == []
        after = pat.post(f"/api/appointments/{missed}/no-show").json()
        assert (after["status"], after["fee_cents"]) == ("no_show", 9000)
        assert lines(ana) == [("no_show_fee", 9000)]
        assert ana.get(f"/api/appointments/{missed}").json()["status"] == "no_show"

    def test_it_is_charged_once(self, ana, pat, missed):
        pat.post(f"/api/appointments/{missed}/no-show")
        assert pat.post(f"/api/appointments/{missed}/no-show").code == "not_booked"
        assert lines(ana) == [("no_show_fee", 9000)]

    def test_nobody_has_missed_what_has_not_begun(self, pat, book):
        answer = pat.post(f"/api/appointments/{book()}/no-show")
        assert (answer.status, answer.code) == (422, "not_begun")

    def test_a_client_cannot_say_it(self, ana, missed):
        assert ana.post(f"/api/appointments/{missed}/no-show").status == 403

    def test_the_first_one_is_let_go_where_the_practice_has_grace(self, ana, pat, missed):
        make.practice()
        assert pat.post(f"/api/appointments/{missed}/no-show").json()["fee_cents"] == 0
        assert lines(ana) == [("waiver", -9000), ("no_show_fee", 9000)]


class TestWaiver:
    @pytest.fixture
    def fee(self, ana, book, clock):
        make.practice(policy=Policy(first_time_grace=False))
        made = book()
        clock.set(LATE)
        ana.post(f"/api/appointments/{made}/cancel")
        return ana.get("/api/ledger").json()["items"][0]["id"]

    def test_the_therapist_takes_a_fee_off_once(self, ana, pat, fee):
        waiver = pat.post(f"/api/clients/{ana.id}/ledger/{fee}/waive", {"reason": "illness"})
        assert waiver.status == 200
        assert (waiver.json()["cents"], waiver.json()["waives"], waiver.json()["reason"]) == (-6000, fee, "illness")
        assert pat.post(f"/api/clients/{ana.id}/ledger/{fee}/waive", {"reason": "other"}).code == "already_waived"
        assert lines(ana) == lines(pat, f"/api/clients/{ana.id}/ledger") == [("waiver", -6000), ("late_fee", 6000)]

    def test_a_waiver_is_no_fee_to_be_waived(self, ana, pat, fee):
        waiver = pat.post(f"/api/clients/{ana.id}/ledger/{fee}/waive", {"reason": "illness"}).json()["id"]
        assert pat.post(f"/api/clients/{ana.id}/ledger/{waiver}/waive", {"reason": "other"}).code == "not_a_fee"

    def test_an_unknown_line_is_not_found(self, ana, pat):
        assert pat.post(f"/api/clients/{ana.id}/ledger/{'0' * 26}/waive", {"reason": "other"}).status == 404

    def test_words_are_no_reason(self, ana, pat, fee):
        assert pat.post(f"/api/clients/{ana.id}/ledger/{fee}/waive", {"reason": "was in hospital"}).status == 400

    def test_the_client_reads_in_the_access_log_that_it_was_done(self, ana, pat, fee):
        from chalicelib.core import audit

        pat.post(f"/api/clients/{ana.id}/ledger/{fee}/waive", {"reason": "illness"})
        assert "fee.waive" in {entry.kind for entry in audit.AuditRecord.query(ana.id)}


def test_pages_of_the_ledger_hold_every_line_once(ana, clock):
    for number in range(5):
        with make.work(), writing.transaction(make.grant(ana.id), "test.credit") as write:
            ledger.credit(write, make.grant(ana.id), "appointment", number + 1, clock.advance(minutes=1))
    seen, cursor = [], ""
    while True:
        page = ana.get(f"/api/ledger?limit=2{cursor}").json()
        seen += [line["minutes"] for line in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen == [5, 4, 3, 2, 1]


def test_no_minutes_lost_leave_no_line(ana, clock):
    with make.work(), writing.transaction(make.grant(ana.id), "test.credit") as write:
        ledger.credit(write, make.grant(ana.id), "appointment", 1, clock.now())
        ledger.credit(write, make.grant(ana.id), "appointment", 0, clock.now())
    assert len(ana.get("/api/ledger").json()["items"]) == 1
