from datetime import timedelta

import pytest

from chalicelib.core import outbox
from chalicelib.core.writing import transaction


@pytest.fixture
def heard(monkeypatch):
    entries = []
    monkeypatch.setitem(outbox._handlers, "test.topic", entries.append)
    return entries


def _tell(grant, due=None) -> None:
    with transaction(grant, "slip.add") as write:
        write.tell("test.topic", {"slip_id": "s1"}, due=due)


def _run_due(clock) -> list[bool]:
    return [outbox.run(entry_id) for entry_id in list(outbox.due(clock.now()))]


def test_an_entry_reaches_its_handler_once(owner, clock, heard):
    _tell(owner)

    assert (_run_due(clock), _run_due(clock)) == ([True], [])
    assert [(entry.subject, dict(entry.refs)) for entry in heard] == [(owner.subject, {"slip_id": "s1"})]


def test_an_entry_waits_until_it_is_due(owner, clock, heard):
    _tell(owner, due=clock.now() + timedelta(minutes=15))
    assert _run_due(clock) == []

    clock.advance(minutes=15)
    assert _run_due(clock) == [True]


def test_a_handler_that_fails_is_called_again_after_a_pause(owner, clock, monkeypatch):
    tried = []

    def fail_first(entry):
        tried.append(entry.attempt)
        if len(tried) == 1:
            raise RuntimeError

    monkeypatch.setitem(outbox._handlers, "test.topic", fail_first)
    _tell(owner)
    assert _run_due(clock) == [False]
    assert _run_due(clock) == []

    clock.advance(seconds=31)
    assert _run_due(clock) == [True]
    assert tried == [0, 1]


def test_an_entry_that_always_fails_stays_as_failed(owner, clock, monkeypatch):
    monkeypatch.setitem(outbox._handlers, "test.topic", lambda entry: 1 / 0)
    _tell(owner)
    for _ in range(outbox.TRIES):
        _run_due(clock)
        clock.advance(hours=2)

    assert [record.state for record in outbox.OutboxRecord.query(_only_entry())] == ["failed"]
    assert _run_due(clock) == []


def _only_entry() -> str:
    from infra.local.aws import LocalAws  # noqa: F401 - the fixture keeps it running

    response = outbox.OutboxRecord._get_connection().connection.client.scan(TableName=outbox.OutboxRecord.Meta.table_name)
    (item,) = response["Items"]
    return str(item["entry_id"]["S"])


def test_a_handler_may_ask_to_be_called_again(owner, clock, monkeypatch):
    monkeypatch.setitem(outbox._handlers, "test.topic", lambda entry: clock.now() + timedelta(minutes=10))
    _tell(owner)
    assert _run_due(clock) == [True]
    assert _run_due(clock) == []

    clock.advance(minutes=10)
    assert _run_due(clock) == [True]


def test_an_entry_under_way_is_not_taken_twice(owner, clock, monkeypatch):
    taken = []

    def run_inside(entry):
        taken.append(outbox.run(entry.id))

    monkeypatch.setitem(outbox._handlers, "test.topic", run_inside)
    _tell(owner)
    _run_due(clock)

    assert taken == [False]


def test_a_job_that_died_is_taken_over_when_its_lease_ends(owner, clock, monkeypatch):
    def die(entry):
        raise SystemExit

    monkeypatch.setitem(outbox._handlers, "test.topic", die)
    _tell(owner)
    with pytest.raises(SystemExit):
        _run_due(clock)
    heard = []
    monkeypatch.setitem(outbox._handlers, "test.topic", lambda entry: heard.append(entry.id))
    assert _run_due(clock) == [False]

    clock.advance(minutes=6)
    assert _run_due(clock) == [True]
    assert len(heard) == 1
