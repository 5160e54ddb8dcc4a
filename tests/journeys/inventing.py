"""Bodies made from the API document: well-formed ones by chance, and ones that are wrong in one place."""

from __future__ import annotations

import base64
import json
import random
import re
from collections.abc import Iterator
from typing import Any

TEXTS = [
    "",
    " ",
    "x",
    "line\nline",
    "\x00",
    "\u202egnp.exe",
    "Ωmega ≈ 🫠",
    "<script>alert(1)</script>",
    "'; DROP TABLE moods; --",
    "{{7*7}}${7*7}",
    "../../etc/passwd",
    "NY",
    "ZZ",
    "en",
    "xx",
    "adult",
    "self_pay",
    "+1 212 555 0100",
    "0" * 26,
    "7" * 26,
    "a" * 64,
    "12",
    "0" * 43,
    "2125550100",
    "nobody@quietroom.example",
    f"{10**9}.{'0' * 26}",
]
ZONES = [
    "America/New_York",
    "UTC",
    "America",
    "America/",
    "/etc/passwd",
    "//",
    "-",
    "posixrules",
    "Factory",
    "zone1970",
    "tzdata",
    "x" * 64,
]
INSTANTS = [
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "1969-12-31T23:59:59Z",
    "2026-03-04T10:07:00.123456-05:00",
    "2027-01-31T15:00:00Z",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00",
]
DATES = ["0001-01-01", "1990-01-31", "2024-02-29", "2999-12-31", "9999-12-31"]
NAMES = ["a", "situation", "to_bed", "x" * 40]
SURPRISES: list[Any] = [None, True, -1, 0, 0.5, 10**30, 1e308, "", "x", [], [[]], {}, {"": None}]
"""One of each kind of JSON value, so that every field meets every other type."""


class Inventor:
    """Values for the shapes of one API document. seed: the same gives the same values. known: ids that mean something."""

    def __init__(self, document: dict[str, Any], seed: str, known: list[str]) -> None:
        self.shapes = document["components"]["schemas"]
        self.chance = random.Random(seed)
        self.words = [*known, *TEXTS, *ZONES]

    def whole(self, schema: dict[str, Any]) -> Any:
        """A value the schema allows, often at the edge of it."""
        schema = self._resolved(schema)
        if "anyOf" in schema:
            return self.whole(self.chance.choice(schema["anyOf"]))
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        if schema.get("type") == "null":
            return None
        return getattr(self, f"_{schema['type']}")(schema)

    def wrong(self, schema: dict[str, Any]) -> Iterator[Any]:
        """Bodies each with one thing the schema does not allow."""
        schema = self._resolved(schema)
        good = {name: self.whole(part) for name, part in schema["properties"].items()}
        yield {**good, "no such field": 1}
        for name in schema["required"]:
            yield {other: value for other, value in good.items() if other != name}
        for name, part in schema["properties"].items():
            for surprise in SURPRISES:
                if not self._allows(part, surprise):
                    yield {**good, name: surprise}

    def _resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        return self.shapes[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema

    def _allows(self, schema: dict[str, Any], value: Any) -> bool:
        """Whether a surprise is of a type that the schema may take; its bounds are not asked about, so a yes may be wrong."""
        schema = self._resolved(schema)
        if "anyOf" in schema:
            return any(self._allows(part, value) for part in schema["anyOf"])
        if "enum" in schema:
            return value in schema["enum"]
        kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict, "null": type(None)}
        if isinstance(value, bool):
            return schema["type"] == "boolean"
        # A whole number may be written as a fraction.
        return isinstance(value, kinds[schema["type"]]) or (schema["type"] == "integer" and isinstance(value, float) and value.is_integer())

    def _string(self, schema: dict[str, Any]) -> str:
        ready = {"date-time": INSTANTS, "date": DATES}.get(schema.get("format", ""))
        if ready:
            return self.chance.choice(ready)
        if schema.get("contentEncoding") == "base64":
            return base64.b64encode(self.chance.randbytes(self.chance.choice([0, 31, 32, 33]))).decode()
        least, most = schema.get("minLength", 0), schema.get("maxLength", 64)
        pattern = re.compile(schema.get("pattern", ""))
        fits = [word for word in [*self.words, "é" * most] if least <= len(word) <= most and pattern.search(word)]
        return self.chance.choice(fits)

    def _integer(self, schema: dict[str, Any]) -> int:
        step = schema.get("multipleOf", 1)
        low, high = schema.get("minimum", -(2**53)), schema.get("maximum", schema.get("exclusiveMaximum", 2**53 + 1) - 1)
        low = max(low, schema.get("exclusiveMinimum", low - 1) + 1)
        return self.chance.choice([-(-low // step) * step, high // step * step, self.chance.randint(-(-low // step), high // step) * step])

    def _number(self, schema: dict[str, Any]) -> float:
        low, high = schema.get("minimum", -1e308), schema.get("maximum", 1e308)
        return self.chance.choice([low, high, (low + high) / 2, (low + high) / 3])

    def _boolean(self, schema: dict[str, Any]) -> bool:
        return self.chance.random() < 0.5

    def _array(self, schema: dict[str, Any]) -> list[Any]:
        least, most = schema.get("minItems", 0), min(schema.get("maxItems", 6), 30)
        if "prefixItems" in schema:
            return [self.whole(part) for part in schema["prefixItems"]]
        return [self.whole(schema["items"]) for _ in range(self.chance.choice([least, most, self.chance.randint(least, most)]))]

    def _object(self, schema: dict[str, Any]) -> dict[str, Any]:
        required = schema.get("required", [])
        if isinstance(schema.get("additionalProperties"), dict):
            return {word: self.whole(schema["additionalProperties"]) for word in self.chance.sample(NAMES, self.chance.randint(0, 3))}
        kept = [name for name in schema.get("properties", {}) if name in required or self.chance.random() < 0.6]
        return {name: self.whole(schema["properties"][name]) for name in kept}


def unreadable(good: Any) -> dict[str, bytes]:
    """Bodies no reader may take, by what is wrong with them; `good` is one the route takes."""
    text = json.dumps(good).encode()
    return {
        "cut short": text[:-1] or b"{",
        "not JSON": b"score=5",
        "two values": text + text,
        "a bare list": b"[1]",
        "a bare word": b'"x"',
        "a bare nothing": b"null",
        "bad UTF-8": b'{"text":"\xff\xfe"}',
        "half a surrogate": b'{"text":"\\ud800"}',
        "another encoding": text.decode().encode("utf-16"),
        "not a number": b'{"score":NaN}',
        "beyond numbers": b'{"score":1e999}',
        "a very long number": b'{"score":' + b"9" * 5000 + b"}",
        "a deep list": b"[" * 100_000,
        "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        "a deep field": b'{"text":' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        "equal keys": b'{"text":"a","text":"b"}',
        "equal keys inside": b'{"a":{"b":1,"b":2}}',
        "an unknown field": b'{"no such field":1}',
        "more than any request needs": b'{"text":"' + b"x" * 300_000 + b'"}',
        "a million bytes": b'{"text":"' + b"x" * 1_100_000 + b'"}',
    }
