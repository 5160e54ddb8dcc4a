"""A small threaded HTTP/1.1 server on loopback: whole requests in, whole answers out, connections kept alive."""

from __future__ import annotations

import io
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote_to_bytes

HOST = "127.0.0.1"
IDLE_SECONDS = 60
LINGER_SECONDS = 1
DRAINED = 16 << 20
"""Bytes of a refused body that are read and thrown away before the line is cut."""


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire; `target` is the undecoded path with its query, header names are lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The undecoded path without the query."""
        return self.target.split("?", 1)[0]

    @property
    def query(self) -> str:
        """The undecoded query, without the question mark."""
        return self.target.partition("?")[2]


@dataclass(frozen=True)
class Answer:
    """One answer; Content-Length and Date are added when it is sent."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


Handler = Callable[[Request], Answer]


class Refused(Exception):
    """A request whose body cannot be taken; carries the HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    server: Server

    def _answer(self) -> None:
        if self.request_version == "HTTP/0.9":
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        try:
            request = Request(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, self._body())
            answer = self.server.handler(request)
        except Refused as refused:
            self.close_connection = True
            answer = self.server.refuse(refused.status)
        except Exception:
            traceback.print_exc()
            answer = self.server.refuse(HTTPStatus.INTERNAL_SERVER_ERROR)
        self._send(answer)

    def _body(self) -> bytes:
        if "transfer-encoding" in self.headers:
            raise Refused(HTTPStatus.LENGTH_REQUIRED)
        length = self.headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            raise Refused(HTTPStatus.BAD_REQUEST)
        if int(length) > self.server.max_body:
            self._drain(int(length))
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self.rfile.read(int(length))

    def _drain(self, length: int) -> None:
        """Take a refused body off the line: whoever is still sending would not read the answer."""
        left = min(length, DRAINED)
        while left and (chunk := self.rfile.read1(min(left, 1 << 16))):
            left -= len(chunk)

    def _send(self, answer: Answer) -> None:
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in ("content-length", "connection", "date"):
                self.send_header(name, value)
        self.send_header("Date", self.date_time_string())
        if answer.status >= HTTPStatus.OK and answer.status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        # One write for head and body: two would wait for each other's acknowledgement.
        self._headers_buffer.append(b"\r\n")
        if self.command != "HEAD":
            self._headers_buffer.append(answer.body)
        self.flush_headers()

    def __getattr__(self, name: str) -> Any:
        # The base class looks for do_<METHOD>; every method goes to the same place, which knows what it allows.
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what could not be read as a request."""
        self.close_connection = True
        # A line that is no request counts as HTTP/0.9 for the base class, which then sends no headers.
        self.request_version = self.protocol_version
        self._send(self.server.refuse(code))
        self._linger()

    def _linger(self) -> None:
        """Take off the line what is still being sent: a line closed before would take the answer with it."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(LINGER_SECONDS)
            self._drain(DRAINED)

    def log_message(self, format: str, *args: object) -> None:
        """Keep request lines out of the terminal: they hold ids."""


class Server(ThreadingHTTPServer):
    """A running server; `with serve(handler) as server:` or `server.close()` ends it."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, handler: Handler, port: int, max_body: int, refuse: Callable[[int], Answer]) -> None:
        super().__init__((HOST, port), _Connection)
        self.handler = handler
        self.max_body = max_body
        self.refuse = refuse
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name=f"http:{self.port}", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The loopback port it listens on."""
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """Its origin, without a trailing slash."""
        return f"http://{HOST}:{self.port}"

    def close(self) -> None:
        """Stop taking requests and free the port."""
        self.shutdown()
        self.server_close()
        self._thread.join()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser went away in the middle of an answer; report anything else."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _plain_refusal(status: int) -> Answer:
    return Answer(status, [("Content-Type", "text/plain")], HTTPStatus(status).phrase.encode())


def serve(handler: Handler, port: int = 0, max_body: int = 64 << 20, refuse: Callable[[int], Answer] = _plain_refusal) -> Server:
    """Serve `handler` on loopback in threads of its own; port 0 takes a free one.

    A body of more than `max_body` bytes, or of unknown length, is answered by `refuse(status)` and never reaches the handler.
    Raises OSError when the port is taken.
    """
    return Server(handler, port, max_body, refuse)


def call_wsgi(app: Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]], request: Request) -> Answer:
    """Ask a WSGI application and collect its whole answer."""
    status_line: list[str] = []
    headers: list[tuple[str, str]] = []

    def start_response(status: str, given: list[tuple[str, str]], exc_info: object = None) -> None:
        status_line[:] = [status]
        headers[:] = given

    chunks = app(wsgi_environ(request), start_response)
    try:
        body = b"".join(chunks)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    return Answer(int(status_line[0].split(" ", 1)[0]), list(headers), body)


def wsgi_environ(request: Request) -> dict[str, Any]:
    """Describe a request as PEP 3333 asks."""
    host = request.headers.get("host", HOST)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "REQUEST_URI": request.target,
        "RAW_URI": request.target,
        "SERVER_NAME": host.rsplit(":", 1)[0],
        "SERVER_PORT": host.rpartition(":")[2] or "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        if name not in ("content-type", "content-length"):
            environ["HTTP_" + name.upper().replace("-", "_")] = value
    return environ
