"""The clinical intake assessment: offered where the proposal asks for it, recorded by who treats the client, sealed."""

import pytest

from chalicelib.core.audit import AuditRecord
from tests import make

FOUND = {"level": "outpatient_online", "plan": "continue", "note": "zebrafinch", "minutes": 55}


@pytest.fixture
def ana(aws, clock, http):
    make.practice()
    return http.sign_in("client", make.person("client", home_state="NY"), standing=False)


@pytest.mark.parametrize(
    ("change", "minutes"), [({}, None), ({"medication": {"taking": "yes"}, "medication_change": {"change": "ran_out"}}, 60)]
)
def test_an_assessment_is_offered_where_the_proposal_asks_for_one(ana, change, minutes):
    ana.put("/api/intake", make.CALM | change)
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


def test_who_treats_the_client_reads_the_questionnaire_in_words_and_the_client_sees_that(ana, http):
    pat, rae = (http.sign_in("provider", make.provider(), standing=False) for _ in range(2))
    path = f"/api/clients/{ana.id}/intake"
    assert pat.get(path).status == 404
    make.care(ana.id, pat.id)
    ana.put("/api/intake", make.CALM | {"medication": {"taking": "yes"}, "medication_change": {"change": "ran_out"}})
    assert pat.get(path).json()["proposed"] is None
    ana.post("/api/intake/submit")
    read = pat.get(path).json()
    assert (read["proposed"], read["reasons"], read["told"]["next_step"]) == ("needs_review", ["medication_unstable"], "wait_for_clinician")
    assert [one["instrument"] for one in read["questionnaires"]] == ["asq", "gad-7", "phq-9"]
    assert read["intake"] == {"medication": {"taking": "yes", "names": ""}, "medication_change": {"change": "ran_out"}}
    assert "intake.read" in {entry.kind for entry in AuditRecord.query(ana.id) if entry.caller_id == pat.id}
    assert (rae.get(path).status, ana.get(path).status) == (404, 403)
