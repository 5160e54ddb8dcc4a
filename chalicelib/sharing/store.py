"""The switches of one client, one row a kind."""

from datetime import datetime
from typing import get_args

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.records import Key, Record, get_many, table
from chalicelib.core.writing import Transaction
from chalicelib.sharing.schemas import Kind

KINDS: tuple[Kind, ...] = get_args(Kind)


class SwitchRecord(Record):
    """One switch. Partition: the client; sort: the kind of entries it is for."""

    class Meta(Record.Meta):
        table_name = table("sharing")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute(range_key=True)
    on = BooleanAttribute()
    changed_at = UTCDateTimeAttribute()


def switches(grant: Grant) -> dict[Kind, SwitchRecord | None]:
    """Every switch by its kind, None while never set. One consistent read."""
    rows = get_many([switch_key(grant.key("client"), kind) for kind in KINDS])
    return dict(zip(KINDS, rows, strict=True))


def switch_key(client_id: str, kind: Kind) -> Key:
    """Where one switch is, for rules of access that read it with the gate row."""
    return Key(SwitchRecord, client_id, kind)


def turn(write: Transaction, kind: Kind, on: bool, at: datetime) -> None:
    """Set one switch, from this moment."""
    write.put(SwitchRecord(write.grant.key("client"), kind, on=on, changed_at=at), replace=True)
