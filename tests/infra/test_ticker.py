"""What plays schedules, the queue and streams, and the boxes that take what is sent out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from chalice.app import Chalice, Rate

from infra.local.aws import LocalAws
from infra.local.clock import MovableClock
from infra.local.house import House
from infra.local.mailbox import STOPPED
from infra.local.ticker import TRIES, Ticker

OUTBOX = "quietroom-local-outbox"


class Small:
    """An app with one handler of each kind, which notes what it was given."""

    def __init__(self, aws: LocalAws) -> None:
        self.aws = aws
        self.seen: list[Any] = []
        self.refusals = 0
        self.poison = ""
        self.clock = MovableClock()
        app = Chalice("small")

        @app.schedule(Rate(1, unit=Rate.MINUTES), name="minutely")
        def minutely(event: Any) -> None:
            self.seen.append("minute")

        @app.on_sqs_message(queue="quietroom-local-work", name="worker")
        def worker(event: Any) -> None:
            self._note([record.body for record in event])

        @app.on_dynamodb_record(stream_arn=f"arn:aws:dynamodb:us-east-1:1:table/{OUTBOX}/stream/latest", name="reader")
        def reader(event: Any) -> None:
            self._note([(record.event_name, record.keys["entry_id"]["S"]) for record in event])

        self.ticker = Ticker(app, aws, self.clock.now)
        self.ticker.run_due()
        self.seen.clear()

    def _note(self, found: list[Any]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise RuntimeError("not now")
        if ("INSERT", self.poison) in found:
            raise RuntimeError("never")
        self.seen += found

    def put(self, entry: str) -> None:
        """Write an item to the streamed table."""
        self.aws.client("dynamodb").put_item(TableName=OUTBOX, Item={"entry_id": {"S": entry}})

    def queue(self, body: str) -> None:
        """Send a message to the work queue."""
        self.aws.client("sqs").send_message(QueueUrl=self.aws.outputs["Queue"], MessageBody=body)


@pytest.fixture
def small(aws: LocalAws) -> Small:
    """The app on an empty AWS."""
    return Small(aws)


def test_a_schedule_runs_once_a_period(small: Small) -> None:
    for minutes, runs in ((0, 0), (1, 1), (1, 1), (30, 2)):
        small.clock.set(datetime.now(UTC) + timedelta(minutes=minutes, seconds=1))
        small.ticker.run_due()
        assert small.seen.count("minute") == runs


def test_stream_records_come_once_and_in_order(small: Small) -> None:
    for entry in "abc":
        small.put(entry)
    small.ticker.run_due()
    small.ticker.run_due()
    assert small.seen == [("INSERT", "a"), ("INSERT", "b"), ("INSERT", "c")]


def test_what_follows_from_what_was_just_done_is_run_before_the_clock_moves(small: Small) -> None:
    house: Any = SimpleNamespace(ticker=small.ticker, clock=small.clock, _next_moment=lambda _: None)
    small.put("a")
    House.move_clock(house, small.clock.now() + timedelta(days=1))
    assert small.seen == [("INSERT", "a"), "minute"]


def test_a_record_whose_handler_fails_comes_again_before_later_ones(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    small.refusals = 4
    small.put("a")
    small.put("b")
    for _ in range(3):
        small.ticker.run_due()
    assert small.seen == [("INSERT", "a"), ("INSERT", "b")]
    assert "not now" not in capsys.readouterr().err


def test_a_record_that_always_fails_does_not_hold_up_the_rest(small: Small) -> None:
    small.poison = "poison"
    for entry in ("a", "poison", "b"):
        small.put(entry)
    for _ in range(TRIES + 1):
        small.ticker.run_due()
    assert small.seen == [("INSERT", "a"), ("INSERT", "b")]


def test_a_message_is_gone_once_it_is_done(small: Small) -> None:
    small.queue("hello")
    small.ticker.run_due()
    small.ticker.run_due()
    assert small.seen == ["hello"]


def test_the_earliest_due_moment_is_found(aws: LocalAws) -> None:
    def entry(name: str, due: datetime) -> None:
        item = {"entry_id": {"S": name}, "shard": {"S": "s00"}, "due_at": {"S": due.strftime("%Y-%m-%dT%H:%M:%S.%f+0000")}}
        aws.client("dynamodb").put_item(TableName=OUTBOX, Item=item)

    start = datetime(2026, 12, 1, 9, tzinfo=UTC)
    entry("past", start)
    entry("later", start + timedelta(days=2))
    entry("soon", start + timedelta(days=1))
    assert aws.stores.next_due(start) == start + timedelta(days=1)
    assert aws.stores.next_due(start + timedelta(days=2)) is None


def test_what_has_outlived_its_time_is_deleted(small: Small) -> None:
    now = small.clock.now()

    def remember(key: str, until: datetime) -> None:
        item = {"request_key": {"S": key}, "expires_at": {"N": str(int(until.timestamp()))}}
        small.aws.client("dynamodb").put_item(TableName="quietroom-local-idempotency", Item=item)

    remember("soon", now + timedelta(minutes=2))
    remember("later", now + timedelta(days=2))
    small.clock.set(now + timedelta(minutes=3))
    small.ticker.run_due()

    left = small.aws.client("dynamodb").scan(TableName="quietroom-local-idempotency")["Items"]
    assert [item["request_key"]["S"] for item in left] == ["later"]


def send_mail(aws: LocalAws, to: str = "someone@quietroom.example") -> None:
    """Send one mail with an attachment, as the product does."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "post@quietroom.example", to, "Your appointment"
    message.set_content("Plain words: a\u00f1o")
    message.add_alternative("<p>Plain words</p>", subtype="html")
    message.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="appointment.ics")
    aws.client("sesv2").send_email(
        FromEmailAddress="post@quietroom.example", Destination={"ToAddresses": [to]}, Content={"Raw": {"Data": message.as_bytes()}}
    )


def test_a_mail_is_read_with_its_parts_and_the_products_time(aws: LocalAws, clock: Any) -> None:
    clock.set(datetime(2026, 12, 1, 9, tzinfo=UTC))
    send_mail(aws)
    (mail,) = aws.mailbox.mails()
    assert (mail.to, mail.subject, mail.at) == ("someone@quietroom.example", "Your appointment", "2026-12-01T09:00:00+00:00")
    assert mail.text.strip() == "Plain words: a\u00f1o"
    assert "<p>" in mail.html
    assert [(attachment.name, attachment.text.strip()) for attachment in mail.attachments] == [("appointment.ics", "BEGIN:VCALENDAR")]


@pytest.mark.parametrize("word", [" stop ", "Stop.", "STOP!!", "opt-out", "Opt  out"])
def test_a_number_that_answers_stop_gets_no_text_until_start(aws: LocalAws, word: str) -> None:
    def text(words: str) -> None:
        aws.client("sns").publish(PhoneNumber="+15550100100", Message=words)

    text("one")
    aws.mailbox.reply("+15550100100", word)
    text("two")
    aws.mailbox.reply("+15550100100", "START")
    text("three")
    assert [sent.text for sent in aws.mailbox.texts()] == ["one", STOPPED, "three"]
