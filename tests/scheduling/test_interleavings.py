"""Two or three people act at once: every order in which their AWS calls can follow each other ends in one true state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core import writing
from chalicelib.scheduling import booking, changing, openings
from chalicelib.scheduling.schemas import Appointment, Cancellation, Move
from tests import make
from tests.orders import every_order
from tests.scheduling.conftest import Office, wish
from tests.scheduling.test_races import WEDNESDAY_9, check_house

LATER = WEDNESDAY_9 + timedelta(hours=2)


class Desk:
    """Three clients and what they can do. What is stored is put back between two orders, so that each begins alike."""

    def __init__(self, office: Office, aws: Any, now: Any) -> None:
        self.office, self.aws, self.now = office, aws, now
        self.clients = self.ana, self.ben, self.dee = office.client(), office.client(), office.client()
        self.begin_anew = aws.stores.keep()

    def book(self, client_id: str, start: Any) -> Callable[[], Appointment]:
        return lambda: booking.book(self.office.grant(client_id), wish(self.office.pat, start), self.now)

    def move(self, client_id: str, made: Appointment, start: Any) -> Callable[[], Any]:
        return lambda: changing.reschedule(make.choice(client_id, self.office.pat), made.id, Move(start=start), self.now)

    def cancel(self, client_id: str, made: Appointment) -> Callable[[], Any]:
        return lambda: changing.cancel(make.choice(client_id, self.office.pat), made.id, Cancellation(), self.now)

    def check_and_clear(self) -> None:
        check_house(self.aws)
        self.begin_anew()


@pytest.fixture
def desk(office, aws, clock, monkeypatch):
    for module in (openings, writing):
        monkeypatch.setattr(module.time, "sleep", lambda _: None)
    made = Desk(office, aws, clock.now())
    # What a process keeps at its first use is kept before the orders begin, so that each makes the same calls.
    for client_id in made.clients:
        made.book(client_id, WEDNESDAY_9)()
        made.check_and_clear()
    return made


def test_two_who_book_one_time(desk):
    orders = every_order(lambda: [desk.book(desk.ana, WEDNESDAY_9), desk.book(desk.ben, WEDNESDAY_9)], desk.check_and_clear)
    assert orders >= 4


def test_one_who_books_what_another_cancels(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.cancel(desk.ana, made), desk.book(desk.ben, WEDNESDAY_9)]

    assert every_order(start, desk.check_and_clear) >= 7


def test_one_who_books_what_another_moves_away_from(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.move(desk.ana, made, LATER), desk.book(desk.ben, WEDNESDAY_9)]

    assert every_order(start, desk.check_and_clear) >= 8


def test_one_who_books_what_another_moves_to(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.move(desk.ana, made, LATER), desk.book(desk.ben, LATER)]

    assert every_order(start, desk.check_and_clear) >= 7


def test_one_who_moves_and_cancels_the_same_appointment_on_two_devices(desk):
    def start() -> list[Callable[[], Any]]:
        made = desk.book(desk.ana, WEDNESDAY_9)()
        return [desk.move(desk.ana, made, LATER), desk.cancel(desk.ana, made)]

    assert every_order(start, desk.check_and_clear) >= 9


def test_three_who_want_one_time(desk):
    def start() -> list[Callable[[], Any]]:
        return [desk.book(client_id, WEDNESDAY_9) for client_id in desk.clients]

    assert every_order(start, desk.check_and_clear) >= 168


def test_one_who_books_what_the_second_cancels_and_the_third_moves_to(desk):
    def start() -> list[Callable[[], Any]]:
        first, second = desk.book(desk.ana, WEDNESDAY_9)(), desk.book(desk.ben, LATER)()
        return [desk.cancel(desk.ana, first), desk.move(desk.ben, second, WEDNESDAY_9), desk.book(desk.dee, WEDNESDAY_9)]

    assert every_order(start, desk.check_and_clear) >= 108


def test_the_judge_finds_the_order_that_doubles_a_booking_without_its_condition(desk, monkeypatch):
    from collections import defaultdict

    from chalicelib.scheduling import busy

    write = busy._write
    monkeypatch.setattr(busy, "_write", lambda made, owner, actions, _, refused: write(made, owner, actions, defaultdict(list), refused))
    desk.book(desk.ana, WEDNESDAY_9 + timedelta(days=1))()
    with pytest.raises(AssertionError):
        every_order(lambda: [desk.book(desk.ana, WEDNESDAY_9), desk.book(desk.ben, WEDNESDAY_9)], desk.check_and_clear)
