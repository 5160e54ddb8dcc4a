"""The API as tests ask it: in process, through the local gateway, with tokens the sign-in service's own keys have signed."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from infra.local.aws import LocalAws
from infra.local.aws.stores import Stores
from infra.local.gateway import ApiGateway
from infra.local.server import Request

STAFF = ("provider", "admin")
TOKEN_SECONDS = 900


@dataclass(frozen=True)
class Reply:
    """One answer."""

    status: int
    headers: dict[str, str]
    content: bytes

    def json(self) -> Any:
        """The answer's JSON."""
        return json.loads(self.content)

    @property
    def text(self) -> str:
        """The answer as text."""
        return self.content.decode()

    @property
    def code(self) -> str:
        """The error's stable code, empty where there is none."""
        return str(self.json().get("error", {}).get("code", ""))


@dataclass(frozen=True)
class Session:
    """One person's requests, or a visitor's. `id` and `role` are empty for a visitor."""

    id: str = ""
    role: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, target: str, body: Any = None, **headers: str) -> Reply:
        """Send one request; a body that is not bytes becomes JSON, header names may use underscores."""
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        given = {"host": "127.0.0.1", "content-type": "application/json", **self.headers}
        given |= {name.replace("_", "-").lower(): value for name, value in headers.items()}
        answer = _gateway()(Request(method, target, given, content))
        return Reply(answer.status, dict(answer.headers), answer.body)

    def get(self, target: str, **headers: str) -> Reply:
        """GET."""
        return self.ask("GET", target, **headers)

    def post(self, target: str, body: Any = None, **headers: str) -> Reply:
        """POST."""
        return self.ask("POST", target, {} if body is None else body, **headers)

    def put(self, target: str, body: Any = None, **headers: str) -> Reply:
        """PUT."""
        return self.ask("PUT", target, {} if body is None else body, **headers)


class Http(Session):
    """A visitor's requests; `sign_in` gives somebody else's."""

    def __init__(self, aws: LocalAws) -> None:
        super().__init__()
        object.__setattr__(self, "_aws", aws)

    @property
    def stores(self) -> Stores:
        """What the embedded AWS holds."""
        return self._aws.stores  # type: ignore[attr-defined,no-any-return]

    def sign_in(self, role: str, person_id: str | None = None, *, standing: bool = True) -> Session:
        """A session of a person with this role, and their gate row unless `standing` is False. Their key and profile are the test's to make."""
        person_id = person_id or str(uuid.uuid4())
        if standing:
            self.stand(role, person_id)
        return Session(person_id, role, {"authorization": f"Bearer {self.token(role, person_id)}"})

    def stand(self, role: str, person_id: str, state: str = "active") -> None:
        """Write a person's gate row."""
        item = {"person_id": {"S": person_id}, "role": {"S": role}, "state": {"S": state}}
        self._aws.client("dynamodb").put_item(TableName=f"{self._aws.outputs['TablePrefix']}-standing", Item=item)  # type: ignore[attr-defined]

    def token(self, role: str, person_id: str, **changed: Any) -> str:
        """An access token of the role's pool, as the sign-in service makes it; `changed` claims are replaced, or left out where None."""
        aws: LocalAws = self._aws  # type: ignore[attr-defined]
        kind = "Staff" if role in STAFF else "Client"
        pool, now = aws.outputs[f"{kind}Pool"], int(time.time())
        claims = {
            "sub": person_id,
            "iss": f"{aws.endpoint}/{pool}",
            "client_id": aws.outputs[f"{kind}App"],
            "token_use": "access",
            "scope": "aws.cognito.signin.user.admin",
            "cognito:groups": [role],
            "auth_time": now,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "jti": str(uuid.uuid4()),
            "username": person_id,
        } | changed
        return aws.sign(pool, {name: value for name, value in claims.items() if value is not None})


@cache
def _gateway() -> ApiGateway:
    from app import app

    return ApiGateway(app)
