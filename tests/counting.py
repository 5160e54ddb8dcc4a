"""What AWS is asked for: every call of every client of this process passes here."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from botocore.endpoint import Endpoint

_send = Endpoint.make_request


class AwsRequest(NamedTuple):
    """One call. name: as `dynamodb.Query`. body: its JSON, empty where it has none."""

    name: str
    body: dict[str, Any]


@contextmanager
def _heard(hear: "Callable[[str, Any], None]") -> "Iterator[None]":
    def heard(endpoint: Endpoint, operation_model: Any, request_dict: Any) -> Any:
        hear(f"{operation_model.service_model.service_name}.{operation_model.name}", request_dict)
        return _send(endpoint, operation_model, request_dict)

    with patch.object(Endpoint, "make_request", heard):
        yield


@contextmanager
def aws_calls() -> "Iterator[Counter[str]]":
    """Count the calls made within the block, as `dynamodb.Query`."""
    calls: Counter[str] = Counter()
    with _heard(lambda name, _: calls.update([name])):
        yield calls


@contextmanager
def aws_requests() -> "Iterator[list[AwsRequest]]":
    """Keep the calls made within the block with what they ask."""
    requests: list[AwsRequest] = []

    def keep(name: str, sent: Any) -> None:
        body = sent.get("body") or b"{}"
        requests.append(AwsRequest(name, json.loads(body) if body[:1] in (b"{", "{") else {}))

    with _heard(keep):
        yield requests


@contextmanager
def aws_traffic() -> "Iterator[list[bytes]]":
    """Keep every call made within the block as it leaves the process: address, headers and body."""
    sent: list[bytes] = []

    def keep(_: str, request: Any) -> None:
        body = request.get("body") or b""
        told = [request.get("url", ""), str(request.get("headers", ""))]
        sent.append(b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in [*told, body]))

    with _heard(keep):
        yield sent


def stored(aws: Any) -> dict[str, list[Any]]:
    """Every item of every table, to compare before and after."""
    client = aws.client("dynamodb")
    return {name: client.scan(TableName=name)["Items"] for name in aws.stores.tables()}
