"""What is kept: tables as classes, and one read of many rows.

A text attribute is a key, sealed, or says why it may be read in clear; anything else stops the import. `save`, `update` and `delete`
of a Record are closed: `writing` is the one way to write, because it carries the entry in the access log.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Never

from pynamodb.attributes import (
    Attribute,
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.connection import Connection, TableConnection
from pynamodb.constants import MAP
from pynamodb.models import MetaModel, Model

from chalicelib.core import settings
from chalicelib.core.errors import Misuse, Unavailable

SHARDS = 16
_TRIES = 5
_BATCH = 100
_KEY_BYTES = 1024


def table(name: str) -> str:
    """The full name of a table in this deployment."""
    return f"{settings.load().table_prefix}-{name}"


def stream_arn(name: str) -> str:
    """The stream of a table in this deployment, as handlers name it."""
    return f"arn:aws:dynamodb:{settings.load().region}:000000000000:table/{table(name)}/stream/latest"


def shard(record_id: str) -> str:
    """The partition of a sparse due index: one of 16, by hash of the id, so that a sweep asks 16 partitions and none grows hot."""
    return f"s{hashlib.sha256(record_id.encode()).digest()[0] % SHARDS:02d}"


class Ciphertext(bytes):
    """A sealed message. Has no JSON form; its repr tells only its length."""

    def __repr__(self) -> str:
        return f"Ciphertext({len(self)} bytes)"

    __str__ = __repr__


class Sealed(BinaryAttribute):
    """An attribute that takes what `vault.seal` gives and nothing else."""

    def __init__(self, null: bool = False) -> None:
        super().__init__(null=null, legacy_encoding=False)

    def serialize(self, value: Any) -> Any:
        if not isinstance(value, Ciphertext):
            raise TypeError(f"a sealed attribute takes Ciphertext, not {type(value).__name__}")
        return super().serialize(value)  # type: ignore[no-untyped-call]

    def deserialize(self, value: Any) -> Ciphertext:
        return Ciphertext(super().deserialize(value))  # type: ignore[no-untyped-call]


class ClearText(UnicodeAttribute):
    """A readable word, and the reason why it may be readable."""

    def __init__(self, *, why: str, null: bool = False, hash_key: bool = False, range_key: bool = False) -> None:
        _give_reason(why)
        super().__init__(null=null, hash_key=hash_key, range_key=range_key)
        self.why = why


class ClearList(JSONAttribute):
    """A readable list of ids, states or numbers, and the reason why."""

    def __init__(self, *, why: str, null: bool = False) -> None:
        _give_reason(why)
        super().__init__(null=null)
        self.why = why


class ClearMap(JSONAttribute):
    """A readable map of ids, states or numbers, and the reason why."""

    def __init__(self, *, why: str, null: bool = False) -> None:
        _give_reason(why)
        super().__init__(null=null)
        self.why = why


class NumberMap(Attribute[dict[str, int]]):
    """Whole numbers by short keys made of digits. An entry is changed and tested by itself, `attribute["0900"].does_not_exist()`.

    So writers of different entries do not fail each other; the map must be there before an entry can be set.
    """

    attr_type = MAP

    def __init__(self) -> None:
        super().__init__(null=True)

    def serialize(self, value: dict[str, int]) -> dict[str, dict[str, str]]:
        if not all(key.isdigit() for key in value):
            raise TypeError("the keys of a map of numbers are digits")
        return {key: {"N": str(int(number))} for key, number in value.items()}

    def deserialize(self, value: dict[str, dict[str, str]]) -> dict[str, int]:
        return {key: int(number["N"]) for key, number in value.items()}


def _give_reason(why: str) -> None:
    if len(why.split()) < 3:
        raise Misuse("a readable attribute says in words why it may be read")


_EXPLAINED = (Sealed, ClearText, ClearList, ClearMap, NumberMap, NumberAttribute, BooleanAttribute, UTCDateTimeAttribute, TTLAttribute)


def _check(name: str, attribute: "Attribute[Any]", bookkeeping: bool) -> None:
    is_key = attribute.is_hash_key or attribute.is_range_key
    if is_key and isinstance(attribute, UnicodeAttribute):
        return
    if is_key or not (isinstance(attribute, _EXPLAINED) or (bookkeeping and type(attribute) is BinaryAttribute)):
        raise Misuse(f"attribute {name} must be a text key, Sealed, a number, a time, or ClearText(why=...)")


class _RecordMeta(MetaModel):
    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], discriminator: Any = None) -> None:  # noqa: N805 - a metaclass
        super().__init__(name, bases, namespace, discriminator)
        for attribute_name, attribute in cls.get_attributes().items():  # type: ignore[attr-defined]
            _check(f"{name}.{attribute_name}", attribute, getattr(cls.Meta, "bookkeeping", False))  # type: ignore[attr-defined]
        if "Meta" in namespace and not namespace["Meta"].__dict__.get("abstract"):
            if not getattr(namespace["Meta"], "subject", None):
                raise Misuse(f"{name}.Meta must name the kind of subject its partition belongs to")
            RECORDS.append(cls)  # type: ignore[arg-type]


RECORDS: list[type["Record"]] = []
"""Every record class that has been imported: infra derives the tables from it."""


class Record(Model, metaclass=_RecordMeta):
    """One kind of item. Meta: table_name, subject (kinds of the partition's subject, as one word or a tuple), stream, ttl, bookkeeping."""

    class Meta:
        """What every table has. bookkeeping: holds nothing about a person but ids, so marks on it need no entry in the access log."""

        abstract = True
        table_name = ""
        subject: str | tuple[str, ...] = ""
        stream = False
        ttl: str | None = None
        bookkeeping = False
        host = settings.load().aws_endpoint
        region = settings.load().region
        max_retry_attempts = 2

    @classmethod
    def _get_connection(cls) -> TableConnection:
        connection = super()._get_connection()
        if connection.connection._client is None:
            connection.connection._client = dynamodb().client
        return connection

    def save(self, *_: Any, **__: Any) -> Never:
        """Closed."""
        raise Misuse("write through writing.transaction")

    def update(self, *_: Any, **__: Any) -> Never:
        """Closed."""
        raise Misuse("write through writing.transaction")

    def delete(self, *_: Any, **__: Any) -> Never:
        """Closed."""
        raise Misuse("write through writing.transaction")

    @classmethod
    def batch_write(cls, *_: Any, **__: Any) -> Never:
        """Closed."""
        raise Misuse("write through writing.transaction")

    @classmethod
    def scan(cls, *_: Any, **__: Any) -> Never:
        """Closed: a table is never read whole."""
        raise Misuse("no scan")


@lru_cache(maxsize=1)
def dynamodb() -> Connection:
    """The one connection of this process, shared by every table."""
    meta = Record.Meta
    return Connection(region=meta.region, host=meta.host, max_retry_attempts=meta.max_retry_attempts)


class Key(NamedTuple):
    """Where one item is."""

    model: type[Record]
    hash: str
    range: str | None = None

    @property
    def possible(self) -> bool:
        """Whether DynamoDB could hold such a key at all; ids come from bodies too, so an impossible one is simply not there."""
        return all(0 < len(part.encode(errors="replace")) <= _KEY_BYTES for part in (self.hash, self.range) if part is not None)

    def raw(self) -> dict[str, dict[str, str]]:
        """The item's key as DynamoDB takes it."""
        attributes = self.model.get_attributes()
        names = [attributes[name].attr_name for name in (self.model._hash_keyname, self.model._range_keyname) if name]
        return {name: {"S": value} for name, value in zip(names, (self.hash, self.range), strict=False) if value is not None}


def get_many(keys: Sequence[Key]) -> list[Any]:
    """Read rows of any tables in one consistent BatchGetItem, in the order asked; None where there is none. At most 100 keys."""
    if len(keys) > _BATCH:
        raise Misuse("a batch holds 100 keys")
    request: dict[str, Any] = {}
    for key in {key for key in keys if key.possible}:
        request.setdefault(key.model.Meta.table_name, {"Keys": [], "ConsistentRead": True})["Keys"].append(key.raw())
    names = {name: list(asked["Keys"][0]) for name, asked in request.items()}
    found: dict[tuple[str, ...], Any] = {}
    for _ in range(_TRIES):
        if not request:
            break
        answer = dynamodb().dispatch("BatchGetItem", {"RequestItems": request})
        for name, items in answer["Responses"].items():
            found.update({(name, *(item[part]["S"] for part in names[name])): item for item in items})
        request = answer.get("UnprocessedKeys") or {}
    if request:
        raise Unavailable
    rows = [found.get((key.model.Meta.table_name, *(part for part in (key.hash, key.range) if part is not None))) for key in keys]
    return [key.model.from_raw_data(row) if row else None for key, row in zip(keys, rows, strict=True)]
