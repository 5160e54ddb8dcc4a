"""The running product as somebody outside sees it: pages, API and desk over HTTP, nothing in process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3

from infra.local.cognito import totp
from infra.local.cognito.signin import Account, Tokens, over_http, prove_password, sign_in

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Answer:
    """One answer; `json` is None where the body is none."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        with suppress(ValueError):
            return json.loads(self.text)

    @property
    def code(self) -> str:
        """The error's code."""
        return str(self.json["error"]["code"])


def ask(origin: str, method: str, path: str, body: Any = None, token: str | None = None, **headers: str) -> Answer:
    """One request over a connection of its own."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    sent = {"Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
    if token:
        sent["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(origin + path, data, sent, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            return Answer(answer.status, answer.read().decode(), dict(answer.headers))
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.read().decode(), dict(refused.headers))


class Person:
    """Somebody signed in."""

    def __init__(self, origin: str, token: str, person_id: str = "") -> None:
        self.origin, self.token, self.id = origin, token, person_id

    def get(self, path: str) -> Answer:
        """GET under /api."""
        return ask(self.origin, "GET", f"/api{path}", token=self.token)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """POST under /api."""
        return ask(self.origin, "POST", f"/api{path}", {} if body is None else body, self.token, **headers)

    def put(self, path: str, body: Any) -> Answer:
        """PUT under /api."""
        return ask(self.origin, "PUT", f"/api{path}", body, self.token)


class Product:
    """One product process of its own, on free ports. group: in a process group of its own, as a terminal starts it."""

    def __init__(self, folder: Path, *arguments: str, group: bool = False) -> None:
        ready = folder / "ready"
        self.log = folder / "log"
        with self.log.open("w") as out:
            command = [sys.executable, "-m", "infra.local", "--port", "0", "--ready-file", str(ready), *arguments]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=plain_environment(), start_new_session=group)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not ready.exists() or not ready.read_text():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                self.process.wait()
                raise RuntimeError(self.log.read_text()[-3000:])
            time.sleep(0.1)
        self.origin = ready.read_text().strip().rstrip("/")

    def stop(self) -> None:
        """End it as Ctrl-C would."""
        self.process.terminate()
        self.process.wait(timeout=20)

    def desk(self, path: str, body: Any = None) -> Any:
        """Ask /local: GET without a body, else POST."""
        answer = ask(self.origin, "POST" if body is not None else "GET", f"/local/{path}", body)
        assert answer.status == 200, answer.text
        return answer.json

    @cached_property
    def places(self) -> Any:
        """Where the embedded AWS is."""
        return self.desk("aws.json")

    def sign_in(self, key: str) -> Person:
        """A demo person, through the desk."""
        tokens = self.desk("login", {"key": key})
        found = next(person for person in self.desk("demo.json")["people"] if person["key"] == key)
        return Person(self.origin, tokens["access_token"], found["id"])

    def aws(self, service: str) -> Any:
        """A raw AWS client of the embedded endpoint."""
        return boto3.client(
            service,
            endpoint_url=self.places["endpoint"],
            region_name=self.places["region"],
            aws_access_key_id="x",
            aws_secret_access_key="y",
        )

    def mails(self, to: str) -> list[Any]:
        """What somebody got so far, oldest first."""
        return [mail for mail in self.desk("mail.json") if to in mail["to"]]


def plain_environment() -> dict[str, str]:
    """The machine's environment without this test run's own settings of the product."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("QUIETROOM_", "AWS_"))}


class Browser:
    """What a browser does with the sign-in service: no credentials, the public operations only."""

    def __init__(self, product: Product, kind: str = "clients") -> None:
        self.product = product
        pool = product.places["cognito"][kind]
        self.pool, self.app = pool["pool_id"], pool["client_id"]
        self.send = over_http(product.places["cognito"]["endpoint"])

    def account(self, email: str, password: str, secret: str = "") -> Account:
        """What the person knows."""
        return Account(self.pool, self.app, email, password, secret)

    def sign_up(self, email: str, password: str) -> None:
        """Ask for an account; a code comes by mail."""
        attributes = [{"Name": "email", "Value": email}]
        self.send("SignUp", {"ClientId": self.app, "Username": email, "Password": password, "UserAttributes": attributes})

    def confirm(self, email: str, code: str) -> None:
        """Type the mailed code."""
        self.send("ConfirmSignUp", {"ClientId": self.app, "Username": email, "ConfirmationCode": code})

    def set_up_authenticator(self, account: Account) -> tuple[str, Tokens]:
        """Prove the password, take the secret, type its first code. Returns the secret and the tokens."""
        secret, session = self.begin_authenticator(account)
        return secret, self.finish_authenticator(account, session)

    def begin_authenticator(self, account: Account) -> tuple[str, str]:
        """All of it but the last step, which gives the tokens. Returns the secret and the session to go on with."""
        challenge = prove_password(self.send, account)
        assert challenge["ChallengeName"] == "MFA_SETUP"
        taken = self.send("AssociateSoftwareToken", {"Session": challenge["Session"]})
        code = totp.code(taken["SecretCode"], totp.step_at(time.time()) - 1)
        verified = self.send("VerifySoftwareToken", {"Session": taken["Session"], "UserCode": code})
        return taken["SecretCode"], verified["Session"]

    def finish_authenticator(self, account: Account, session: str) -> Tokens:
        """The last step."""
        answers = {"USERNAME": account.username}
        done = self.send(
            "RespondToAuthChallenge",
            {"ChallengeName": "MFA_SETUP", "ClientId": self.app, "Session": session, "ChallengeResponses": answers},
        )["AuthenticationResult"]
        return Tokens(done["AccessToken"], done["IdToken"], done["RefreshToken"])

    def sign_in(self, account: Account, code: str | None = None) -> Tokens:
        """Password and code, the authenticator's present one unless given."""
        return sign_in(self.send, account, [code or totp.code(account.totp_secret, totp.step_at(time.time()))])
