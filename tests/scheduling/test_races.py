"""Several people at once. Every write waits until everybody has read, so that nobody wins by being early."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.availability.rules import Interval, union
from chalicelib.core import records, settings
from chalicelib.core.errors import AppError, Unavailable
from chalicelib.scheduling import booking, busy, changing
from chalicelib.scheduling.schemas import Cancellation, Move
from tests import make
from tests.scheduling.conftest import Office, wish

WEDNESDAY_9 = datetime(2026, 3, 4, 14, tzinfo=UTC)
WRITE = "before-call.dynamodb.TransactWriteItems"


@contextmanager
def before_writes(handler: Callable[..., Any]) -> Iterator[None]:
    """Call `handler` before each TransactWriteItems of this process; what it returns is taken as the answer, unless None."""
    events = records.dynamodb().client.meta.events
    events.register(WRITE, handler)
    try:
        yield
    finally:
        events.unregister(WRITE, handler)


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """Do all of it at once, each first write held until every one has come so far. Returns results, or the errors' codes."""
    barrier, held = threading.Barrier(len(acts)), threading.local()

    def wait(**_: Any) -> None:
        if not getattr(held, "done", False):
            held.done = True
            barrier.wait(timeout=60)

    def run(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except AppError as refused:
            return refused.code

    with before_writes(wait), ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def items(aws: Any) -> list[dict[str, Any]]:
    return list(aws.client("dynamodb").scan(TableName=f"{settings.load().table_prefix}-scheduling")["Items"])


def check_house(aws: Any) -> Counter[str]:
    """Busy items and appointments say the same for everybody, and nobody is in two places at once. Returns sessions a person."""
    held: dict[str, list[Interval]] = {}
    agreed: dict[str, list[Interval]] = {}
    for item in items(aws):
        owner = item["owner_id"]["S"]
        if item["item"]["S"].startswith("busy#"):
            held.setdefault(owner, []).extend(busy.sessions([busy.BusyRecord.from_raw_data(item)]))
        elif item["item"]["S"].startswith("appointment#") and item["status"]["S"] == "booked":
            start = int(datetime.fromisoformat(item["start"]["S"]).timestamp())
            agreed.setdefault(owner, []).append((start, start + int(item["minutes"]["N"]) * 60))
    assert {one: sorted(found) for one, found in held.items() if found} == {one: sorted(found) for one, found in agreed.items()}
    for sessions in agreed.values():
        assert len(union(sessions)) == len(sessions)
    return Counter({owner: len(sessions) for owner, sessions in agreed.items()})


def bookings(office: Office, starts: list[datetime]) -> list[Callable[[], Any]]:
    """One client for each start."""
    grants = [office.grant(office.client()) for _ in starts]
    return [
        lambda grant=grant, start=start: booking.book(grant, wish(office.pat, start), office.now)
        for grant, start in zip(grants, starts, strict=True)
    ]


@pytest.fixture
def desk(office, clock):
    office.now = clock.now()
    return office


@pytest.mark.parametrize("rivals", [2, 5, 64])
def test_of_many_who_want_one_time_exactly_one_gets_it(desk, aws, rivals):
    results = together(bookings(desk, [WEDNESDAY_9] * rivals))

    assert Counter(one for one in results if isinstance(one, str)) == {"slot_taken": rivals - 1}
    assert check_house(aws)[desk.pat] == 1


def test_of_many_whose_times_all_overlap_exactly_one_gets_it(desk, aws):
    """Starts a quarter of an hour apart within one session's length, each wanted by sixteen."""
    results = together(bookings(desk, [WEDNESDAY_9 + timedelta(minutes=15 * (number % 4)) for number in range(64)]))

    assert Counter(one for one in results if isinstance(one, str)) == {"slot_taken": 63}
    assert check_house(aws)[desk.pat] == 1


def test_of_overlapping_times_nobody_gets_one_that_another_is_in(desk, aws):
    results = together(bookings(desk, [WEDNESDAY_9 + timedelta(minutes=15 * number) for number in range(8)]))

    won = sorted(one.start for one in results if not isinstance(one, str))
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(won))
    assert {one for one in results if isinstance(one, str)} == {"slot_taken"}
    assert check_house(aws)[desk.pat] == len(won)


def test_all_who_want_different_free_times_get_them(desk, aws):
    desk.offer(weekly=[[make.Window(0, 1440)]] * 7)
    # Sixteen a day on four days: every one of them a time of its own.
    starts = [WEDNESDAY_9 + timedelta(days=number // 16, hours=number % 16) for number in range(64)]
    results = together(bookings(desk, starts))

    assert [one for one in results if isinstance(one, str)] == []
    assert check_house(aws)[desk.pat] == 64


def test_the_first_two_bookings_of_a_month_both_hold(desk, aws):
    starts = [datetime(2026, 4, 1, 14, tzinfo=UTC), datetime(2026, 4, 1, 16, tzinfo=UTC)]
    assert [one for one in together(bookings(desk, starts)) if isinstance(one, str)] == []
    assert check_house(aws)[desk.pat] == 2


def test_two_times_that_overlap_across_the_end_of_a_month_are_not_both_given(desk, aws):
    desk.offer(weekly=[[make.Window(0, 1440)]] * 7)
    turn = datetime(2026, 4, 1, 8, tzinfo=UTC)
    results = together(bookings(desk, [turn - timedelta(minutes=30), turn + timedelta(minutes=15)]))

    assert len(busy.keys(desk.pat, (int(turn.timestamp()), int(turn.timestamp())))) == 2
    assert sorted(one if isinstance(one, str) else "won" for one in results) == ["slot_taken", "won"]
    assert check_house(aws)[desk.pat] == 1


def test_one_client_cannot_be_in_two_places_by_booking_with_two_therapists_at_once(desk, aws):
    ana = desk.client()
    other = make.provider(formats=["video"])
    make.hours(other)
    make.care(ana, other)
    results = together(
        [
            lambda: booking.book(desk.grant(ana), wish(desk.pat, WEDNESDAY_9), desk.now),
            lambda: booking.book(make.choice(ana, other), wish(other, WEDNESDAY_9 + timedelta(minutes=30)), desk.now),
        ]
    )
    assert sorted(one if isinstance(one, str) else "won" for one in results) == ["client_busy", "won"]
    assert check_house(aws)[ana] == 1


def test_a_daily_cap_holds_when_two_book_at_once(desk, aws):
    desk.offer(daily_cap=1)
    results = together(bookings(desk, [WEDNESDAY_9, WEDNESDAY_9 + timedelta(hours=3)]))
    assert sorted(one if isinstance(one, str) else "won" for one in results) == ["slot_taken", "won"]
    assert check_house(aws)[desk.pat] == 1


@pytest.mark.parametrize("seed", range(4))
def test_moving_and_cancelling_at_once_leaves_one_true_state(desk, aws, seed):
    ana, ben = desk.client(), desk.client()
    mine = booking.book(desk.grant(ana), wish(desk.pat, WEDNESDAY_9), desk.now)
    theirs = booking.book(desk.grant(ben), wish(desk.pat, WEDNESDAY_9 + timedelta(hours=1)), desk.now)
    acts = [
        lambda: changing.reschedule(make.choice(ana, desk.pat), mine.id, Move(start=WEDNESDAY_9 + timedelta(hours=2)), desk.now),
        lambda: changing.cancel(make.choice(ana, desk.pat), mine.id, Cancellation(), desk.now),
        lambda: changing.reschedule(make.choice(ben, desk.pat), theirs.id, Move(start=WEDNESDAY_9 + timedelta(hours=2)), desk.now),
    ]
    together(acts[seed % 3 :] + acts[: seed % 3])
    check_house(aws)


def test_a_booking_survives_conflicts_with_other_transactions(desk, aws):
    left = iter(range(3))

    def conflict(**_: Any) -> Any:
        return _cancelled("TransactionConflict") if next(left, None) is not None else None

    (book,) = bookings(desk, [WEDNESDAY_9])
    with before_writes(conflict):
        book()
    assert check_house(aws)[desk.pat] == 1


def test_a_booking_that_keeps_colliding_ends_without_a_trace(desk, aws):
    (book,) = bookings(desk, [WEDNESDAY_9])
    with before_writes(lambda **_: _cancelled("TransactionConflict")), pytest.raises(Unavailable):
        book()
    assert check_house(aws)[desk.pat] == 0


def _cancelled(reason: str) -> Any:
    error = {"Code": "TransactionCanceledException", "Message": f"Transaction cancelled [{reason}]"}
    parsed = {"Error": error, "CancellationReasons": [{"Code": reason, "Message": ""}], "ResponseMetadata": {"HTTPStatusCode": 400}}
    return SimpleNamespace(status_code=400), parsed


@pytest.mark.parametrize("rivals", [2, 3, 16])
def test_the_judge_finds_a_booking_without_its_condition_every_time(desk, aws, monkeypatch, rivals):
    write = busy._write
    monkeypatch.setattr(
        busy, "_write", lambda transaction, owner, actions, _, otherwise: write(transaction, owner, actions, _none(), otherwise)
    )
    booking.book(desk.grant(desk.client()), wish(desk.pat, WEDNESDAY_9 + timedelta(days=1)), desk.now)

    results = together(bookings(desk, [WEDNESDAY_9] * rivals))

    assert len([one for one in results if not isinstance(one, str)]) > 1
    with pytest.raises(AssertionError):
        check_house(aws)


def _none() -> Any:
    from collections import defaultdict

    return defaultdict(list)
