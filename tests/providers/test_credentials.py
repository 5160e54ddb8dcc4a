"""The practice keeps licences and compact credentials current; what it enters counts at once, and who waited is told."""

from datetime import UTC, datetime

import pytest

from chalicelib.core import outbox
from chalicelib.core.gate import run_as_job
from tests import make

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
ALASKA = {"state": "AK", "profession": "counselor", "number": "AK-7", "expires": "2027-06-30"}
PSYPACT = {"kind": "psypact", "number": "A9", "home_state": "CO", "states": ["WV", "AZ"], "granted": "2026-11-01", "expires": "2027-11-01"}


@pytest.fixture
def amy(aws, clock, http):
    make.practice()
    clock.set(FRIDAY)
    return http.sign_in("admin", make.person("admin"))


def test_a_licence_the_manager_enters_counts_at_once_and_who_waited_is_told(amy, http, clock):
    pat = make.provider()
    ana = http.sign_in("client", make.person("client", home_state="AK", zone="America/Anchorage", email="ana@quietroom.example"))
    assert ana.post("/api/waitlist", {}).status == 201
    entered = amy.put(f"/api/providers/{pat}/licences", ALASKA)
    assert (entered.status, entered.json()["states"]) == (200, ["AK", "NY"])
    while any(run_as_job("outbox", lambda one=one: outbox.run(one)) for one in sorted(set(outbox.due(clock.now())))):
        pass
    assert [one["provider_id"] for one in ana.get("/api/waitlist").json()["place"]["opened"]] == [pat]
    assert [one["provider_id"] for one in ana.get("/api/matches").json()["matches"]] == [pat]


def test_a_renewal_takes_the_place_of_the_licence_before(amy):
    pat = make.provider()
    amy.put(f"/api/providers/{pat}/licences", {**ALASKA, "expires": "2026-12-01"})
    renewed = amy.put(f"/api/providers/{pat}/licences", ALASKA).json()
    assert [(one["state"], one["expires"]) for one in renewed["licences"]] == [("AK", "2027-06-30"), ("NY", "2030-12-31")]


def test_a_compact_credential_counts_only_beside_a_licence_at_home(amy):
    pat = make.provider()
    assert amy.put(f"/api/providers/{pat}/compacts", PSYPACT).json()["states"] == ["NY"]
    at_home = {"state": "CO", "profession": "psychologist", "number": "P1", "expires": "2027-03-01"}
    assert amy.put(f"/api/providers/{pat}/licences", at_home).json()["states"] == ["AZ", "CO", "NY", "WV"]


def test_dates_in_the_wrong_order_unknown_professions_and_strangers_are_refused_by_field(amy):
    pat = make.provider()
    wrong = amy.put(f"/api/providers/{pat}/compacts", {**PSYPACT, "expires": "2026-10-01"})
    assert (wrong.status, wrong.json()["error"]["field"]) == (400, "expires")
    assert amy.put(f"/api/providers/{pat}/licences", {**ALASKA, "profession": "wizard"}).json()["error"]["field"] == "profession"
    assert amy.put("/api/providers/nobody/licences", ALASKA).status == 404


def test_the_list_shows_ended_ones_too_and_who_ends_first_at_the_top(amy):
    late, soon = make.provider(name="Pat Hollis"), make.provider(name="Quinn Avery")
    amy.put(f"/api/providers/{soon}/licences", {**ALASKA, "expires": "2026-12-01"})
    items = amy.get("/api/credentials").json()["items"]
    assert [(one["provider_id"], [held["state"] for held in one["licences"]]) for one in items] == [(soon, ["AK", "NY"]), (late, ["NY"])]
