"""A creating request may be sent twice and makes one thing. Kept: who, a digest of key and request, the id of what was made."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn

from pynamodb.attributes import TTLAttribute, UnicodeAttribute

from chalicelib.core import clock, context
from chalicelib.core.errors import AppError, Conflict, Misuse
from chalicelib.core.records import ClearText, Record, table
from chalicelib.core.writing import Transaction

KEPT = timedelta(days=2)


class IdempotencyRecord(Record):
    """One remembered request. Partition: a digest of caller and key."""

    class Meta(Record.Meta):
        table_name = table("idempotency")
        subject = ("client", "provider", "practice")
        ttl = "expires_at"
        bookkeeping = True

    request_key = UnicodeAttribute(hash_key=True)
    request_hash = ClearText(why="digest of the request, to refuse another one under the same key")
    made_id = ClearText(why="the id of what the first request made")
    expires_at = TTLAttribute()


class Seen(AppError):
    """The idempotency record is there already."""


class Replay(Exception):
    """This request was carried out before and made `made_id`."""

    def __init__(self, made_id: str) -> None:
        super().__init__()
        self.made_id = made_id


class KeyReused(Conflict):
    """The same Idempotency-Key came with another request."""

    code = "idempotency_key_reused"
    sentence = "This Idempotency-Key was used for another request."


def record_for(write: Transaction) -> IdempotencyRecord | None:
    """The record a transaction carries: only where the request has a key and something was made."""
    work = context.current()
    if work is None or not work.idempotency_key or not write.made_id:
        return None
    return IdempotencyRecord(_key(work), request_hash=work.body_hash, made_id=write.made_id, expires_at=clock.now() + KEPT)


def _key(work: context.Work) -> str:
    return hashlib.sha256(f"{work.caller_id}\n{work.idempotency_key}".encode()).hexdigest()


def check_earlier() -> None:
    """Raise as `raise_earlier` does where the key was used before.

    For a use case whose own first effect would make it refuse a repeat; in any other the transaction finds it.
    """
    work = context.current()
    if work is not None and work.idempotency_key:
        with suppress(IdempotencyRecord.DoesNotExist):
            raise_earlier()


def raise_earlier() -> NoReturn:
    """Raise Replay for a repeat, KeyReused for another request under the same key."""
    work = context.current()
    if work is None:
        raise Misuse("no request under way")
    earlier = IdempotencyRecord.get(_key(work), consistent_read=True)
    if earlier.request_hash != work.body_hash:
        raise KeyReused
    raise Replay(earlier.made_id)
