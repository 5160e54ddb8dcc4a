"""Checks a presigned websocket URL the way the service does: AWS Signature Version 4 in the query.

Written from the specification and not with botocore, so that the product's signer is checked by something else than itself.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote

from infra.local.kvs.errors import denied, invalid

LONGEST = 299
SKEW = timedelta(minutes=5)
_ALGORITHM = "AWS4-HMAC-SHA256"
_EMPTY_BODY = hashlib.sha256(b"").hexdigest()


class Holder(NamedTuple):
    """Who has an access key. token, policy: of a role that was assumed, the policy as JSON; both empty for a key of one's own."""

    secret: str
    token: str = ""
    policy: str = ""


HolderOf = Callable[[str], Holder | None]
"""Access key id -> its holder, None for a key nobody has."""


def verify(path: str, query: str, host: str, region: str, holder_of: HolderOf, now: datetime) -> tuple[dict[str, str], Holder]:
    """The query's parameters and who signed them, once the signature holds at `now` (aware). Raises Refused otherwise."""
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
    holder = holder_of(key_id)
    expected = _signature(path, given, host, scope, holder.secret) if holder else ""
    if holder is None or not hmac.compare_digest(expected, claimed):
        raise denied("The signature does not match.")
    if not hmac.compare_digest(given.get("X-Amz-Security-Token", ""), holder.token):
        raise denied("The session token is missing or not of this key.")
    return given, holder


def check_allowed(holder: Holder, action: str, resource: str) -> None:
    """Raise Refused unless the holder's session policy lets them. A key of one's own has no such policy and may all."""
    if not holder.policy:
        return
    for statement in _listed(json.loads(holder.policy).get("Statement", [])):
        actions, resources = _listed(statement.get("Action", [])), _listed(statement.get("Resource", []))
        if statement.get("Effect") == "Allow" and action in actions and resource in resources:
            return
    raise denied(f"The session policy does not allow {action} on this channel.")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


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
