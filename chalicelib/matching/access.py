"""Who may wait and for whom, and who may say that two people cannot work together."""

from chalicelib.accounts.access import Manages
from chalicelib.care.access import MayChoose, Treats
from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject, own
from chalicelib.core.errors import InvalidInput, NotFound
from chalicelib.core.records import Key, Record
from chalicelib.providers import service as providers


def may_wait(body: str) -> Allow:
    """A client, for their own; where the body names a provider of the directory, with that provider beside it."""
    return MayWait(body)


def may_declare(path: str, body: str) -> Allow:
    """A provider, of themselves, for the client named in the path whom they treat; the manager, of the provider in the body, for any."""
    return MayDeclare(path, body)


class MayDeclare(Allow):
    """See `may_declare`."""

    def __init__(self, path: str, body: str) -> None:
        super().__init__("provider", "admin")
        self.treats, self.manages, self.body = Treats(path), Manages(path, None), body

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        named = self._named(asked)
        listed = [providers.listing_key(named)] if named else []
        return [*self.treats.keys(caller, asked), *self.manages.keys(caller, asked), *listed]

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        relation, standing, *listed = rows
        named = self._named(asked)
        if caller.role == "provider":
            client = self.treats.grant(caller, asked, [relation])
            if named not in (None, caller.id):
                raise NotFound
            return _beside(client, caller.id)
        client = self.manages.grant(caller, asked, [standing])
        if asked.body is None:
            return client
        if named is None:
            raise InvalidInput("Say which therapist it is about.", field=self.body)
        if providers.listing_of(listed[0]) is None:
            raise NotFound
        return _beside(client, named)

    def _named(self, asked: Asked) -> str | None:
        return getattr(asked.body, self.body) if asked.body is not None else None


def _beside(client: Grant, provider_id: str) -> Grant:
    provider = Grant(client.caller, Subject("provider", provider_id), Right.PARTY, client.why)
    return Grant(client.caller, client.subject, client.right, client.why, (provider,))


class MayWait(MayChoose):
    """See `may_wait`."""

    def keys(self, caller: Caller, asked: Asked) -> list[Key]:
        return super().keys(caller, asked) if self._named(asked) else []

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        return super().grant(caller, asked, rows) if self._named(asked) else own(caller)

    def _named(self, asked: Asked) -> bool:
        return asked.body is not None and getattr(asked.body, self.body) is not None
