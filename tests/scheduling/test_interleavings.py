"""Two or three people act at once: every order in which their AWS calls can follow each other ends in one true state.

For three the orders are too many to try them all: tried are all with at most so many interruptions, where somebody else goes on before
one who could have. What goes wrong at all nearly always does with two (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core import mail, queue, records
from chalicelib.core.errors import AppError
from chalicelib.scheduling import booking
from chalicelib.scheduling.schemas import Appointment, Cancellation, Move
from tests import make
from tests.scheduling.conftest import Office, wish
from tests.scheduling.test_races import WEDNESDAY_9, check_house

CALL = "before-call"
LATER = WEDNESDAY_9 + timedelta(hours=2)
PATIENCE = 30


class Turns:
    """Lets threads make one AWS call at a time, in the order that `choices` says; beyond those whoever went last goes on.

    A choice counts from whoever went last, if they wait, and then by number.
    """

    def __init__(self, choices: list[int]) -> None:
        self.choices, self.taken = choices, []
        self._last: int | None = None
        self._change = threading.Condition()
        self._at: dict[int, str] = {}
        self._names = threading.local()

    def wait(self, **_: Any) -> None:
        """Before each call: stand in line. Threads that take no part pass."""
        number = getattr(self._names, "number", None)
        if number is not None:
            with self._change:
                self._at[number] = "waits"
                self._change.notify_all()
                assert self._change.wait_for(lambda: self._at[number] == "runs", PATIENCE)

    def run(self, acts: list[Callable[[], Any]]) -> None:
        """Do all of it in this order. A refusal is an answer like any other."""
        threads = [threading.Thread(target=self._act, args=(number, act)) for number, act in enumerate(acts)]
        self._at = dict.fromkeys(range(len(acts)), "runs")
        for thread in threads:
            thread.start()
        while self._next():
            pass
        for thread in threads:
            thread.join(PATIENCE)

    def _act(self, number: int, act: Callable[[], Any]) -> None:
        self._names.number = number
        try:
            act()
        except AppError:
            pass
        finally:
            with self._change:
                self._at[number] = "done"
                self._change.notify_all()

    def _next(self) -> bool:
        with self._change:
            assert self._change.wait_for(lambda: "runs" not in self._at.values(), PATIENCE)
            waiting = sorted((number for number, state in self._at.items() if state == "waits"), key=lambda one: (one != self._last, one))
            if waiting:
                step = len(self.taken)
                choice = min(self.choices[step], len(waiting) - 1) if step < len(self.choices) else 0
                self.taken.append((choice, len(waiting), waiting[0] == self._last))
                self._last = waiting[choice]
                self._at[self._last] = "runs"
                self._change.notify_all()
            return bool(waiting)


def every_order(start: Callable[[], list[Callable[[], Any]]], after: Callable[[], None], most: int = 1000) -> int:
    """Run what `start` gives in every order of calls with at most so many interruptions, and `after` after each; say how many there were."""
    choices: list[int] | None = []
    count = 0
    while choices is not None:
        acts, turns = start(), Turns(choices)
        with _taking(turns):
            turns.run(acts)
        after()
        count += 1
        choices = _following(turns.taken, most)
    return count


def _following(taken: list[tuple[int, int, bool]], most: int) -> list[int] | None:
    """The next order, depth first: the last choice that has another one left, taken; None after the last order."""
    for step in reversed(range(len(taken))):
        choice, options, could_go_on = taken[step]
        interruptions = sum(went_on and one > 0 for one, _, went_on in taken[:step])
        if choice + 1 < options and interruptions + could_go_on <= most:
            return [one for one, *_ in taken[:step]] + [choice + 1]
    return None


@contextmanager
def _taking(turns: Turns) -> Iterator[None]:
    services = [client.meta.events for client in (records.dynamodb().client, mail._client(), queue._client())]
    for events in services:
        events.register(CALL, turns.wait)
    try:
        yield
    finally:
        for events in services:
            events.unregister(CALL, turns.wait)


class Desk:
    """Three clients and what they can do. What is stored is put back between two orders, so that each begins alike."""

    def __init__(self, office: Office, aws: Any, now: Any) -> None:
        self.office, self.aws, self.now = office, aws, now
        self.clients = self.ana, self.ben, self.dee = office.client(), office.client(), office.client()
        self.begin_anew = aws.stores.keep()

    def book(self, client_id: str, start: Any) -> Callable[[], Appointment]:
        return lambda: booking.book(self.office.grant(client_id), wish(self.office.pat, start), self.now)

    def move(self, client_id: str, made: Appointment, start: Any) -> Callable[[], Any]:
        return lambda: booking.reschedule(make.choice(client_id, self.office.pat), made.id, Move(start=start), self.now)

    def cancel(self, client_id: str, made: Appointment) -> Callable[[], Any]:
        return lambda: booking.cancel(make.choice(client_id, self.office.pat), made.id, Cancellation(), self.now)

    def check_and_clear(self) -> None:
        check_house(self.aws)
        self.begin_anew()


@pytest.fixture
def desk(office, aws, clock, monkeypatch):
    for module in (booking, records):
        monkeypatch.setattr(module.time, "sleep", lambda _: None)
    made = Desk(office, aws, clock.now())
    # What a process keeps at its first use is kept before the orders begin, so that each makes the same calls.
    for client_id in made.clients:
        made.book(client_id, WEDNESDAY_9)()
        made.check_and_clear()
    return made


def test_two_who_book_one_time(desk):
    orders = every_order(lambda: [desk.book(desk.ana, WEDNESDAY_9), desk.book(desk.ben, WEDNESDAY_9)], desk.check_and_clear)
    assert orders >= 6


def test_one_who_books_what_another_cancels(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.cancel(desk.ana, made), desk.book(desk.ben, WEDNESDAY_9)]

    assert every_order(start, desk.check_and_clear) >= 10


def test_one_who_books_what_another_moves_away_from(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.move(desk.ana, made, LATER), desk.book(desk.ben, WEDNESDAY_9)]

    assert every_order(start, desk.check_and_clear) >= 15


def test_one_who_books_what_another_moves_to(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.move(desk.ana, made, LATER), desk.book(desk.ben, LATER)]

    assert every_order(start, desk.check_and_clear) >= 15


def test_one_who_moves_and_cancels_the_same_appointment_on_two_devices(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.move(desk.ana, made, LATER), desk.cancel(desk.ana, made)]

    assert every_order(start, desk.check_and_clear) >= 20


def test_three_who_want_one_time(desk):
    def start() -> list[Callable[[], Any]]:
        return [desk.book(client_id, WEDNESDAY_9) for client_id in desk.clients]

    assert every_order(start, desk.check_and_clear, most=1) >= 10


def test_one_who_books_what_the_second_cancels_and_the_third_moves_to(desk):
    def start() -> list[Callable[[], Any]]:
        first, second = desk.book(desk.ana, WEDNESDAY_9)(), desk.book(desk.ben, LATER)()
        return [desk.cancel(desk.ana, first), desk.move(desk.ben, second, WEDNESDAY_9), desk.book(desk.dee, WEDNESDAY_9)]

    assert every_order(start, desk.check_and_clear, most=1) >= 30


def test_the_judge_finds_the_order_that_doubles_a_booking_without_its_condition(desk, monkeypatch):
    from collections import defaultdict

    from chalicelib.scheduling import busy

    write = busy._write
    monkeypatch.setattr(busy, "_write", lambda made, owner, actions, _, refused: write(made, owner, actions, defaultdict(list), refused))
    desk.book(desk.ana, WEDNESDAY_9 + timedelta(days=1))()
    # Both look before either writes.
    turns = Turns([0, 1, 0, 0])
    with _taking(turns):
        turns.run([desk.book(desk.ana, WEDNESDAY_9), desk.book(desk.ben, WEDNESDAY_9)])
    with pytest.raises(AssertionError):
        check_house(desk.aws)
