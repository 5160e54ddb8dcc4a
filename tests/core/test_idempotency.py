import pytest

from chalicelib.core import context, ids
from chalicelib.core.idempotency import KeyReused, Replay
from chalicelib.core.writing import transaction


def _request(key: str | None = "k1", body: str = "same", caller: str = "client-1") -> context.Work:
    return context.Work(ids.new(), "POST /slips", caller_id=caller, idempotency_key=key, body_hash=body)


def _add(grant, record, work):
    with context.doing(work), transaction(grant, "slip.add") as write:
        write.put(record)
        write.made(record.slip_id)


def test_a_repeat_makes_nothing_and_names_what_the_first_made(owner, slips, slip):
    first = slip()
    _add(owner, first, _request())

    with pytest.raises(Replay) as earlier:
        _add(owner, slip(), _request())
    assert earlier.value.made_id == first.slip_id
    assert [kept.slip_id for kept in slips.query(owner.subject_id)] == [first.slip_id]


def test_another_request_under_the_same_key_is_refused(owner, slip):
    _add(owner, slip(), _request())

    with pytest.raises(KeyReused):
        _add(owner, slip(), _request(body="another"))


def test_two_people_may_choose_the_same_key(owner, slips, slip):
    _add(owner, slip(), _request())
    _add(owner, slip(), _request(caller="client-2"))

    assert len(list(slips.query(owner.subject_id))) == 2


def test_without_a_key_every_request_makes_its_own(owner, slips, slip):
    for _ in range(2):
        _add(owner, slip(), _request(key=None))

    assert len(list(slips.query(owner.subject_id))) == 2
