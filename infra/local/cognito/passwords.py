"""The pool's password policy."""

from __future__ import annotations

import secrets
import string

from infra.local.cognito import srp
from infra.local.cognito.body import Body
from infra.local.cognito.errors import Refused
from infra.local.cognito.state import Pool, User

SYMBOLS = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- "
LONGEST = 256
DEFAULT_LENGTH = 8
TEMPORARY_LENGTH = 16
DAY = 24 * 3600

_REQUIRED = (
    ("RequireUppercase", string.ascii_uppercase, "uppercase"),
    ("RequireLowercase", string.ascii_lowercase, "lowercase"),
    ("RequireNumbers", string.digits, "numeric"),
    ("RequireSymbols", SYMBOLS, "symbol"),
)


def _policy(pool: Pool) -> Body | None:
    policies = Body(pool.settings).inner("Policies")
    return policies.inner("PasswordPolicy") if policies.values.get("PasswordPolicy") else None


def check(pool: Pool, password: str) -> None:
    """Raise InvalidPasswordException unless the password fits the policy. Without one AWS asks for 8 characters of all four kinds."""
    policy = _policy(pool)
    if len(password) < (policy.number("MinimumLength", DEFAULT_LENGTH) if policy else DEFAULT_LENGTH):
        raise _unfit("Password not long enough")
    if len(password) > LONGEST:
        raise _unfit("Password too long")
    if password != password.strip():
        raise Refused("InvalidParameterException", "Password must not begin or end with a space")
    for name, characters, kind in _REQUIRED:
        required = policy.flag(name) if policy else True
        if required and not set(characters) & set(password):
            raise _unfit(f"Password must have {kind} characters")


def replace(pool: Pool, user: User, password: str, status: str, now: float) -> None:
    """Give a person a new password and status."""
    check(pool, password)
    user.password = srp.verifier(pool.id, user.username, password)
    user.status = status
    user.temporary_until = None
    user.modified = now


def temporary() -> str:
    """A random password that fits any policy up to 16 characters."""
    kinds = [string.ascii_uppercase, string.ascii_lowercase, string.digits, "!@#%*"]
    characters = [secrets.choice(kind) for kind in kinds * (TEMPORARY_LENGTH // len(kinds))]
    secrets.SystemRandom().shuffle(characters)
    return "".join(characters)


def temporary_until(pool: Pool, now: float) -> float:
    """When a temporary password made now stops working: after seven days unless the policy says otherwise."""
    policy = _policy(pool)
    return now + DAY * (policy.number("TemporaryPasswordValidityDays", 7) if policy else 7)


def _unfit(reason: str) -> Refused:
    return Refused("InvalidPasswordException", f"Password did not conform with policy: {reason}")
