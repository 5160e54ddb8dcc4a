"""What a list of fifty costs, of every kind, for who wrote it and for who may read it."""

import pytest

from chalicelib.core import client_keys
from tests import make
from tests.counting import aws_calls

FIFTY = 50


KINDS = {
    "messages": ("owner", "/api/threads/{thread_id}/messages", {"text": "A heron."}, "/api/threads/{thread_id}/messages", None),
    "moods": ("owner", "/api/moods", {"score": 5, "note": "A heron."}, "/api/moods", "/api/clients/{client_id}/moods"),
    "journal": ("owner", "/api/journal", {"text": "A heron."}, "/api/journal", "/api/clients/{client_id}/journal"),
    "worksheets": ("owner", "/api/worksheets/sleep-log/entries", {}, "/api/worksheet-entries", "/api/clients/{client_id}/worksheet-entries"),
    "homework": ("therapist", "/api/clients/{client_id}/homework", {"kind": "task", "task": "Walk."}, "/api/clients/{client_id}/homework", None),
    "measures": ("owner", "/api/measures", {"instrument": "gad-7", "answers": [1] * 7}, "/api/measures", "/api/clients/{client_id}/measures"),
}  # fmt: skip


@pytest.fixture(scope="module")
def house(http_of_module):
    """One practice for every kind: what is written of one is in no list of another."""
    return make.house(http_of_module)


@pytest.mark.parametrize("kind", KINDS)
def test_fifty_take_one_query_and_one_key_call_cold_and_none_warm(house, clock, kind):
    writer, write, body, own, shared = KINDS[kind]
    for _ in range(FIFTY):
        clock.advance(seconds=1)
        assert house.sessions[writer].post(write.format(**house.ids), body).status == 201

    for reader, path in (("owner", own), ("therapist", shared or own)):
        client_keys._unwrapped.clear()
        for keys in (1, 0):
            with aws_calls() as calls:
                found = house.sessions[reader].get(f"{path.format(**house.ids)}?limit={FIFTY}").json()["items"]
            assert len(found) == FIFTY
            assert (calls["dynamodb.Query"], calls["kms.Decrypt"]) == (1, keys), (reader, dict(calls))
            assert sum(calls.values()) - calls["dynamodb.BatchGetItem"] - keys - (reader == "therapist") == 1, dict(calls)
