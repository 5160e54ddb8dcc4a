"""Several people act at once: runs them in every order their AWS calls can follow each other in that could make a difference.

Orders that differ only in which of two reads came first end alike, and one of them stands for all (sleep sets: Godefroid, "Partial-order
methods for the verification of concurrent systems", 1996).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from chalicelib.core import mail, queue, records
from chalicelib.core.errors import AppError

CALL = "before-call"
READS = {"GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan"}
PATIENCE = 30


class Step(NamedTuple):
    """One choice of who goes on: which of so many it was, and whether whoever went before could have gone on."""

    choice: int
    options: int
    could_go_on: bool


class Turns:
    """Lets threads make one AWS call at a time, in the order that `choices` says; beyond those whoever went last goes on.

    A choice counts from whoever went last, if they wait, and then by number, among those who are awake: whoever sleeps would only
    read a little later what an order before this one read a little earlier.
    """

    def __init__(self, choices: list[int]) -> None:
        self.choices, self.taken = choices, list[Step]()
        self._last: int | None = None
        self._asleep: set[int] = set()
        self._change = threading.Condition()
        self._at: dict[int, str] = {}
        self._reads: dict[int, bool] = {}
        self._names = threading.local()

    def wait(self, model: Any, **_: Any) -> None:
        """Before each call: stand in line. Threads that take no part pass."""
        number = getattr(self._names, "number", None)
        if number is not None:
            with self._change:
                self._reads[number] = model.name in READS
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
                self._last = self._choose(waiting)
                self._at[self._last] = "runs"
                self._change.notify_all()
            return bool(waiting)

    def _choose(self, waiting: list[int]) -> int:
        # Where all of them sleep an earlier order has been here: the rest of this one is run and leads to no other.
        awake = [one for one in waiting if one not in self._asleep] or waiting[:1]
        step = len(self.taken)
        choice = min(self.choices[step], len(awake) - 1) if step < len(self.choices) else 0
        chosen = awake[choice]
        self.taken.append(Step(choice, len(awake), awake[0] == self._last))
        gone_before = self._asleep | set(awake[:choice])
        self._asleep = {one for one in gone_before if self._reads[one] and self._reads[chosen]} - {chosen}
        return chosen


def every_order(start: Callable[[], list[Callable[[], Any]]], after: Callable[[], None], most: int = 1000) -> int:
    """Run what `start` gives in every order of calls, and `after` after each; say how many there were.

    most: how often at the most somebody else goes on before one who could have. What goes wrong at all nearly always does with two
    (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007).
    """
    choices: list[int] | None = []
    count = 0
    while choices is not None:
        acts, turns = start(), Turns(choices)
        with taking(turns):
            turns.run(acts)
        after()
        count += 1
        choices = _following(turns.taken, most)
    return count


def _following(taken: list[Step], most: int) -> list[int] | None:
    """The next order, depth first: the last choice that has another one left, taken; None after the last order."""
    for place in reversed(range(len(taken))):
        choice, options, could_go_on = taken[place]
        interruptions = sum(step.could_go_on and step.choice > 0 for step in taken[:place])
        if choice + 1 < options and interruptions + could_go_on <= most:
            return [step.choice for step in taken[:place]] + [choice + 1]
    return None


@contextmanager
def taking(turns: Turns) -> Iterator[None]:
    """Let every call of this process stand in line for its turn."""
    services = [client.meta.events for client in (records.dynamodb().client, mail._client(), queue._client())]
    for events in services:
        events.register(CALL, turns.wait)
    try:
        yield
    finally:
        for events in services:
            events.unregister(CALL, turns.wait)
