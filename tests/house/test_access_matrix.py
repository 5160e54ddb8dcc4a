"""Every route, asked by every kind of person over HTTP: who is not in its row gets the refusal a stranger gets, whatever the body."""

import re

import pytest

from tests import make
from tests.house.access_matrix import EVERYBODY, MATRIX

PERSONAS = sorted(EVERYBODY)


def _declared() -> set[str]:
    import app  # noqa: F401 - importing it declares every route
    from chalicelib.core import gate

    return {f"{method} {route.path}" for route in gate.ROUTES for method in route.methods}


def test_every_route_has_its_row_and_every_row_its_route():
    assert set(MATRIX) == _declared()


def test_a_row_names_known_personas_only():
    assert set().union(*MATRIX.values()) <= EVERYBODY


@pytest.fixture(scope="module")
def house(http_of_module):
    """One practice with everybody in it: sessions by persona, and the ids a path may name, all of them the owner's. Nothing here changes it."""
    return make.house(http_of_module)


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_is_not_in_a_routes_row_is_refused(house, persona: str):
    let_in = {row for row, allowed in MATRIX.items() if persona not in allowed and _ask(house, row, persona).status not in (401, 403, 404)}

    assert let_in == set()


@pytest.mark.parametrize("persona", PERSONAS)
def test_who_is_in_a_routes_row_is_let_in(house, persona: str):
    kept_out = {
        (row, answer.status, answer.code)
        for row, allowed in MATRIX.items()
        if persona in allowed and (answer := _ask(house, row, persona)).status in (401, 403, 404, 500, 503)
    }

    assert kept_out == set()


def _ask(house, row: str, persona: str):
    method, path = row.split(" ")
    target = re.sub(r"\{(\w+)\}", lambda name: house.ids[name.group(1)], path)
    # A body nobody's route takes: who may act is decided first, so it tells a refusal of the person from one of the shape.
    return house.sessions[persona].ask(method, target, {"no such field": 1} if method != "GET" else None)


def test_an_unknown_id_and_a_foreign_id_answer_alike(house):
    for row in [row for row in MATRIX if "{client_id}" in row]:
        method, path = row.split(" ")
        answers = [
            house.sessions["outsider"].ask(method, re.sub(r"\{\w+\}", unknown, path), {})
            for unknown in (house.ids["client_id"], "no-such-id")
        ]
        shapes = [{**answer.json()["error"], "request_id": ""} for answer in answers]

        assert shapes[0] == shapes[1]
