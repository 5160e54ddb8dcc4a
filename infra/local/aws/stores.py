"""What moto holds, read and emptied in place: sent mail and texts, stream records, queued messages."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

from moto.core.base_backend import BackendDict
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.s3.models import FakeDeleteMarker, s3_backends
from moto.ses.models import RawMessage, ses_backends
from moto.sns.models import SNSBackend, sns_backends
from moto.sqs.models import sqs_backends
from moto.sts.models import AssumedRole, sts_backends


class Stores:
    """Every method takes the lock under which moto is asked, so it sees whole states only."""

    def __init__(self, lock: threading.RLock, account: str, region: str) -> None:
        self._lock: Any = lock
        self._dynamodb = dynamodb_backends[account][region]
        self._sqs = sqs_backends[account][region]
        self._ses = ses_backends[account][region]
        # Left to itself moto calls those opted out whose number ends in 99.
        SNSBackend.check_if_phone_number_is_opted_out = lambda backend, number: number in backend.opt_out_numbers  # type: ignore[assignment, method-assign]
        self._sns = sns_backends[account][region]
        self._s3 = s3_backends[account]["aws"]
        self._sts = sts_backends[account]["aws"]

    def tables(self) -> list[str]:
        """The names of all tables."""
        with self._lock:
            return sorted(self._dynamodb.tables)

    def take_stream_records(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """Remove and return what has been written to tables with a stream, as (stream ARN, records in Lambda's shape)."""
        with self._lock:
            return [
                (_stream_arn(table), _drain(table))
                for table in self._dynamodb.tables.values()
                if table.stream_shard and table.stream_shard.items
            ]

    def cors_rules(self, bucket: str) -> list[tuple[str, str]]:
        """Which origins may ask a bucket by which methods; none for a bucket that is not there."""
        with self._lock:
            found = self._s3.buckets.get(bucket)
            return [
                (origin, method)
                for rule in (found.cors if found else ())
                for origin in rule.allowed_origins
                for method in rule.allowed_methods
            ]

    def assumed_role(self, access_key: str) -> AssumedRole | None:
        """The assumed role that was given this access key, None once its time is over."""
        with self._lock:
            now = datetime.now(UTC).replace(tzinfo=None)
            self._sts.assumed_roles[:] = [role for role in self._sts.assumed_roles if role.expiration.replace(tzinfo=None) > now]
            return self._sts.get_assumed_role_from_access_key(access_key)

    def waiting_messages(self, queue: str) -> bool:
        """Say whether a queue holds a message that may be taken now."""
        with self._lock:
            return any(message.visible and not message.delayed for message in self._sqs.queues[queue]._messages)

    def next_due(self, after: datetime) -> datetime | None:
        """The earliest moment after the given one by which some item of an index sorted by time is due."""
        with self._lock:
            moments = [moment for table in self._dynamodb.tables.values() for moment in _due_moments(table)]
        return min((moment for moment in moments if moment > after), default=None)

    def expire(self, now: datetime) -> None:
        """Delete what a table's time-to-live has passed for, as DynamoDB does within hours."""
        with self._lock:
            for table in self._dynamodb.tables.values():
                name = str(table.ttl.get("AttributeName", ""))
                for item in table.all_items() if name else []:
                    if name in item.attrs and float(item.attrs[name].value) <= now.timestamp():
                        table.delete_item(item.hash_key, item.range_key)

    def take_mail(self) -> list[tuple[str, bytes]]:
        """Remove and return what SES was given to send, oldest first, as (recipient, MIME source)."""
        with self._lock:
            taken, self._ses.sent_messages = self._ses.sent_messages, []
        return [copy for message in taken for copy in _copies(message)]

    def take_texts(self) -> list[tuple[str, str]]:
        """Remove and return what SNS was given to send to phones, oldest first, as (number, text)."""
        with self._lock:
            taken = list(self._sns.sms_messages.values())
            self._sns.sms_messages.clear()
        return taken

    def opted_out(self, number: str) -> bool:
        """Whether the text service's own list has this number."""
        with self._lock:
            return number in self._sns.opt_out_numbers

    def opt_out(self, number: str) -> bool:
        """Put a number on that list; say whether it was not there."""
        with self._lock:
            if number in self._sns.opt_out_numbers:
                return False
            self._sns.opt_out_numbers.append(number)
            return True

    def opt_in(self, number: str) -> None:
        """Take a number off that list."""
        with self._lock:
            self._sns.opt_out_numbers = [other for other in self._sns.opt_out_numbers if other != number]

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
                versions = [version for name in list(bucket.keys) for version in bucket.keys.getlist(name, [])]
                for version in versions:
                    if not isinstance(version, FakeDeleteMarker):
                        version.dispose()
                bucket.keys.clear()
            self._ses.sent_messages.clear()
            self._sns.sms_messages.clear()
            self._sns.opt_out_numbers.clear()

    def keep(self) -> Callable[[], None]:
        """Note every item there is now; what it answers puts exactly these back, as often as it is called."""
        with self._lock:
            kept = {name: copy.deepcopy(table.items) for name, table in self._dynamodb.tables.items()}

        def put_back() -> None:
            with self._lock:
                for name, items in kept.items():
                    self._dynamodb.tables[name].items = copy.deepcopy(items)

        return put_back

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


def _due_moments(table: Table) -> list[datetime]:
    names = {key["AttributeName"] for index in table.global_indexes for key in index.schema if key["KeyType"] == "RANGE"}
    values = [item.attrs[name].value for item in table.all_items() for name in names if name in item.attrs] if names else []
    return [moment for moment in map(_moment, values) if moment]


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _copies(message: Any) -> list[tuple[str, bytes]]:
    if isinstance(message, RawMessage):
        recipients, source = message.destinations, message.raw_data
        return [(to, source.encode() if isinstance(source, str) else source) for to in dict.fromkeys(recipients)]
    plain = EmailMessage()
    plain["Subject"] = message.subject
    plain.set_content(message.body)
    return [(to, plain.as_bytes()) for recipients in message.destinations.values() for to in recipients]
