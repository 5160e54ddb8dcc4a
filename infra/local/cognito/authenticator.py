"""Authenticator apps: AssociateSoftwareToken, VerifySoftwareToken, and the one-time use of codes."""

from __future__ import annotations

from dataclasses import replace

from infra.local.cognito import mfa_step, tokens, totp
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.errors import Refused, not_authorized
from infra.local.cognito.state import AUTHENTICATOR, Challenge, Client, Pool, User


def associate_software_token(call: Call) -> Answer:
    """AssociateSoftwareToken: a new secret, by a session that asks for one or by an access token. Nothing counts until it is verified."""
    secret = totp.new_secret()
    if call.body.optional("Session") is None:
        _, user = tokens.bearer(call)
        user.totp.pending = secret
        return {"SecretCode": secret}
    client, challenge = _set_up_session(call)
    return {"SecretCode": secret, "Session": _next_session(call, client, replace(challenge, secret=secret))}


def verify_software_token(call: Call) -> Answer:
    """VerifySoftwareToken: a code proves that the app holds the secret; from then on sign-ins ask for it."""
    digits = call.body.text("UserCode")
    if call.body.optional("Session") is None:
        _, user = tokens.bearer(call)
        _adopt(user, user.totp.pending, digits, call.now)
        return {"Status": "SUCCESS"}
    client, challenge = _set_up_session(call)
    pool = call.state.pool(client.pool_id)
    _adopt(pool.users[challenge.username], challenge.secret, digits, call.now)
    return {"Status": "SUCCESS", "Session": _next_session(call, client, replace(challenge, verified=True))}


def _set_up_session(call: Call) -> tuple[Client, Challenge]:
    """Only somebody without any factor may set one up on the strength of the password alone."""
    challenge = mfa_step.open_session(call, call.body.text("Session"))
    pool, client = call.state.client(challenge.client_id)
    user = pool.users.get(challenge.username)
    if challenge.kind != "MFA_SETUP" or challenge.verified or user is None or _has_factor(pool, user) or not user.enabled:
        raise not_authorized("Invalid session for the user.")
    return client, challenge


def _has_factor(pool: Pool, user: User) -> bool:
    return bool(pool.active_factors(user)) or AUTHENTICATOR not in pool.factors


def _next_session(call: Call, client: Client, challenge: Challenge) -> str:
    call.state.challenges.take(call.body.text("Session"), call.now)
    return call.state.challenges.put(challenge, call.now + client.session_seconds, call.now)


def _adopt(user: User, secret: str | None, digits: str, now: float) -> None:
    if secret is None:
        raise Refused("SoftwareTokenMFANotFoundException", "Software Token MFA has not been set up for the user.")
    step = totp.matching_step(secret, digits, now)
    if step is None:
        raise Refused("EnableSoftwareTokenMFAException", "Code mismatch")
    user.totp.secret, user.totp.pending, user.totp.enabled, user.totp.used_steps = secret, None, True, {step}
