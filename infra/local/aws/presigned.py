"""Checks S3 requests as S3 does and moto does not: somebody signed them, and a presigned URL or form is whole and not too old."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
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
    if request.method == "POST" and request.headers.get("content-type", "").startswith("multipart/form-data"):
        return _form_refusal(request, secret_of, now)
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
    return _hmac(_signing_key(secret, scope), "\n".join(["AWS4-HMAC-SHA256", given["X-Amz-Date"], scope, digest])).hex()


def _signing_key(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return key


def _form_refusal(request: Request, secret_of: SecretOf, now: datetime) -> Answer | None:
    """The same for a posted form: its policy is signed and not too old, and the form keeps to it (AWS: Creating a POST Policy)."""
    fields, length = _form(request)
    try:
        policy = json.loads(base64.b64decode(fields["policy"]))
        key_id, _, scope = fields["x-amz-credential"].partition("/")
        signature = _hmac(_signing_key(secret_of(key_id) or "", scope), fields["policy"]).hex()
        ends = datetime.fromisoformat(policy["expiration"])
        signed = fields["x-amz-signature"]
    except (KeyError, ValueError):
        return _denied("AccessDenied", "Access Denied")
    if secret_of(key_id) is None or not hmac.compare_digest(signature, signed):
        return _denied("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided")
    if now >= ends:
        return _denied("AccessDenied", "Invalid according to Policy: Policy expired.")
    if _named(fields) - _allowed(policy["conditions"]):
        return _denied("AccessDenied", "Invalid according to Policy: Extra input fields")
    kept = fields | {"bucket": request.path.strip("/")}
    return next((refused for condition in policy["conditions"] if (refused := _broken(condition, kept, length))), None)


def _named(fields: dict[str, str]) -> set[str]:
    """The fields that a policy has to speak of: all but these four."""
    return {name for name in fields if name not in ("policy", "x-amz-signature", "file") and not name.startswith("x-ignore-")}


def _allowed(conditions: list[dict[str, str] | list[Any]]) -> set[str]:
    """The fields that a policy speaks of."""
    alike = [one.keys() if isinstance(one, dict) else [str(one[1]).removeprefix("$")] for one in conditions]
    return {name.lower() for names in alike for name in names}


def _broken(condition: dict[str, str] | list[Any], fields: dict[str, str], length: int) -> Answer | None:
    """What is answered where a form does not keep to one condition of its policy. length: of the file, in bytes."""
    if isinstance(condition, list) and condition[0] == "content-length-range":
        if length < condition[1]:
            return _denied("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", 400)
        if length > condition[2]:
            return _denied("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 400)
        return None
    return None if _keeps(condition, fields) else _denied("AccessDenied", "Invalid according to Policy: Policy Condition failed")


def _keeps(condition: dict[str, str] | list[str], fields: dict[str, str]) -> bool:
    if isinstance(condition, dict):
        return all(fields.get(name.lower()) == value for name, value in condition.items())
    how, name, value = condition
    given = fields.get(name.removeprefix("$").lower(), "")
    return given.startswith(value) if how == "starts-with" else given == value


def _form(request: Request) -> tuple[dict[str, str], int]:
    """A posted form's fields by lower-case name, and the length of its file in bytes."""
    from werkzeug.formparser import parse_form_data

    environ = {
        "wsgi.input": io.BytesIO(request.body),
        "CONTENT_LENGTH": str(len(request.body)),
        "CONTENT_TYPE": request.headers["content-type"],
        "REQUEST_METHOD": "POST",
    }
    _, fields, files = parse_form_data(environ)
    lengths = {}
    for name, file in files.items():
        with file.stream as stream:
            lengths[name] = stream.seek(0, io.SEEK_END)
    return {name.lower(): value for name, value in fields.items()}, lengths.get("file", 0)


def _quoted(text: str) -> str:
    return quote(text, safe="-_.~")


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _denied(code: str, message: str, status: int = 403) -> Answer:
    return Answer(status, [("Content-Type", "application/xml")], f"<Error><Code>{code}</Code><Message>{message}</Message></Error>".encode())
