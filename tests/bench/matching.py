"""How long finding who fits takes, against looking at everybody, and what it asks of AWS."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from chalicelib.matching import finding, ranking
from chalicelib.matching.engine import Index
from tests import make
from tests.bench.figures import MONDAY, Figure, Room
from tests.matching import plain

QUESTIONS, SCANS = 500, 40
THERAPISTS = 20
SLOTS = "/api/slots?from=2026-03-03&to=2026-03-31&minutes=50&zone=America/New_York"


def _percentile(times: list[float]) -> float:
    """The 95th of a hundred, in milliseconds."""
    return sorted(times)[int(len(times) * 0.95)] * 1000


def _timed(ask: Callable[[plain.Question], Any], questions: list[plain.Question]) -> float:
    times = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        times.append(time.perf_counter() - began)
    return _percentile(times)


@cache
def _times(size: int) -> tuple[float, float]:
    """The engine's and the plain scan's 95th percentile over the same directory in the same run, in milliseconds."""
    draw = random.Random(size)
    listings, levels = plain.directory(size, draw)
    index = Index(listings, levels)
    questions = [plain.question(listings, draw) for _ in range(QUESTIONS)]

    def sift(asked: plain.Question) -> None:
        wanted = list(ranking.asked(asked.taste, index.measured))
        index.sift(asked.wish, asked.conflicts, wanted, MONDAY, finding.MOST, "bench")

    _timed(sift, questions[:SCANS])
    engine = _timed(sift, questions)
    scan = _timed(lambda asked: plain.scan(listings, levels, asked, MONDAY, finding.MOST), questions[:SCANS])
    return engine, scan


def _engine(size: int, _: Room) -> float:
    return round(_times(size)[0], 3)


def _scan(size: int, _: Room) -> float:
    return round(_times(size)[1], 1)


def _share(size: int, _: Room) -> float:
    engine, scan = _times(size)
    return round(engine / scan, 4)


def _seeker(room: Room) -> str:
    """Somebody whom nobody treats yet, among so many therapists who fit."""
    for _ in range(THERAPISTS):
        make.hours(make.provider())
    room.person("stranger").put(
        "/api/intake", {"phq-9": {"answers": [1] * 8 + [0]}, "gad-7": {"answers": [1] * 7}, "asq": {"answers": ["no"] * 4}}
    )
    return "stranger"


def _matches(service: str, room: Room) -> float:
    return room.calls(_seeker(room), "GET", "/api/matches").get(service, 0)


def _open_times(service: str, room: Room) -> float:
    asked = room.calls(_seeker(room), "GET", SLOTS).get(service, 0)
    # The first call is the gate row's.
    return asked - 1 if service == "dynamodb" else asked


FIGURES = [
    Figure("matches among twenty who fit, warm", "DynamoDB calls", 3, partial(_matches, "dynamodb")),
    Figure("matches among twenty who fit, warm, snapshot", "S3 calls", 0, partial(_matches, "s3")),
    Figure("matches among twenty who fit, warm, keys", "KMS calls", 0, partial(_matches, "kms")),
    Figure("open times of 28 days of twenty who fit, beside the gate row", "DynamoDB calls", 2, partial(_open_times, "dynamodb")),
    Figure("open times of 28 days of twenty who fit, keys", "KMS calls", 0, partial(_open_times, "kms")),
    Figure("finding among 10,000 therapists, 95th percentile", "ms", None, partial(_engine, 10_000)),
    Figure("looking at each of 10,000 therapists, 95th percentile", "ms", None, partial(_scan, 10_000)),
    Figure("finding against looking at each of 10,000, same run", "of the time", 0.25, partial(_share, 10_000), timed=True),
    Figure("finding among 100,000 therapists, 95th percentile", "ms", None, partial(_engine, 100_000)),
    Figure("looking at each of 100,000 therapists, 95th percentile", "ms", None, partial(_scan, 100_000)),
]
