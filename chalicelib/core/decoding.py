"""From bytes to the shape a route asks for. Size first, then equal keys, then types; what is refused names its field, never quotes it."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from chalicelib.core.errors import InvalidInput

MAX_BYTES = 256_000
_FIELD = re.compile(r" - at `\$\.?(.*)`$")
_NAMED = re.compile(r"field `([^`]{1,64})`")


class TooLarge(InvalidInput):
    """The body is larger than any request needs."""

    code = "too_large"
    sentence = f"The request is larger than {MAX_BYTES // 1000} kB."


class Decoded(NamedTuple):
    """A body that could be read, or the problem that is told once the caller may hear it."""

    value: msgspec.Struct | None
    problem: InvalidInput | None


class _EqualKeys(ValueError):
    pass


def attempt(raw: bytes, shape: type[msgspec.Struct] | None) -> Decoded:
    """Read a JSON body into `shape`, or say what is wrong with it without raising."""
    if shape is None:
        return Decoded(None, None)
    if len(raw) > MAX_BYTES:
        return Decoded(None, TooLarge())
    try:
        # The fast decoder takes the last of two equal keys in silence; two readers of one body must not see two meanings.
        json.loads(raw, object_pairs_hook=_refuse_equal_keys)
        return Decoded(msgspec.json.decode(raw, type=shape), None)
    except msgspec.ValidationError as wrong:
        return Decoded(None, _named(wrong))
    except _EqualKeys:
        return Decoded(None, InvalidInput("A name stands twice in one object."))
    except (ValueError, RecursionError):
        return Decoded(None, InvalidInput("The body is not JSON we can read."))


def _refuse_equal_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _EqualKeys
    return found


def query(params: Mapping[str, str] | None, shape: type[msgspec.Struct]) -> msgspec.Struct:
    """Read query parameters into `shape`. Raises InvalidInput that names the parameter."""
    try:
        return msgspec.convert(dict(params or {}), type=shape, strict=False)
    except msgspec.ValidationError as wrong:
        raise _named(wrong) from None


def _named(wrong: msgspec.ValidationError) -> InvalidInput:
    text = str(wrong)
    place = _FIELD.search(text)
    name = _NAMED.search(text)
    field = ".".join(part for part in (place.group(1) if place else "", name.group(1) if name else "") if part)
    # Messages about enums quote the value sent, so only the others are passed on.
    hint = "" if "enum value" in text else f" {_FIELD.sub('', text)}."
    return InvalidInput(f"This field could not be read: {field or 'body'}.{hint}", field=field or "body")
