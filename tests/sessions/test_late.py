"""A therapist who does not come: ten minutes after the start they and whoever is on call are told, and only then."""

from datetime import timedelta

import pytest

from chalicelib import jobs
from chalicelib.core import clock, outbox
from chalicelib.sessions import late


def _work(now):
    for entry_id in list(outbox.due(now)):
        outbox.run(entry_id)


@pytest.fixture
def told(monkeypatch):
    people: list[str] = []
    monkeypatch.setattr(late.alerts, "tell", lambda person, *_: people.append(person) or True)
    monkeypatch.setattr(late.practices, "on_call", lambda _: ["clinician"])
    return people


def test_ten_minutes_after_the_start_and_not_before_the_therapist_and_who_is_on_call_are_told_once(room, after, told):
    assert jobs.work
    room.join()
    for minutes in (0, 9):
        after(minutes=minutes, seconds=30)
        _work(clock.now())
        assert told == []
    after(minutes=10)
    _work(clock.now())
    assert told == [room.therapist.id, "clinician"]
    after(minutes=12)
    _work(clock.now())
    assert len(told) == 2


def test_a_therapist_who_has_come_is_not_called(room, after, told):
    room.join()
    room.therapist.post(room.path("join"))
    after(minutes=10)
    _work(clock.now() + timedelta(seconds=1))

    assert told == []


def test_nobody_is_called_for_a_session_that_is_cancelled(room, before, after, told):
    before(minutes=5)
    room.join()
    room.client.post(room.path("cancel"), {})
    after(minutes=11)
    _work(clock.now())

    assert told == []
