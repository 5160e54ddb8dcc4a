"""An entry can be added to after it was made, by nobody but its owner."""

import pytest

from tests import make


@pytest.fixture
def ana(http):
    return http.sign_in("client", make.person(), standing=False)


@pytest.fixture
def entry(ana):
    return ana.post("/api/moods", {"score": 6}).json()


def test_an_entry_that_is_added_to_keeps_its_id_and_time(ana, entry):
    changed = ana.put(f"/api/moods/{entry['id']}", {"score": 6, "feelings": ["calm"], "sleep_hours": 7.5})

    assert changed.status == 200
    assert changed.json() == {**entry, "feelings": ["calm"], "sleep_hours": 7.5}
    assert ana.get(f"/api/moods/{entry['id']}").json() == changed.json()
    assert ana.get("/api/moods").json()["items"] == [changed.json()]


def test_an_entry_can_be_changed_again(ana, entry):
    for note in ("first", "second"):
        assert ana.put(f"/api/moods/{entry['id']}", {"score": 6, "note": note}).json()["note"] == note

    assert ana.get(f"/api/moods/{entry['id']}").json()["note"] == "second"


def test_a_change_that_leaves_nothing_is_refused(ana, entry):
    assert ana.put(f"/api/moods/{entry['id']}", {"note": "words only"}).status == 400
    assert ana.get(f"/api/moods/{entry['id']}").json() == entry


def test_somebody_elses_entry_is_not_there_whatever_is_sent(http, entry):
    ben = http.sign_in("client", make.person(), standing=False)

    assert ben.get(f"/api/moods/{entry['id']}").status == 404
    assert ben.put(f"/api/moods/{entry['id']}", {"score": "six"}).status == 404


def test_the_sharing_switches_are_no_entry(ana):
    ana.put("/api/sharing", {"moods": True})

    assert ana.get("/api/moods/sharing").status == 404


def test_an_entry_is_changed_within_a_day_and_no_later(ana, clock):
    entry = ana.post("/api/moods", {"score": 6}).json()
    clock.advance(hours=23, minutes=59)
    assert ana.put(f"/api/moods/{entry['id']}", {"score": 5}).status == 200
    clock.advance(minutes=2)
    late = ana.put(f"/api/moods/{entry['id']}", {"score": 4})

    assert (late.status, late.code) == (422, "entry_closed")
    assert ana.get(f"/api/moods/{entry['id']}").json()["score"] == 5
