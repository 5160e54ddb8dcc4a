"""What the access log keeps of every sealed part that is written or removed: where it belongs and the digest of its ciphertext.

Never of what is in it. With them `integrity.verify` finds a part that is older than the newest one, was removed, or was never written here.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chalicelib.core.records import RECORDS, Record, Sealed
from chalicelib.core.writing import Change

_PLACE = 24


def of(change: Change) -> list[str]:
    """What is noted of one change: place and digest of each sealed part it writes, an empty digest where nothing belongs from then on."""
    record, actions = change.record, change.actions
    sealed = _sealed(type(record))
    if change.removed:
        return [_entry(record, name, None) for name in sealed.values()]
    if actions is None:
        return [_entry(record, name, getattr(record, attribute)) for attribute, name in sealed.items()]
    named = [(str(action.values[0].path[0]), action.values[1:]) for action in actions]  # type: ignore[attr-defined]
    return [_entry(record, name, next(_bytes_in(values), None)) for name, values in named if name in sealed.values()]


def partition(record: Record) -> str:
    """Whose partition an item is in."""
    return str(getattr(record, str(record._hash_keyname)))


def key_of(model: type[Record], raw: Mapping[str, Any]) -> list[str]:
    """The values of a stored item's key, partition first."""
    names = [model.get_attributes()[name].attr_name for name in (model._hash_keyname, model._range_keyname) if name]
    return [raw[name]["S"] for name in names]


def of_stored(table: str, key: Sequence[str], raw: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each sealed part of an item as DynamoDB gives it, by its place."""
    names = {name for model in RECORDS if model.Meta.table_name == table for name in _sealed(model).values()}
    return {_place(table, key, name): _digest(raw[name]["B"]) for name in names if "B" in raw.get(name, ())}


def sealed_tables(kind: str) -> dict[str, type[Record]]:
    """The tables that keep something sealed in the partitions of this kind of subject, each with one of its records."""
    return {
        model.Meta.table_name: model
        for model in RECORDS
        if _sealed(model) and kind in ((model.Meta.subject,) if isinstance(model.Meta.subject, str) else model.Meta.subject)
    }


def _sealed(model: type[Record]) -> dict[str, str]:
    """The sealed attributes of a record: what the class calls them, and what the item does."""
    return {name: one.attr_name for name, one in model.get_attributes().items() if isinstance(one, Sealed)}


def _entry(record: Record, name: str, sealed: bytes | None) -> str:
    keys = [getattr(record, key) for key in (record._hash_keyname, record._range_keyname) if key]
    return f"{_place(record.Meta.table_name, keys, name)}:{_digest(sealed) if sealed else ''}"


def _place(table: str, key: Sequence[str], name: str) -> str:
    return hashlib.sha256("\n".join((table, *key, name)).encode()).hexdigest()[:_PLACE]


def _digest(sealed: bytes) -> str:
    return hashlib.sha256(sealed).hexdigest()


def _bytes_in(values: Sequence[Any]) -> Iterator[bytes]:
    for value in values:
        held = getattr(value, "value", None)
        if isinstance(held, Mapping) and isinstance(held.get("B"), bytes):
            yield held["B"]
