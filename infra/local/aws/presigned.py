"""Checks S3 requests as S3 does and moto does not: somebody signed them, and a presigned URL is whole and not too old."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote

from infra.local.server import Answer, Request

LONGEST_SECONDS = 7 * 24 * 3600
_SKEW = timedelta(minutes=15)

SecretOf = Callable[[str], str | None]


def refusal(request: Request, secret_of: SecretOf, now: datetime) -> Answer | None:
    """What S3 answers instead of serving this request; None lets it through.

    Signed headers are left to moto, which does not check them either; URLs are checked in full: signature, age, and every header that
    was signed (type and length among them, where the signer put them there).
    """
    if "authorization" in request.headers:
        return None
    given = dict(parse_qsl(request.query, keep_blank_values=True))
    if "X-Amz-Signature" not in given:
        return _denied("AccessDenied", "Access Denied")
    try:
        signed_at = datetime.strptime(given["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        lasts = int(given["X-Amz-Expires"])
        key_id, _, scope = given["X-Amz-Credential"].partition("/")
        signature = _signature(request, given, scope, secret_of(key_id) or "")
    except (KeyError, ValueError):
        return _denied("AuthorizationQueryParametersError", "Query-string authentication needs all its parameters", 400)
    if not 0 < lasts <= LONGEST_SECONDS:
        return _denied("AuthorizationQueryParametersError", "X-Amz-Expires must be less than a week", 400)
    if not signed_at - _SKEW <= now < signed_at + timedelta(seconds=lasts):
        return _denied("AccessDenied", "Request has expired")
    if secret_of(key_id) is None or not hmac.compare_digest(signature, given["X-Amz-Signature"]):
        return _denied("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided")
    return None


def _signature(request: Request, given: dict[str, str], scope: str, secret: str) -> str:
    """Signature version 4 of a request as it came, by its query (AWS: Authenticating Requests, Using Query Parameters)."""
    names = given["X-Amz-SignedHeaders"].split(";")
    headers = "".join(f"{name}:{' '.join(request.headers.get(name, '').split())}\n" for name in names)
    query = "&".join(sorted(f"{_quoted(name)}={_quoted(value)}" for name, value in given.items() if name != "X-Amz-Signature"))
    canonical = "\n".join([request.method, request.path, query, headers, given["X-Amz-SignedHeaders"], "UNSIGNED-PAYLOAD"])
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return _hmac(key, "\n".join(["AWS4-HMAC-SHA256", given["X-Amz-Date"], scope, digest])).hex()


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _denied(code: str, message: str, status: int = 403) -> Answer:
    return Answer(status, [("Content-Type", "application/xml")], f"<Error><Code>{code}</Code><Message>{message}</Message></Error>".encode())
