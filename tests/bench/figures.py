"""Speed and size as numbers: what is measured, in what unit, and the most it may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from chalicelib.core import client_keys, clock
from chalicelib.practice import service as practice
from chalicelib.providers import service as providers
from infra.local.aws import LocalAws
from tests import make
from tests.api import Http, Session
from tests.counting import aws_calls

MONDAY = datetime(2026, 3, 2, 14, 1, tzinfo=UTC)
"""When everything is measured: just past nine in the morning in New York, far from the end of a month."""


@dataclass
class Room:
    """Where figures are measured: a practice with everybody in it, warmed up by whoever measures."""

    aws: LocalAws
    http: Http
    house: make.House = field(init=False)

    def __post_init__(self) -> None:
        self.house = make.house(self.http)

    def person(self, name: str) -> Session:
        """One persona of the house."""
        return self.house.sessions[name]

    def calls(self, name: str, method: str, path: str, body: Any = None) -> dict[str, int]:
        """The AWS calls of a request that is warm, by service; {names} in the path are filled in."""
        target = path.format(**self.house.ids)
        for _ in range(2):
            with aws_calls() as counted:
                answer = self.person(name).ask(method, target, body)
            assert answer.status in (200, 201), answer.text
        services = {"dynamodb": 0, "kms": 0}
        for call, times in counted.items():
            service = call.partition(".")[0]
            services[service] = services.get(service, 0) + times
        return services


@contextmanager
def room(aws: LocalAws) -> Iterator[Room]:
    """An empty AWS with a house in it, at a fixed time: each look at the clock is a millisecond after the last."""
    aws.clear()
    client_keys._unwrapped.clear()
    practice.forget()
    providers.forget()
    looks = count()
    clock.source = lambda: MONDAY + timedelta(milliseconds=next(looks))
    try:
        yield Room(aws, Http(aws))
    finally:
        clock.source = clock.system_time


@dataclass(frozen=True)
class Figure:
    """One number. most: what it may be at most, None where it is only told.   timed: depends on how busy the machine is just then."""

    name: str
    unit: str
    most: float | None
    measure: Callable[[Any], float]
    timed: bool = False

    def line(self, value: float) -> dict[str, Any]:
        """As `make bench` prints it."""
        told: dict[str, Any] = {"name": self.name, "value": value, "unit": self.unit}
        if self.most is not None:
            told["against"] = self.most
            if self.most:
                told["ratio"] = round(value / self.most, 2)
        return told
