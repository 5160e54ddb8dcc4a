"""The demo people: who they are, and signing them in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from infra.local.aws import LocalAws
from infra.local.cognito import totp
from infra.local.cognito.signin import Account, Logins, Tokens, enrol, in_process, over_http

STAFF = ("provider", "admin")


@dataclass(frozen=True)
class Person:
    """One demo person. key: a short name for checks; role: client, guardian, provider or admin."""

    key: str
    role: str
    account: Account

    @property
    def id(self) -> str:
        """The person's id in every path and body."""
        return self.account.id

    @property
    def code(self) -> str:
        """What the person's authenticator shows now."""
        return totp.code(self.account.totp_secret, totp.step_at(time.time()))

    def public(self) -> dict[str, Any]:
        """What demo.json tells."""
        account = self.account
        return {
            "key": self.key,
            "role": self.role,
            "email": account.username,
            "password": account.password,
            "totp_secret": account.totp_secret,
            "id": account.id,
        }


class People:
    """Enrols people with the sign-in service and signs them in again, second factor included."""

    def __init__(self, aws: LocalAws) -> None:
        self._aws = aws
        self._logins = Logins(over_http(aws.endpoint))
        self._by_key: dict[str, Person] = {}

    def enrol(self, key: str, role: str, email: str, password: str) -> Person:
        """Make a confirmed person with an authenticator; the product's own triggers open their account."""
        kind = "Staff" if role in STAFF else "Client"
        outputs = self._aws.outputs
        account, tokens = enrol(in_process(self._aws.cognito), outputs[f"{kind}Pool"], outputs[f"{kind}App"], email, password, group=role)
        self._logins.remember(account, tokens)
        person = self._by_key[key] = Person(key, role, account)
        return person

    def all(self) -> list[Person]:
        """Everybody, in the order they were enrolled."""
        return list(self._by_key.values())

    def sign_in(self, key: str) -> Tokens:
        """Fresh tokens by a real sign-in or refresh. Raises KeyError for a key nobody has."""
        return self._logins.tokens(self._by_key[key].account)
