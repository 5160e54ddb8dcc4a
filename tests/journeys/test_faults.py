"""While something we need is down, a request is answered 503 with Retry-After and does nothing, and what was to be sent is sent later."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from datetime import date, datetime, timedelta

import pytest

from infra.local.cognito.signin import SignInFailed
from infra.local.demo.history import intake
from tests import make
from tests.counting import aws_calls, stored
from tests.journeys.product import ROOT, Browser, Person, Product, plain_environment

ENOUGH = 60
"""More failures than one request has tries."""

WRITES = {
    "a mood": ("owner", "POST", "/api/moods", {"score": 4, "note": "slept badly"}),
    "a changed mood": ("owner", "PUT", "/api/moods/{mood_id}", {"score": 5}),
    "a switch": ("owner", "PUT", "/api/sharing", {"moods": False}),
    "a client's message": ("owner", "POST", "/api/threads/{thread_id}/messages", {"text": "I may be late"}),
    "a therapist's message": ("therapist", "POST", "/api/threads/{thread_id}/messages", {"text": "No hurry"}),
    "a booking": (
        "owner",
        "POST",
        "/api/appointments",
        {"provider_id": "{provider_id}", "start": "{free}", "minutes": 50, "format": "video"},
    ),
    "a therapist's booking": (
        "therapist",
        "POST",
        "/api/appointments",
        {"provider_id": "{provider_id}", "start": "{free}", "minutes": 50, "format": "video", "client_ids": ["{client_id}"]},
    ),
    "a move": ("owner", "POST", "/api/appointments/{appointment_id}/reschedule", {"start": "{free}"}),
    "a cancellation": ("owner", "POST", "/api/appointments/{appointment_id}/cancel", {"reason": "a journey"}),
    "a consent": ("owner", "POST", "/api/me/consents", {"document": "fees", "version": "{version}"}),
    "a profile": ("owner", "PUT", "/api/me", {"preferred_name": "Wren"}),
    "an intake step": ("stranger", "PUT", "/api/intake", {"goals": {"text": "rest"}}),
    "an intake": ("stranger", "POST", "/api/intake/submit", {}),
    "a risk screen": ("owner", "PUT", "/api/safety/screen", {"answers": ["no", "no", "no", "no"], "acute": "no"}),
    "a measure": ("owner", "POST", "/api/measures", {"instrument": "gad-7", "answers": [1] * 7}),
    "a measure that raises the flag": ("owner", "POST", "/api/measures", {"instrument": "phq-9", "answers": [0] * 8 + [2]}),
    "a safety plan": ("owner", "PUT", "/api/safety/plan", {"signs": ["short nights"]}),
    "a calendar feed": ("owner", "POST", "/api/calendar-feed", {}),
    "a choice": ("newcomer", "POST", "/api/care", {"provider_id": "{provider_id}"}),
    "a switch of therapist": ("owner", "POST", "/api/care/switch", {"provider_id": "{other_id}"}),
    "an offer": (
        "therapist",
        "PUT",
        "/api/availability",
        {"zone": "America/New_York", "weekly": [[]] * 7, "kinds": [{"minutes": 50, "formats": ["video"]}]},
    ),
}
FAILURES = {
    "writes throttled": ("dynamodb", "TransactWriteItems", "ThrottlingException"),
    "reads down": ("dynamodb", "BatchGetItem", "InternalServerError"),
    "keys throttled": ("kms", "*", "ThrottlingException"),
    "keys down": ("kms", "*", "KMSInternalException"),
}


@pytest.fixture
def house(http, monkeypatch):
    """Everybody, an intake about to be handed in, and a free time; and no waiting between tries."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    return make.kept(http, _about_to_ask)


def _about_to_ask(http):
    found = make.full_house(http)
    make.hours(found.sessions["therapist"].id)
    found.sessions["newcomer"] = http.sign_in("client", make.person(home_state="NY"), standing=False)
    for name in ("owner", "newcomer", "stranger"):
        assert found.sessions[name].put("/api/intake", intake("NY")).status == 200
        assert name == "stranger" or found.sessions[name].post("/api/intake/submit").status == 200
    provider_id = found.ids["provider_id"]
    today = date.today()
    slots = found.sessions["owner"].get(f"/api/providers/{provider_id}/slots?from={today}&to={today + timedelta(days=7)}").json()["slots"]
    documents = found.sessions["owner"].get("/api/me/consents").json()["items"]
    found.ids["free"] = slots[-1]["start"]
    found.ids["version"] = next(one["version"] for one in documents if one["document"] == "fees")
    found.ids["other_id"] = found.sessions["outsider"].id
    return found


def _filled(value, ids):
    """The same with ids in the places that name them."""
    if isinstance(value, dict):
        return {name: _filled(part, ids) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, ids) for part in value]
    return re.sub(r"\{(\w+)\}", lambda name: ids[name.group(1)], value) if isinstance(value, str) else value


@pytest.mark.parametrize("what", WRITES)
def test_a_write_that_fails_is_a_503_leaves_nothing_half_done_and_succeeds_when_repeated(house, aws, what):
    from chalicelib.core import client_keys

    person, method, path, body = _filled(list(WRITES[what]), house.ids)
    before = stored(aws)
    for name, (service, operation, error) in FAILURES.items():
        client_keys._unwrapped.clear()
        aws.dispatcher.faults.add(service, operation, error, ENOUGH)
        with aws_calls() as calls:
            answer = house.sessions[person].ask(method, path, body, idempotency_key="the-same")
        aws.dispatcher.faults.clear()
        if not any(call.startswith(service) for call in calls):
            break
        assert (answer.status, answer.headers.get("Retry-After"), name) == (503, "5", name)
        assert stored(aws) == before, name

    done = house.sessions[person].ask(method, path, body, idempotency_key="the-same")
    assert done.status in (200, 201), done.text


@pytest.mark.parametrize("name", FAILURES)
def test_a_series_that_fails_goes_on_where_it_stopped_when_repeated(house, aws, name):
    from chalicelib.core import client_keys

    service, operation, error = FAILURES[name]
    wish = _filled({"provider_id": "{provider_id}", "start": "{free}", "minutes": 50, "format": "video", "count": 3}, house.ids)
    before = len(house.sessions["owner"].get("/api/appointments").json()["items"])
    client_keys._unwrapped.clear()
    aws.dispatcher.faults.add(service, operation, error, ENOUGH)
    failed = house.sessions["owner"].post("/api/series", wish, idempotency_key="the-same")
    aws.dispatcher.faults.clear()
    done = house.sessions["owner"].post("/api/series", wish, idempotency_key="the-same")

    assert (failed.status, failed.headers.get("Retry-After")) == (503, "5")
    assert (done.status, len(done.json()["booked"])) == (201, 3)
    assert len(house.sessions["owner"].get("/api/appointments").json()["items"]) == before + 3


def test_a_read_that_cannot_open_a_record_is_a_503(house, aws):
    from chalicelib.core import client_keys

    for path in ("/api/me", "/api/moods", "/api/intake"):
        client_keys._unwrapped.clear()
        aws.dispatcher.faults.add("kms", "Decrypt", "KMSInternalException", ENOUGH)
        answer = house.sessions["owner"].get(path)
        aws.dispatcher.faults.clear()

        assert (path, answer.status, answer.headers.get("Retry-After")) == (path, 503, "5")


def test_no_line_is_opened_while_the_video_service_is_down(house, aws, clock):
    appointment = house.sessions["owner"].get(f"/api/appointments/{house.ids['appointment_id']}").json()
    clock.set(datetime.fromisoformat(appointment["start"]) - timedelta(minutes=5))
    path, wish = f"/api/appointments/{appointment['id']}/join", {"location_state": "NY", "private": True}
    aws.dispatcher.faults.add("kinesisvideo", "*", "ClientLimitExceededException", ENOUGH)
    failed = house.sessions["owner"].post(path, wish)
    aws.dispatcher.faults.clear()

    assert (failed.status, failed.headers.get("Retry-After")) == (503, "5")
    assert house.sessions["owner"].post(path, wish).status == 200


def _until(found, *, seconds=60):
    """Ask again and again until there is an answer."""
    end = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return answer


def _fail(product: Product, service: str, times: int, operation: str = "*", error: str = "ThrottlingException") -> None:
    product.desk("fault", {"service": service, "operation": operation, "error": error, "times": times})


def _booked(product: Product, key: str) -> tuple[dict, list]:
    """Book the first open time at least two days ahead with pat. Answers the appointment and the mails before."""
    person, pat = product.sign_in(key), product.sign_in("pat").id
    day = datetime.fromisoformat(product.desk("clock")["now"]).date() + timedelta(days=2)
    slots = person.get(f"/providers/{pat}/slots?from={day}&to={day + timedelta(days=10)}&minutes=50&zone=America/New_York").json["slots"]
    before = product.mails(f"{key}@quietroom.example")
    booked = person.post("/appointments", {"provider_id": pat, "start": slots[0]["start"], "minutes": 50, "format": "video"})
    assert booked.status == 201, booked.text
    return booked.json, before


def test_a_fault_from_the_desk_is_a_503_and_nothing_is_kept_until_it_is_over(product):
    ana = product.sign_in("ana")
    moods = len(ana.get("/moods?limit=100").json["items"])
    # Jobs use up injected faults too: let those under way finish, and leave enough for any that begin.
    product.desk("clock", {"advance_minutes": 0})
    _fail(product, "dynamodb", 15, "TransactWriteItems")
    failed = ana.post("/moods", {"score": 2}, idempotency_key="one")

    assert (failed.status, failed.code, failed.headers["Retry-After"]) == (503, "unavailable", "5")
    assert len(ana.get("/moods?limit=100").json["items"]) == moods

    _until(lambda: ana.post("/moods", {"score": 2}, idempotency_key="one").status == 201)
    assert len(ana.get("/moods?limit=100").json["items"]) == moods + 1


def test_a_confirmation_is_mailed_once_the_mail_service_is_back_and_only_once(product):
    _fail(product, "ses", 8)
    _fail(product, "sqs", 1, "SendMessage")
    _, before = _booked(product, "dee")
    product.desk("clock", {"advance_minutes": 0})
    assert product.mails("dee@quietroom.example") == before

    for _ in range(20):
        product.desk("clock", {"advance_minutes": 2})
    came = product.mails("dee@quietroom.example")[len(before) :]

    assert [len(mail["attachments"]) for mail in came] == [1]


def test_a_text_that_failed_is_sent_again_and_the_mail_beside_it_is_not(product):
    eli = product.sign_in("eli")
    assert eli.put("/me", {"phone": "+1 212 555 0177", "remind_by_sms": True}).status == 200
    appointment, _ = _booked(product, "eli")
    product.desk("clock", {"advance_minutes": 1})
    before = len(product.mails("eli@quietroom.example"))
    _fail(product, "sns", 4, "Publish")
    product.desk("clock", {"now": (datetime.fromisoformat(appointment["start"]) - timedelta(hours=20)).isoformat()})

    texts = [text for text in product.desk("sms.json") if text["to"] == "+12125550177"]
    assert (len(product.mails("eli@quietroom.example")) - before, len(texts)) == (1, 1)


def test_no_token_leaves_while_an_account_cannot_get_its_key_and_signing_in_repairs_it(product):
    browser, email, password = Browser(product), "late@quietroom.example", "a long enough pass-phrase 9"
    browser.sign_up(email, password)
    code = re.search(r"\b\d{6}\b", product.mails(email)[-1]["text"]).group()
    _fail(product, "kms", 4, "GenerateDataKeyWithoutPlaintext")
    with pytest.raises(SignInFailed, match="UserLambdaValidationException"):
        browser.confirm(email, code)
    account = browser.account(email, password)
    secret, challenge = browser.begin_authenticator(account)
    with pytest.raises(SignInFailed, match="UserLambdaValidationException"):
        browser.finish_authenticator(account, challenge)

    tokens = browser.sign_in(browser.account(email, password, secret))
    late = Person(product.origin, tokens.access_token)

    assert late.get("/me").json["email"] == email
    assert late.post("/moods", {"score": 5}).status == 201


def test_the_signing_keys_being_out_of_reach_is_a_503_for_who_is_signed_in(http, aws, monkeypatch):
    import jwt

    from chalicelib.core import tokens

    def unreachable(*_: object) -> None:
        raise jwt.PyJWKClientConnectionError("no line")

    tokens._keys.cache_clear()
    monkeypatch.setattr(jwt.PyJWKClient, "fetch_data", unreachable)
    answer = http.sign_in("client").get("/api/me")
    tokens._keys.cache_clear()

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


def test_missing_settings_stop_the_start_and_are_named(aws):
    missing = ["QUIETROOM_KMS_KEY", "QUIETROOM_MAIL_FROM"]
    kept = {name: value for name, value in os.environ.items() if name not in missing}
    done = subprocess.run([sys.executable, "-c", "import app"], cwd=ROOT, env=kept, capture_output=True, text=True, check=False)

    assert done.returncode != 0
    assert f"Missing setting: {', '.join(missing)}" in done.stderr


def test_stage_local_refuses_to_start_in_a_lambda():
    environment = {**plain_environment(), "AWS_LAMBDA_FUNCTION_NAME": "api"}
    done = subprocess.run(
        [sys.executable, "-m", "infra.local", "--port", "0"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr.strip()) == (2, "Stage local does not run in Lambda.")


def test_a_busy_port_is_named_with_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        command = [sys.executable, "-m", "infra.local", "--port", str(port)]
        done = subprocess.run(command, cwd=ROOT, env=plain_environment(), capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.strip() == f"Port {port} is in use. Choose another one: make run PORT={port + 1}"


def test_ctrl_c_ends_every_process_it_started(tmp_path):
    product = Product(tmp_path, "--no-demo", "--no-frontend", group=True)
    os.killpg(product.process.pid, signal.SIGINT)

    assert product.process.wait(timeout=20) == 0
    # Nobody is left in the group that the terminal's Ctrl-C reaches.
    with pytest.raises(ProcessLookupError):
        os.killpg(product.process.pid, 0)
