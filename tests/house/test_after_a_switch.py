"""Who treated a client once is a stranger from the next request on, on every route there is."""

import re

import pytest

from chalicelib.care import service as care
from chalicelib.core import clock
from tests import make
from tests.house.access_matrix import MATRIX

WITH_IDS = sorted(row for row in MATRIX if "{" in row)
# What a therapist built stays theirs, whoever they treat.
THEIR_OWN = {row for row in WITH_IDS if "/api/worksheets/{slug}" in row and "therapist" in MATRIX[row]}
LISTS = sorted(row for row in MATRIX if row.startswith("GET") and "{" not in row)


@pytest.fixture(scope="module")
def house(http_of_module):
    """A practice whose owner has left their therapist for a third one; the ids are of what the two had together, sessions to come too.

    All that is tried here is refused, so it stays as it is.
    """
    found = make.house(http_of_module)
    assert found.sessions["therapist"].get(f"/api/appointments/{found.ids['appointment_id']}").status == 200
    care.switch(make.choice(found.ids["client_id"], make.provider()), clock.now())
    return found


def _answer(house, persona: str, row: str, body: object) -> tuple[int, object]:
    method, path = row.split(" ")
    target = re.sub(r"\{(\w+)\}", lambda name: house.ids[name.group(1)], path)
    answer = house.sessions[persona].ask(method, target, body if method != "GET" else None)
    if answer.status >= 400:
        return answer.status, {**answer.json()["error"], "request_id": ""}
    # A calendar says when it was written.
    return answer.status, re.sub(r"DTSTAMP:\w+", "", answer.text)


@pytest.mark.parametrize("body", [{"no such field": 1}, {}], ids=["odd", "empty"])
def test_the_former_therapist_gets_a_strangers_answer_on_every_route(house, body):
    assert len(WITH_IDS) > 20
    for row in sorted(set(WITH_IDS) - THEIR_OWN):
        former, stranger = (_answer(house, persona, row, body) for persona in ("therapist", "outsider"))
        assert former == stranger, row
        if "therapist" in MATRIX[row] and "outsider" not in MATRIX[row]:
            assert former[0] == 404, row


def test_an_appointment_closes_for_the_former_therapist_and_stays_the_clients(house):
    path = f"/api/appointments/{house.ids['appointment_id']}"

    assert house.sessions["therapist"].get(path).status == 404
    assert house.sessions["owner"].get(path).status == 200


def test_the_former_therapists_lists_name_neither_the_client_nor_what_is_theirs(house):
    former = house.sessions["therapist"]
    of_theirs = [house.ids[name] for name in ("client_id", "appointment_id", "thread_id", "entry_id", "task_id")]
    for row in LISTS:
        answer = former.get(row.removeprefix("GET "))
        if answer.status == 200:
            assert not [one for one in of_theirs if one in answer.text], row


def test_the_former_therapist_does_not_book_for_the_client(house):
    former = house.sessions["therapist"]
    wish = {
        "provider_id": former.id,
        "start": "2030-01-01T10:00:00Z",
        "minutes": 50,
        "format": "video",
        "client_ids": [house.ids["client_id"]],
    }
    assert former.post("/api/appointments", wish).status == 404
