"""Plays what calls the product's Lambdas in the cloud: schedules, the work queue and table streams, through the app's own handlers."""

from __future__ import annotations

import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chalice.app import Chalice, DynamoDBEventConfig, Rate, ScheduledEventConfig, SQSEventConfig

from infra.local.aws import LocalAws

PAUSE_SECONDS = 0.2
TRIES = 5
"""How often a stream record is offered to a handler that fails; in the cloud it would be offered for a day."""
BATCH = 50
"""Records of a stream handed over at once."""
_ROUNDS = 100
_DAY = timedelta(days=1)

Handler = Callable[[dict[str, Any], Any], Any]


@dataclass
class _Schedule:
    name: str
    every: timedelta
    handler: Handler
    next: datetime


@dataclass
class _Reader:
    """One stream handler and the records it has not done yet, in order."""

    table: str
    handler: Handler
    waiting: list[tuple[dict[str, Any], int]] = field(default_factory=list)


class Ticker:
    """Runs what is due; in a thread of its own once started, and at once for whoever calls `run_due`."""

    def __init__(self, app: Chalice, aws: LocalAws, now: Callable[[], datetime]) -> None:
        self._aws = aws
        self._now = now
        # Held by whoever runs jobs, so that a moved clock and the ticking thread do not run the same moment twice.
        self.running = threading.RLock()
        handlers = app.handler_map
        self._schedules = [
            _Schedule(source.name, _period(source.schedule_expression), handlers[source.name], now())
            for source in app.event_sources
            if isinstance(source, ScheduledEventConfig)
        ]
        self._schedules.append(_Schedule("expiry", timedelta(minutes=1), lambda *_: aws.stores.expire(now()), now()))
        self._readers = [
            _Reader(source.stream_arn.partition(":table/")[2].split("/")[0], handlers[source.name])
            for source in app.event_sources
            if isinstance(source, DynamoDBEventConfig)
        ]
        self._queue_handlers = {
            source.queue: handlers[source.name] for source in app.event_sources if isinstance(source, SQSEventConfig) and source.queue
        }
        self._thread = threading.Thread(target=self._tick, name="ticker", daemon=True)

    def start(self) -> None:
        """Begin to tick, until the process ends."""
        self._thread.start()

    def run_due(self) -> None:
        """Run every schedule that is due, then streams and queue until nothing is left that would follow."""
        with self.running:
            now = self._now()
            for schedule in self._schedules:
                if schedule.next <= now:
                    schedule.next = now + schedule.every
                    _shielded(schedule.handler, _scheduled_event(schedule.name, now))
            for _ in range(_ROUNDS):
                if not (self._read_streams() | self._read_queues()):
                    return

    def next_daily(self) -> datetime | None:
        """When the next schedule of a day or longer is due; more frequent ones have nothing to do unless something is due."""
        return min((schedule.next for schedule in self._schedules if schedule.every >= _DAY), default=None)

    def hurry(self, now: datetime) -> None:
        """Let every schedule be due at `now`, if it is not later."""
        for schedule in self._schedules:
            if schedule.every < _DAY or schedule.next <= now:
                schedule.next = min(schedule.next, now)

    def _tick(self) -> None:
        while True:
            time.sleep(PAUSE_SECONDS)
            try:
                self.run_due()
            except Exception:
                # The thread must outlive a failing round: a fault may have been injected.
                _report()

    def _read_streams(self) -> bool:
        for arn, records in self._aws.stores.take_stream_records():
            table = arn.partition(":table/")[2].split("/")[0]
            for reader in self._readers:
                if reader.table == table:
                    reader.waiting += [(record, 0) for record in records]
        done = [_read(reader) for reader in self._readers]
        return any(done)

    def _read_queues(self) -> bool:
        did = False
        for name, handler in self._queue_handlers.items():
            if self._aws.stores.waiting_messages(name):
                did |= self._read_queue(self._aws.outputs["Queue"], handler)
        return did

    def _read_queue(self, url: str, handler: Handler) -> bool:
        sqs = self._aws.client("sqs")
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for message in messages:
            if _shielded(handler, {"Records": [_queue_record(message)]}):
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bool(messages)


def _read(reader: _Reader) -> bool:
    """Hand the reader's records over in order, many at once. A batch that fails comes again in halves; one record, in the next round."""
    did, size = False, BATCH
    while reader.waiting:
        batch = reader.waiting[:size]
        if not _shielded(reader.handler, {"Records": [record for record, _ in batch]}):
            record, tries = batch[0]
            if len(batch) > 1:
                size = len(batch) // 2
                continue
            if tries + 1 < TRIES:
                reader.waiting[0] = (record, tries + 1)
                break
        del reader.waiting[: len(batch)]
        did = True
    return did


def _shielded(handler: Handler, event: dict[str, Any]) -> bool:
    """Run a handler as Lambda would; a failure is reported and answered with False."""
    try:
        handler(event, None)
    except Exception:
        _report()
        return False
    return True


def _report() -> None:
    """Name the error and where it came from, without its text, which may hold what a person typed."""
    kind, error, trace = sys.exc_info()
    frame = traceback.extract_tb(trace)[-1]
    print(f"job failed: {kind.__name__ if kind else error} at {frame.name}:{frame.lineno}", file=sys.stderr, flush=True)


def _period(expression: Any) -> timedelta:
    text = expression.to_string() if isinstance(expression, Rate) else str(expression)
    match = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", text)
    if match is None:
        raise ValueError(f"only rates are played here, not {text}")
    return timedelta(**{f"{match.group(2)}s": int(match.group(1))})


def _scheduled_event(name: str, now: datetime) -> dict[str, Any]:
    return {
        "version": "0",
        "id": name,
        "account": "",
        "region": "",
        "detail": {},
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "time": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "resources": [name],
    }


def _queue_record(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": {},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
    }
