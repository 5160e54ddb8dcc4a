"""What moto holds, read and emptied in place: sent mail and texts, stream records, queued messages."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from moto.core.base_backend import BackendDict
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.s3.models import s3_backends
from moto.ses.models import RawMessage, ses_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends


@dataclass(frozen=True)
class SentMail:
    """One mail as handed to SES: its recipients and the MIME source."""

    to: list[str]
    source: bytes


@dataclass(frozen=True)
class SentText:
    """One text message as handed to SNS."""

    to: str
    text: str


class Stores:
    """Every method takes the lock under which moto is asked, so it sees whole states only."""

    def __init__(self, lock: threading.RLock, account: str, region: str) -> None:  # type: ignore[valid-type]
        self._lock: Any = lock
        self._dynamodb = dynamodb_backends[account][region]
        self._sqs = sqs_backends[account][region]
        self._ses = ses_backends[account][region]
        self._sns = sns_backends[account][region]
        self._s3 = s3_backends[account]["aws"]

    def tables(self) -> list[str]:
        """The names of all tables."""
        with self._lock:
            return sorted(self._dynamodb.tables)

    def take_stream_records(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Remove and return what has been written to tables with a stream, as (stream ARN, records in Lambda's shape)."""
        with self._lock:
            taken = [(_stream_arn(table), _drain(table)) for table in self._dynamodb.tables.values() if table.stream_shard and table.stream_shard.items]
        return taken

    def waiting_messages(self) -> bool:
        """Say whether any queue holds a message, visible or not."""
        with self._lock:
            return any(queue._messages for queue in self._sqs.queues.values())

    def take_mail(self) -> list[SentMail]:
        """Remove and return what SES was given to send, oldest first."""
        with self._lock:
            taken, self._ses.sent_messages = self._ses.sent_messages, []
        return [_mail(message) for message in taken]

    def take_texts(self) -> list[SentText]:
        """Remove and return what SNS was given to send to phones, oldest first."""
        with self._lock:
            taken = list(self._sns.sms_messages.values())
            self._sns.sms_messages.clear()
        return [SentText(phone, text) for phone, text in taken]

    def clear(self) -> None:
        """Empty everything, keep what the template made."""
        with self._lock:
            for table in self._dynamodb.tables.values():
                table.items.clear()
                if table.stream_shard:
                    _drain(table)
            for queue in self._sqs.queues.values():
                queue._messages.clear()
                queue.pending_messages.clear()
                queue.deleted_messages.clear()
            for bucket in self._s3.buckets.values():
                bucket.keys.clear()
            self._ses.sent_messages.clear()
            self._sns.sms_messages.clear()

    def reset(self) -> None:
        """Forget all of it, tables and keys too."""
        with self._lock:
            BackendDict.reset()


def _stream_arn(table: Table) -> str:
    return f"{table.table_arn}/stream/{table.latest_stream_label}"


def _drain(table: Table) -> list[dict[str, Any]]:
    shard = table.stream_shard
    assert shard is not None
    records = [_lambda_record(item.to_json(), _stream_arn(table)) for item in shard.items]
    # Numbers go on where they were: moto counts from the shard's start.
    shard.starting_sequence_number += len(shard.items)
    shard.items.clear()
    return records


def _lambda_record(record: dict[str, Any], arn: str) -> dict[str, Any]:
    change = record["dynamodb"]
    at = change["ApproximateCreationDateTime"]
    return {**record, "eventSourceARN": arn, "dynamodb": {**change, "ApproximateCreationDateTime": int(at.timestamp())}}


def _mail(message: Any) -> SentMail:
    if not isinstance(message, RawMessage):
        raise TypeError("mail is sent as a raw message")
    source = message.raw_data
    return SentMail(list(message.destinations), source if isinstance(source, bytes) else source.encode())
