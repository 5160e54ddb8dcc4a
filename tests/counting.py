"""How many AWS calls something makes, by service and operation: every call of every client of this process passes here."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.endpoint import Endpoint

_send = Endpoint.make_request


@contextmanager
def aws_calls() -> "Iterator[Counter[str]]":
    """Count the calls made within the block, as `dynamodb.Query`."""
    calls: Counter[str] = Counter()

    def counted(endpoint: Endpoint, operation_model: Any, request_dict: Any) -> Any:
        calls[f"{operation_model.service_model.service_name}.{operation_model.name}"] += 1
        return _send(endpoint, operation_model, request_dict)

    with patch.object(Endpoint, "make_request", counted):
        yield calls


def stored(aws: Any) -> dict[str, list[Any]]:
    """Every item of every table, to compare before and after."""
    client = aws.client("dynamodb")
    return {name: client.scan(TableName=name)["Items"] for name in aws.stores.tables()}
