"""One worker at a time tells a person about their appointments, so that no mail with an earlier time goes out after one with a later."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict
from chalicelib.core.records import Record, table
from chalicelib.core.writing import mark

LEASE = timedelta(minutes=1)
"""Longer than a mail takes, its two tries included."""
_ITEM = "telling"


class BeingTold(Conflict):
    """Another worker tells this person something just now."""


class TellingRecord(Record):
    """That a worker is telling somebody. Partition: the provider or client; sort: the word `telling`."""

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = ("provider", "client")
        bookkeeping = True

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    leased_until = UTCDateTimeAttribute(null=True)


@contextmanager
def alone(person: Grant, now: datetime) -> Iterator[None]:
    """Be the only one who tells this person about appointments. What they are is to be read inside. Raises BeingTold."""
    record, held = TellingRecord(person.key("provider", "client"), _ITEM), TellingRecord.leased_until
    until = now + LEASE
    mark(record, [held.set(until)], held.does_not_exist() | (held < now), BeingTold())
    try:
        yield
    finally:
        # Whoever lost the lease has nothing to give back.
        with suppress(Conflict):
            mark(record, [held.remove()], held == until)
