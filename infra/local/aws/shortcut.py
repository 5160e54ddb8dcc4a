"""Calls of this process to its own embedded AWS, handed over without a socket in between: made and read by botocore as ever."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict
from botocore.httpsession import URLLib3Session

from infra.local.server import Answer, Handler, Request

_doors: dict[str, Handler] = {}


class _Raw(io.BytesIO):
    """The body of an answer, read as urllib3's is."""

    def stream(self, amount: int = 1 << 16, decode_content: bool | None = None) -> Iterator[bytes]:
        """What is left of it, in pieces."""
        while piece := self.read(amount):
            yield piece


def open_door(origin: str, handler: Handler) -> None:
    """From now on let this process ask `handler` for every URL of this origin."""
    if not hasattr(URLLib3Session.send, "__wrapped__"):
        URLLib3Session.send = _sending(URLLib3Session.send)  # type: ignore[method-assign]
    _doors[origin] = handler


def close_door(origin: str) -> None:
    """Go by the socket again."""
    _doors.pop(origin, None)


def _sending(by_socket: Callable[[URLLib3Session, AWSPreparedRequest], AWSResponse]) -> Callable[..., AWSResponse]:
    @functools.wraps(by_socket)
    def send(session: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        url = urlsplit(request.url)
        handler = _doors.get(f"{url.scheme}://{url.netloc}")
        if handler is None:
            return by_socket(session, request)
        target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        answer = handler(Request(request.method, target, _headers(request, url.netloc), _body(request.body)))
        return _response(request, answer)

    return send


def _headers(request: AWSPreparedRequest, host: str) -> dict[str, str]:
    given: Any = request.headers
    return {"host": host} | {name.lower(): value.decode() if isinstance(value, bytes) else str(value) for name, value in given.items()}


def _body(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return body.read() if hasattr(body, "read") else bytes(body)


def _response(request: AWSPreparedRequest, answer: Answer) -> AWSResponse:
    body = b"" if request.method == "HEAD" else answer.body
    headers: Any = HeadersDict(answer.headers)
    headers.setdefault("Content-Length", str(len(answer.body)))
    return AWSResponse(request.url, answer.status, headers, _Raw(body))
