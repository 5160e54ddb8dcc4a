"""When people are busy: one item per person and month, start -> minutes, no personal data.

Starts lie on quarter hours, so the sessions that could overlap a new one have known keys, and a condition names just those: bookings of
different times do not fail each other, on the same day either.

A time that is offered to somebody is held there too: its entry is the minutes plus a thousand times the second (since 1970) at which the
hold ends. No session is that long, so a condition that knows nothing of holds takes it for one that never ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import and_

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.update import Action

from chalicelib.availability.rules import DAY, MINUTE, QUARTER, Interval
from chalicelib.core.errors import AppError
from chalicelib.core.records import Key, NumberMap, Record, table
from chalicelib.core.writing import Transaction
from chalicelib.scheduling.rules import LONGEST_SESSION, Hold

_BUSY = "busy#"
# A month turns at 08:00 UTC, at night from coast to coast: a booking touches two items only where somebody meets then.
_TURN = 8 * 60 * MINUTE
_HELD = 1000


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
    """Every session of these items, in the order of items; holds are none."""
    return [time for row in rows if row is not None for time, until in _entries(row) if not until]


def taken(rows: Iterable[BusyRecord | None], now: int, own: Hold | None = None) -> list[Interval]:
    """Every session of these items, and every time that is held at `now`, but for one's own hold."""
    return [time for row in rows if row is not None for time, until in _entries(row) if not until or (until > now and (time, until) != own)]


def _entries(row: BusyRecord) -> Iterator[Hold]:
    """Sessions and holds of an item; of a session, `until` is 0."""
    month = datetime.strptime(row.item.removeprefix(_BUSY), "%Y-%m").replace(tzinfo=UTC)
    base = int(month.timestamp()) + _TURN
    for key, entry in row.sessions.items():
        start = base + (int(key[:2]) - 1) * DAY + int(key[2:4]) * 60 * MINUTE + int(key[4:]) * MINUTE
        until, minutes = divmod(entry, _HELD)
        yield Hold((start, start + minutes * MINUTE), until)


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
    now: int = 0,
    own: Hold | None = None,
    until: int = 0,
) -> None:
    """Within a transaction, give up one session's time, take another's, or both.

    rows: the person's items as they were read, at least those of `keys` for both times. buffer: minutes to keep free around `take`.
    now: the second from whose view holds are over; all of them last where it is not told. own: the hold that keeps `take` for the taker.
    until: only hold the time, up to this second.
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
        mark = _mark(Hold(take, until))
        if item in known:
            actions[item].append(BusyRecord.sessions[key].set(mark))
            conditions[item] += [size(BusyRecord.sessions) == len(known[item])] if capped else []
        else:
            actions[item].append(BusyRecord.sessions.set({key: mark}))
            conditions[item].append(BusyRecord.sessions.does_not_exist())
        holds = [entry for row in rows if row is not None for entry in _entries(row) if entry.until]
        harmless = {
            _place(hold.time[0]): _mark(hold)
            for hold in holds
            if hold.until <= now or hold == own or hold.time[1] + buffer * MINUTE <= take[0]
        }
        for place, condition in _free(take, leave, buffer * MINUTE, harmless):
            conditions[place].append(condition)
    _write(write, owner_id, actions, conditions, otherwise)


def release(write: Transaction, owner_id: str, hold: Hold, otherwise: AppError) -> None:
    """Within a transaction, take a hold's mark away. otherwise: raised where another mark, or none, stands there now."""
    item, key = _place(hold.time[0])
    write.update(BusyRecord(owner_id, item), [BusyRecord.sessions[key].remove()], BusyRecord.sessions[key] == _mark(hold), otherwise)


def stands(rows: Iterable[BusyRecord | None], hold: Hold) -> bool:
    """Say whether a hold's own mark is still there, over or not."""
    return any(entry == hold for row in rows if row is not None for entry in _entries(row))


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


def _free(take: Interval, leave: Interval | None, buffer: int, harmless: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, Condition]]:
    """For each quarter hour at which a session in the way could begin: none does, it ends early enough, or a harmless hold stands there.

    harmless: the marks of such holds as they were read, by item and key.
    """
    first, end = take[0] - buffer, take[1] + buffer
    earliest = -(-(first - LONGEST_SESSION * MINUTE) // QUARTER) * QUARTER
    for start in range(earliest, end, QUARTER):
        if leave is not None and start == leave[0]:
            continue
        item, key = _place(start)
        free = BusyRecord.sessions[key].does_not_exist()
        if start < first:
            free |= BusyRecord.sessions[key] <= (first - start) // MINUTE
        mark = harmless.get((item, key))
        yield item, free if mark is None else free | (BusyRecord.sessions[key] == mark)


def _mark(hold: Hold) -> int:
    """What stands for it in the item; of a session, `until` is 0."""
    return (hold.time[1] - hold.time[0]) // MINUTE + _HELD * hold.until


def _place(start: int) -> tuple[str, str]:
    """The item and the key of a session that starts then."""
    at = datetime.fromtimestamp(start - _TURN, UTC)
    return f"{_BUSY}{at:%Y-%m}", f"{at:%d%H%M}"
