"""Who may act on a kept contact: whoever holds its token. The token is a secret of the page; what is kept here is its digest only."""

import hashlib
from typing import Any

from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject, anyone, own
from chalicelib.core.records import Record


def holding(body: str) -> Allow:
    """Whoever holds the token in the body, for the contact kept under it."""
    return _Holding(body)


def claiming(body: str) -> Allow:
    """A client, for their own, with the contact beside it whose token the body holds."""
    return _Claiming(body)


def of_token(token: str) -> Grant:
    """What the holder of a token may do: act on the one contact kept under it."""
    subject = _subject(token)
    return Grant(Caller(subject.id, "visitor"), subject, Right.OWN)


class _Holding(Allow):
    public = True

    def __init__(self, body: str) -> None:
        super().__init__()
        self.body = body

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        token: Any = getattr(asked.body, self.body, None)
        return of_token(token) if token is not None else anyone.grant(caller, asked, rows)


class _Claiming(Allow):
    def __init__(self, body: str) -> None:
        super().__init__("client")
        self.body = body

    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        mine = own(caller)
        if asked.body is None:
            return mine
        contact = Grant(caller, _subject(getattr(asked.body, self.body)), Right.PARTY, why="contact")
        return Grant(caller, mine.subject, mine.right, mine.why, (contact,))


def _subject(token: str) -> Subject:
    return Subject("contact", hashlib.sha256(token.encode()).hexdigest())
