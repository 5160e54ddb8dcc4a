"""When people are busy: one item per person and month, start -> minutes, no personal data.

Starts lie on quarter hours, so the sessions that could overlap a new one have known keys, and a condition names just those: bookings of
different times do not fail each other, on the same day either.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import and_

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.update import Action

from chalicelib.core.errors import AppError
from chalicelib.core.records import Key, NumberMap, Record, Transaction, table
from chalicelib.scheduling.rules import DAY, LONGEST_SESSION, MINUTE, QUARTER, Interval

_BUSY = "busy#"
# A month turns at 08:00 UTC, at night from coast to coast: a booking touches two items only where somebody meets then.
_TURN = 8 * 60 * MINUTE


class BusyRecord(Record):
    """One person's sessions of one month, counted from its turn. Partition: the provider or client; sort: `busy#` and the month."""

    class Meta(Record.Meta):
        table_name = table("scheduling")
        subject = ("provider", "client")

    owner_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    sessions = NumberMap()


def keys(owner_id: str, within: Interval) -> list[Key]:
    """The items that hold every session which could touch an interval."""
    day, last = (datetime.fromtimestamp(instant - _TURN, UTC).date() for instant in (within[0] - LONGEST_SESSION * MINUTE, within[1]))
    months = [day.replace(day=1)]
    while (following := (months[-1] + timedelta(days=32)).replace(day=1)) <= last:
        months.append(following)
    return [Key(BusyRecord, owner_id, f"{_BUSY}{month:%Y-%m}") for month in months]


def sessions(rows: Iterable[BusyRecord | None]) -> list[Interval]:
    """Every session of these items, in the order of items."""
    return [session for row in rows if row is not None for session in _sessions(row)]


def _sessions(row: BusyRecord) -> Iterator[Interval]:
    month = datetime.strptime(row.item.removeprefix(_BUSY), "%Y-%m").replace(tzinfo=UTC)
    base = int(month.timestamp()) + _TURN
    for key, minutes in row.sessions.items():
        start = base + (int(key[:2]) - 1) * DAY + int(key[2:4]) * 60 * MINUTE + int(key[4:]) * MINUTE
        yield start, start + minutes * MINUTE


def move(
    write: Transaction,
    owner_id: str,
    rows: Sequence[BusyRecord | None],
    *,
    leave: Interval | None,
    take: Interval | None,
    otherwise: AppError,
    buffer: int = 0,
    capped: bool = False,
) -> None:
    """Within a transaction, give up one session's time, take another's, or both.

    rows: the person's items as they were read, at least those of `keys` for both times. buffer: minutes to keep free around `take`.
    capped: let it through only if the month holds as many sessions as were read, for a cap counts them.
    otherwise: raised if the time is not free any more, or the items are not as they were read.
    """
    known = {row.item: row.sessions for row in rows if row is not None}
    actions: dict[str, list[Action]] = defaultdict(list)
    conditions: dict[str, list[Condition]] = defaultdict(list)
    if leave is not None:
        item, key = _place(leave[0])
        actions[item].append(BusyRecord.sessions[key].remove())
    if take is not None:
        item, key = _place(take[0])
        minutes = (take[1] - take[0]) // MINUTE
        if item in known:
            actions[item].append(BusyRecord.sessions[key].set(minutes))
            conditions[item] += [size(BusyRecord.sessions) == len(known[item])] if capped else []
        else:
            actions[item].append(BusyRecord.sessions.set({key: minutes}))
            conditions[item].append(BusyRecord.sessions.does_not_exist())
        for place, condition in _free(take, leave, buffer * MINUTE):
            conditions[place].append(condition)
    _write(write, owner_id, actions, conditions, otherwise)


def _write(
    write: Transaction, owner_id: str, actions: dict[str, list[Action]], conditions: dict[str, list[Condition]], otherwise: AppError
) -> None:
    """One update or check for each item: DynamoDB takes an item once in a transaction."""
    for item in sorted({*actions, *conditions}):
        wanted = reduce(and_, conditions[item]) if conditions[item] else None
        if actions[item]:
            write.update(BusyRecord(owner_id, item), actions[item], wanted, otherwise)
        elif wanted is not None:
            write.check(Key(BusyRecord, owner_id, item), wanted, otherwise)


def _free(take: Interval, leave: Interval | None, buffer: int) -> Iterator[tuple[str, Condition]]:
    """For each quarter hour at which a session in the way could begin: none does, or it ends early enough."""
    first, end = take[0] - buffer, take[1] + buffer
    earliest = -(-(first - LONGEST_SESSION * MINUTE) // QUARTER) * QUARTER
    for start in range(earliest, end, QUARTER):
        if leave is not None and start == leave[0]:
            continue
        item, key = _place(start)
        absent = BusyRecord.sessions[key].does_not_exist()
        yield item, absent if start >= first else absent | (BusyRecord.sessions[key] <= (first - start) // MINUTE)


def _place(start: int) -> tuple[str, str]:
    """The item and the key of a session that starts then."""
    at = datetime.fromtimestamp(start - _TURN, UTC)
    return f"{_BUSY}{at:%Y-%m}", f"{at:%d%H%M}"
