"""One pool's signing key: RS256, random at every start."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.types import Options

from infra.local.cognito import srp
from infra.local.cognito.errors import not_authorized

# Expiry is judged by the service's own clock, and an id token's audience is never presented here.
_SIGNATURE_ONLY: Options = {"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False}


class SigningKey:
    """Signs a pool's tokens and tells the public half."""

    def __init__(self) -> None:
        self._private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._public = self._private.public_key()
        self._numbers = self._public.public_numbers()
        self.kid = base64.b64encode(hashlib.sha256(srp.padded(self._numbers.n)).digest()).decode()

    def jwk(self) -> dict[str, str]:
        """The public key as a member of a key set (RFC 7517)."""
        return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": self.kid, "n": _number(self._numbers.n), "e": _number(self._numbers.e)}

    def sign(self, claims: Mapping[str, object]) -> str:
        """Make a signed token of these claims."""
        return jwt.encode(dict(claims), self._private, algorithm="RS256", headers={"kid": self.kid})

    def read(self, token: str) -> dict[str, object]:
        """The claims of a token this key signed; expiry is the caller's to judge. Raises NotAuthorizedException."""
        try:
            return jwt.decode(token, self._public, algorithms=["RS256"], options=_SIGNATURE_ONLY)
        except jwt.InvalidTokenError:
            raise not_authorized("Invalid Access Token") from None


def _number(value: int) -> str:
    length = (value.bit_length() + 7) // 8
    return base64.urlsafe_b64encode(value.to_bytes(length, "big")).rstrip(b"=").decode()
