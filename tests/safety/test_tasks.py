"""Somebody at risk who cancels, misses, withdraws or switches is looked after the same day."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core import outbox
from chalicelib.core.gate import run_as_job
from chalicelib.safety import rules
from tests import make

FRIDAY = datetime(2026, 12, 4, 15, 1, tzinfo=UTC)
YES = ["yes", "no", "no", "no"]


@pytest.fixture
def pat(aws, clock, http):
    make.practice()
    clock.set(FRIDAY)
    pat = make.provider()
    make.hours(pat)
    return http.sign_in("provider", pat, standing=False)


@pytest.fixture
def ana(pat, http):
    ana = http.sign_in("client", make.person("client", home_state="NY", zone="America/New_York", preferred_name="Ana"), standing=False)
    make.care(ana.id, pat.id)
    return ana


def run_due(clock):
    for entry_id in sorted(set(outbox.due(clock.now()))):
        run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))


def tasks(provider):
    return [flag for flag in provider.get("/api/safety/flags").json()["items"] if flag["task_id"]]


def cancel(ana, pat):
    booked = make.appointment(ana.id, pat.id)
    return lambda: ana.post(f"/api/appointments/{booked.id}/cancel", {})


def withdraw(ana, _):
    version = ana.get("/api/me/consents").json()["items"][0]["version"]
    return lambda: ana.post("/api/me/consents", {"document": "telehealth", "version": version, "agreed": False})


@pytest.mark.parametrize(("parting", "what"), [(cancel, "cancelled"), (withdraw, "withdrew")])
@pytest.mark.parametrize("risk", [{"answers": YES, "acute": "no"}, {"item9": 1}, {"acute": "yes"}])
def test_who_treats_somebody_at_risk_gets_a_task_for_today(ana, pat, clock, parting, what, risk):
    part = parting(ana, pat)
    ana.put("/api/safety/screen", risk)
    assert part().status in (200, 201)
    run_due(clock)
    (task,) = tasks(pat)
    assert (task["client_id"], task["what"], task["state"], task["due_by"]) == (ana.id, what, "none", "2026-12-04T22:00:00Z")
    (shown,) = [flag for flag in pat.get("/api/today").json()["flags"] if flag["task_id"]]
    assert (shown["client"]["name"], shown["what"]) == ("Ana", what)


def test_a_missed_session_makes_a_task(ana, pat, clock):
    booked = make.appointment(ana.id, pat.id)
    ana.put("/api/safety/screen", {"item9": 1})
    clock.set(booked.start + timedelta(minutes=20))
    make.arrived(pat.id, booked.id)
    assert pat.post(f"/api/appointments/{booked.id}/no-show", {}).status == 200
    run_due(clock)
    assert [task["what"] for task in tasks(pat)] == ["missed"]


def test_after_a_switch_the_new_therapist_gets_the_task_and_the_former_sees_nothing(ana, pat, clock, http):
    from chalicelib.care import service as care

    rae = http.sign_in("provider", make.provider(), standing=False)
    ana.put("/api/safety/screen", {"item9": 1})
    care.switch(make.choice(ana.id, rae.id), clock.now())
    run_due(clock)
    assert [task["what"] for task in tasks(rae)] == ["switched"]
    assert pat.get("/api/safety/flags").json()["items"] == []


def test_somebody_at_risk_whom_nobody_treats_goes_to_the_clinicians_on_call(pat, clock, http):
    eva = http.sign_in("client", make.person("client"), standing=False)
    eva.put("/api/safety/screen", {"item9": 1})
    assert withdraw(eva, pat)().status == 201
    run_due(clock)
    (waiting,) = http.sign_in("admin").get("/api/safety/reviews").json()["items"]
    assert (waiting["kind"], waiting["due_by"]) == ("follow_up", "2026-12-04T22:00:00Z")


def test_nobody_is_bothered_about_somebody_not_at_risk_or_long_after(ana, pat, clock):
    part, late = cancel(ana, pat), withdraw(ana, pat)
    ana.put("/api/safety/screen", {"answers": ["no"] * 4})
    part()
    run_due(clock)
    assert tasks(pat) == []
    ana.put("/api/safety/screen", {"item9": 1})
    ana.put("/api/safety/screen", {"answers": ["no"] * 4})
    clock.advance(days=14, minutes=1)
    late()
    run_due(clock)
    assert tasks(pat) == []


def test_a_therapists_cancellation_is_no_parting(ana, pat, clock):
    booked = make.appointment(ana.id, pat.id)
    ana.put("/api/safety/screen", {"item9": 1})
    pat.post(f"/api/appointments/{booked.id}/cancel", {})
    run_due(clock)
    assert tasks(pat) == []


def test_a_task_that_is_done_is_gone(ana, pat, clock, http):
    part = cancel(ana, pat)
    ana.put("/api/safety/screen", {"item9": 1})
    part()
    run_due(clock)
    path = f"/api/safety/tasks/{tasks(pat)[0]['task_id']}/done"
    rae = http.sign_in("provider", make.provider(), standing=False)
    assert rae.post(path).status == 404
    assert (pat.post(path).status, tasks(pat), pat.post(path).status) == (200, [], 404)


def test_a_task_made_in_the_evening_is_due_at_midnight():
    from zoneinfo import ZoneInfo

    assert rules.same_day(datetime(2026, 12, 4, 23, tzinfo=UTC), ZoneInfo("America/New_York")) == datetime(2026, 12, 5, 5, tzinfo=UTC)
