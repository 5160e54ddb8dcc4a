"""Access, id and refresh tokens: made, read, refreshed, revoked."""

from __future__ import annotations

import secrets
import uuid

from infra.local.cognito.call import Answer, Call
from infra.local.cognito.errors import Refused, invalid_parameter, not_authorized
from infra.local.cognito.state import Client, Family, Pool, State, User

SCOPE = "aws.cognito.signin.user.admin"
SWEEP_AT = 5000
# Attributes that are JSON booleans in an id token.
_BOOLEANS = ("email_verified", "phone_number_verified")


def issue(state: State, pool: Pool, client: Client, user: User, now: float) -> Answer:
    """Begin a family of tokens after a completed sign-in; answers AuthenticationResult."""
    if len(state.families) >= SWEEP_AT:
        for ended in [family for family in state.families.values() if family.until <= now]:
            state.forget_family(ended)
    refresh_token = secrets.token_urlsafe(96)
    family = Family(str(uuid.uuid4()), pool.id, client.id, user.username, refresh_token, int(now), now + client.refresh_seconds)
    state.families[family.origin_jti] = family
    state.refresh_tokens[refresh_token] = family.origin_jti
    return {**_fresh(state, pool, client, user, family, now), "RefreshToken": refresh_token}


def refresh(call: Call, pool: Pool, client: Client, token: str) -> Answer:
    """New access and id tokens of a living family; answers AuthenticationResult. Raises NotAuthorizedException."""
    family = call.state.families.get(call.state.refresh_tokens.get(token, ""))
    if family is None or family.client_id != client.id:
        raise not_authorized("Invalid Refresh Token")
    if family.until <= call.now:
        raise not_authorized("Refresh Token has expired")
    user = pool.users[family.username]
    if not user.enabled:
        raise not_authorized("User is disabled.")
    return _fresh(call.state, pool, client, user, family, call.now)


def _fresh(state: State, pool: Pool, client: Client, user: User, family: Family, now: float) -> Answer:
    shared = {
        "sub": user.username,
        "iss": f"{state.endpoint}/{pool.id}",
        "origin_jti": family.origin_jti,
        "event_id": str(uuid.uuid4()),
        "auth_time": family.auth_time,
        "iat": int(now),
    } | ({"cognito:groups": list(user.groups)} if user.groups else {})
    access = {
        "client_id": client.id,
        "token_use": "access",
        "scope": SCOPE,
        "exp": int(now) + client.access_seconds,
        "jti": str(uuid.uuid4()),
        "username": user.username,
    }
    identity = {
        "aud": client.id,
        "token_use": "id",
        "exp": int(now) + client.id_seconds,
        "jti": str(uuid.uuid4()),
        "cognito:username": user.username,
    } | {name: value == "true" if name in _BOOLEANS else value for name, value in user.attributes.items()}
    return {
        "AccessToken": pool.key.sign(shared | access),
        "IdToken": pool.key.sign(shared | identity),
        "ExpiresIn": client.access_seconds,
        "TokenType": "Bearer",
    }


def bearer(call: Call) -> tuple[Pool, User]:
    """Who the request's AccessToken speaks for. Raises NotAuthorizedException when it is foreign, expired or revoked."""
    token = call.body.text("AccessToken")
    for pool in call.state.pools.values():
        try:
            claims = pool.key.read(token)
        except Refused:
            continue
        return pool, _bearer_user(call, pool, claims)
    raise not_authorized("Invalid Access Token")


def _bearer_user(call: Call, pool: Pool, claims: dict[str, object]) -> User:
    expires = claims.get("exp")
    if claims.get("token_use") != "access" or not isinstance(expires, int):
        raise not_authorized("Invalid Access Token")
    if expires <= call.now:
        raise not_authorized("Access Token has expired")
    if claims.get("origin_jti") not in call.state.families:
        raise not_authorized("Access Token has been revoked")
    user = pool.users[str(claims["username"])]
    if not user.enabled:
        raise not_authorized("User is disabled.")
    return user


def get_tokens_from_refresh_token(call: Call) -> Answer:
    """GetTokensFromRefreshToken."""
    pool, client = call.client()
    return {"AuthenticationResult": refresh(call, pool, client, call.body.text("RefreshToken"))}


def revoke_token(call: Call) -> Answer:
    """RevokeToken: a refresh token and all that stems from it. An unknown one is answered alike (RFC 7009, 2.2)."""
    _, client = call.client()
    token = call.body.text("Token")
    if token.count(".") == 2:
        raise Refused("UnsupportedTokenTypeException", "Only refresh tokens can be revoked.")
    if not client.revokes:
        raise Refused("UnsupportedOperationException", "Token revocation is not enabled for this client.")
    family = call.state.families.get(call.state.refresh_tokens.get(token, ""))
    if family is not None and family.client_id != client.id:
        raise Refused("UnauthorizedException", "The token was issued to another client.")
    if family is not None:
        call.state.forget_family(family)
    return {}


def global_sign_out(call: Call) -> Answer:
    """GlobalSignOut: every token of the person who asks."""
    pool, user = bearer(call)
    call.state.sign_out(pool, user)
    return {}


def seconds(amount: int, unit: str) -> int:
    """A token validity in seconds. Raises InvalidParameterException for an unknown unit."""
    units = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
    if unit not in units:
        raise invalid_parameter("Token validity unit is not valid.")
    return amount * units[unit]
