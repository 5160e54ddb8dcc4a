"""What ends a therapist's sight of a client ends it for every kind, and what is closed looks as if there were no such client."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from chalicelib.care import service as care
from chalicelib.core import client_keys, clock
from tests import make
from tests.house.everything import write_everything
from tests.house.test_canary import Canaries

SHARED = {kind: f"/api/clients/{{client_id}}/{path}" for kind, path in
          {"moods": "moods", "journal": "journal", "worksheets": "worksheet-entries"}.items()}  # fmt: skip
IN_CARE = {
    "messages": "/api/threads/{thread_id}/messages",
    "files": "/api/threads/{thread_id}/files/{file_id}",
    "homework": "/api/clients/{client_id}/homework",
    "measures": "/api/clients/{client_id}/measures",
    "check-ins": "/api/clients/{client_id}/check-ins",
    "assessments": "/api/clients/{client_id}/assessments",
}
KINDS = SHARED | IN_CARE


@pytest.fixture(scope="module")
def house(http_of_module):
    """The owner shares everything and has written one of everything."""
    began = clock.now()
    clock.source = lambda: began
    made = make.house(http_of_module)
    write_everything(made.sessions["owner"], made.sessions["therapist"], made.ids["thread_id"], Canaries())
    yield made
    clock.source = clock.system_time


def answers(house, persona: str, kinds: dict[str, str] = KINDS) -> dict[str, tuple[int, object]]:
    """Status and body of every kind, without what differs from request to request."""
    asked = {kind: house.sessions[persona].get(path.format(**house.ids)) for kind, path in kinds.items()}
    return {
        kind: (one.status, {**one.json()["error"], "request_id": ""} if one.status >= 400 else "something") for kind, one in asked.items()
    }


def seen(house, persona: str) -> set[str]:
    return {kind for kind, (status, _) in answers(house, persona).items() if status == 200}


def test_unsharing_closes_what_is_shared_and_leaves_no_sign_of_it(house):
    assert seen(house, "therapist") == set(KINDS)
    house.sessions["owner"].put("/api/sharing", {})

    assert seen(house, "therapist") == set(IN_CARE)
    assert answers(house, "therapist", SHARED) == answers(house, "outsider", SHARED)
    house.sessions["owner"].put("/api/sharing", dict.fromkeys(SHARED, True))
    assert seen(house, "therapist") == set(KINDS)


def test_once_the_clients_key_is_destroyed_no_process_opens_anything_after_five_minutes(house, aws_of_module, monkeypatch):
    client_id = house.ids["client_id"]
    assert seen(house, "therapist") == set(KINDS)
    # As another process does it: this one's memory is not told.
    dynamodb, table = aws_of_module.client("dynamodb"), client_keys.ClientKeyRecord.Meta.table_name
    rows = [one for one in dynamodb.scan(TableName=table)["Items"] if one["subject_id"]["S"] == client_id]
    for row in rows:
        dynamodb.delete_item(TableName=table, Key={name: row[name] for name in ("subject_id", "key_id")})
    began = client_keys.time.monotonic()
    monkeypatch.setattr(client_keys, "time", SimpleNamespace(monotonic=lambda: began + client_keys.LIFE_SECONDS))

    assert answers(house, "therapist") == answers(house, "outsider")
    assert seen(house, "owner") == set()
    client_keys._unwrapped.clear()
    for row in rows:
        dynamodb.put_item(TableName=table, Item=row)
    assert seen(house, "therapist") == set(KINDS)


def test_after_a_switch_every_kind_is_closed_to_the_former_therapist_as_to_a_stranger(house):
    # The last of all: nothing takes it back.
    care.switch(make.choice(house.ids["client_id"], make.provider()), clock.now())

    former = answers(house, "therapist")
    assert former == answers(house, "outsider")
    assert {status for status, _ in former.values()} == {404}
