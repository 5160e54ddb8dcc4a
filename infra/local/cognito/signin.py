"""The client's side: signing in as a browser does (SRP, then an authenticator code), and enrolling people at start.

send = over_http(endpoint)                         unsigned, as a browser; public operations only
send = in_process(cognito)                         signed, for enrolling
account, tokens = enrol(send, pool_id, client_id, email, password, group="providers")
tokens = sign_in(send, account, [code, ...])       one sign-in
Logins(send).tokens(account)                       for POST /local/login: at once, however often it is asked
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from infra.local.cognito import srp, totp
from infra.local.cognito.facade import Cognito
from infra.local.cognito.http import TARGET_PREFIX

Send = Callable[[str, dict[str, object]], dict[str, Any]]
TIMEOUT_SECONDS = 30
# Of a code used before, and of one that left the reach of now while it was on its way.
SPENT_CODE = ("ExpiredCodeException", "CodeMismatchException")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class SignInFailed(Exception):
    """The service refused; `kind` is its error name, such as NotAuthorizedException."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


@dataclass(frozen=True)
class Account:
    """What somebody needs to sign in; `id` is their sub, `username` their e-mail address or sub."""

    pool_id: str
    client_id: str
    username: str
    password: str
    totp_secret: str
    id: str = ""


class Tokens(NamedTuple):
    """One person's tokens, as the service gave them."""

    access_token: str
    id_token: str
    refresh_token: str


def over_http(endpoint: str) -> Send:
    """Post to an endpoint as a browser would: no signature."""

    def send(action: str, body: dict[str, object]) -> dict[str, Any]:
        headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET_PREFIX + action}
        with closing(HTTPConnection(urlsplit(endpoint).netloc, timeout=TIMEOUT_SECONDS)) as connection:
            connection.request("POST", "/", json.dumps(body), headers)
            response = connection.getresponse()
            answer: dict[str, Any] = json.load(response)
        if response.status != HTTPStatus.OK:
            raise _failed(answer)
        return answer

    return send


def in_process(cognito: Cognito) -> Send:
    """Call the service directly, with the rights of a signed call."""

    def send(action: str, body: dict[str, object]) -> dict[str, Any]:
        status, answer = cognito.handle(action, body, {}, signed=True)
        if status != HTTPStatus.OK:
            raise _failed(answer)
        return answer

    return send


def _failed(answer: Mapping[str, object]) -> SignInFailed:
    return SignInFailed(str(answer.get("__type", "UnknownError")), str(answer.get("message", "")))


def sign_in(send: Send, account: Account, codes: Iterable[str]) -> Tokens:
    """Sign in by password and the first of these codes that is taken. Raises SignInFailed, of a kind in SPENT_CODE when none was."""
    challenge = prove_password(send, account)
    if challenge.get("ChallengeName") != "SOFTWARE_TOKEN_MFA":
        raise SignInFailed("UnexpectedChallenge", str(challenge.get("ChallengeName")))
    refused = SignInFailed(SPENT_CODE[0], "No code was given.")
    for code in codes:
        try:
            return _tokens(_respond(send, account, challenge, {"SOFTWARE_TOKEN_MFA_CODE": code}))
        except SignInFailed as failure:
            if failure.kind not in SPENT_CODE:
                raise
            refused = failure
    raise refused


def prove_password(send: Send, account: Account) -> dict[str, Any]:
    """The SRP exchange; answers the challenge that follows it. Raises SignInFailed."""
    secret = srp.exponent()
    a_public = srp.power(secret)
    parameters = {"USERNAME": account.username, "SRP_A": f"{a_public:x}"}
    begun = send("InitiateAuth", {"AuthFlow": "USER_SRP_AUTH", "ClientId": account.client_id, "AuthParameters": parameters})
    shown = begun["ChallengeParameters"]
    user_id, block, b_public = shown["USER_ID_FOR_SRP"], shown["SECRET_BLOCK"], int(shown["SRP_B"], 16)
    exponent = srp.private_exponent(account.pool_id, user_id, account.password, int(shown["SALT"], 16))
    timestamp = _timestamp(datetime.now(UTC))
    key = srp.client_key(a_public, b_public, secret, exponent)
    signature = srp.claim(key, account.pool_id, user_id, base64.b64decode(block), timestamp)
    answers = {
        "USERNAME": user_id,
        "PASSWORD_CLAIM_SECRET_BLOCK": block,
        "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(signature).decode(),
        "TIMESTAMP": timestamp,
    }
    return send(
        "RespondToAuthChallenge", {"ChallengeName": "PASSWORD_VERIFIER", "ClientId": account.client_id, "ChallengeResponses": answers}
    )


def _timestamp(now: datetime) -> str:
    # English names whatever the machine's language, and a day without a leading zero.
    return f"{_DAYS[now.weekday()]} {_MONTHS[now.month - 1]} {now.day} {now:%H:%M:%S} UTC {now.year}"


def _respond(send: Send, account: Account, challenge: Mapping[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    body = {
        "ChallengeName": challenge["ChallengeName"],
        "ClientId": account.client_id,
        "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": account.username, **answers},
    }
    return send("RespondToAuthChallenge", body)


def _tokens(answer: Mapping[str, Any]) -> Tokens:
    result = answer["AuthenticationResult"]
    return Tokens(result["AccessToken"], result["IdToken"], result["RefreshToken"])


def enrol(
    send: Send,
    pool_id: str,
    client_id: str,
    email: str,
    password: str,
    *,
    group: str | None = None,
    clock: Callable[[], float] = time.time,
) -> tuple[Account, Tokens]:
    """Make a confirmed person with an authenticator, by real operations; `send` must be signed.

    The set-up spends the code before the current one, so the one an authenticator shows stays good for a sign-in.
    """
    whom: dict[str, object] = {"UserPoolId": pool_id, "Username": email}
    proved = [{"Name": "email_verified", "Value": "true"}]
    made = send("AdminCreateUser", {**whom, "TemporaryPassword": password, "MessageAction": "SUPPRESS", "UserAttributes": proved})
    send("AdminSetUserPassword", {**whom, "Password": password, "Permanent": True})
    if group is not None:
        send("AdminAddUserToGroup", {**whom, "GroupName": group})
    newcomer = Account(pool_id, client_id, email, password, "", made["User"]["Username"])
    challenge = prove_password(send, newcomer)
    associated = send("AssociateSoftwareToken", {"Session": challenge["Session"]})
    secret = associated["SecretCode"]
    code = totp.code(secret, totp.step_at(clock()) - 1)
    verified = send("VerifySoftwareToken", {"Session": associated["Session"], "UserCode": code})
    tokens = _tokens(_respond(send, newcomer, {**challenge, "Session": verified["Session"]}, {}))
    return Account(pool_id, client_id, email, password, secret, newcomer.id), tokens


class Logins:
    """Signs known people in at once, however often, though each code works only once. Safe under threads.

    In this order: the code before the current one; a refresh of tokens handed out earlier; the current code; the next one.
    The current code comes late because a person or a check may be about to type it.
    """

    def __init__(self, send: Send, clock: Callable[[], float] = time.time, pause: Callable[[float], None] = time.sleep) -> None:
        self._send = send
        self._clock = clock
        self._pause = pause
        self._kept: dict[Account, Tokens] = {}
        # The step in which an account's earlier code was last tried: asking again would cost an SRP exchange for nothing.
        self._earlier_spent: dict[Account, int] = {}
        self._locks: dict[Account, threading.Lock] = {}
        self._guard = threading.Lock()

    def remember(self, account: Account, tokens: Tokens) -> None:
        """Keep tokens somebody got elsewhere, for a refresh."""
        with self._guard:
            self._kept[account] = tokens

    def tokens(self, account: Account) -> Tokens:
        """Tokens of a completed sign-in. Raises SignInFailed.

        Waits, for at most one step, only if every code within reach is spent and the tokens handed out earlier were revoked.
        """
        with self._guard:
            lock = self._locks.setdefault(account, threading.Lock())
        with lock:
            tokens = self._by_earlier_code(account) or self._by_refresh(account) or self._by_later_code(account)
            self.remember(account, tokens)
            return tokens

    def _codes(self, account: Account, *neighbours: int) -> list[str]:
        step = totp.step_at(self._clock())
        return [totp.code(account.totp_secret, step + neighbour) for neighbour in neighbours]

    def _by_earlier_code(self, account: Account) -> Tokens | None:
        step = totp.step_at(self._clock())
        if self._earlier_spent.get(account) == step:
            return None
        self._earlier_spent[account] = step
        try:
            return sign_in(self._send, account, self._codes(account, -1))
        except SignInFailed:
            # Also while the person is locked out: a refresh may still do.
            return None

    def _by_later_code(self, account: Account) -> Tokens:
        try:
            return sign_in(self._send, account, self._codes(account, 0, 1))
        except SignInFailed as failure:
            if failure.kind not in SPENT_CODE:
                raise
        self._pause(totp.STEP_SECONDS - self._clock() % totp.STEP_SECONDS)
        return sign_in(self._send, account, self._codes(account, 1, 0))

    def _by_refresh(self, account: Account) -> Tokens | None:
        kept = self._kept.get(account)
        if kept is None:
            return None
        try:
            answer = self._send("GetTokensFromRefreshToken", {"ClientId": account.client_id, "RefreshToken": kept.refresh_token})
        except SignInFailed:
            return None
        result = answer["AuthenticationResult"]
        return Tokens(result["AccessToken"], result["IdToken"], kept.refresh_token)
