"""The one way to write: what belongs together in one transaction, with its entry in the access log; and marks, which change no content."""

import random
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from pynamodb.exceptions import TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Conflict, Misuse, Unavailable
from chalicelib.core.records import ClearList, ClearMap, Key, Record, Sealed, dynamodb

_TRIES = 5


def mark(record: Record, actions: Sequence[Action], condition: Condition, otherwise: AppError | None = None) -> None:
    """Update counters, leases and due marks of one item outside a transaction: numbers and times only, never what a person wrote or is.

    otherwise: raised when the condition does not hold; Conflict unless given.
    """
    names = {action.values[0].path[0] for action in actions}  # type: ignore[attr-defined]
    for attribute in type(record).get_attributes().values():
        if attribute.attr_name in names and isinstance(attribute, (Sealed, ClearList, ClearMap)):
            raise Misuse("a mark changes no content")
    try:
        Model.update(record, actions=list(actions), condition=condition)
    except UpdateError as failed:
        if failed.cause_response_code == "ConditionalCheckFailedException":
            raise otherwise or Conflict() from None
        raise


class Change(NamedTuple):
    """One item a transaction writes. actions: what is changed of it, None for the whole of it."""

    record: Record
    actions: Sequence[Action] | None = None
    removed: bool = False


class Transaction:
    """Puts, updates, deletes and checks that happen together or not at all."""

    def __init__(self, grant: Grant, kind: str) -> None:
        self.grant, self.kind = grant, kind
        self.made_id = ""
        self.changes: list[Change] = []
        self._write = TransactWrite(connection=dynamodb(), client_request_token=str(uuid.uuid4()))
        self._otherwise: dict[str, list[AppError | None]] = {"check": [], "delete": [], "put": [], "update": []}

    def put(self, record: Record, condition: Condition | None = None, otherwise: AppError | None = None, *, replace: bool = False) -> None:
        """Write a whole item; only a new one unless a condition is given or `replace` says otherwise."""
        if condition is None and not replace:
            condition = getattr(type(record), str(type(record)._hash_keyname)).does_not_exist()
        self.changes.append(Change(record))
        self._write.save(record, condition=condition)
        self._otherwise["put"].append(otherwise)

    def update(
        self, record: Record, actions: Sequence[Action], condition: Condition | None = None, otherwise: AppError | None = None
    ) -> None:
        """Change some attributes of an item; `record` needs its keys only."""
        self.changes.append(Change(record, actions))
        self._write.update(record, actions=list(actions), condition=condition)
        self._otherwise["update"].append(otherwise)

    def delete(self, record: Record, condition: Condition | None = None, otherwise: AppError | None = None) -> None:
        """Remove an item."""
        self.changes.append(Change(record, removed=True))
        self._write.delete(record, condition=condition)
        self._otherwise["delete"].append(otherwise)

    def check(self, key: Key, condition: Condition, otherwise: AppError | None = None) -> None:
        """Hold only if this condition does on an item that is not written."""
        self._write.condition_check(key.model, key.hash, key.range, condition=condition)
        self._otherwise["check"].append(otherwise)

    def made(self, record_id: str) -> None:
        """Say what was made, so that a repeat under the same Idempotency-Key finds it."""
        self.made_id = record_id

    def tell(self, topic: str, refs: Mapping[str, str], *, due: datetime | None = None, grant: Grant | None = None) -> None:
        """Leave an outbox entry about the grant's subject: due at once unless `due` says when."""
        from chalicelib.core import outbox  # outbox keeps Records itself

        self.put(outbox.entry(grant or self.grant, topic, refs, due))

    def commit(self) -> None:
        """Write everything in one TransactWriteItems, with its entries in the access log and its idempotency record."""
        from chalicelib.core import audit, idempotency  # both keep Records themselves

        for entry in audit.entries_for(self):
            self.put(entry)
        kept = idempotency.record_for(self)
        if kept:
            self.put(kept, otherwise=idempotency.Seen())
        for attempt in range(_TRIES):
            try:
                return self._write._commit()  # type: ignore[no-any-return]
            except TransactWriteError as failed:
                self._explain(failed)
            # Full jitter: the rivals that collided must not collide again.
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - spreads retries, guards nothing
        raise Unavailable

    def _explain(self, failed: TransactWriteError) -> None:
        """Raise what a refused condition means; return where a repeat is worth it."""
        from chalicelib.core import idempotency

        order = [error for group in ("check", "delete", "put", "update") for error in self._otherwise[group]]
        reasons = [reason.code if reason else "" for reason in failed.cancellation_reasons]
        refused = [error for error, code in zip(order, reasons, strict=False) if code == "ConditionalCheckFailed"]
        if any(isinstance(error, idempotency.Seen) for error in refused):
            idempotency.raise_earlier()
        if refused:
            raise next((error for error in refused if error), Conflict())
        if not any(code == "TransactionConflict" for code in reasons):
            raise failed


@contextmanager
def transaction(grant: Grant, kind: str) -> Iterator[Transaction]:
    """Write together what belongs together, for one grant.

    kind: what is done, for the access log, as `feature.verb`.
    Raises the `otherwise` of a refused condition; idempotency.Replay for a repeat; Unavailable when rivals keep colliding.
    """
    write = Transaction(grant, kind)
    yield write
    write.commit()
