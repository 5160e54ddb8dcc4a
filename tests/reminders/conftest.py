"""The office of the scheduling tests, and everything that runs in the background run by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import chalicelib.jobs  # noqa: F401 - makes every topic known
from chalicelib.core import outbox, queue, records
from chalicelib.core.gate import run_as_job
from chalicelib.reminders import sending
from chalicelib.scheduling import booking, store
from chalicelib.scheduling.schemas import Appointment
from tests import make
from tests.scheduling.conftest import Office, wish
from tests.scheduling.conftest import office as office  # noqa: PLC0414 - a fixture

WEDNESDAY_10 = "2026-03-04T10:00:00-05:00"


class Background:
    """Everything that is due, run once; and what went out since the last look."""

    def __init__(self, aws: Any, clock: Any) -> None:
        self.aws, self.clock = aws, clock

    def outbox(self) -> list[Any]:
        """Hand on what is due until nothing is left, and return the mails."""
        make.run_all_due()
        return self.mails()

    def sweep(self) -> int:
        """One run of the reminders and of what it queued; says how many messages went out."""
        before = self.sent()
        run_as_job("reminders", lambda: sending.sweep(self.clock.now()))
        self.work()
        return self.sent() - before

    def work(self) -> None:
        """Take everything from the work queue. A message whose taker dies stays, as in the cloud."""
        sqs, url = self.aws.client("sqs"), self.aws.outputs["Queue"]
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0).get("Messages", []):
            for message in messages:
                run_as_job("queue", lambda body=message["Body"]: queue.hand(body))
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def sent(self) -> int:
        """How many messages are in the boxes."""
        return len(self.aws.mailbox.mails()) + len(self.aws.mailbox.texts())

    def mails(self) -> list[Any]:
        """The mails since the last look."""
        sent = self.aws.mailbox.mails()
        self.aws.mailbox.clear()
        return list(sent)

    def texts(self) -> list[Any]:
        """The texts since the last look."""
        sent = self.aws.mailbox.texts()
        self.aws.mailbox.clear()
        return list(sent)


@pytest.fixture
def background(aws, clock, monkeypatch) -> Background:
    # One shard: more are more of the same calls.
    for module in (records, outbox, store):
        monkeypatch.setattr(module, "SHARDS", 1)
    return Background(aws, clock)


@pytest.fixture
def booked(office: Office, background: Background) -> Callable[..., Appointment]:
    """Book for a client, its confirmation already sent."""

    def book(*clients: str, start: str = WEDNESDAY_10) -> Appointment:
        if len(clients) == 1:
            made = booking.book(office.grant(clients[0]), wish(office.pat, start), background.clock.now())
        else:
            asked = wish(office.pat, start, client_ids=list(clients))
            made = booking.book(office.staff_grant(*clients), asked, background.clock.now())
        background.outbox()
        return made

    return book
