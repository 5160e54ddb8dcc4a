"""Keeps moto small and quick: it remembers every object it ever made and copies whole tables for each transaction.

Holds only as long as moto is asked by one thread at a time (the dispatcher's lock).
"""

from __future__ import annotations

import base64
import copy
import functools
from collections.abc import Callable
from typing import Any

from moto import backends
from moto.core import responses, utils
from moto.core.common_models import BaseModel
from moto.core.serialize import JSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.s3.models import FakeKey


def patch() -> None:
    """Replace moto's object tracker, its transaction backup and the slowest parts of its answers; a second call changes nothing."""
    BaseModel.__new__ = staticmethod(_forgetful_new)  # type: ignore[method-assign]
    # One version of an object is dropped without freeing its buffer, which its end then complains of.
    FakeKey.__del__ = FakeKey.dispose  # type: ignore[method-assign]
    if not hasattr(Table, "__deepcopy__"):
        # The transaction's own backup becomes the table itself: what it puts back is what `_Touched` has already restored.
        Table.__deepcopy__ = lambda table, memo: table  # type: ignore[attr-defined]
        JSONSerializer._serialize_type_structure = _attributes_as_they_are(JSONSerializer._serialize_type_structure)  # type: ignore[method-assign]
        # Looked up anew for each request otherwise: every folder of moto on disk, every member of a class.
        backends.list_of_moto_modules = functools.cache(lambda find=backends.list_of_moto_modules: tuple(find()))
        responses.method_names_from_class = functools.cache(utils.method_names_from_class)  # type: ignore[attr-defined]
        DynamoDBBackend.transact_write_items = _restoring(DynamoDBBackend.transact_write_items)  # type: ignore[method-assign, assignment]


def _forgetful_new(cls: type[BaseModel], *args: Any, **kwargs: Any) -> BaseModel:
    return object.__new__(cls)


def _restoring(
    transact: Callable[[DynamoDBBackend, list[dict[str, Any]]], None],
) -> Callable[[DynamoDBBackend, list[dict[str, Any]]], None]:
    @functools.wraps(transact)
    def transact_write_items(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        touched = [
            _Touched(backend.tables[op["TableName"]], op)
            for item in transact_items
            for op in item.values()
            if op.get("TableName") in backend.tables
        ]
        try:
            transact(backend, transact_items)
        except BaseException:
            # Newest first: of two entries for one key the older one is right.
            for entry in reversed(touched):
                entry.restore()
            raise

    return transact_write_items


def _attributes_as_they_are(serialize: Callable[..., None]) -> Callable[..., None]:
    """Items hold their attributes in the form of the answer already: walking the service model for each took nine tenths of a read."""

    @functools.wraps(serialize)
    def serialize_type_structure(serializer: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.name == "AttributeValue" and isinstance(value, dict) and len(value) == 1:
            ((kind, held),) = value.items()
            if kind in ("S", "N", "BOOL") and isinstance(held, (str, bool)):
                serialized[key] = {kind: held}
                return
            if kind == "B" and isinstance(held, bytes):
                serialized[key] = {kind: base64.b64encode(held).decode()}
                return
        serialize(serializer, serialized, value, shape, key)

    return serialize_type_structure


class _Touched:
    """One item and its table's stream as they were before a transaction."""

    def __init__(self, table: Table, operation: dict[str, Any]) -> None:
        self._table = table
        key = operation.get("Key") or operation.get("Item") or {}
        self._hash = DynamoType(key[table.hash_key_attr]) if table.hash_key_attr in key else None
        self._range = DynamoType(key[table.range_key_attr]) if table.range_key_attr in key else None
        self._item = copy.deepcopy(self._find())
        self._stream_length = len(table.stream_shard.items) if table.stream_shard else 0

    def _find(self) -> Any:
        if self._hash is None or self._hash not in self._table.items:
            return None
        found: Any = self._table.items[self._hash]
        return found.get(self._range) if self._table.has_range_key else found

    def restore(self) -> None:
        """Put the item back as it was and drop what the transaction told the stream."""
        if self._table.stream_shard:
            del self._table.stream_shard.items[self._stream_length :]
        if self._hash is None or (self._table.has_range_key and self._range is None):
            return
        items: Any = self._table.items
        holder, name = (items[self._hash], self._range) if self._table.has_range_key else (items, self._hash)
        if self._item is None:
            holder.pop(name, None)
        else:
            holder[name] = self._item
