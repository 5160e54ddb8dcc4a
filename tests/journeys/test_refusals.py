"""Who may not come in does not: at the sign-in service and at the API, through the endpoints a browser uses."""

from __future__ import annotations

import base64
import json
import socket
import time
from urllib.parse import urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from infra.local.cognito import totp
from infra.local.cognito.signin import Account, SignInFailed, prove_password
from tests.journeys.product import Browser, Person, Product, ask

PASSWORD = "a long enough pass-phrase 8"


@pytest.fixture(scope="module")
def clients(product):
    return Browser(product)


@pytest.fixture(scope="module")
def accounts(product, clients):
    """Two demo clients and a therapist, as their sign-in pages know them."""
    people = {person["key"]: person for person in product.desk("demo.json")["people"]}
    staff = Browser(product, "staff")
    return {
        key: browser.account(people[key]["email"], people[key]["password"], people[key]["totp_secret"])
        for key, browser in (("ana", clients), ("ben", clients), ("pat", staff))
    }


@pytest.fixture(scope="module")
def ana(product):
    return product.sign_in("ana")


def _code(account: Account, step: int = 0) -> str:
    return totp.code(account.totp_secret, totp.step_at(time.time()) + step)


def _answer(browser: Browser, account: Account, session: str, name: str = "SOFTWARE_TOKEN_MFA", **answers: str):
    body = {"USERNAME": account.username, **answers}
    return browser.send(
        "RespondToAuthChallenge", {"ChallengeName": name, "ClientId": browser.app, "Session": session, "ChallengeResponses": body}
    )


def _me(product: Product, token: str, **headers: str):
    return ask(product.origin, "GET", "/api/me", token=token, **headers)


def _part(token: str, number: int) -> dict:
    part = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def _encoded(part: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def test_a_wrong_password_is_refused_like_an_unknown_name(clients, accounts):
    refusals = []
    for name in (accounts["ben"].username, "nobody@quietroom.example"):
        with pytest.raises(SignInFailed) as refused:
            prove_password(clients.send, clients.account(name, "not the pass-phrase 1"))
        refusals.append((refused.value.kind, str(refused.value)))

    assert refusals[0] == refusals[1]
    assert refusals[0][0] == "NotAuthorizedException"


def test_the_password_itself_is_not_taken_in_clear(clients, accounts):
    for flow in ("USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH"):
        parameters = {"USERNAME": accounts["ben"].username, "PASSWORD": accounts["ben"].password}
        with pytest.raises(SignInFailed):
            clients.send("InitiateAuth", {"AuthFlow": flow, "ClientId": clients.app, "AuthParameters": parameters})


def test_the_password_alone_opens_nothing(product, clients, accounts):
    challenge = prove_password(clients.send, accounts["ben"])

    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    assert "AuthenticationResult" not in challenge
    assert _me(product, challenge["Session"]).status == 401
    for operation in ("GetUser", "GlobalSignOut", "AssociateSoftwareToken"):
        with pytest.raises(SignInFailed):
            clients.send(operation, {"AccessToken": challenge["Session"]})


@pytest.mark.parametrize(
    "name", ["MFA_SETUP", "SMS_MFA", "NEW_PASSWORD_REQUIRED", "PASSWORD_VERIFIER", "SELECT_MFA_TYPE", "DEVICE_SRP_AUTH"]
)
def test_the_second_factor_cannot_be_skipped_by_answering_something_else(clients, accounts, name):
    challenge = prove_password(clients.send, accounts["ben"])
    with pytest.raises(SignInFailed):
        _answer(clients, accounts["ben"], challenge["Session"], name, ANSWER="SMS_MFA", SMS_MFA_CODE="000000", NEW_PASSWORD=PASSWORD)


def test_the_password_alone_cannot_set_up_another_authenticator(clients, accounts):
    challenge = prove_password(clients.send, accounts["ben"])
    with pytest.raises(SignInFailed):
        clients.send("AssociateSoftwareToken", {"Session": challenge["Session"]})


def test_a_wrong_code_somebody_elses_code_and_no_code_are_refused(clients, accounts):
    own = {_code(accounts["ben"], step) for step in (-1, 0, 1)}
    wrong = next(code for code in ("000000", "111111", "222222", "333333") if code not in own)
    for code in (wrong, _code(accounts["ana"], 1), ""):
        with pytest.raises(SignInFailed):
            clients.sign_in(accounts["ben"], code or " ")
        # Failures in a row lock a person out for a while; here each is to be the first.
        clients.product.desk("login", {"key": "ben"})


def test_a_code_opens_one_sign_in_only(product):
    browser, account = _newcomer(product, "twice@quietroom.example")
    code = _code(account)
    tokens = browser.sign_in(account, code)

    assert _me(product, tokens.access_token).status == 200
    with pytest.raises(SignInFailed):
        browser.sign_in(account, code)


def test_the_code_that_set_up_the_authenticator_is_spent(product):
    browser, account = _newcomer(product, "spent@quietroom.example")
    with pytest.raises(SignInFailed):
        browser.sign_in(account, _code(account, -1))


def _newcomer(product: Product, email: str) -> tuple[Browser, Account]:
    browser = Browser(product)
    browser.sign_up(email, PASSWORD)
    mailed = product.mails(email)[-1]["text"]
    browser.confirm(email, next(word for word in mailed.replace(".", " ").split() if word.isdigit() and len(word) == 6))
    secret, _ = browser.set_up_authenticator(browser.account(email, PASSWORD))
    return browser, browser.account(email, PASSWORD, secret)


def test_who_has_not_confirmed_their_address_cannot_sign_in(product, clients):
    clients.sign_up("unconfirmed@quietroom.example", PASSWORD)
    with pytest.raises(SignInFailed):
        prove_password(clients.send, clients.account("unconfirmed@quietroom.example", PASSWORD))
    with pytest.raises(SignInFailed):
        clients.confirm("unconfirmed@quietroom.example", "000000")


def test_a_therapist_signs_in_at_the_staff_pool_only_and_nobody_signs_up_there(product, clients, accounts):
    pat = accounts["pat"]
    with pytest.raises(SignInFailed):
        prove_password(clients.send, clients.account(pat.username, pat.password))
    with pytest.raises(SignInFailed):
        Browser(product, "staff").sign_up("intruder@quietroom.example", PASSWORD)


def test_only_an_access_token_opens_the_api(product, accounts):
    tokens = product.desk("login", {"key": "ana"})

    assert _me(product, tokens["access_token"]).status == 200
    for kind in ("id_token", "refresh_token"):
        assert (_me(product, tokens[kind]).status, kind) == (401, kind)


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": 4_000_000_000},
        {"sub": "somebody-else"},
        {"cognito:groups": ["admin"]},
        {"iss": "https://elsewhere.example/pool"},
        {"client_id": "x"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_token_with_a_changed_claim_is_refused(product, ana, changed):
    head, _, signature = ana.token.split(".")

    assert _me(product, f"{head}.{_encoded({**_part(ana.token, 1), **changed})}.{signature}").status == 401


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS256"])
def test_a_token_somebody_else_signed_is_refused(product, ana, algorithm):
    head, claims = _part(ana.token, 0), _part(ana.token, 1)
    keys = {
        "none": "",
        "HS256": "a secret of no worth, but long enough",
        "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    }
    for kid in (head["kid"], "dummy", "unknown"):
        forged = jwt.encode(claims, keys[algorithm], algorithm=algorithm, headers={"kid": kid})
        assert (_me(product, forged).status, kid) == (401, kid)


def test_a_token_that_has_run_out_is_refused_and_a_living_one_is_not(http):
    """In process, for here the service's own key can be asked to sign one that is over."""
    person = http.sign_in("client")
    for seconds, status in ((-1, 401), (60, 404)):
        over = http.token("client", person.id, exp=int(time.time()) + seconds)
        assert http.get("/api/moods/no-such-entry", authorization=f"Bearer {over}").status == status


def test_a_token_of_the_other_side_is_refused_by_role_or_as_not_there(product, ana):
    pat = product.sign_in("pat")

    assert [ana.get(path).status for path in ("/today", "/clients", "/safety/flags", "/safety/reviews", "/availability")] == [403] * 5
    assert [pat.get(path).status for path in ("/moods", "/intake", "/matches", "/sharing")] == [403] * 4
    assert [product.sign_in("quinn").get(f"/clients/{person}").status for person in (ana.id, "nobody")] == [404] * 2


def test_after_signing_out_everywhere_nothing_can_be_refreshed(product):
    browser, account = _newcomer(product, "leaving@quietroom.example")
    tokens = browser.sign_in(account)
    browser.send("GlobalSignOut", {"AccessToken": tokens.access_token})
    with pytest.raises(SignInFailed):
        browser.send("GetTokensFromRefreshToken", {"ClientId": browser.app, "RefreshToken": tokens.refresh_token})


def test_a_refresh_token_works_at_its_own_app_only(product, accounts):
    tokens, staff = product.desk("login", {"key": "ana"}), Browser(product, "staff")
    with pytest.raises(SignInFailed):
        staff.send("GetTokensFromRefreshToken", {"ClientId": staff.app, "RefreshToken": tokens["refresh_token"]})


def test_the_sign_in_service_gives_a_browser_no_administration(clients, accounts):
    for operation in (
        "AdminGetUser",
        "AdminInitiateAuth",
        "AdminSetUserPassword",
        "AdminSetUserMFAPreference",
        "ListUsers",
        "UpdateUserPoolClient",
    ):
        body = {
            "UserPoolId": clients.pool,
            "ClientId": clients.app,
            "Username": accounts["ben"].username,
            "Password": PASSWORD,
            "Permanent": True,
        }
        with pytest.raises(SignInFailed):
            clients.send(operation, body)


FRONT = {
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "half a line": b"GET /api/me\r\n\r\n",
    "a target of 100 kB": b"GET /api/" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a header of 100 kB": b"GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"a" * 100_000 + b"\r\n\r\n",
    "a thousand headers": b"GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
    "a negative length": b"POST /api/contact HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    "a length in words": b"POST /api/contact HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ten\r\n\r\n",
    "an endless body": b"POST /api/contact HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    "another host": b"GET /api/health HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    "no host": b"GET /api/health HTTP/1.1\r\n\r\n",
    "bytes in a path": b"GET /api/\xff\xfe\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "bytes in a header": b"GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
    "a foreign address": b"GET http://elsewhere.example/api/me HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a way out": b"GET /../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a coded way out": b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}


@pytest.mark.parametrize("what", FRONT)
def test_what_is_no_request_is_a_4xx_and_the_door_stays_open(product, what):
    place = urlsplit(product.origin)
    with socket.create_connection((place.hostname, place.port), timeout=10) as line:
        line.sendall(FRONT[what])
        line.shutdown(socket.SHUT_WR)
        status = line.makefile("rb").readline().split()

    assert status[0] == b"HTTP/1.1"
    assert 400 <= int(status[1]) < 500
    assert ask(product.origin, "GET", "/api/health").status == 200


def test_a_body_that_never_comes_keeps_nobody_else_waiting(product, ana):
    place = urlsplit(product.origin)
    lines = [socket.create_connection((place.hostname, place.port)) for _ in range(40)]
    for line in lines:
        line.sendall(b"POST /api/contact HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{")
    began = time.monotonic()
    answer = ana.get("/me")
    for line in lines:
        line.close()

    assert answer.status == 200
    assert time.monotonic() - began < 5


def test_a_stranger_and_nobody_get_the_same_answer_for_somebody_elses_ids(product, ana):
    ben = product.sign_in("ben")
    appointment = ana.get("/appointments").json["items"][0]["id"]
    thread = ana.get("/threads").json["items"][0]["id"]
    for found, unknown in (
        (f"/appointments/{appointment}", f"/appointments/{'0' * 26}"),
        (f"/threads/{thread}/messages", f"/threads/{'0' * 26}/messages"),
    ):
        answers = [Person.get(ben, path) for path in (found, unknown)]
        assert [(answer.status, answer.code) for answer in answers] == [(404, "not_found")] * 2
