"""The kinds of public shapes."""

import msgspec


class Request(msgspec.Struct, forbid_unknown_fields=True):
    """What a caller sends. Unknown fields are refused; no field may be `Any`."""


class Nothing(Request):
    """The body of a request that only says "do it": absent or an empty object."""


class Response(msgspec.Struct):
    """What a caller gets."""
