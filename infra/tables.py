"""The tables the product needs, read from its Record classes so that none is described twice."""

from __future__ import annotations

import os
import pkgutil
from importlib import import_module, util
from typing import Any

import chalicelib
from chalicelib.core import settings


def describe() -> list[dict[str, Any]]:
    """Every table, sorted by name: `name` (without the deployment's prefix), `keys`, `attributes`, `indexes`, `stream`, `ttl`.

    Keys and indexes are as CloudFormation spells them. Imports every feature's store; where the environment holds no settings, made-up
    ones are set first, since records read them on import.
    Raises ValueError where two Record classes of one table disagree.
    """
    for name in settings.NAMES.values():
        os.environ.setdefault(name, "undeployed")
    _import_stores()
    from chalicelib.core import records

    tables: dict[str, dict[str, Any]] = {}
    for record in (known for known in records.RECORDS if known.__module__.startswith("chalicelib.")):
        _merge(tables, _table(record))
    return [tables[name] for name in sorted(tables)]


def _import_stores() -> None:
    for package in pkgutil.iter_modules(chalicelib.__path__, "chalicelib."):
        if not package.ispkg:
            continue
        if package.name == "chalicelib.core":
            for module in pkgutil.iter_modules(import_module(package.name).__path__, "chalicelib.core."):
                import_module(module.name)
        elif util.find_spec(f"{package.name}.store"):
            import_module(f"{package.name}.store")


def _table(record: Any) -> dict[str, Any]:
    schema = record._get_schema()
    prefix = settings.load().table_prefix
    return {
        "name": record.Meta.table_name.removeprefix(f"{prefix}-"),
        "keys": _partition_first(_cased(schema["key_schema"])),
        "attributes": _cased(schema["attribute_definitions"]),
        "indexes": [{**index, "KeySchema": _partition_first(index["KeySchema"])} for index in _cased(schema["global_secondary_indexes"])],
        "stream": bool(record.Meta.stream),
        "ttl": record.Meta.ttl,
    }


def _merge(tables: dict[str, dict[str, Any]], table: dict[str, Any]) -> None:
    """Add one record's view of its table; several records of a table share its keys and may each bring indexes."""
    known = tables.setdefault(table["name"], table)
    if known["keys"] != table["keys"]:
        raise ValueError(f"records of table {table['name']} disagree about its keys")
    for part, name in (("attributes", "AttributeName"), ("indexes", "IndexName")):
        merged = {entry[name]: entry for entry in [*known[part], *table[part]]}
        known[part] = [merged[key] for key in sorted(merged)]
    known["stream"] = known["stream"] or table["stream"]
    known["ttl"] = known["ttl"] or table["ttl"]


def _partition_first(keys: list[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(keys, key=lambda key: key["KeyType"])


def _cased(value: Any) -> Any:
    """PynamoDB's snake case as CloudFormation's names, without throughput (every table is on demand) and an index's own attributes."""
    if isinstance(value, list):
        return [_cased(item) for item in value]
    if isinstance(value, dict):
        return {
            "".join(word[:1].upper() + word[1:] for word in key.split("_")): _cased(item)
            for key, item in value.items()
            if key not in ("provisioned_throughput", "attribute_definitions")
        }
    return value
