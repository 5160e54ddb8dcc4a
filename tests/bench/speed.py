"""How fast open times are found, side by side with the libraries one would otherwise use: least times of interleaved rounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from time import perf_counter

import msgspec

from chalicelib.scheduling.diaries import Diary, open_in
from chalicelib.scheduling.schemas import Slots
from tests.bench import rivals, workload
from tests.bench.figures import Figure, Room

ROUNDS = 4
_REPEATS = {"core": 10, "json": 5}
"""How often the quick ones run in a round, so that a moment's pause does not decide."""
_ZONE = "America/Phoenix"
_NOW = datetime.fromtimestamp(workload.NOW, UTC)


def _as_json(case: workload.Case) -> bytes:
    """The whole answer as the API gives it, ISO times with their offset."""
    diaries = [Diary(f"{number:02d}", one.availability, one.sessions) for number, one in enumerate(case.diaries)]
    slots = [slot for diary in diaries for slot in open_in(diary, case.within, workload.MINUTES, _ZONE, _NOW)]
    return msgspec.json.encode(Slots(zone=_ZONE, slots=slots))


_ANSWERS: dict[str, Callable[[workload.Case], object]] = {
    "core": workload.core,
    "json": _as_json,
    "rule sets": rivals.by_rule_sets,
    "calendars": rivals.by_calendars,
}


@cache
def _least() -> dict[str, float]:
    """Milliseconds each takes for case B, at the quickest."""
    for answer in (workload.core, rivals.by_rule_sets, rivals.by_calendars):
        workload.B.check(answer(workload.B))
    least = dict.fromkeys(_ANSWERS, float("inf"))
    for _ in range(ROUNDS):
        for name, answer in _ANSWERS.items():
            for _ in range(_REPEATS.get(name, 1)):
                began = perf_counter()
                answer(workload.B)
                least[name] = min(least[name], (perf_counter() - began) * 1000)
    return least


def _milliseconds(name: str, _room: Room) -> float:
    return round(_least()[name], 2)


def _share(name: str, of: str, _room: Room) -> float:
    return round(_least()[name] / _least()[of], 4)


FIGURES = [
    Figure("8,312 open times of 100 providers", "ms", None, partial(_milliseconds, "core")),
    Figure("the same, as the JSON of an answer", "ms", None, partial(_milliseconds, "json")),
    Figure("the same, with python-dateutil's rule sets", "ms", None, partial(_milliseconds, "rule sets")),
    Figure("the same, with recurring-ical-events", "ms", None, partial(_milliseconds, "calendars")),
    Figure("open times, time taken against python-dateutil", "of its time", 1 / 40, partial(_share, "core", "rule sets"), timed=True),
    Figure("open times, time taken against recurring-ical-events", "of its time", 1 / 60, partial(_share, "core", "calendars"), timed=True),
    Figure(
        "open times as JSON, time taken against python-dateutil", "of its time", 1 / 10, partial(_share, "json", "rule sets"), timed=True
    ),
]
