"""Who may wait, and for whom."""

from chalicelib.care.access import MayChoose
from chalicelib.core.access import Allow, Asked, Caller, Grant, own
from chalicelib.core.records import Key, Record


def may_wait(body: str) -> Allow:
    """A client, for their own; where the body names a provider of the directory, with that provider beside it."""
    return MayWait(body)


class MayWait(MayChoose):
    """See `may_wait`."""

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return super().keys(caller, asked) if self._named(asked) else []

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        return super().grant(caller, asked, rows) if self._named(asked) else own(caller)

    def _named(self, asked: Asked) -> bool:
        return asked.body is not None and getattr(asked.body, self.body) is not None
