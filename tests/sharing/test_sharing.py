"""Sharing is the client's, kind by kind and entry by entry, and holds from the next request on. Asked of every kind alike."""

import pytest

from chalicelib.core import clock
from tests import make

KINDS = {
    "moods": ("/api/moods", {"score": 6}, "/api/moods", "moods"),
    "journal": ("/api/journal", {"text": "A quiet day."}, "/api/journal", "journal"),
    "worksheets": ("/api/worksheets/sleep-log/entries", {}, "/api/worksheet-entries", "worksheet-entries"),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def people(http):
    ana = http.sign_in("client", make.person(), standing=False)
    pat, other = (http.sign_in("provider", make.person("provider"), standing=False) for _ in range(2))
    make.listing(pat.id)
    make.care(ana.id, pat.id)
    return ana, pat, other


def _write(ana, kind, **more):
    path, body, *_ = KINDS[kind]
    answer = ana.post(path, body | more)
    assert answer.status == 201
    return answer.json()["id"]


def _seen(pat, ana, kind, query=""):
    return pat.get(f"/api/clients/{ana.id}/{KINDS[kind][3]}{query}")


def _ids(answer):
    return [one["id"] for one in answer.json()["items"]]


def test_nothing_is_shared_until_the_client_says_so(people, kind):
    ana, pat, stranger = people
    _write(ana, kind)

    assert _seen(pat, ana, kind).status == 404
    assert {**_seen(pat, ana, kind).json()["error"], "request_id": ""} == {**_seen(stranger, ana, kind).json()["error"], "request_id": ""}


def test_a_switch_opens_its_kind_and_no_other(people, kind):
    ana, pat, _ = people
    entry_id = _write(ana, kind)
    ana.put("/api/sharing", {kind: True})

    assert _ids(_seen(pat, ana, kind)) == [entry_id]
    assert {other: _seen(pat, ana, other).status for other in KINDS if other != kind} == {other: 404 for other in KINDS if other != kind}


def test_one_entry_can_be_shared_while_its_kind_is_off(people, kind):
    ana, pat, _ = people
    chosen, private = _write(ana, kind), _write(ana, kind)
    ana.put(f"{KINDS[kind][2]}/{chosen}/sharing", {"shared": True})

    assert _ids(_seen(pat, ana, kind)) == [chosen]
    assert _ids(ana.get(KINDS[kind][2])) == [private, chosen]


def test_one_entry_can_be_withheld_while_its_kind_is_on(people, kind):
    ana, pat, _ = people
    ana.put("/api/sharing", {kind: True})
    open_id, withheld, written_private = _write(ana, kind), _write(ana, kind), _write(ana, kind, shared=False)
    ana.put(f"{KINDS[kind][2]}/{withheld}/sharing", {"shared": False})

    assert _ids(_seen(pat, ana, kind)) == [open_id]
    assert written_private not in _ids(_seen(pat, ana, kind))


def test_what_is_taken_back_is_closed_with_the_next_request(people, kind):
    ana, pat, _ = people
    entry_id = _write(ana, kind, shared=True)
    assert _ids(_seen(pat, ana, kind)) == [entry_id]
    ana.put(f"{KINDS[kind][2]}/{entry_id}/sharing", {"shared": False})

    assert _seen(pat, ana, kind).status == 404


def test_pages_of_what_is_shared_say_nothing_of_what_is_not(people, kind):
    ana, pat, _ = people
    shared = [_write(ana, kind, shared=True) for _ in range(3) if _write(ana, kind, shared=False)]
    first = _seen(pat, ana, kind, "?limit=2").json()
    second = _seen(pat, ana, kind, f"?limit=2&cursor={first['next']}").json()

    assert [one["id"] for one in first["items"] + second["items"]] == shared[::-1]
    assert second["next"] is None


def test_a_former_therapist_sees_nothing_that_was_shared(people, kind):
    from chalicelib.care import service as care

    ana, pat, _ = people
    _write(ana, kind, shared=True)
    care.end(make.choice(ana.id, pat.id), clock.now())

    assert _seen(pat, ana, kind).status == 404


def test_somebody_elses_entry_cannot_be_shared(people, http, kind):
    ana, *_ = people
    entry_id = _write(ana, kind)
    ben = http.sign_in("client", make.person(), standing=False)

    assert ben.put(f"{KINDS[kind][2]}/{entry_id}/sharing", {"shared": True}).status == 404


def test_a_switch_that_is_not_turned_keeps_its_time(people, kind):
    ana, *_ = people
    first = ana.put("/api/sharing", {kind: True}).json()["turned_at"]
    other = next(one for one in KINDS if one != kind)
    second = ana.put("/api/sharing", {kind: True, other: True}).json()["turned_at"]

    assert first == {kind: second[kind]}
    assert second[other] >= second[kind]
    assert ana.get("/api/sharing").json()["turned_at"] == second


def test_the_client_sees_who_looked_last_and_at_what(people, kind):
    ana, pat, stranger = people
    _write(ana, kind, shared=True)
    ana.get(KINDS[kind][2])
    assert ana.get("/api/sharing/looks").json()["items"] == []

    assert [_seen(one, ana, kind).status for one in (pat, stranger)] == [200, 404]
    (look,) = ana.get("/api/sharing/looks").json()["items"]
    assert (look["kind"], look["provider_id"]) == (kind, pat.id)
