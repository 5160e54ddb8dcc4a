"""What the service remembers: pools, app clients, people, living sessions. In memory only, guarded by the facade's lock."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.local.cognito import srp
from infra.local.cognito.codes import CodeBook
from infra.local.cognito.errors import Refused, invalid_parameter
from infra.local.cognito.expiring import Expiring
from infra.local.cognito.keys import SigningKey
from infra.local.cognito.lockout import Lockouts

ACCOUNT = "123456789012"
AUTHENTICATOR = "SOFTWARE_TOKEN_MFA"
SMS = "SMS_MFA"


@dataclass(frozen=True)
class Client:
    """An app client. Lifetimes are in seconds; `hides_users` is PreventUserExistenceErrors."""

    id: str
    pool_id: str
    settings: Mapping[str, object]
    access_seconds: int
    id_seconds: int
    refresh_seconds: int
    session_seconds: int
    hides_users: bool
    revokes: bool


@dataclass
class SoftwareToken:
    """A person's authenticator. `secret` counts once verified, `pending` is the one being set up by somebody signed in."""

    secret: str | None = None
    pending: str | None = None
    enabled: bool = False
    used_steps: set[int] = field(default_factory=set)


@dataclass
class User:
    """One person. `username` is their `sub`; status is Cognito's: UNCONFIRMED, CONFIRMED, FORCE_CHANGE_PASSWORD or RESET_REQUIRED."""

    username: str
    attributes: dict[str, str]
    password: srp.Verifier
    status: str
    created: float
    modified: float
    enabled: bool = True
    temporary_until: float | None = None
    groups: list[str] = field(default_factory=list)
    totp: SoftwareToken = field(default_factory=SoftwareToken)
    sms_enabled: bool | None = None
    preferred: str | None = None

    @property
    def email(self) -> str:
        """The address, lower case, by which the person signs in."""
        return self.attributes["email"].lower()


@dataclass
class Pool:
    """A user pool. `settings` is its CreateUserPool request, `mfa` what SetUserPoolMfaConfig said."""

    id: str
    settings: Mapping[str, object]
    mfa: Mapping[str, object]
    created: float
    key: SigningKey = field(default_factory=SigningKey)
    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, Mapping[str, object]] = field(default_factory=dict)
    by_email: dict[str, str] = field(default_factory=dict)
    # Seeds the simulated answers about people who do not exist: the same name must always look the same.
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def find(self, name: str) -> User | None:
        """The person of this e-mail address (any case) or sub."""
        return self.users.get(self.by_email.get(name.lower(), name))

    def add(self, user: User) -> None:
        """Take a new person in. Raises UsernameExistsException."""
        if user.email in self.by_email:
            raise Refused("UsernameExistsException", "An account with the given email already exists.")
        self.users[user.username] = user
        self.by_email[user.email] = user.username

    def remove(self, user: User) -> None:
        """Forget a person."""
        del self.users[user.username]
        del self.by_email[user.email]

    @property
    def mfa_required(self) -> bool:
        """Whether MfaConfiguration is ON."""
        return self.mfa.get("MfaConfiguration") == "ON"

    @property
    def factors(self) -> list[str]:
        """The second factors the pool offers."""
        token = self.mfa.get("SoftwareTokenMfaConfiguration")
        offered = [SMS] if self.mfa.get("SmsMfaConfiguration") else []
        return offered + ([AUTHENTICATOR] if isinstance(token, Mapping) and token.get("Enabled") is True else [])

    def active_factors(self, user: User) -> list[str]:
        """The second factors this person can be asked for now.

        A phone number counts by itself only while there is no authenticator, as in pools that require a second factor.
        """
        totp = AUTHENTICATOR in self.factors and user.totp.secret is not None and user.totp.enabled
        wants_sms = not totp if user.sms_enabled is None else user.sms_enabled
        sms = SMS in self.factors and "phone_number" in user.attributes and wants_sms
        return [SMS] * sms + [AUTHENTICATOR] * totp


@dataclass(frozen=True)
class Handshake:
    """An SRP exchange begun by InitiateAuth; `user` is None for a simulated one."""

    client_id: str
    user_id: str
    user: User | None
    a_public: int
    b_public: int
    secret: int
    kept: srp.Verifier


@dataclass(frozen=True)
class Challenge:
    """A sign-in under way, past the password. `secret` is the authenticator being set up, `code` the texted one."""

    kind: str
    client_id: str
    username: str
    secret: str | None = None
    verified: bool = False
    code: str | None = None


@dataclass(frozen=True)
class Family:
    """All tokens that stem from one sign-in."""

    origin_jti: str
    pool_id: str
    client_id: str
    username: str
    refresh_token: str
    auth_time: int
    until: float


@dataclass
class State:
    """All of it. `families` holds living sign-ins only, by origin_jti; what is revoked is gone."""

    endpoint: str
    region: str
    pools: dict[str, Pool] = field(default_factory=dict)
    handshakes: Expiring[Handshake] = field(default_factory=Expiring)
    challenges: Expiring[Challenge] = field(default_factory=Expiring)
    families: dict[str, Family] = field(default_factory=dict)
    refresh_tokens: dict[str, str] = field(default_factory=dict)
    codes: CodeBook = field(default_factory=CodeBook)
    lockouts: Lockouts = field(default_factory=Lockouts)

    def pool(self, pool_id: str) -> Pool:
        """Find a pool. Raises ResourceNotFoundException."""
        if pool_id not in self.pools:
            raise Refused("ResourceNotFoundException", f"User pool {pool_id} does not exist.")
        return self.pools[pool_id]

    def client(self, client_id: str) -> tuple[Pool, Client]:
        """Find an app client and its pool. Raises ResourceNotFoundException."""
        for pool in self.pools.values():
            if client_id in pool.clients:
                return pool, pool.clients[client_id]
        raise Refused("ResourceNotFoundException", f"User pool client {client_id} does not exist.")

    def forget_family(self, family: Family) -> None:
        """Revoke every token of one sign-in."""
        self.families.pop(family.origin_jti, None)
        self.refresh_tokens.pop(family.refresh_token, None)

    def sign_out(self, pool: Pool, user: User) -> None:
        """Revoke every token of one person."""
        for family in [kept for kept in self.families.values() if (kept.pool_id, kept.username) == (pool.id, user.username)]:
            self.forget_family(family)


def new_user(pool: Pool, attributes: dict[str, str], password: str, status: str, now: float) -> User:
    """Make a person with a fresh sub; nothing is stored yet. Raises InvalidParameterException without an e-mail address."""
    address = attributes.get("email", "")
    local, at, domain = address.partition("@")
    if not (local and at and domain) or any(char.isspace() for char in address) or "@" in domain:
        raise invalid_parameter("Username should be an email.")
    username = str(uuid.uuid4())
    kept = srp.verifier(pool.id, username, password)
    return User(username, {"sub": username, **attributes}, kept, status, now, now)
