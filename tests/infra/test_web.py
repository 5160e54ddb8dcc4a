"""What is served on PORT: pages by area, real 404s, strict headers, nobody else's host."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.server import Answer, Request
from infra.local.web import Web


@pytest.fixture
def web(tmp_path: Path) -> Web:
    """A server of four pages and one asset."""
    for name in ("index.html", "provider/index.html", "es/index.html", "help.html", "assets/app-1.js"):
        file = tmp_path / "dist" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    (tmp_path / "dist" / "addresses.json").write_text('["/", "/es", "/start/:step", "/provider/", "/provider/today"]')
    (tmp_path / "secret.txt").write_text("secret")
    return Web(
        _named("api"), _named("desk"), tmp_path / "dist", ["http://127.0.0.1:7", "ws://127.0.0.1:8"], lambda: {"region": "us-east-1"}
    )


def _named(name: str):
    return lambda request: Answer(200, [], name.encode())


def ask(web: Web, target: str, method: str = "GET", host: str = "127.0.0.1:8000") -> Answer:
    """One request."""
    return web(Request(method, target, {"host": host}))


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("/", "index.html"),
        ("/start/1?x=1", "index.html"),
        ("/provider", "provider/index.html"),
        ("/provider/today", "provider/index.html"),
        ("/provider/today/", "provider/index.html"),
        ("/es/", "es/index.html"),
        ("/help.html", "help.html"),
        ("/assets/app-1.js", "assets/app-1.js"),
    ],
)
def test_an_address_is_answered_by_its_areas_page(web: Web, target: str, page: str) -> None:
    answer = ask(web, target)
    assert (answer.status, answer.body.decode()) == (200, page)


@pytest.mark.parametrize(
    ("target", "page"),
    [
        ("/start", "index.html"),
        ("/start/1/2", "index.html"),
        ("/providers", "index.html"),
        ("/provider/tomorrow", "provider/index.html"),
        ("/es/start/1", "es/index.html"),
    ],
)
def test_an_address_no_page_has_is_a_404_on_the_page_that_says_so(web: Web, target: str, page: str) -> None:
    answer = ask(web, target)
    assert (answer.status, answer.body.decode()) == (404, page)


@pytest.mark.parametrize(
    "target", ["/nothing.js", "/assets/nothing", "/..%2fsecret.txt", "/../secret.txt", "/%00", "//secret.txt", "/.env"]
)
def test_what_is_not_there_is_a_real_404(web: Web, target: str) -> None:
    assert ask(web, target).status == 404


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-", 206, "index.html"),
        ("bytes=2-5", 206, "dex."),
        ("bytes=6-99", 206, "html"),
        ("bytes=10-", 416, ""),
        ("bytes=5-2", 416, ""),
        ("lines=1-2", 200, "index.html"),
    ],
)
def test_a_part_of_a_file_is_given_where_it_is_asked_for(web: Web, asked: str, status: int, body: str) -> None:
    answer = web(Request("GET", "/", {"host": "127.0.0.1", "range": asked}))
    assert (answer.status, answer.body.decode()) == (status, body)


@pytest.mark.parametrize(("target", "who"), [("/api/me", "api"), ("/api", "api"), ("/local/", "desk"), ("/local/clock", "desk")])
def test_the_api_and_the_desk_answer_for_themselves(web: Web, target: str, who: str) -> None:
    assert ask(web, target).body.decode() == who


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "", "localhost.evil.example"])
def test_another_host_is_not_served(web: Web, host: str) -> None:
    for target in ("/", "/api/me", "/local/demo.json"):
        assert ask(web, target, host=host).status == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "localhost"])
def test_this_machine_is_served(web: Web, host: str) -> None:
    assert ask(web, "/", host=host).status == 200


def test_a_page_may_load_its_own_files_and_connect_to_named_origins_only(web: Web) -> None:
    headers = dict(ask(web, "/").headers)
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self' http://127.0.0.1:7 ws://127.0.0.1:8"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_only_named_files_are_kept_by_browsers(web: Web) -> None:
    assert dict(ask(web, "/").headers)["Cache-Control"] == "no-cache"
    assert "immutable" in dict(ask(web, "/assets/app-1.js").headers)["Cache-Control"]


def test_pages_are_only_read(web: Web) -> None:
    assert ask(web, "/", "POST").status == 405
