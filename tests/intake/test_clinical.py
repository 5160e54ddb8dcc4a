"""The clinical intake assessment: offered where the proposal asks for it, recorded by who treats the client, sealed."""

import pytest

from tests import make

CALM = {"phq-9": {"answers": [1] * 8 + [0], "difficulty": 1}, "gad-7": {"answers": [1] * 7}, "asq": {"answers": ["no"] * 4}}
FOUND = {"level": "outpatient_online", "plan": "continue", "note": "zebrafinch", "minutes": 55}


@pytest.fixture
def ana(aws, clock, http):
    make.practice()
    return http.sign_in("client", make.person("client", home_state="NY"), standing=False)


@pytest.mark.parametrize(
    ("change", "minutes"), [({}, None), ({"medication": {"taking": "yes"}, "medication_change": {"change": "ran_out"}}, 60)]
)
def test_an_assessment_is_offered_where_the_proposal_asks_for_one(ana, change, minutes):
    ana.put("/api/intake", CALM | change)
    assert ana.post("/api/intake/submit").json()["assessment_minutes"] == minutes


def test_who_treats_the_client_records_what_they_found_and_it_is_sealed(ana, http, aws):
    pat, rae = (http.sign_in("provider", make.provider(), standing=False) for _ in range(2))
    make.care(ana.id, pat.id)
    path = f"/api/clients/{ana.id}/assessments"
    first, again = (pat.post(path, FOUND, idempotency_key="k1") for _ in range(2))
    assert (first.status, first.json(), first.json()["by"]) == (201, again.json(), pat.id)
    assert pat.get(path).json()["items"] == [first.json()]
    assert (rae.get(path).status, rae.post(path, FOUND).status, ana.get(path).status) == (404, 404, 403)
    assert "zebrafinch" not in str(aws.client("dynamodb").scan(TableName=f"{aws.outputs['TablePrefix']}-intake")["Items"])
