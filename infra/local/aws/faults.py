"""Failures on demand: the next calls of a service are answered as AWS answers when it fails."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from xml.sax.saxutils import escape

from infra.local.aws.calls import Call
from infra.local.server import Answer

MESSAGE = "Injected fault."
REQUEST_ID = "00000000-0000-0000-0000-00000000fa17"
SERVICES = frozenset({"cognito-idp", "dynamodb", "kinesisvideo", "kms", "s3", "ses", "sns", "sqs", "sts"})


@dataclass
class Fault:
    """Fail the next `times` calls of `operation` ("*" is any) with the AWS error code `error`."""

    service: str
    operation: str
    error: str
    times: int


class Faults:
    """The faults still to come. Not safe under threads by itself: the dispatcher asks while it holds its lock."""

    def __init__(self) -> None:
        self._waiting: deque[Fault] = deque()

    def add(self, service: str, operation: str = "*", error: str = "ThrottlingException", times: int = 1) -> None:
        """Let the next calls fail. Raises ValueError for a service the product does not use, or times below 1."""
        if service not in SERVICES or times < 1:
            raise ValueError("no such service, or times below 1")
        self._waiting.append(Fault(service, operation, error, times))

    def clear(self) -> None:
        """Forget every fault not yet used up."""
        self._waiting.clear()

    def answer(self, call: Call) -> Answer | None:
        """Use up one matching fault, the oldest first; None lets the call through."""
        for fault in self._waiting:
            if fault.service == call.service and fault.operation in ("*", call.operation):
                fault.times -= 1
                if fault.times == 0:
                    self._waiting.remove(fault)
                return _error_answer(call, fault.error)
        return None


def _status(error: str) -> int:
    if error in ("ServiceUnavailable", "ServiceUnavailableException", "SlowDown", "DependencyTimeoutException"):
        return 503
    return 500 if error.startswith(("Internal", "KMSInternal")) else 400


def _error_answer(call: Call, error: str) -> Answer:
    if call.protocol in ("query", "rest-xml"):
        inner = f"<Code>{escape(error)}</Code><Message>{MESSAGE}</Message>"
        body = f"<Error>{inner}</Error>"
        if call.protocol == "query":
            body = f"<ErrorResponse><Error><Type>Sender</Type>{inner}</Error><RequestId>{REQUEST_ID}</RequestId></ErrorResponse>"
        return Answer(_status(error), [("Content-Type", "text/xml"), ("x-amzn-RequestId", REQUEST_ID)], body.encode())
    content = {"message": MESSAGE}
    if error == "TransactionConflict":
        error = "TransactionCanceledException"
        content = {"message": "Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]"}
        content |= {"CancellationReasons": [{"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}]}  # type: ignore[dict-item]
    headers = [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", REQUEST_ID), ("x-amzn-ErrorType", error)]
    return Answer(_status(error), headers, json.dumps({"__type": error, **content}).encode())
