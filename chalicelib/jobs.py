"""The background: what is due is handed to its feature, and the access log is chained.

Lambda loads this module alone, so it imports every feature's jobs itself.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import chalicelib
from chalicelib.core import audit, outbox, queue, settings
from chalicelib.core.gate import SecureBlueprint
from chalicelib.core.records import stream_arn

work = SecureBlueprint(__name__)
_ENTRY = "outbox.entry"

for _, _name, _is_package in pkgutil.iter_modules(chalicelib.__path__):
    if _is_package and any(module.name == "jobs" for module in pkgutil.iter_modules([f"{chalicelib.__path__[0]}/{_name}"])):
        importlib.import_module(f"chalicelib.{_name}.jobs")


@work.stream("outbox-stream", arn=stream_arn("outbox"))
def on_outbox_entry(keys: dict[str, Any]) -> None:
    """Carry out a new entry at once if it is due."""
    outbox.run(keys["entry_id"]["S"])


@work.schedule("outbox-sweep", minutes=1)
def sweep_outbox(now: datetime) -> None:
    """Queue whatever is due and was not carried out: later entries, and those whose first try failed."""
    queue.put(_ENTRY, [{"entry_id": entry_id} for entry_id in outbox.due(now)])


@queue.takes(_ENTRY)
def take_entry(message: Mapping[str, Any]) -> None:
    """Carry out one queued entry."""
    outbox.run(message["entry_id"])


@work.queue("work-queue", queue=settings.load().queue.rpartition("/")[2])
def on_queued(body: str) -> None:
    """Hand one queued message to whoever takes its kind."""
    queue.hand(body)


@work.batches("audit-stream", arn=stream_arn("audit"), size=audit.AT_ONCE)
def on_audit_entries(keys: list[dict[str, Any]]) -> None:
    """Give new entries of the access log their places in their chains."""
    audit.chain([(key["subject_id"]["S"], key["entry_id"]["S"]) for key in keys])
