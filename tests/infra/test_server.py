"""The HTTP server and the gateway behind it: whole requests, kept connections, refusals in one shape, nobody else's data."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from chalice.app import Chalice, Response

from infra.local.gateway import MAX_BODY, ApiGateway, refusal
from infra.local.server import Answer, Request, Server, serve


@pytest.fixture
def echo() -> Iterator[Server]:
    """A server that says what it was asked."""
    server = serve(
        lambda request: Answer(200, [("X-Method", request.method)], request.target.encode() + b"|" + request.body),
        max_body=MAX_BODY,
        refuse=refusal,
    )
    yield server
    server.close()


def raw(server: Server, text: bytes) -> bytes:
    """Send bytes as they are and read to the end."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as line:
        line.sendall(text)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_a_connection_serves_many_requests(echo: Server) -> None:
    line = http.client.HTTPConnection("127.0.0.1", echo.port, timeout=5)
    for number in range(3):
        line.request("POST", f"/a%2Fb?{number}", body=b"x" * number)
        answer = line.getresponse()
        assert answer.read() == f"/a%2Fb?{number}|{'x' * number}".encode()
    line.close()


def test_any_method_reaches_the_handler(echo: Server) -> None:
    assert b"X-Method: BREW" in raw(echo, b"BREW /pot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")


def test_the_answer_to_head_has_no_body(echo: Server) -> None:
    assert raw(echo, b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (b"GARBAGE\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: minus one\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
        (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"".join(b"x%d: y\r\n" % number for number in range(200)) + b"\r\n", 431),
    ],
)
def test_what_cannot_be_read_is_refused_in_the_error_shape(echo: Server, request_text: bytes, status: int) -> None:
    head, _, body = raw(echo, request_text).partition(b"\r\n\r\n")
    assert f" {status} ".encode() in head.split(b"\r\n")[0]
    assert set(json.loads(body)["error"]) == {"code", "message", "request_id"}


def test_a_body_too_large_is_refused_and_the_sender_reads_why(echo: Server) -> None:
    line = http.client.HTTPConnection("127.0.0.1", echo.port, timeout=10)
    line.request("POST", "/api/moods", body=b"x" * (3 << 20))
    answer = line.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["error"]["code"] == "too_large"
    line.close()


@pytest.fixture(scope="module")
def gateway() -> ApiGateway:
    """A small API whose views dawdle, so that requests overlap."""
    app = Chalice("small")

    @app.route("/api/echo/{word}", methods=["GET", "POST"])
    def echo(word: str) -> Response:
        time.sleep(0.002)
        said = (app.current_request.query_params or {}).get("said")
        return Response(json.dumps([word, said]), headers={"Content-Type": "application/json"})

    return ApiGateway(app)


def test_no_request_gets_anothers_data(gateway: ApiGateway) -> None:
    wrong: list[object] = []

    def many(name: int) -> None:
        for turn in range(20):
            answer = json.loads(gateway(Request("GET", f"/api/echo/{name}?said={name}-{turn}", {})).body)
            if answer != [str(name), f"{name}-{turn}"]:
                wrong.append(answer)

    threads = [threading.Thread(target=many, args=(name,)) for name in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    ("method", "target", "body", "status"),
    [
        ("GET", "/api/nothing", b"", 404),
        ("GET", "/api/echo/a/b", b"", 404),
        ("GET", "/api/caf\u00e9", b"", 404),
        ("DELETE", "/api/echo/a", b"", 405),
        ("HEAD", "/api/echo/a", b"", 405),
        ("OPTIONS", "/api/echo/a", b"", 405),
        ("POST", "/api/echo/a", b"x" * MAX_BODY, 413),
    ],
)
def test_a_refusal_before_any_view_has_the_error_shape(gateway: ApiGateway, method: str, target: str, body: bytes, status: int) -> None:
    answer = gateway(Request(method, target, {"authorization": "Bearer caf\u00e9"}, body))
    assert answer.status == status
    assert set(json.loads(answer.body)["error"]) == {"code", "message", "request_id"}
    assert "X-Now" in dict(answer.headers)


def test_an_encoded_slash_does_not_change_the_route(gateway: ApiGateway) -> None:
    assert json.loads(gateway(Request("GET", "/api/echo/a%2Fb?said=x", {})).body) == ["a%2Fb", "x"]
