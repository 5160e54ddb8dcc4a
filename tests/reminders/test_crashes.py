"""The process dies between any two AWS calls while people are told: each hears, and hears twice only what had just gone out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.care import service as care
from chalicelib.core import outbox
from chalicelib.core.writing import transaction
from chalicelib.reminders import service, store
from chalicelib.scheduling import booking, changing
from chalicelib.scheduling import store as appointments
from chalicelib.scheduling.schemas import Cancellation, Move
from chalicelib.series import service as series
from chalicelib.series.schemas import SeriesWish
from tests import make
from tests.reminders.conftest import WEDNESDAY_10
from tests.reminders.test_sweep import BEGIN
from tests.reminders.test_wishes import wish as change_wishes
from tests.scheduling.conftest import wish
from tests.scheduling.test_crashes import dies_before


def _book(office: Any, client: str, now: Any) -> str:
    return booking.book(office.grant(client), wish(office.pat, WEDNESDAY_10), now).id


def booked(office: Any, background: Any, client: str) -> None:
    _book(office, client, background.clock.now())


def moved(office: Any, background: Any, client: str) -> None:
    made = _book(office, client, background.clock.now())
    background.outbox()
    changing.reschedule(make.choice(client, office.pat), made, Move(start=BEGIN + timedelta(hours=2)), background.clock.now())


def cancelled(office: Any, background: Any, client: str) -> None:
    made = _book(office, client, background.clock.now())
    background.outbox()
    changing.cancel(make.choice(client, office.pat), made, Cancellation(), background.clock.now())


def left(office: Any, background: Any, client: str) -> None:
    for start in (BEGIN, BEGIN + timedelta(hours=2)):
        booking.book(office.grant(client), wish(office.pat, start), background.clock.now())
    background.outbox()
    care.switch(make.choice(client, make.provider()), background.clock.now())


def repeated(office: Any, background: Any, client: str) -> None:
    asked = SeriesWish(provider_id=office.pat, start=BEGIN, minutes=50, format="video", count=2)
    series.book(office.grant(client), asked, background.clock.now())


@pytest.mark.parametrize(("news", "mails"), [(booked, 1), (moved, 1), (cancelled, 1), (left, 2), (repeated, 1)])
def test_whoever_dies_while_telling_people_leaves_it_to_the_next(office, background, clock, news, mails):
    """Each worker dies one call later than the one before; the next comes when the lease is over.

    mails: who dies between two cancellations has one told by itself and the other too.
    """
    client = office.client(email="ana@quietroom.example")
    background.outbox()
    news(office, background, client)
    background.mails()
    calls = 0
    while dies_before(calls, make.run_all_due):
        clock.advance(seconds=int(outbox.LEASE.total_seconds()) + 1)
        calls += 1
    told = [mail.to for mail in background.mails()]
    assert calls >= 3
    assert told.count("ana@quietroom.example") >= 1
    # Two calls follow a mail, and before each of them a worker dies.
    assert max(Counter(told).values()) <= 3 * mails
    assert not list(outbox.due(clock.now()))


def test_whoever_dies_while_changed_wishes_are_followed_leaves_every_reminder_at_its_new_hour(office, background, clock):
    """First whoever changes them dies, then each worker one call later than the one before."""
    client = office.client()
    made = [_book(office, client, clock.now())]
    made.append(booking.book(office.grant(client), wish(office.pat, BEGIN + timedelta(days=1)), clock.now()).id)
    background.outbox()
    changes, calls = 0, 0
    while dies_before(changes, lambda: change_wishes(client, mail_hours=[4])):
        assert {one.remind_at for one in copies(office, made)} == {BEGIN - timedelta(hours=24), BEGIN}
        changes += 1
    while dies_before(calls, make.run_all_due):
        clock.advance(seconds=int(outbox.LEASE.total_seconds()) + 1)
        calls += 1
    assert changes >= 1
    assert calls >= 5
    assert [one.start - one.remind_at for one in copies(office, made)] == [timedelta(hours=4)] * 2
    assert not list(outbox.due(clock.now()))


def copies(office: Any, made: list[str]) -> list[Any]:
    return [appointments.appointment(make.grant(office.pat, "provider"), one) for one in made]


@pytest.mark.parametrize("act", [service.retry, service.handle], ids=lambda one: one.__name__)
def test_a_crash_while_a_failed_reminder_is_seen_to_leaves_it_on_the_list_or_done_with(office, clock, act):
    made = _book(office, office.client(), clock.now())
    practice, provider = make.job(), make.grant(office.pat, "provider")
    grant = (
        type(practice)(practice.caller, practice.subject, practice.right, practice.why, (provider,)) if act is service.retry else practice
    )
    place = {"provider_id": office.pat, "appointment_id": made}
    with transaction(practice, "reminder.fail") as write:
        store.add(write, practice, clock.now(), bits=1, channel="mail", state="failed", **place)
    (listed,) = service.failed(practice, None).items
    arguments = (listed.id, clock.now()) if act is service.retry else (listed.id,)

    calls = 0
    while dies_before(calls, lambda: act(grant, *arguments)):
        assert service.failed(practice, None).items == [listed]
        calls += 1
    assert calls >= 1
    assert service.failed(practice, None).items == []
    copy = appointments.appointment(provider, made)
    assert copy is not None
    assert (copy.remind_at == clock.now()) == (act is service.retry)
