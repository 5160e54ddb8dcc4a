"""The work queue: messages of several kinds, each taken by one feature.

Our own messages name their kind. The mail service's events about returned mails come in its own shape and count as one kind more.
A message may come twice, and comes again when its taker raises.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import boto3

from chalicelib.core import settings
from chalicelib.core.errors import Misuse, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MAIL_RETURNED = "mail.returned"
"""The kind of SES's events; the message is the event as SES publishes it."""
_AT_ONCE = 10

Taker = Callable[[Mapping[str, Any]], None]
_takers: dict[str, Taker] = {}


def takes(kind: str) -> Callable[[Taker], Taker]:
    """Make a function the one taker of a kind of message."""

    def register(taker: Taker) -> Taker:
        if kind in _takers:
            raise Misuse(f"messages of kind {kind} have a taker")
        _takers[kind] = taker
        return taker

    return register


def put(kind: str, messages: Sequence[Mapping[str, Any]]) -> None:
    """Queue messages, ten a call. Raises Unavailable when some are not taken; those before are."""
    place = settings.load()
    for begin in range(0, len(messages), _AT_ONCE):
        some = messages[begin : begin + _AT_ONCE]
        entries = [{"Id": str(number), "MessageBody": json.dumps({"kind": kind, **one})} for number, one in enumerate(some)]
        if _client().send_message_batch(QueueUrl=place.queue, Entries=entries).get("Failed"):  # type: ignore[arg-type]
            raise Unavailable


def hand(body: str) -> None:
    """Hand one message to its taker. Raises Misuse for a kind nobody takes, so that it ends in the queue of failed work."""
    message = json.loads(body)
    kind = MAIL_RETURNED if "eventType" in message else message.get("kind")
    if kind not in _takers:
        raise Misuse("a message of an unknown kind")
    _takers[kind](message)


@lru_cache(maxsize=1)
def _client() -> "SQSClient":
    place = settings.load()
    return boto3.client("sqs", region_name=place.region, endpoint_url=place.aws_endpoint)
