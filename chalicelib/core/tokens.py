"""Cognito access tokens: RS256 only, of one of our two pools, for our app, unexpired."""

from functools import lru_cache
from typing import Any, NamedTuple

import jwt

from chalicelib.core import settings
from chalicelib.core.access import CLIENT_ROLES, STAFF_ROLES
from chalicelib.core.errors import NotSignedIn, Unavailable

_KEYS_LIFE_SECONDS = 3600
_FETCH_SECONDS = 3
# The fixed signing key of a well-known AWS stand-in: anybody can sign with it.
_PUBLIC_KID = "dummy"


class Claims(NamedTuple):
    """What a verified token says. roles: what its pool can yield at most. issued_at: seconds since the epoch."""

    person_id: str
    roles: frozenset[str]
    groups: frozenset[str]
    issued_at: int


@lru_cache(maxsize=4)
def _keys(issuer: str) -> jwt.PyJWKClient:
    # Fetches again for a key id it does not know, but not more often than its own cool-down allows.
    return jwt.PyJWKClient(f"{issuer}/.well-known/jwks.json", cache_jwk_set=True, lifespan=_KEYS_LIFE_SECONDS, timeout=_FETCH_SECONDS)


def verify(header: str | None) -> Claims:
    """Check an Authorization header. Raises NotSignedIn for every kind of bad token, Unavailable when the pool's keys cannot be fetched."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotSignedIn
    try:
        return _verify(token.strip())
    except jwt.PyJWKClientConnectionError:
        raise Unavailable from None
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        raise NotSignedIn from None


def _verify(token: str) -> Claims:
    place = settings.load()
    unverified = jwt.decode(token, options={"verify_signature": False})
    pools = {
        place.issuer(place.client_pool): (place.client_app, CLIENT_ROLES),
        place.issuer(place.staff_pool): (place.staff_app, STAFF_ROLES),
    }
    issuer = unverified["iss"]
    app, roles = pools[issuer]
    if jwt.get_unverified_header(token).get("kid") == _PUBLIC_KID:
        raise NotSignedIn
    key = _keys(issuer).get_signing_key_from_jwt(token)
    claims = jwt.decode(
        token, key.key, algorithms=["RS256"], issuer=issuer, options={"require": ["exp", "iat", "sub", "iss"], "verify_aud": False}
    )
    if claims.get("token_use") != "access" or claims.get("client_id") != app:
        raise NotSignedIn
    return Claims(claims["sub"], roles, _groups(claims.get("cognito:groups")), int(claims["iat"]))


def _groups(value: Any) -> frozenset[str]:
    """Cognito's groups claim: a list of names, and nothing that only looks like one (a plain string has letters, not groups)."""
    if not isinstance(value, list):
        return frozenset()
    return frozenset(name for name in value if isinstance(name, str))
