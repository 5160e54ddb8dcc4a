"""The gate over HTTP, through the one room every test may count on: moods."""

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from chalicelib.accounts import service as accounts
from chalicelib.core import audit, client_keys, gate
from chalicelib.core.access import Grant, Subject
from chalicelib.wellness.store import MoodRecord
from tests import make
from tests.counting import aws_calls

MOOD = {"score": 4, "feelings": ["tired"], "note": "words nobody else may read"}


@pytest.fixture
def ana(http):
    return http.sign_in("client", make.person(), standing=False)


def _with(http, token: str):
    return type(http.sign_in("client", standing=False))("x", "client", {"authorization": f"Bearer {token}"})


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": int(time.time()) - 60},
        {"token_use": "id"},
        {"client_id": "another-app"},
        {"iss": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_foreign"},
        {"iss": None},
        {"sub": None},
        {"exp": None},
    ],
    ids=["expired", "id-token", "another-app", "foreign-pool", "no-issuer", "nobody", "never-expires"],
)
def test_a_token_that_is_not_ours_is_refused(http, ana, changed):
    answer = _with(http, http.token("client", ana.id, **changed)).get("/api/moods")

    assert (answer.status, answer.code) == (401, "not_signed_in")


def test_a_token_signed_by_another_key_is_refused(http, ana):
    good = http.token("client", ana.id)
    claims = jwt.decode(good, options={"verify_signature": False})
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": jwt.get_unverified_header(good)["kid"]})

    assert _with(http, forged).get("/api/moods").status == 401


@pytest.mark.parametrize(("algorithm", "key"), [("none", None), ("HS256", "x" * 64)])
def test_a_token_of_another_algorithm_is_refused(http, ana, algorithm, key):
    good = http.token("client", ana.id)
    claims = jwt.decode(good, options={"verify_signature": False})
    forged = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": jwt.get_unverified_header(good)["kid"]})

    assert _with(http, forged).get("/api/moods").status == 401


def test_the_signing_key_everybody_knows_is_refused(http, ana):
    good = http.token("client", ana.id)
    claims = jwt.decode(good, options={"verify_signature": False})
    forged = jwt.encode(claims, rsa.generate_private_key(public_exponent=65537, key_size=2048), algorithm="RS256", headers={"kid": "dummy"})

    assert _with(http, forged).get("/api/moods").status == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer a.b.c", "Bearer " + "x" * 5000])
def test_a_header_that_holds_no_token_is_refused(http, header):
    assert http.get("/api/moods", authorization=header).status == 401


def test_a_person_without_a_gate_row_is_not_let_in(http):
    assert http.sign_in("client", standing=False).get("/api/moods").status == 401


def test_a_suspended_person_is_not_let_in_from_the_next_request(http, ana):
    http.stand("client", ana.id, state="suspended")

    assert ana.get("/api/moods").status == 401


def test_the_client_pool_never_yields_staff_whatever_row_or_groups_say(http):
    session = http.sign_in("client")
    http.stand("admin", session.id)
    token = http.token("client", session.id, **{"cognito:groups": ["admin", "provider"]})

    assert _with(http, token).get("/api/me").status == 403


@pytest.mark.parametrize("groups", [None, "provider", ["client"], {"provider": 1}], ids=str)
def test_staff_without_their_group_are_not_let_in(http, groups):
    session = http.sign_in("provider", make.person("provider"), standing=False)
    token = http.token("provider", session.id, **{"cognito:groups": groups})

    assert _with(http, token).get("/api/me").status == 403


def test_a_foreign_id_with_a_bad_body_is_not_found(http, ana):
    therapist = http.sign_in("provider", make.person("provider"), standing=False)

    assert therapist.get(f"/api/clients/{ana.id}/moods?limit=nonsense").status == 404


def test_an_answer_is_never_kept_by_a_cache_and_tells_the_time(ana, clock):
    headers = {name.lower(): value for name, value in ana.get("/api/moods").headers.items()}

    assert headers["cache-control"] == "no-store"
    assert headers["x-now"] == clock.now().isoformat(timespec="seconds")


def test_an_own_read_costs_two_calls_and_no_kms_once_warm(ana):
    ana.post("/api/moods", MOOD)
    with aws_calls() as calls:
        ana.get("/api/moods")

    assert calls == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1}


def test_a_therapists_read_costs_three_calls_and_leaves_one_entry(http):
    house = make.house(http)
    house.sessions["owner"].post("/api/moods", MOOD)
    house.sessions["therapist"].get(f"/api/clients/{house.ids['client_id']}/moods")
    with aws_calls() as calls:
        answer = house.sessions["therapist"].get(f"/api/clients/{house.ids['client_id']}/moods")

    entry = list(audit.AuditRecord.query(house.ids["client_id"]))[-1]
    assert answer.json()["items"][0]["note"] == MOOD["note"]
    assert calls == {"dynamodb.BatchGetItem": 1, "dynamodb.Query": 1, "dynamodb.PutItem": 1}
    assert (entry.kind, entry.caller_id, entry.right) == ("moods.read", house.ids["provider_id"], "care")


def test_no_entry_no_answer(aws, http):
    house = make.house(http)
    house.sessions["owner"].post("/api/moods", MOOD)
    aws.dispatcher.faults.add("dynamodb", "PutItem", "ThrottlingException", times=10)

    answer = house.sessions["therapist"].get(f"/api/clients/{house.ids['client_id']}/moods")
    assert (answer.status, MOOD["note"] in answer.text) == (503, False)


@pytest.mark.parametrize(("service", "operation"), [("dynamodb", "BatchGetItem"), ("dynamodb", "TransactWriteItems"), ("kms", "Decrypt")])
def test_a_service_that_is_down_gives_503_and_nothing_half_done(aws, ana, service, operation):
    client_keys._unwrapped.clear()
    aws.dispatcher.faults.add(service, operation, "ThrottlingException", times=20)
    answer = ana.post("/api/moods", MOOD)
    aws.dispatcher.faults.clear()

    assert (answer.status, answer.code) == (503, "unavailable")
    assert {name.lower() for name in answer.headers} >= {"retry-after"}
    assert list(MoodRecord.query(ana.id)) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 50_000,
        b'{"score": 4, "score": 5}',
        b'{"score": "four"}',
        b'{"score": 4, "more": 1}',
        b'{"score": 11}',
        b'{"score": 0}',
        b"{}",
        b"x" * 1_100_000,
        b'{"score": 4, "note": "' + b"x" * 300_000 + b'"}',
        b'{"score": null}',
        b'{"feelings": [["a"]]}',
        b'{"sleep_hours": 1e999, "score": 4}',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_bad_body_is_a_4xx_in_the_error_shape_and_nothing_is_written(ana, body):
    answer = ana.ask("POST", "/api/moods", body)

    assert 400 <= answer.status < 500
    assert set(answer.json()["error"]) >= {"code", "message", "request_id"}
    assert list(MoodRecord.query(ana.id)) == []


@pytest.mark.parametrize("query", ["limit=0", "limit=367", "limit=x", "cursor=x", "cursor=%0a", "more=1"])
def test_a_bad_query_is_refused_and_names_the_parameter(ana, query):
    answer = ana.get(f"/api/moods?{query}")

    assert (answer.status, answer.json()["error"]["field"]) == (400, query.partition("=")[0])


def test_a_repeated_post_under_one_key_makes_one_entry_and_answers_alike(ana):
    answers = [ana.post("/api/moods", MOOD, idempotency_key="one-key") for _ in range(3)]

    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(list(MoodRecord.query(ana.id))) == 1


def test_another_body_under_one_key_is_a_conflict(ana):
    ana.post("/api/moods", MOOD, idempotency_key="one-key")

    assert ana.post("/api/moods", {"score": 9}, idempotency_key="one-key").code == "idempotency_key_reused"


def test_a_malformed_idempotency_key_is_refused(ana):
    assert ana.post("/api/moods", MOOD, idempotency_key="a b").status == 400


def test_a_job_that_fails_still_leaves_what_it_opened_in_the_access_log(ana):
    ana.post("/api/moods", MOOD)
    grant = Grant.for_job("reminders", Subject("client", ana.id))

    def open_and_fail() -> None:
        accounts.profile(grant)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        gate.run_as_job("reminders", open_and_fail)
    entry = list(audit.AuditRecord.query(ana.id))[-1]
    assert (entry.kind, entry.caller_id, entry.role) == ("profile.read", "reminders", "job")
