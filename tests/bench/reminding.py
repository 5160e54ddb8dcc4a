"""What a reminder costs, and what becomes of ten thousand at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import chalicelib.jobs  # noqa: F401 - makes every topic known
from chalicelib.core import clock
from chalicelib.scheduling import store
from tests import make
from tests.bench.figures import Figure, Room
from tests.counting import aws_calls
from tests.reminders import volume

AT_ONCE = 10_000
SAMPLE = 400
TWICE, DEATHS = 0.1, 0.0005


def _due(room: Room, mails: int, texts: int) -> None:
    """Let that many reminders be due now, half of them mails to ten people, half texts to ten others."""
    room.aws.mailbox.clear()
    template = store.appointment(make.grant(room.house.ids["provider_id"], "provider"), room.house.ids["appointment_id"])
    assert template is not None
    clock.source = lambda now=template.start - timedelta(days=5): now
    for number in range(10):
        people = [make.person(email=f"mail{number}@quietroom.example")]
        people += [make.person(remind_by_mail=False, remind_by_sms=True, phone=f"212 555 01{number:02}")]
        volume.seed(template, people, (mails + texts) // 10, clock.now())


def _tick(now: datetime) -> None:
    clock.source = lambda: now


def _calls(room: Room) -> float:
    _due(room, SAMPLE // 2, SAMPLE // 2)
    with aws_calls() as calls, make.work():
        volume.remind_all(room.aws, SAMPLE // 2, SAMPLE // 2, _tick)
    return round(sum(times for name, times in calls.items() if name.startswith("dynamodb.")) / SAMPLE, 2)


def _ten_thousand(room: Room) -> volume.Outcome:
    _due(room, AT_ONCE // 2, AT_ONCE // 2)
    with make.work():
        return volume.remind_all(room.aws, AT_ONCE // 2, AT_ONCE // 2, _tick, likelihood=DEATHS, twice=TWICE)


_outcomes: list[volume.Outcome] = []


def _became(what: str, room: Room) -> float:
    """One number of the one run, which takes minutes: so it has no limit that `make test` would ask after."""
    if not _outcomes:
        _outcomes.append(_ten_thousand(room))
    return float(getattr(_outcomes[0], what))


FIGURES = [
    Figure("a reminder, by the sweep and the queue", "DynamoDB calls", 2.5, _calls),
    *(
        Figure(f"10,000 reminders, a tenth of the events twice, workers dying: {told}", "messages", None, partial(_became, what))
        for told, what in (
            ("lost", "lost"),
            ("mails doubled", "doubled"),
            ("mails doubled whose worker died at once after sending", "excused"),
            ("texts sent twice", "texts_twice"),
            ("texts on the list, for nobody knows", "listed"),
        )
    ),
]
