"""Who treated a client once is a stranger from the next request on."""

import re

import pytest

from chalicelib.care import service as care
from chalicelib.core import clock
from tests import make
from tests.house.access_matrix import MATRIX

BY_CLIENT = sorted(row for row in MATRIX if "{client_id}" in row or "{thread_id}" in row)


@pytest.fixture
def house(http):
    found = make.house(http)
    make.listing(found.sessions["outsider"].id)
    third = make.provider()
    care.switch(make.choice(found.ids["client_id"], third), clock.now())
    return found


def test_the_former_therapist_gets_a_strangers_answer_on_every_route_about_the_client(house):
    assert BY_CLIENT
    for row in BY_CLIENT:
        method, path = row.split(" ")
        target = re.sub(r"\{(\w+)\}", lambda name: house.ids[name.group(1)], path)
        answers = [
            house.sessions[one].ask(method, target, {"no such field": 1} if method != "GET" else None) for one in ("therapist", "outsider")
        ]
        shapes = [(answer.status, {**answer.json()["error"], "request_id": ""}) for answer in answers]
        assert shapes[0] == shapes[1], row
        assert shapes[0][0] in (403, 404), row


def test_the_former_therapists_lists_do_not_name_the_client(house):
    former, client_id = house.sessions["therapist"], house.ids["client_id"]
    for row in sorted(row for row in MATRIX if row.startswith("GET") and "{" not in row):
        answer = former.get(row.removeprefix("GET "))
        if row != "GET /api/appointments" and row != "GET /api/today" and answer.status == 200:
            assert client_id not in answer.text, row


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
