"""Homework is between two people: the client it is for, and the provider who treats them."""

from chalicelib.care.access import Treats
from chalicelib.core.access import Allow, Asked, Caller, Grant, own
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record


def either_side(path: str) -> Allow:
    """The client named in the path, for their own, or the provider who treats them."""
    return EitherSide(path)


def the_client(path: str) -> Allow:
    """The client named in the path, for their own."""
    return TheClient(path)


class EitherSide(Treats):
    """See `either_side`."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.roles = frozenset({"client", "provider"})

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [] if caller.role == "client" else super().keys(caller, asked)

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        return _own(caller, asked.path[self.path]) if caller.role == "client" else super().grant(caller, asked, rows)


class TheClient(Allow):
    """See `the_client`."""

    def __init__(self, path: str) -> None:
        super().__init__("client")
        self.path = path

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        return _own(caller, asked.path[self.path])


def _own(caller: Caller, client_id: str) -> Grant:
    if client_id != caller.id:
        raise NotFound
    return own(caller)
