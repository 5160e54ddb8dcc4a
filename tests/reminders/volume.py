"""Many reminders at once, with events that come twice and workers that die: what went out, and what may have gone out twice."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from botocore.endpoint import Endpoint

from chalicelib.core import clock, ids, queue, records
from chalicelib.core.gate import run_as_job
from chalicelib.reminders import sending, service
from chalicelib.scheduling import store
from infra.local.aws import LocalAws
from tests import make

PEOPLE_MINUTES = 1000
"""Reminders of one person at most, each of a session at a minute of its own, by which its message is known."""
ROUNDS = 60
MINUTE = timedelta(minutes=1)


class Crash(BaseException):
    """The worker's end, which nothing catches."""


@dataclass
class Outcome:
    """What came of it. lost, doubled: messages; excused: mails that were out when their worker died before noting it.

    listed: texts on the practice's list, of which nobody knows whether they went out.
    """

    lost: int = 0
    doubled: int = 0
    excused: int = 0
    crashes: int = 0
    texts_twice: int = 0
    listed: int = 0


@dataclass
class Mortal:
    """Lets a worker die before or after a call, with this likelihood; remembers mails whose worker died with them unnoted."""

    likelihood: float
    draw: random.Random
    crashes: int = 0
    excused: Counter[str] = field(default_factory=Counter)
    _out: str = ""

    @contextmanager
    def working(self) -> Iterator[None]:
        """All calls made meanwhile are its."""
        ask = Endpoint.make_request

        def make_request(endpoint: Endpoint, model: Any, request: dict[str, Any]) -> Any:
            dies = self.draw.random()
            if dies < self.likelihood / 2:
                self._die()
            answer = ask(endpoint, model, request)
            self._out = _mail_in(request) if model.name == "SendEmail" else "" if model.name in _NOTES else self._out
            if dies > 1 - self.likelihood / 2:
                self._die()
            return answer

        self._out = ""
        with patch.object(Endpoint, "make_request", make_request):
            yield

    def _die(self) -> None:
        self.crashes += 1
        self.excused[self._out] += bool(self._out)
        raise Crash


_NOTES = ("UpdateItem", "TransactWriteItems")


def _mail_in(request: dict[str, Any]) -> str:
    """Which mail a request to SES holds, without keeping it: its raw text as it was given."""
    return str(hash(json.loads(request["body"])["Content"]["Raw"]["Data"]))


def seed(template: store.AppointmentRecord, people: list[str], count: int, now: datetime) -> None:
    """Write that many sessions, each with its reminder due, by copying one that was booked; people: who they are with, in turn."""
    requests = []
    for number in range(count):
        appointment_id, minute = ids.new(now), number // len(people)
        assert minute < PEOPLE_MINUTES
        template.item = f"appointment#{appointment_id}"
        template.client_ids = [people[number % len(people)]]
        template.start = now + timedelta(hours=2) + minute * MINUTE
        template.shard, template.remind_at = records.shard(appointment_id), now
        requests.append({"PutRequest": {"Item": template.serialize()}})
    for begin in range(0, count, 25):
        items = {store.AppointmentRecord.Meta.table_name: requests[begin : begin + 25]}
        assert not records.dynamodb().dispatch("BatchWriteItem", {"RequestItems": items}).get("UnprocessedItems")


def remind_all(
    aws: LocalAws, mails: int, texts: int, set_clock: Callable[[datetime], None], likelihood: float = 0.0, twice: float = 0.0
) -> Outcome:
    """Sweep minute by minute until nothing is due. mails, texts: how many are. twice: the share of queue events that come a second time."""
    draw = random.Random(mails)
    mortal = Mortal(likelihood, draw)
    for _ in range(ROUNDS):
        with mortal.working(), suppress(Crash):
            run_as_job("reminders", lambda: sending.sweep(clock.now()))
        waiting = _take(aws)
        for body in [*waiting, *(body for body in waiting if draw.random() < twice)]:
            with mortal.working(), suppress(Crash):
                run_as_job("queue", lambda body=body: queue.hand(body))
        set_clock(clock.now() + MINUTE)
        if not list(store.reminders_due(clock.now())):
            break
    return _outcome(aws, mails, texts, mortal)


def _take(aws: LocalAws) -> list[str]:
    sqs, url, found = aws.client("sqs"), aws.outputs["Queue"], []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        for message in messages:
            found.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return found


def _outcome(aws: LocalAws, due_mails: int, due_texts: int, mortal: Mortal) -> Outcome:
    mails = Counter((mail.to, mail.subject) for mail in aws.mailbox.mails())
    texts = Counter((text.to, text.text) for text in aws.mailbox.texts())
    listed, cursor = 0, None
    while (page := service.failed(make.job(), cursor)).items:
        listed += len(page.items)
        if (cursor := page.next) is None:
            break
    excused = sum(mortal.excused.values())
    again = sum(times - 1 for times in mails.values())
    return Outcome(
        # A text that is listed may have gone out or not: only what is neither out nor listed is lost.
        lost=due_mails - len(mails) + max(due_texts - len(texts) - listed, 0),
        doubled=max(again - excused, 0),
        excused=excused,
        crashes=mortal.crashes,
        texts_twice=sum(times - 1 for times in texts.values()),
        listed=listed,
    )
