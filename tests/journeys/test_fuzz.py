"""Whatever is sent, by whomever: a refusal is a 4xx in the error shape, nothing is written by it, and nothing ever is a 5xx or a hang.

Every route of the API document is asked, so a new route is in here by itself.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Container, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests import make
from tests.api import Reply, Session
from tests.counting import aws_calls, stored
from tests.house.access_matrix import MATRIX
from tests.journeys.inventing import Inventor, unreadable

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text())
WRITES = {f"dynamodb.{name}" for name in ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
PEOPLE = ("owner", "guardian", "therapist", "admin", "visitor")
PATIENCE_SECONDS = 5
INVENTED = 6

ODD_IDS = [
    "no-such-id", "0" * 26, "%2F", "..%2F..%2Fetc", "..", "%2e%2e", "%00", "a%00b", "%ff%fe", "%", "%zz", "%0d%0aX-A:b", "a" * 5000, "é", "%F0%9F%AB%A0",
    "with%23", "care%23x", "a;b", "a+b", "a b", "%20", "~", "-", "None", "null", "{client_id}", "[", "*", "'", '"',
]  # fmt: skip
ODD_VALUES = [
    "", "%00", "%ff", "%", "%zz", "null", "-1", "0", "1.5", "1e9", "9" * 400, "NaN", "true", "0001-01-01", "9999-12-31", "2026-02-30", "2026-W10",
    "0" * 26, "z" * 26, "999999999999." + "0" * 26, "America", "America%2F", "%2Fetc%2Fpasswd", "..%2Fposixrules", "tzdata.zi", "zone.tab",
    "Factory", "UTC%0A", "x" * 3000, "%F0%9F%AB%A0", "[]", "{}",
]  # fmt: skip
ODD_QUERIES = [
    "",
    "&&&",
    "=",
    "=x",
    "x",
    "no_such_name=1",
    "limit=1&limit=2",
    "%00=%00",
    "a[]=1",
    "a=b=c",
    "?" * 50,
    "&".join(["a=1"] * 2000),
]


class Route(NamedTuple):
    """One operation of the document."""

    method: str
    path: str
    operation: dict[str, Any]

    @property
    def body(self) -> dict[str, Any] | None:
        """The schema of its body, None where it takes none."""
        asked = self.operation.get("requestBody")
        return asked and asked["content"]["application/json"]["schema"]

    @property
    def queries(self) -> list[str]:
        """The names of its query parameters."""
        return [part["name"] for part in self.operation["parameters"] if part["in"] == "query"]

    @property
    def ids(self) -> list[str]:
        """The names in its path."""
        return re.findall(r"\{(\w+)\}", self.path)

    def lets_in(self, person: str) -> bool:
        """Whether it looks any further than who is asking."""
        return person in MATRIX[str(self)]

    def target(self, ids: dict[str, str]) -> str:
        """The path with ids in their places."""
        return re.sub(r"\{(\w+)\}", lambda name: ids[name.group(1)], self.path)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


ROUTES = [Route(method.upper(), path, operation) for path, item in DOCUMENT["paths"].items() for method, operation in item.items()]
WRITING = [route for route in ROUTES if route.method != "GET"]
HEARING = {"PUT /api/intake", "PUT /api/safety/screen", "POST /api/measures"}
"""What a refused form of these says of risk is kept, on purpose."""


@pytest.fixture
def house(http):
    """A practice with everybody in it, so that most ids mean something."""
    return make.house(http)


class Findings:
    """What was not as it must be, each with what was sent."""

    def __init__(self, aws: Any) -> None:
        self.aws, self.all = aws, []
        self.before: dict[str, list[Any]] | None = None

    def ask(self, session: Session, method: str, target: str, body: Any = None, **headers: str) -> Reply:
        """Send one request that must be answered in time."""
        began = time.monotonic()
        reply = session.ask(method, target, body, **headers)
        if time.monotonic() - began > PATIENCE_SECONDS:
            self.all.append((method, target[:80], "slow"))
        return reply

    def expect_refusal(self, what: str, reply: Reply, statuses: Container[int] = range(400, 500), head: bool = False) -> None:
        """A 4xx in the error shape."""
        if reply.status not in statuses or not (head or _in_shape(reply)):
            self.all.append((what, reply.status, reply.content[:120]))

    def expect_sense(self, what: str, reply: Reply) -> None:
        """Done, or a 4xx in the error shape."""
        if reply.status >= 500 or (reply.status >= 400 and not _in_shape(reply)):
            self.all.append((what, reply.status, reply.content[:120]))

    def report(self) -> None:
        """Fail with everything that was found."""
        assert not self.all, "\n".join(map(str, self.all[:40]))

    def watch(self, what: str) -> _Watch:
        """Within the block nothing is written."""
        return _Watch(self, what)


class _Watch:
    def __init__(self, findings: Findings, what: str) -> None:
        self.findings, self.what = findings, what

    def __enter__(self) -> None:
        self.findings.before = self.findings.before or stored(self.findings.aws)
        self.counting = aws_calls()
        self.calls = self.counting.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self.counting.__exit__(*raised)
        # A write whose condition did not hold has written nothing, so only the tables can tell.
        if WRITES & set(self.calls) and stored(self.findings.aws) != self.findings.before:
            self.findings.all.append((self.what, "was refused and written all the same"))
            self.findings.before = None


def _in_shape(reply: Reply) -> bool:
    try:
        error = reply.json()["error"]
    except (ValueError, KeyError, TypeError):
        return False
    return {"code", "message", "request_id"} <= set(error) and all(
        isinstance(error[name], str) for name in ("code", "message", "request_id")
    )


@pytest.fixture
def findings(aws):
    return Findings(aws)


def _known(house: make.House) -> list[str]:
    return [*house.ids.values(), *(session.id for session in house.sessions.values() if session.id), "practice"]


def _inventor(house: make.House, route: Route, person: str) -> Inventor:
    return Inventor(DOCUMENT, f"{route} {person}", _known(house))


@pytest.mark.parametrize("person", PEOPLE)
def test_a_body_nobody_can_read_is_refused_and_nothing_is_written(house, findings, person):
    session = house.sessions[person]
    for route in WRITING:
        good = _inventor(house, route, person).whole(route.body) if route.body else {}
        with findings.watch(f"{person} {route}"):
            for what, body in unreadable(good).items():
                # The person first, then the shape; no rule is asked about what cannot be read.
                reply = findings.ask(session, route.method, route.target(house.ids), body)
                findings.expect_refusal(f"{route}: {what}", reply, (400, 401, 403, 404, 413))

    findings.report()


@pytest.mark.parametrize("person", ["owner", "guardian", "therapist", "admin"])
def test_a_body_with_one_wrong_part_is_refused_and_nothing_is_written(house, findings, person):
    session = house.sessions[person]
    for route in WRITING:
        if route.body is None or not route.lets_in(person):
            continue
        with nullcontext() if str(route) in HEARING else findings.watch(f"{person} {route}"):
            for body in _inventor(house, route, person).wrong(route.body):
                findings.expect_refusal(f"{route}: {body!r:.200}", findings.ask(session, route.method, route.target(house.ids), body))

    findings.report()


@pytest.mark.parametrize("person", PEOPLE)
def test_a_well_formed_body_with_any_content_never_is_an_error_of_ours(house, findings, person):
    session = house.sessions[person]
    for route in WRITING:
        if route.body is None:
            continue
        inventor = _inventor(house, route, person)
        for _ in range(INVENTED if route.lets_in(person) else 1):
            body = inventor.whole(route.body)
            with aws_calls() as calls:
                findings.expect_sense(f"{route}: {body!r:.500}", findings.ask(session, route.method, route.target(house.ids), body))
            assert "dynamodb.Scan" not in calls

    findings.report()


@pytest.mark.parametrize("person", ["owner", "guardian", "therapist", "admin"])
def test_an_odd_id_in_a_path_is_refused_and_nothing_is_written(house, findings, person):
    session = house.sessions[person]
    for route in [route for route in ROUTES if route.ids and route.lets_in(person)]:
        with findings.watch(f"{person} {route}"):
            for name in route.ids:
                for odd in _share(ODD_IDS, route, person):
                    target = route.target({**house.ids, name: odd})
                    reply = findings.ask(session, route.method, target, None if route.method == "GET" else {})
                    findings.expect_refusal(f"{route}: {odd[:40]!r}", reply)

    findings.report()


def _share(odd: list[str], route: Route, person: str) -> list[str]:
    """All of it for the first whom a route lets in, a third for each other: what is wrong with a value seldom hangs on who sends it."""
    place = [one for one in PEOPLE if route.lets_in(one)].index(person)
    return odd[place::3] if place else odd


def _odd_queries(route: Route) -> Iterator[str]:
    yield from ODD_QUERIES
    yield from (f"{name}={value}" for name in route.queries for value in ODD_VALUES)
    if {"from", "to"} <= set(route.queries):
        days = ("0001-01-01", "1969-12-31", "2026-03-01", "9999-12-31")
        yield from (
            f"from={first}&to={last}&zone={zone}" for first in days for last in days for zone in ("UTC", "Pacific/Apia", "Etc/GMT%2B12")
        )


@pytest.mark.parametrize("person", ["owner", "guardian", "therapist", "admin"])
def test_an_odd_query_never_is_an_error_of_ours(house, findings, person):
    session = house.sessions[person]
    for route in [route for route in ROUTES if route.method == "GET" and route.lets_in(person)]:
        for query in _share(list(_odd_queries(route)), route, person):
            reply = findings.ask(session, "GET", f"{route.target(house.ids)}?{query}")
            findings.expect_sense(f"{route}?{query[:80]}", reply)

    findings.report()


def test_a_method_a_path_does_not_have_is_refused_and_nothing_is_written(house, findings):
    with findings.watch("methods"):
        for path, item in DOCUMENT["paths"].items():
            target = Route("", path, {}).target(house.ids)
            for method in [method for method in METHODS if method.lower() not in item]:
                reply = findings.ask(house.sessions["owner"], method, target, None if method in ("GET", "HEAD") else {})
                findings.expect_refusal(f"{method} {path}", reply, head=method == "HEAD")

    findings.report()


@pytest.mark.parametrize(
    "target",
    [
        "/api",
        "/api/",
        "/api//me",
        "//api/me",
        "/api/me/..",
        "/api/%6De",
        "/api/nothing",
        "/api/" + "a/" * 2000,
        "/api/\u00e9",
        "/api/me%00",
    ],
)
def test_a_path_nobody_has_is_not_found(house, findings, target):
    for method in ("GET", "POST"):
        reply = findings.ask(house.sessions["owner"], method, target, None)
        findings.expect_refusal(f"{method} {target[:60]}", reply)

    findings.report()


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer a.b.c",
        "Bearer " + "a" * 20_000,
        "Basic dTpw",
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "\u00e9",
        "Bearer \u00e9.\u00e9.\u00e9",
    ],
)
def test_an_odd_authorization_is_a_401(house, findings, value):
    for route in ROUTES:
        if "security" in route.operation:
            body = None if route.method == "GET" else {}
            reply = house.sessions["visitor"].ask(route.method, route.target(house.ids), body, authorization=value)
            if reply.status != 401 or not _in_shape(reply):
                findings.all.append((str(route), reply.status, reply.content[:120]))

    findings.report()


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 129, "é", "\x00", "a\tb"])
def test_an_idempotency_key_nobody_should_send_is_refused_and_nothing_is_written(house, findings, key):
    routes = [(route, _inventor(house, route, "owner")) for route in WRITING if route.method == "POST"]
    with findings.watch(repr(key)):
        for route, inventor in routes:
            body = inventor.whole(route.body) if route.body else {}
            reply = findings.ask(house.sessions["owner"], "POST", route.target(house.ids), body, idempotency_key=key)
            findings.expect_refusal(str(route), reply)

    findings.report()
