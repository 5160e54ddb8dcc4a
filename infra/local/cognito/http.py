"""The service over HTTP: AWS JSON 1.1 posts, key sets, and cross-origin answers for pages on loopback."""

from __future__ import annotations

import json
import re
from http import HTTPStatus

from infra.local.cognito.facade import PUBLIC, Cognito
from infra.local.server import Answer, Handler, Request

TARGET_PREFIX = "AWSCognitoIdentityProviderService."
_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost)(:[0-9]{1,5})?")
_KEY_SET = re.compile(r"/([\w-]{1,80})/\.well-known/jwks\.json", re.ASCII)
_ALLOWED_HEADERS = "amz-sdk-invocation-id, amz-sdk-request, authorization, cache-control, content-type, x-amz-target, x-amz-user-agent"


def cors_headers(origin: str | None) -> list[tuple[str, str]]:
    """Headers that let a page on this machine read a public answer; none for any other origin."""
    if origin is None or not _LOOPBACK.fullmatch(origin):
        return []
    return [
        ("Access-Control-Allow-Origin", origin),
        ("Access-Control-Expose-Headers", "x-amzn-ErrorType, x-amzn-ErrorMessage, x-amzn-RequestId, Date"),
        ("Vary", "Origin"),
    ]


def preflight(request: Request) -> Answer:
    """Answer an OPTIONS request."""
    headers = cors_headers(request.headers.get("origin"))
    if headers:
        headers += [("Access-Control-Allow-Methods", "GET, POST"), ("Access-Control-Allow-Headers", _ALLOWED_HEADERS)]
        headers += [("Access-Control-Max-Age", "600")]
    return Answer(HTTPStatus.NO_CONTENT, headers)


def door(cognito: Cognito) -> Handler:
    """A handler for infra.local.server that answers every request meant for the service."""

    def answer(request: Request) -> Answer:
        if request.method == "OPTIONS":
            return preflight(request)
        if request.method == "GET":
            return _key_set(cognito, request)
        return _operation(cognito, request)

    return answer


def _key_set(cognito: Cognito, request: Request) -> Answer:
    match = _KEY_SET.fullmatch(request.path)
    keys = cognito.jwks(match[1]) if match else None
    status, content = (HTTPStatus.OK, keys) if keys else (HTTPStatus.NOT_FOUND, {"message": "Not found."})
    headers = [("Content-Type", "application/json"), *cors_headers(request.headers.get("origin"))]
    return Answer(status, headers, json.dumps(content).encode())


def _operation(cognito: Cognito, request: Request) -> Answer:
    action = request.headers.get("x-amz-target", "").removeprefix(TARGET_PREFIX)
    signed = request.headers.get("authorization", "").startswith("AWS4-HMAC-SHA256 ")
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        body = None
    status, content = cognito.handle(action, body, request.headers, signed)
    headers = [("Content-Type", "application/x-amz-json-1.1"), ("Cache-Control", "no-store")]
    if "__type" in content:
        headers += [("x-amzn-ErrorType", f"{content['__type']}:"), ("x-amzn-ErrorMessage", str(content["message"]))]
    if action in PUBLIC:
        headers += cors_headers(request.headers.get("origin"))
    return Answer(status, headers, json.dumps(content).encode())
