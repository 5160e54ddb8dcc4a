"""Checks a presigned websocket URL the way the service does: AWS Signature Version 4 in the query.

Written from the specification and not with botocore, so that the product's signer is checked by something else than itself.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote

from infra.local.kvs.errors import denied, invalid

LONGEST = 299
SKEW = timedelta(minutes=5)
_ALGORITHM = "AWS4-HMAC-SHA256"
_EMPTY_BODY = hashlib.sha256(b"").hexdigest()

SecretOf = Callable[[str], str | None]
"""Access key id -> its secret, None for a key nobody has."""


def verify(path: str, query: str, host: str, region: str, secret_of: SecretOf, now: datetime) -> dict[str, str]:
    """The query's parameters, once its signature holds at `now` (aware). Raises Refused otherwise."""
    pairs = parse_qsl(query, keep_blank_values=True)
    given = dict(pairs)
    if len(given) != len(pairs):
        raise invalid("A parameter stands twice.")
    claimed = given.get("X-Amz-Signature", "")
    if given.get("X-Amz-Algorithm") != _ALGORITHM or given.get("X-Amz-SignedHeaders") != "host":
        raise denied("The request is not signed as it must be.")
    key_id, _, scope = given.get("X-Amz-Credential", "").partition("/")
    signed_at = _signed_at(given)
    if scope != f"{signed_at:%Y%m%d}/{region}/kinesisvideo/aws4_request":
        raise denied("The credential is scoped to another date, region or service.")
    _check_age(given, signed_at, now)
    secret = secret_of(key_id)
    expected = _signature(path, given, host, scope, secret) if secret else ""
    if not secret or not hmac.compare_digest(expected, claimed):
        raise denied("The signature does not match.")
    return given


def _signed_at(given: Mapping[str, str]) -> datetime:
    stamp = given.get("X-Amz-Date", "")
    if not re.fullmatch(r"\d{8}T\d{6}Z", stamp):
        raise denied("The date is missing or malformed.")
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise denied("The date is missing or malformed.") from None


def _check_age(given: Mapping[str, str], signed_at: datetime, now: datetime) -> None:
    lasts = given.get("X-Amz-Expires", "")
    if not lasts.isascii() or not lasts.isdigit() or not 1 <= int(lasts) <= LONGEST:
        raise denied(f"A URL lasts 1 to {LONGEST} seconds.")
    if not signed_at - SKEW <= now <= signed_at + timedelta(seconds=int(lasts)):
        raise denied("The URL has expired, or is not valid yet.")


def _signature(path: str, given: Mapping[str, str], host: str, scope: str, secret: str) -> str:
    encoded = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in given.items() if name != "X-Amz-Signature")
    canonical = "\n".join(["GET", path, "&".join(f"{name}={value}" for name, value in encoded), f"host:{host}", "", "host", _EMPTY_BODY])
    text = "\n".join([_ALGORITHM, given["X-Amz-Date"], scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()
