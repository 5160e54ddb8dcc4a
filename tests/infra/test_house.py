"""The whole product as `make run` starts it: one process, its ready line, the desk, and its end."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import boto3
import pytest

ROOT = Path(__file__).parents[2]
START_SECONDS = 90


class Running(NamedTuple):
    """A started product."""

    process: subprocess.Popen[bytes]
    url: str
    output: Path

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], Any]:
        """One request; answers status, headers by lower-case name, and the decoded JSON (text where it is none)."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path.lstrip("/"), content, given, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as refused:
            answer = refused
        with answer:
            text = answer.read().decode()
        kind = answer.headers.get("content-type", "")
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, json.loads(text) if "json" in kind else text

    def get(self, path: str, **headers: str) -> Any:
        """The decoded body of a GET that succeeds."""
        status, _, content = self.ask("GET", path, **headers)
        assert status == 200, content
        return content

    def sign_in(self, key: str) -> dict[str, str]:
        """The Authorization header of a demo person."""
        status, _, tokens = self.ask("POST", "local/login", {"key": key})
        assert status == 200, tokens
        return {"Authorization": f"Bearer {tokens['access_token']}"}


def start(folder: Path, *flags: str) -> Running:
    """Start the product on a free port and wait until it is ready."""
    ready, output = folder / "ready", folder / "output"
    with output.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.local", "--port", "0", "--ready-file", ready, *flags],
            cwd=ROOT,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    until = time.monotonic() + START_SECONDS
    while not ready.exists() or not ready.read_text():
        if process.poll() is not None or time.monotonic() > until:
            process.kill()
            process.wait()
            pytest.fail(output.read_text()[-3000:])
        time.sleep(0.05)
    return Running(process, ready.read_text().strip(), output)


def end(running: Running) -> int:
    """Interrupt it as Ctrl-C does; answers the exit status."""
    running.process.send_signal(signal.SIGINT)
    return running.process.wait(timeout=20)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The product with its demo people, started once."""
    running = start(tmp_path_factory.mktemp("house"))
    yield running
    end(running)


def test_the_ready_line_comes_once_and_after_the_people(house: Running) -> None:
    lines = house.output.read_text().splitlines()
    assert lines.count(f"Quietroom is ready: {house.url}") == 1
    assert any("ana@" in line for line in lines[: lines.index(f"Quietroom is ready: {house.url}")])


def test_everybody_checks_rely_on_is_there(house: Running) -> None:
    people = house.get("local/demo.json")["people"]
    assert {"ana", "ben", "cleo", "teen", "gil", "dee", "eli", "pat", "quinn", "rae", "amy"} <= {person["key"] for person in people}
    assert all(set(person) == {"key", "role", "email", "password", "totp_secret", "id"} for person in people)


def test_a_person_is_signed_in_at_once_however_often(house: Running) -> None:
    began = time.monotonic()
    tokens = {house.sign_in("ana")["Authorization"] for _ in range(5)}
    assert time.monotonic() - began < 5
    assert len(tokens) == 5
    ana = next(person for person in house.get("local/demo.json")["people"] if person["key"] == "ana")
    assert all(house.get("api/me", Authorization=token)["id"] == ana["id"] for token in tokens)


def test_pages_are_told_where_to_sign_in(house: Running) -> None:
    config, cloud = house.get("config.json"), house.get("local/aws.json")
    assert {"region", "cognito_endpoint", "clients", "staff", "exit_url"} <= set(config)
    assert config["clients"] == cloud["cognito"]["clients"]
    assert config["cognito_endpoint"] == cloud["endpoint"]
    _, headers, _ = house.ask("GET", "config.json")
    assert cloud["endpoint"] in headers["content-security-policy"]
    assert "ws://127.0.0.1:" in headers["content-security-policy"]


def test_a_check_can_read_every_stored_item(house: Running) -> None:
    cloud = house.get("local/aws.json")
    dynamodb = boto3.client(
        "dynamodb", endpoint_url=cloud["endpoint"], region_name=cloud["region"], aws_access_key_id="any", aws_secret_access_key="any"
    )
    assert sorted(dynamodb.list_tables()["TableNames"]) == cloud["tables"]
    assert dynamodb.scan(TableName="quietroom-local-standing")["Count"] >= 11


def test_the_access_log_is_chained_within_seconds(house: Running) -> None:
    ana = house.sign_in("ana")
    assert house.ask("POST", "api/moods", {"score": 6}, **ana)[0] == 201
    cloud = house.get("local/aws.json")
    dynamodb = boto3.client(
        "dynamodb", endpoint_url=cloud["endpoint"], region_name=cloud["region"], aws_access_key_id="any", aws_secret_access_key="any"
    )
    until = time.monotonic() + 5
    while any("hash" not in item for item in dynamodb.scan(TableName="quietroom-local-audit")["Items"]):
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_page_for_people_names_them_and_the_time(house: Running) -> None:
    status, headers, page = house.ask("GET", "local/")
    assert status == 200
    assert "ana@quietroom.example" in page
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("local/login", {"key": "nobody"}),
        ("local/login", {}),
        ("local/clock", {"now": "soon"}),
        ("local/clock", {"now": "2026-12-01T15:00:00"}),
        ("local/clock", {"advance_minutes": 1e12}),
        ("local/clock", {}),
        ("local/fault", {"service": "unknown"}),
        ("local/fault", {"service": "kms", "times": 0}),
        ("local/mail/bounce", {"kind": "bounce"}),
        ("local/mail/bounce", {"to": "a@b.example", "kind": "other"}),
        ("local/sms/reply", {"text": "STOP"}),
    ],
)
def test_what_the_desk_cannot_use_is_a_400(house: Running, path: str, body: dict[str, Any]) -> None:
    status, _, answer = house.ask("POST", path, body)
    assert status == 400
    assert answer["error"]["code"] == "invalid_input"


def test_another_site_gets_nothing_from_the_desk(house: Running) -> None:
    assert house.ask("POST", "local/login", {"key": "ana"}, Origin="https://elsewhere.example")[0] == 403
    assert house.ask("GET", "local/demo.json", Sec_Fetch_Site="cross-site")[0] == 403
    _, headers, _ = house.ask("GET", "local/demo.json")
    assert not any(name.startswith("access-control") for name in headers)


def test_a_failing_service_is_a_503_and_then_over(house: Running) -> None:
    ana = house.sign_in("ana")
    assert (
        house.ask("POST", "local/fault", {"service": "dynamodb", "operation": "BatchGetItem", "error": "InternalServerError", "times": 20})[
            0
        ]
        == 200
    )
    status, headers, answer = house.ask("GET", "api/moods", **ana)
    assert (status, answer["error"]["code"]) == (503, "unavailable")
    assert headers["retry-after"]
    until = time.monotonic() + 20
    while house.ask("GET", "api/moods", **ana)[0] != 200:
        assert time.monotonic() < until


def test_a_reply_and_a_bounce_are_taken(house: Running) -> None:
    assert house.ask("POST", "local/sms/reply", {"from": "+15550100100", "text": "STOP"})[0] == 200
    assert house.ask("POST", "local/mail/bounce", {"to": "ana@quietroom.example", "kind": "bounce"})[0] == 200


def test_a_month_passes_within_ten_seconds_and_sessions_stay_valid(house: Running) -> None:
    """Last but the end: what follows would see the later day."""
    ana = house.sign_in("ana")
    before = datetime.fromisoformat(house.get("local/clock")["now"])
    began = time.monotonic()
    status, _, moved = house.ask("POST", "local/clock", {"advance_minutes": 30 * 24 * 60})
    assert status == 200
    assert time.monotonic() - began < 10
    assert timedelta(days=30) <= datetime.fromisoformat(moved["now"]) - before < timedelta(days=30, minutes=1)
    _, headers, _ = house.ask("GET", "api/me", **ana)
    assert datetime.fromisoformat(headers["x-now"]) >= datetime.fromisoformat(moved["now"])


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "infra.local", "--port", str(port)], check=False, cwd=ROOT, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr.strip() == f"Port {port} is in use. Choose another one: make run PORT={port + 1}"


def test_two_run_side_by_side_and_an_interrupt_frees_every_port(house: Running, tmp_path: Path) -> None:
    second = start(tmp_path, "--no-demo", "--no-frontend")
    cloud = second.get("local/aws.json")["endpoint"]
    assert cloud != house.get("local/aws.json")["endpoint"]
    assert second.ask("GET", "")[0] == 404
    assert second.get("local/demo.json") == {"people": []}

    assert end(second) == 0

    for url in (second.url, cloud):
        with socket.socket() as line:
            assert line.connect_ex(("127.0.0.1", int(url.strip("/").rpartition(":")[2]))) != 0
