"""Who a recurring appointment belongs to: its provider and its clients, each by the copy in their own partition."""

from chalicelib.core.access import Allow, Asked, Caller, Grant
from chalicelib.core.errors import NotFound
from chalicelib.core.records import Key, Record
from chalicelib.scheduling.access import opened
from chalicelib.series import store


def party_to_series(path: str) -> Allow:
    """A client or provider, for the series named in the path, with every other party to it."""
    return PartyToSeries(path)


class PartyToSeries(Allow):
    """See `party_to_series`."""

    def __init__(self, path: str) -> None:
        super().__init__("client", "provider")
        self.path = path

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return [store.key(caller.id, asked.path[self.path])]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        record = rows[0]
        if not isinstance(record, store.SeriesRecord):
            raise NotFound
        return opened(caller, record.provider_id, record.client_ids)
