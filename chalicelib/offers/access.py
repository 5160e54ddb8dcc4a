"""Who an offered time belongs to: the client it is kept for."""

from chalicelib.core.access import Allow, Asked, Caller, Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.offers import store
from chalicelib.scheduling.access import beside


def offered_to(path: str) -> Allow:
    """A client, for the offer named in the path, with its provider and everybody else whose appointment would move."""
    return OfferedTo(path)


class OfferedTo(Allow):
    """See `offered_to`."""

    def __init__(self, path: str) -> None:
        super().__init__("client")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.offer_key(caller.id, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        record = rows[0]
        if not isinstance(record, store.OfferRecord):
            raise NotFound
        return beside(caller, record.provider_id, record.moves)
