"""An answer that does not come in time is on the practice's list, as ids and times, until it comes."""

from datetime import UTC, datetime

import pytest

from chalicelib.care import service as care
from tests import make

TUESDAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture
def house(http, clock):
    made = make.house(http)
    clock.set(TUESDAY)
    return made


@pytest.fixture
def messages(house):
    return f"/api/threads/{house.ids['thread_id']}/messages"


def listed(house):
    return house.sessions["admin"].get("/api/late-threads?zone=America/Chicago").json()["items"]


def test_the_practice_hears_of_a_late_answer_until_it_comes(house, messages, clock):
    house.sessions["owner"].post(messages, {"text": "The heron stood in the rain"})
    clock.advance(hours=20)
    make.run_due()
    assert listed(house) == []

    clock.advance(days=2)
    make.run_due()
    (late,) = listed(house)
    assert (late["thread_id"], late["provider_id"]) == (house.ids["thread_id"], house.sessions["therapist"].id)
    assert (datetime.fromisoformat(late["due_by"]) < clock.now(), late["zone_name"]) == (True, "CST")

    house.sessions["therapist"].post(messages, {"text": "I am here."})
    assert listed(house) == []


def test_an_answer_in_time_is_never_listed(house, messages, clock):
    house.sessions["owner"].post(messages, {"text": "Are you there?"})
    house.sessions["therapist"].post(messages, {"text": "I am here."})
    clock.advance(days=3)
    make.run_due()

    assert listed(house) == []


def test_an_answer_that_nobody_can_give_any_more_is_late_for_nobody_until_the_client_comes_back(house, messages, clock):
    owner, therapist = house.sessions["owner"], house.sessions["therapist"]
    owner.post(messages, {"text": "Are you there?"})
    clock.advance(days=3)
    make.run_due()
    assert len(listed(house)) == 1

    other = make.provider()
    care.switch(make.choice(owner.id, other), clock.now())
    (former,) = (one for one in owner.get("/api/threads").json()["items"] if one["id"] == house.ids["thread_id"])
    assert (former["status"], former["due_by"], former["overdue"]) == ("ended", None, False)
    assert listed(house) == []

    care.switch(make.choice(owner.id, therapist.id), clock.advance(days=1))
    assert len(listed(house)) == 1
