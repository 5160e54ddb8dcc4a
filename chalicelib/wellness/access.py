"""Who may see what a client noted: the provider who treats them, and only the kinds the client shares, from one request to the next."""

from chalicelib.care.access import Treats
from chalicelib.core.access import Asked, Caller, Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.wellness import store


class SharedWithTherapist(Treats):
    """The provider treats the client and the client's switch for this kind is on; the switch is read with the gate row."""

    def __init__(self, kind: str) -> None:
        super().__init__(path="client_id")
        self.kind = kind

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [*super().keys(caller, asked), store.switches_key(asked.path["client_id"])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        *care, switches = rows
        grant = super().grant(caller, asked, care)
        if not getattr(switches, self.kind, False):
            raise NotFound
        return grant
