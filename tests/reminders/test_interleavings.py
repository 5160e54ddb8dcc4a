"""A change meets the reminder that is on its way: in every order of their AWS calls nobody is told a time that was given up.

A reminder that holds its lease goes out before the change, which waits for it; one without goes out never.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
from botocore.endpoint import Endpoint

from chalicelib.core import outbox, writing
from chalicelib.core.gate import run_as_job
from chalicelib.reminders import notices, sending, telling
from chalicelib.scheduling import booking, changing, openings, store
from chalicelib.scheduling.schemas import Appointment, Cancellation, Move
from tests import make
from tests.orders import every_order
from tests.reminders.conftest import WEDNESDAY_10
from tests.scheduling.conftest import wish

MONDAY = datetime(2026, 3, 2, 14, tzinfo=UTC)
OLD = datetime.fromisoformat(WEDNESDAY_10)
NEW = OLD + timedelta(hours=2)
DAY = timedelta(hours=24)
OLD_WORDS, NEW_WORDS = "9:00 AM CST", "11:00 AM CST"


class Round(NamedTuple):
    """One order of calls: the appointment, and what happened in it, one after the other."""

    made: Appointment
    log: list[str]


class Desk:
    """One client whose reminder is due; everything that can be done about it tells when it was done."""

    def __init__(self, office: Any, background: Any, clock: Any) -> None:
        self.office, self.background, self.clock = office, background, clock
        self.ana = office.client()
        self.round = Round(self.book(), [])
        # What a process keeps at its first use is kept before the orders begin, so that each makes the same calls.
        self.sweep()
        self.clear()

    def book(self) -> Appointment:
        """Book the old time, and let its reminder be due."""
        self.clock.set(MONDAY)
        made = booking.book(self.office.grant(self.ana), wish(self.office.pat, WEDNESDAY_10), self.clock.now())
        self.clock.set(OLD - DAY)
        self.background.mails()
        self.round = Round(made, [])
        return made

    def cancel(self) -> None:
        changing.cancel(self._grant(), self.round.made.id, Cancellation(), self.clock.now())
        self.round.log.append("changed")

    def move(self) -> None:
        changing.reschedule(self._grant(), self.round.made.id, Move(start=NEW), self.clock.now())
        self.round.log.append("changed")

    def sweep(self) -> None:
        """Queue what is due, and take it from the queue."""
        sending.sweep(self.clock.now())
        self.background.work()

    def copy(self) -> store.AppointmentRecord:
        record = store.appointment(make.grant(self.office.pat, "provider"), self.round.made.id)
        assert record is not None
        return record

    def clear(self) -> None:
        """Give the time back, so that each order begins alike."""
        self.clock.set(MONDAY)
        if self.copy().status == "booked":
            changing.cancel(self._grant(), self.round.made.id, Cancellation(), self.clock.now())
        self.background.mails()

    def _grant(self) -> Any:
        return make.choice(self.ana, self.office.pat)


@pytest.fixture
def desk(office, background, clock, monkeypatch):
    for module in (openings, writing):
        monkeypatch.setattr(module.time, "sleep", lambda _: None)
    # One retry: more of the same calls make no new orders.
    monkeypatch.setattr(openings, "_TRIES", 2)
    made = Desk(office, background, clock)
    send = sending.mail.send

    def sent(to: str, subject: str, text: str, **parts: Any) -> None:
        send(to, subject, text, **parts)
        made.round.log.append("old" if OLD_WORDS in text else "new" if NEW_WORDS in text else text)

    monkeypatch.setattr(sending.mail, "send", sent)
    return made


def check(desk: Desk, change: Callable[[], None]) -> None:
    """Nobody was told the old time once it was given up, or twice; what was refused meanwhile works now, and the new time is told once."""
    log = desk.round.log
    assert log in (["old"], ["old", "changed"], ["changed"])
    if "changed" not in log:
        change()
    desk.clock.set(OLD)
    desk.sweep()
    moved = desk.copy().status == "booked"
    for at in (NEW - DAY, NEW - DAY + timedelta(minutes=1)) if moved else ():
        desk.clock.set(at)
        desk.sweep()
    assert log[log.index("changed") + 1 :] == (["new"] if moved else [])
    desk.clear()


CHANGES = pytest.mark.parametrize("change", [Desk.cancel, Desk.move], ids=lambda one: one.__name__)


def meet(desk: Desk, change: Callable[[Desk], None]) -> int:
    def start() -> list[Callable[[], Any]]:
        desk.book()
        return [lambda: change(desk), desk.sweep]

    return every_order(start, lambda: check(desk, lambda: change(desk)), most=2)


@CHANGES
def test_a_change_and_the_sweep_in_every_order_of_their_calls(desk, change):
    assert meet(desk, change) >= 10


@CHANGES
@pytest.mark.parametrize("broken", ["lease_reminder", "_unleased"])
def test_the_judge_finds_a_lease_that_is_taken_blindly_and_a_change_that_does_not_wait_for_one(desk, change, broken, monkeypatch):
    def take_blindly(_: Any, record: store.AppointmentRecord, until: datetime, *__: Any) -> None:
        writing.mark(record, [store.AppointmentRecord.leased_until.set(until)], store.AppointmentRecord.owner_id.exists())
        record.leased_until = until

    blind = {"lease_reminder": take_blindly, "_unleased": lambda _: store.AppointmentRecord.owner_id.exists()}
    monkeypatch.setattr(store, broken, blind[broken])
    with pytest.raises(AssertionError):
        meet(desk, change)


def test_a_move_that_is_made_and_told_between_any_two_calls_of_telling_the_booking(desk):
    """Nobody hears of the earlier time after the later one, and everybody hears of the later one."""
    assert meet_news(desk) >= 6


@pytest.mark.parametrize("broken", ["lock", "look"])
def test_the_judge_finds_news_that_does_not_wait_for_other_news_or_does_not_look_whether_it_is_still_true(desk, broken, monkeypatch):
    notify = notices.notify
    breaks: dict[str, tuple[Any, str, Any]] = {
        "lock": (telling, "mark", lambda *_: None),
        "look": (notices, "notify", lambda *facts: notify(*facts[:3], desk.copy().sequence, *facts[4:])),
    }
    monkeypatch.setattr(*breaks[broken])
    with pytest.raises(AssertionError):
        meet_news(desk)


def meet_news(desk: Desk) -> int:
    """One worker tells the client of the booking; meanwhile the client moves it, and another worker tells that."""
    make.run_all_due()
    desk.book()
    make.run_due()
    (booked,) = [entry_id for entry_id in outbox.due(desk.clock.now()) if outbox.OutboxRecord.get(entry_id).subject_id == desk.ana]
    begin_anew = desk.background.aws.stores.keep()

    def move() -> None:
        desk.move()
        make.run_all_due()

    calls = 0
    while meanwhile(calls, lambda: run_as_job("outbox", lambda: outbox.run(booked)), move):
        desk.clock.advance(minutes=1)
        make.run_all_due()
        told = [one for one in desk.round.log if one in ("old", "new")]
        assert told in (["new"], ["old", "new"])
        begin_anew()
        desk.clock.set(OLD - DAY)
        desk.round.log.clear()
        calls += 1
    return calls


def meanwhile(call: int, act: Callable[[], Any], other: Callable[[], None]) -> bool:
    """Do one thing, and all of another before this AWS call of it, counted from 0; say whether it came so far."""
    left, send = [call], Endpoint.make_request

    def counted(*arguments: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            other()
        return send(*arguments)

    with patch.object(Endpoint, "make_request", counted):
        act()
    return left[0] < 0


def test_two_workers_with_one_reminder_in_every_order_of_their_calls(desk):
    def start() -> list[Callable[[], Any]]:
        desk.book()
        return [desk.sweep, desk.sweep]

    assert every_order(start, lambda: check(desk, desk.cancel), most=1) >= 10
