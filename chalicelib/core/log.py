"""Structured log lines from a closed vocabulary: events and fields that cannot hold personal data."""

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from typing import Final

from chalicelib.core import clock
from chalicelib.core.errors import Misuse

EVENTS: Final = frozenset(
    {"request", "request_failed", "job_done", "job_failed", "alert_sent", "send_failed", "denied", "retry", "channel_crowded"}
)
FIELDS: Final = frozenset(
    {"request_id", "route", "method", "status", "code", "ms", "job", "topic", "count", "attempt", "role", "error", "frames", "operation"}
)

# Not the application's own name: Chalice gives that logger a handler of its own, and each line would come twice.
LOGGER = "quietroom.events"
_logger = logging.getLogger(LOGGER)
_logger.setLevel(logging.INFO)
_logger.propagate = False


class _Stdout(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to whatever stdout is now: a handler that keeps the first stream breaks under capture and redirection."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stdout.write(record.getMessage() + "\n")
        sys.stdout.flush()


_logger.addHandler(_Stdout())
# Its messages quote the refused ciphertext's context in a traceback.
logging.getLogger("aws_encryption_sdk").setLevel(logging.CRITICAL)


def event(name: str, **fields: str | int | float | None) -> None:
    """Write one line. Raises Misuse for an event or a field outside the vocabulary."""
    _write(logging.INFO, name, fields)


def _write(level: int, name: str, fields: Mapping[str, str | int | float | None]) -> None:
    if name not in EVENTS or not FIELDS.issuperset(fields):
        raise Misuse(f"not in the log vocabulary: {name} {sorted(set(fields) - FIELDS)}")
    _logger.log(level, json.dumps({"event": name, "at": clock.now().isoformat(), **fields}))


def failure(name: str, error: BaseException, **fields: str | int | float | None) -> None:
    """Write an error's type and frames. Its text stays out: exception texts quote values."""
    frames = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]]
    _write(logging.ERROR, name, {"error": type(error).__name__, "frames": " < ".join(reversed(frames)), **fields})
