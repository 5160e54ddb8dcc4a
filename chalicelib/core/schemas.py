"""The two kinds of public shapes."""

import msgspec


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a caller sends. Unknown fields are refused; no field may be `Any`."""


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller gets."""
