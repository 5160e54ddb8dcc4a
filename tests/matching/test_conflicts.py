"""Who is out of the question: either side says so without a reason, it holds everywhere, and neither learns what the other has said."""

import pytest

from tests import make
from tests.matching.test_routes import client, practice  # noqa: F401 - the fixture

pytestmark = pytest.mark.usefixtures("practice")


def shown(person):
    return [match["provider_id"] for match in person.get("/api/matches").json()["matches"]]


def test_whom_a_client_leaves_out_is_not_matched_and_can_be_taken_back(http):
    pat, quinn = make.provider(name="Pat Hollis"), make.provider()
    ana = client(http)
    left_out = ana.put("/api/matches/excluded", {"provider_id": pat})
    assert (left_out.status, left_out.json()["items"]) == (200, [{"provider_id": pat, "name": "Pat Hollis"}])
    assert shown(ana) == [quinn]
    assert ana.get("/api/matches").json()["ruled_out"] == {"conflict": 1}
    assert ana.put("/api/matches/excluded", {"provider_id": pat, "excluded": False}).json()["items"] == []
    assert sorted(shown(ana)) == sorted([pat, quinn])


def test_a_manager_says_that_two_cannot_work_together_and_the_client_is_told_of_nobody(http):
    pat, quinn = make.provider(), make.provider()
    ana, amy = client(http), http.sign_in("admin", make.person("admin"))
    said = amy.put(f"/api/clients/{ana.id}/conflicts", {"provider_id": pat, "conflict": True})
    assert (said.status, said.json()) == (200, {"provider_id": pat, "conflict": True})
    assert shown(ana) == [quinn]
    assert ana.get("/api/matches/excluded").json()["items"] == []
    for path in ("/api/care", "/api/care/switch"):
        refused = ana.post(path, {"provider_id": pat})
        assert (refused.status, refused.code, refused.json()["error"]["constraints"]) == (422, "not_a_match", [])


def test_a_therapist_says_so_of_themselves_only_and_does_not_learn_what_the_client_said(http):
    pat, quinn = make.provider(), make.provider()
    ana = client(http)
    ana.post("/api/care", {"provider_id": pat})
    ana.put("/api/matches/excluded", {"provider_id": pat})
    therapist = http.sign_in("provider", pat)
    path = f"/api/clients/{ana.id}/conflicts"
    assert therapist.put(path, {"conflict": False}).json() == {"provider_id": pat, "conflict": False}
    assert [one["provider_id"] for one in ana.get("/api/matches/excluded").json()["items"]] == [pat]
    assert therapist.put(path, {"conflict": True, "provider_id": quinn}).status == 404
    assert http.sign_in("provider", quinn).put(path, {"conflict": True}).status == 404


def test_a_manager_names_somebody_of_the_directory(http):
    ana, amy = client(http), http.sign_in("admin", make.person("admin"))
    path = f"/api/clients/{ana.id}/conflicts"
    unnamed = amy.put(path, {"conflict": True})
    assert (unnamed.status, unnamed.json()["error"]["field"]) == (400, "provider_id")
    assert amy.put(path, {"conflict": True, "provider_id": "nobody"}).status == 404


def test_a_conflict_is_never_what_would_help_most(http):
    pat = make.provider()
    ana = client(http)
    ana.put("/api/matches/excluded", {"provider_id": pat})
    found = ana.get("/api/matches").json()
    assert (found["matches"], found["ruled_out"], found["helps_most"]) == ([], {"conflict": 1}, None)


def test_open_times_leave_out_whom_the_client_left_out(http):
    pat = make.provider()
    make.hours(pat)
    ana = client(http)
    assert ana.get("/api/slots").json()["slots"]
    ana.put("/api/matches/excluded", {"provider_id": pat})
    assert ana.get("/api/slots").json()["slots"] == []


def test_a_therapist_reads_only_what_they_said_themselves_and_the_manager_reads_what_staff_said(http):
    pat, quinn, rio = make.provider(), make.provider(), make.provider()
    ana = client(http)
    ana.post("/api/care", {"provider_id": pat})
    ana.put("/api/matches/excluded", {"provider_id": rio})
    therapist, amy = http.sign_in("provider", pat), http.sign_in("admin", make.person("admin"))
    path = f"/api/clients/{ana.id}/conflicts"
    amy.put(path, {"provider_id": quinn, "conflict": True})
    assert therapist.get(path).json()["items"] == []
    therapist.put(path, {"conflict": True})
    assert therapist.get(path).json()["items"] == [{"provider_id": pat, "conflict": True}]
    assert sorted(one["provider_id"] for one in amy.get(path).json()["items"]) == sorted([pat, quinn])
    assert http.sign_in("provider", quinn).get(path).status == 404
    assert ana.get(path).status == 403
