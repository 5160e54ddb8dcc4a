"""The API behind Chalice's LocalGateway, safe under threads, with every refusal in the product's own error shape."""

from __future__ import annotations

import base64
import json
import secrets
from http import HTTPStatus
from typing import Any

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LocalChalice, LocalGateway, LocalGatewayException

from chalicelib.core import clock
from infra.local.server import Answer, Request

MAX_BODY = 1 << 20
"""Bytes, as the API refuses them in the cloud: a body of this size or more does not reach a view."""

_MESSAGES = {
    HTTPStatus.NOT_FOUND: ("not_found", "There is nothing here."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "This cannot be done here."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", "The request is too large."),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("internal", "Something went wrong here."),
}


class ApiGateway:
    """Answers requests under /api from any number of threads."""

    def __init__(self, app: Chalice) -> None:
        # Chalice keeps the current request on the app object: without thread-local keeping, rivals get each other's data.
        app.__class__ = type("Local", (LocalChalice,), {})
        self._gateway: Any = LocalGateway(app, Config.create())
        self._routes = app.routes

    def __call__(self, request: Request) -> Answer:
        """Answer one request; an unknown route, a wrong method or a body too large is refused before any view."""
        if len(request.body) >= MAX_BODY:
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            route = self._gateway.event_converter._route_matcher.match_route(request.target).route
        except ValueError:
            return refusal(HTTPStatus.NOT_FOUND)
        if request.method not in self._routes[route]:
            return refusal(HTTPStatus.METHOD_NOT_ALLOWED)
        try:
            return _answer(self._gateway.handle_request(request.method, request.target, dict(request.headers), request.body))
        except LocalGatewayException as refused:
            return refusal(refused.CODE)


def _answer(response: dict[str, Any]) -> Answer:
    headers = [(name, str(value)) for name, value in response["headers"].items()]
    headers += [(name, str(value)) for name, values in response["multiValueHeaders"].items() for value in values]
    body = response["body"] or b""
    if response.get("isBase64Encoded"):
        body = base64.b64decode(body)
    return Answer(response["statusCode"], headers, body.encode() if isinstance(body, str) else body)


def refusal(status: int) -> Answer:
    """A refusal that never reached the app, in the app's error shape."""
    code, message = _MESSAGES.get(HTTPStatus(status), ("bad_request", "The request cannot be read."))
    error = {"code": code, "message": message, "request_id": secrets.token_hex(13)}
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("X-Now", clock.now().isoformat(timespec="seconds"))]
    return Answer(status, headers, json.dumps({"error": error}).encode())
