"""Reading of request bodies: a wrong type or a missing name is InvalidParameterException, never a crash."""

from __future__ import annotations

from collections.abc import Mapping

from infra.local.cognito.errors import Refused, invalid_parameter

TEXT_LIMIT = 20_000


class Body:
    """A JSON object with typed access to its members."""

    def __init__(self, values: object) -> None:
        if not isinstance(values, Mapping):
            raise Refused("SerializationException", "A JSON object is expected.")
        self.values: Mapping[str, object] = values

    def optional(self, name: str) -> str | None:
        """A text, or None when absent."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > TEXT_LIMIT or _has_surrogates(value):
            raise _wrong_type(name, "a string")
        return value

    def text(self, name: str) -> str:
        """A text that must be there and not empty."""
        value = self.optional(name)
        if not value:
            raise invalid_parameter(f"Missing required parameter {name}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise _wrong_type(name, "a boolean")
        return value

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong_type(name, "a number")
        return value

    def inner(self, name: str) -> Body:
        """An object inside this one, empty when absent."""
        return Body(self.values.get(name) or {})

    def inners(self, name: str) -> list[Body]:
        """A list of objects, empty when absent."""
        values = self.values.get(name) or []
        if not isinstance(values, list):
            raise _wrong_type(name, "a list")
        return [Body(value) for value in values]

    def texts(self, name: str) -> list[str]:
        """A list of texts, empty when absent."""
        values = self.values.get(name) or []
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise _wrong_type(name, "a list of strings")
        return list(values)

    def attributes(self, name: str = "UserAttributes") -> dict[str, str]:
        """A list of Name and Value pairs as a dict."""
        return {pair.text("Name"): pair.optional("Value") or "" for pair in self.inners(name)}


def _wrong_type(name: str, expected: str) -> Refused:
    return invalid_parameter(f"1 validation error detected: Value at '{name}' failed to satisfy constraint: Member must be {expected}")


def _has_surrogates(value: str) -> bool:
    # JSON can spell half a character; it has no bytes, so nothing could be hashed or compared.
    return any("\ud800" <= char <= "\udfff" for char in value)
