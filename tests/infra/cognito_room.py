"""A sign-in service of one's own for a test: a clock to move, boxes to read, one pool, one app."""

from __future__ import annotations

import base64
import re
from dataclasses import replace

import pytest

from infra.local.cognito import Cognito, Triggers, srp, totp
from infra.local.cognito.signin import Account, SignInFailed, Tokens, enrol, in_process, prove_password

PASSWORD = "a quiet long password"
ENDPOINT = "http://127.0.0.1:4567"
POLICY = {"MinimumLength": 12, "RequireUppercase": False, "RequireLowercase": False, "RequireNumbers": False, "RequireSymbols": False}
START = 1_780_000_010.0


class Room:
    """The service in process. `now` is its clock; `mails` and `texts` hold what it sent, `events` what its triggers saw."""

    def __init__(self, endpoint: str = ENDPOINT) -> None:
        self.now = START
        self.mails: list[tuple[str, str, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.events: list[dict] = []
        self.failing_trigger: Exception | None = None
        triggers = Triggers(post_confirmation=self._trigger, post_authentication=self._trigger)
        self.cognito = Cognito(endpoint, self._mail, self._text, triggers=triggers, clock=lambda: self.now)
        self.admin = in_process(self.cognito)
        self.pool_id, self.client_id = self.make_pool()

    def _mail(self, *mail: str) -> None:
        self.mails.append(mail)

    def _text(self, *text: str) -> None:
        self.texts.append(text)

    def _trigger(self, event: dict) -> None:
        self.events.append(event)
        if self.failing_trigger:
            raise self.failing_trigger

    def reset(self) -> Room:
        """As new, but for the pools: keys take time to make."""
        self.cognito.clear()
        self.now = START
        self.mails.clear(), self.texts.clear(), self.events.clear()
        self.failing_trigger = None
        return self

    def make_pool(self, **settings: object) -> tuple[str, str]:
        """A pool that offers both factors, and its app."""
        given = {"PoolName": "people", "UsernameAttributes": ["email"], "Policies": {"PasswordPolicy": POLICY}, **settings}
        pool_id = self.admin("CreateUserPool", given)["UserPool"]["Id"]
        factors = {"SoftwareTokenMfaConfiguration": {"Enabled": True}, "SmsMfaConfiguration": {"SmsConfiguration": {"SnsCallerArn": "arn"}}}
        self.admin("SetUserPoolMfaConfig", {"UserPoolId": pool_id, "MfaConfiguration": "ON", **factors})
        return pool_id, self.make_client(pool_id)

    def make_client(self, pool_id: str, **settings: object) -> str:
        """An app of a pool: tokens of 15 minutes, existence hidden."""
        minutes = {"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"}
        given = {"AccessTokenValidity": 15, "IdTokenValidity": 15, "TokenValidityUnits": minutes, "PreventUserExistenceErrors": "ENABLED"}
        return self.admin("CreateUserPoolClient", {"UserPoolId": pool_id, "ClientName": "web", **given, **settings})["UserPoolClient"][
            "ClientId"
        ]

    def call(self, action: str, **body: object) -> dict:
        """A call as from a browser: unsigned. Raises SignInFailed."""
        status, answer = self.cognito.handle(action, body, {}, signed=False)
        if status != 200:
            raise SignInFailed(answer["__type"], answer["message"])
        return answer

    def send(self, action: str, body: dict) -> dict:
        """`call` in the shape the sign-in client takes."""
        return self.call(action, **body)

    def enrolled(self, email: str = "ana@example.org", **given: object) -> tuple[Account, Tokens]:
        """Somebody confirmed, with an authenticator; the code before the current one is spent."""
        return enrol(self.admin, self.pool_id, self.client_id, email, PASSWORD, clock=lambda: self.now, **given)

    def known(self, email: str = "ana@example.org") -> Account:
        """Somebody confirmed, with an authenticator put in place directly: enrolling costs an SRP exchange."""
        invited = self.invited(email, UserAttributes=[{"Name": "email_verified", "Value": "true"}])
        own = self.cognito._state.pools[self.pool_id].users[invited.id].totp
        own.secret, own.enabled = totp.new_secret(), True
        return replace(invited, totp_secret=own.secret)

    def invited(self, email: str = "ana@example.org", **body: object) -> Account:
        """Somebody confirmed who has no second factor yet."""
        given = {"UserPoolId": self.pool_id, "Username": email}
        made = self.admin("AdminCreateUser", {**given, "MessageAction": "SUPPRESS", "TemporaryPassword": PASSWORD, **body})
        self.admin("AdminSetUserPassword", {**given, "Password": PASSWORD, "Permanent": True})
        return Account(self.pool_id, self.client_id, email, PASSWORD, "", made["User"]["Username"])

    def code(self, account: Account, neighbour: int = 0) -> str:
        """What an authenticator shows, or showed."""
        return totp.code(account.totp_secret, totp.step_at(self.now) + neighbour)

    def past_password(self, account: Account, **changes: str) -> dict:
        """The challenge that follows the password."""
        return prove_password(self.send, replace(account, **changes))

    def reply(self, challenge: dict, account: Account, *, name: str | None = None, client_id: str | None = None, **answers: str) -> dict:
        """Answer a challenge."""
        return self.call(
            "RespondToAuthChallenge",
            ChallengeName=name or challenge["ChallengeName"],
            ClientId=client_id or account.client_id,
            Session=challenge["Session"],
            ChallengeResponses={"USERNAME": account.username, **answers},
        )

    def claim(self, account: Account, password: str | None = None) -> dict:
        """A right answer to PASSWORD_VERIFIER, as ChallengeResponses, for a test to spoil."""
        secret = srp.exponent()
        public = srp.power(secret)
        parameters = {"USERNAME": account.username, "SRP_A": f"{public:x}"}
        shown = self.call("InitiateAuth", AuthFlow="USER_SRP_AUTH", ClientId=account.client_id, AuthParameters=parameters)[
            "ChallengeParameters"
        ]
        x = srp.private_exponent(account.pool_id, shown["USER_ID_FOR_SRP"], password or account.password, int(shown["SALT"], 16))
        key = srp.client_key(public, int(shown["SRP_B"], 16), secret, x)
        timestamp = "Thu May 28 20:26:50 UTC 2026"
        signature = srp.claim(key, account.pool_id, shown["USER_ID_FOR_SRP"], base64.b64decode(shown["SECRET_BLOCK"]), timestamp)
        return {
            "USERNAME": shown["USER_ID_FOR_SRP"],
            "PASSWORD_CLAIM_SECRET_BLOCK": shown["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(signature).decode(),
            "TIMESTAMP": timestamp,
        }

    def prove(self, claim: dict, client_id: str | None = None) -> dict:
        """Hand in a claim."""
        return self.call(
            "RespondToAuthChallenge", ChallengeName="PASSWORD_VERIFIER", ClientId=client_id or self.client_id, ChallengeResponses=claim
        )

    def mailed_code(self) -> str:
        """The six digits of the newest mail."""
        return re.search(r"\b\d{6}\b", self.mails[-1][2])[0]


def refused(call, *args, **kwargs) -> str:
    """What a call is refused with."""
    with pytest.raises(SignInFailed) as failure:
        call(*args, **kwargs)
    return str(failure.value)
