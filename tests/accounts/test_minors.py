"""Consent of and for somebody under 18, and what a withdrawal closes."""

from datetime import UTC, date, datetime

import pytest

from chalicelib.accounts import guardians, rules
from chalicelib.accounts.rules import StateRow
from tests import make

NOW = datetime(2026, 12, 4, 15, 1, tzinfo=UTC)
TEEN = date(2010, 2, 20)


@pytest.fixture
def pat(aws, clock, http):
    make.practice()
    clock.set(NOW)
    pat = make.provider()
    make.hours(pat)
    return http.sign_in("provider", pat, standing=False)


def client(http, pat, **facts):
    facts = {"home_state": "NY", "zone": "America/New_York", "preferred_name": "Theo", "consented": False, **facts}
    person = http.sign_in("client", make.person("client", **facts), standing=False)
    make.care(person.id, pat.id)
    return person


@pytest.fixture
def theo(pat, http):
    return client(http, pat, birth_date=TEEN)


@pytest.fixture
def amy(pat, http):
    return http.sign_in("admin", make.person("admin"), standing=False)


@pytest.fixture
def gil(pat, http):
    return http.sign_in("guardian", make.person("guardian"), standing=False)


def say(person, path, agreed=True, document="telehealth"):
    version = person.get(path).json()["items"][0]["version"]
    return person.post(path, {"document": document, "version": version, "agreed": agreed})


def agreed(person, path="/api/me/consents"):
    """Whether somebody is shown telehealth as agreed to; they are asked for what is not."""
    (found,) = (one for one in person.get(path).json()["items"] if one["document"] == "telehealth")
    return found["agreed"]


def book(person, pat, **also):
    slot = person.get(f"/api/providers/{pat.id}/slots").json()["slots"][0]
    return person.post("/api/appointments", {"provider_id": pat.id, "start": slot["start"], "minutes": 50, "format": "video", **also})


def link(amy, theo, gil, **also):
    return amy.put(f"/api/clients/{theo.id}/guardian", {"guardian_id": gil.id, **also})


def test_without_consent_to_telehealth_nobody_books_and_with_it_both_sides_may(pat, http):
    ana = client(http, pat)
    refused = book(ana, pat)
    assert (refused.status, refused.code, refused.json()["error"]["document"]) == (422, "consent_needed", "telehealth")
    assert book(pat, pat, client_ids=[ana.id]).code == "consent_needed"
    say(ana, "/api/me/consents")
    assert book(ana, pat).status == 201


def test_a_withdrawal_closes_booking_and_joining_and_keeps_the_record(pat, http, clock):
    ana = client(http, pat)
    say(ana, "/api/me/consents")
    booked = book(ana, pat).json()
    ana.put("/api/safety/plan", {"signs": ["quiet"]})
    say(ana, "/api/me/consents", agreed=False)
    assert book(ana, pat).code == "consent_needed"
    clock.set(datetime.fromisoformat(booked["start"]))
    join = f"/api/appointments/{booked['id']}/join"
    assert ana.post(join, {"location_state": "NY", "private": True}).code == "consent_needed"
    assert ana.get("/api/safety/plan").json()["signs"] == ["quiet"]
    assert ana.get("/api/threads").status == 200
    say(ana, "/api/me/consents")
    assert ana.post(join, {"location_state": "NY", "private": True}).status == 200


def test_a_new_version_is_asked_again_before_the_next_booking_and_keeps_nobody_from_a_booked_session(pat, http, clock, monkeypatch):
    from chalicelib.accounts import consents

    ana = client(http, pat)
    say(ana, "/api/me/consents")
    booked = book(ana, pat).json()
    monkeypatch.setattr(consents, "in_force", lambda: {"telehealth": "2099-01", "privacy": "x", "fees": "y"})
    assert book(ana, pat).code == "consent_needed"
    clock.set(datetime.fromisoformat(booked["start"]))
    assert ana.post(f"/api/appointments/{booked['id']}/join", {"location_state": "NY", "private": True}).status == 200


def test_under_eighteen_ones_own_yes_is_not_enough_and_a_guardians_is(theo, pat, amy, gil):
    assert say(theo, "/api/me/consents").status == 201
    assert book(theo, pat).code == "consent_needed"
    assert pat.get(f"/api/clients/{theo.id}").json()["missing_consents"][0] == "telehealth"
    assert link(amy, theo, gil).status == 200
    (ward,) = gil.get("/api/wards").json()["items"]
    assert (ward["client_id"], ward["preferred_name"], ward["missing"][0]) == (theo.id, "Theo", "telehealth")
    given = say(gil, f"/api/wards/{theo.id}/consents")
    assert (given.status, given.json()["by"]) == (201, gil.id)
    assert book(theo, pat).status == 201


def test_a_guardians_yes_ends_on_the_eighteenth_birthday(theo, pat, amy, gil, clock):
    link(amy, theo, gil)
    say(gil, f"/api/wards/{theo.id}/consents")
    clock.set(datetime(2028, 2, 20, 15, 1, tzinfo=UTC))
    assert book(theo, pat).code == "consent_needed"
    assert gil.get(f"/api/wards/{theo.id}/consents").status == 404
    assert gil.get("/api/wards").json()["items"] == []
    say(theo, "/api/me/consents")
    assert book(theo, pat).status == 201


def test_whoever_can_give_a_yes_that_stands_no_more_is_asked_for_it_again(theo, pat, amy, gil, clock):
    ward = f"/api/wards/{theo.id}/consents"
    link(amy, theo, gil)
    say(theo, "/api/me/consents")
    assert (agreed(theo), agreed(gil, ward)) == (True, False)
    say(gil, ward)
    assert (agreed(theo), agreed(gil, ward)) == (True, True)

    amy.put(f"/api/clients/{theo.id}/minor-consent", {"basis": "minor_alone", "source": "read by counsel"})
    assert agreed(theo) is False
    amy.put(f"/api/clients/{theo.id}/minor-consent", {"basis": "guardian", "source": "misread"})
    assert (agreed(theo), agreed(gil, ward)) == (True, False)

    say(gil, ward)
    clock.set(datetime(2028, 2, 20, 15, 1, tzinfo=UTC))
    assert agreed(theo) is False
    assert pat.get(f"/api/clients/{theo.id}").json()["missing_consents"][0] == "telehealth"
    say(theo, "/api/me/consents")
    assert agreed(theo) is True


def test_where_the_minor_consents_alone_no_guardian_is_let_in(theo, pat, amy, gil):
    link(amy, theo, gil)
    set_alone = amy.put(f"/api/clients/{theo.id}/minor-consent", {"basis": "minor_alone", "source": "State rule read by counsel"})
    assert (set_alone.status, set_alone.json()["set_by"]) == (200, amy.id)
    path = f"/api/wards/{theo.id}/consents"
    assert (gil.get(path).status, gil.post(path, {}).status) == (404, 404)
    assert gil.get("/api/wards").json()["items"] == []
    assert link(amy, theo, gil).code == "consents_alone"
    say(theo, "/api/me/consents")
    assert book(theo, pat).status == 201


def test_setting_the_guardian_again_takes_the_minors_own_yes_its_force(theo, pat, amy):
    amy.put(f"/api/clients/{theo.id}/minor-consent", {"basis": "minor_alone", "source": "read by counsel"})
    say(theo, "/api/me/consents")
    amy.put(f"/api/clients/{theo.id}/minor-consent", {"basis": "guardian", "source": "misread"})
    assert book(theo, pat).code == "consent_needed"


def test_a_link_that_was_ended_opens_nothing(theo, amy, gil):
    link(amy, theo, gil)
    assert link(amy, theo, gil, active=False).status == 200
    assert gil.get(f"/api/wards/{theo.id}/consents").status == 404
    assert link(amy, theo, gil, active=False).status == 404


def test_a_guardian_sees_when_and_with_whom_and_what_it_costs(theo, pat, amy, gil, http):
    link(amy, theo, gil)
    say(gil, f"/api/wards/{theo.id}/consents")
    booked = book(theo, pat).json()
    (seen,) = gil.get(f"/api/wards/{theo.id}/sessions?zone=America/Chicago").json()["items"]
    assert (seen["start"], seen["zone"]) != (booked["start"], booked["zone"])
    assert datetime.fromisoformat(seen["start"]) == datetime.fromisoformat(booked["start"])
    assert set(seen) == {"provider_name", "start", "minutes", "format", "status", "zone", "zone_name"}
    assert seen["provider_name"] == "Pat Hollis"
    theo.post(f"/api/appointments/{booked['id']}/cancel", {})
    lines = gil.get(f"/api/wards/{theo.id}/ledger").json()["items"]
    assert lines == theo.get("/api/ledger").json()["items"]
    other = http.sign_in("guardian", make.person("guardian"), standing=False)
    for path in ("sessions", "ledger"):
        assert other.get(f"/api/wards/{theo.id}/{path}").status == 404
    assert link(amy, theo, gil, active=False).status == 200
    assert gil.get(f"/api/wards/{theo.id}/sessions").status == 404


def test_a_guardian_sees_nothing_of_what_the_teen_tells_and_the_teen_answers_the_risk_screen_alone(theo, amy, gil):
    link(amy, theo, gil)
    assert theo.put("/api/safety/screen", {"item9": 1}).json()["safety"] == "open"
    for path in (
        "/api/safety/screen",
        "/api/intake",
        "/api/measures",
        "/api/safety/plan",
        "/api/moods",
        f"/api/clients/{theo.id}/measures",
    ):
        assert gil.get(path).status in (403, 404), path


def test_an_adult_has_no_guardian_here(pat, http, amy, gil):
    assert link(amy, client(http, pat, birth_date=date(1990, 1, 1)), gil).code == "not_a_minor"
    assert link(amy, client(http, pat), gil).code == "not_a_minor"


def test_a_birth_date_told_after_consenting_takes_the_consent_its_force(pat, http):
    eva = client(http, pat)
    say(eva, "/api/me/consents")
    assert eva.put("/api/me", {"birth_date": TEEN.isoformat()}).status == 200
    assert book(eva, pat).code == "consent_needed"


def test_a_teen_with_a_guardian_does_not_change_the_birth_date(theo, amy, gil):
    link(amy, theo, gil)
    assert theo.put("/api/me", {"birth_date": "1990-01-01"}).code == "fixed_field"
    assert theo.put("/api/me", {"birth_date": TEEN.isoformat(), "preferred_name": "T"}).status == 200


def test_no_state_is_assumed_to_let_minors_consent():
    assert guardians.state_rows() == []
    assert rules.who_consents(None, [], "NY", 17) == "guardian"


def test_a_rule_that_somebody_has_read_counts_from_its_age_and_in_its_state_only():
    rows = [StateRow("ZZ", 14, "an invented statute", date(2026, 11, 22))]
    assert [rules.who_consents(None, rows, state, age) for state, age in (("ZZ", 13), ("ZZ", 14), ("NY", 17))] == [
        "guardian",
        "minor_alone",
        "guardian",
    ]
    assert rules.who_consents("guardian", rows, "ZZ", 17) == "guardian"


def test_of_age_is_the_eighteenth_birthday():
    assert rules.of_age_on(date(2010, 2, 20)) == date(2028, 2, 20)
    assert rules.of_age_on(date(2008, 2, 29)) == date(2026, 3, 1)
