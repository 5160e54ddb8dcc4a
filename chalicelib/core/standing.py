"""The gate row: whether a person may come in at all, and as what. Read on every request, so changes hold at once."""

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core.records import ClearText, Record, table

ACTIVE = "active"


class StandingRecord(Record):
    """One person's standing. Partition: the person's id, which is the Cognito `sub`."""

    class Meta(Record.Meta):
        table_name = table("standing")
        subject = ("client", "provider", "practice")
        bookkeeping = True

    person_id = UnicodeAttribute(hash_key=True)
    role = ClearText(why="decides which routes are open, read before any key is")
    state = ClearText(why="active or suspended, read before any key is")
    tokens_from = UTCDateTimeAttribute(null=True)
