"""Ledger lines of one client. A line is written once and never changed; a waiver is a line of its own beside the fee it takes off."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError
from chalicelib.core.records import ClearText, Key, Record, get_many, table
from chalicelib.core.writing import Transaction
from chalicelib.ledger.schemas import LineKind, Reason

WAIVER = "-waiver"
_LINE = "line#"
_GRACE = "grace"


class LineRecord(Record):
    """One line. Partition: the client; sort: `line#` and the line's id, which is time-ordered; a waiver's is its fee's with a suffix."""

    class Meta(Record.Meta):
        table_name = table("ledger")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    kind = ClearText(why="fee, waiver or credit, decides how the amount counts")
    cents = NumberAttribute(null=True)
    minutes = NumberAttribute(null=True)
    appointment_id = ClearText(why="an id, the appointment it is about")
    reason = ClearText(why="one word of a closed list", null=True)
    made_by = ClearText(why="an id, who caused the line")
    at = UTCDateTimeAttribute()

    @property
    def line_id(self) -> str:
        """The line's id."""
        return self.item.removeprefix(_LINE)


class GraceRecord(Record):
    """That the client's first fee was let go. Partition: the client; sort: the word `grace`."""

    class Meta(Record.Meta):
        table_name = table("ledger")
        subject = "client"

    client_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    at = UTCDateTimeAttribute()


def grace_used(grant: Grant) -> bool:
    """Whether the client's first fee was let go before."""
    (row,) = get_many([Key(GraceRecord, grant.key("client"), _GRACE)])
    return row is not None


def use_grace(write: Transaction, grant: Grant, at: datetime, otherwise: AppError) -> None:
    """Within a transaction, use the client's one grace. otherwise: raised if it is used up."""
    write.put(GraceRecord(grant.key("client"), _GRACE, at=at), otherwise=otherwise)


def add(
    write: Transaction,
    grant: Grant,
    line_id: str,
    kind: LineKind,
    at: datetime,
    *,
    appointment_id: str,
    cents: int | None = None,
    minutes: int | None = None,
    reason: Reason | None = None,
    otherwise: AppError | None = None,
) -> LineRecord:
    """Add a line within a transaction. otherwise: raised if there is one of this id."""
    record = LineRecord(
        grant.key("client"),
        f"{_LINE}{line_id}",
        kind=kind,
        cents=cents,
        minutes=minutes,
        appointment_id=appointment_id,
        reason=reason,
        made_by=grant.caller_id,
        at=at,
    )
    write.put(record, otherwise=otherwise)
    return record


def line(grant: Grant, line_id: str) -> LineRecord | None:
    """One line, or None; one from before the grant's bound is not there."""
    if not grant.opens(line_id):
        return None
    (row,) = get_many([Key(LineRecord, grant.key("client"), f"{_LINE}{line_id}")])
    return row  # type: ignore[no-any-return]


def lines(grant: Grant, before: str | None, limit: int) -> Sequence[LineRecord]:
    """Up to `limit` lines before the cursor, newest first, in one Query."""
    # `line$` is the first text after everything that begins with `line#`.
    oldest = f"{_LINE}{grant.oldest_id}"
    bound = LineRecord.item.between(oldest, "line$" if before is None else max(f"{_LINE}{before}", oldest))
    found = LineRecord.query(grant.key("client"), bound, scan_index_forward=False, limit=limit + 1)
    return [row for row in found if row.line_id != before][:limit]
