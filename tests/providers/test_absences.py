"""Out of office: the therapist says when, clients read it beside the messages, and an answer is due later."""

from datetime import UTC, datetime

import pytest

from tests import make

TUESDAY = datetime(2026, 11, 24, 15, tzinfo=UTC)
AWAY = {"first": "2026-11-25", "last": "2026-11-27", "note": "Dr. Ames answers urgent questions: 555 010 0112."}


@pytest.fixture
def pair(http, clock):
    clock.set(TUESDAY)
    make.practice()
    ana = http.sign_in("client", make.person(), standing=False)
    pat = http.sign_in("provider", make.provider(), standing=False)
    return ana, pat, make.care(ana.id, pat.id).care_id


def test_clients_read_it_and_the_next_answer_is_due_after_it(pair):
    ana, pat, thread_id = pair
    kept = pat.put("/api/away", {"items": [AWAY]})
    assert (kept.status, kept.json()["items"], kept.json()["response_days"]) == (200, [AWAY], 1)
    assert pat.get("/api/away").json() == kept.json()

    ana.post(f"/api/threads/{thread_id}/messages", {"text": "Are you there?"})
    (thread,) = ana.get("/api/threads?zone=America/New_York").json()["items"]
    assert (thread["out_of_office"], thread["due_local"]) == (AWAY, "2026-11-30T17:00:00-05:00")
    assert ana.get(f"/api/providers/{pat.id}").json()["away"] == [AWAY]


def test_an_answer_that_was_promised_stays_due(pair):
    ana, pat, thread_id = pair
    ana.post(f"/api/threads/{thread_id}/messages", {"text": "Are you there?"})
    promised = ana.get("/api/threads").json()["items"][0]["due_by"]
    pat.put("/api/away", {"items": [AWAY]})

    assert ana.get("/api/threads").json()["items"][0]["due_by"] == promised


def test_who_is_away_has_no_open_times_then(pair):
    ana, pat, _ = pair
    make.hours(pat.id)
    pat.put("/api/away", {"items": [AWAY]})

    days = {slot["start"][:10] for slot in ana.get(f"/api/providers/{pat.id}/slots").json()["slots"]}
    assert days
    assert not days & {"2026-11-25", "2026-11-26", "2026-11-27"}


def test_taking_it_back_and_what_is_over(pair, clock):
    _, pat, _ = pair
    pat.put("/api/away", {"items": [AWAY]})
    clock.advance(days=4)
    assert pat.get("/api/away").json()["items"] == []
    assert pat.put("/api/away", {"items": []}).json()["items"] == []


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([{"first": "2026-11-27", "last": "2026-11-25"}], "last"),
        ([{"first": "2026-11-20", "last": "2026-11-23"}], "last"),
        ([{"first": "2026-11-25", "last": "2027-11-25"}], "last"),
        ([AWAY, {"first": "2026-11-27", "last": "2026-12-01"}], "first"),
        ([{**AWAY, "note": "x" * 201}], "items[0].note"),
        ([{"first": "2026-11-25"}], None),
    ],
    ids=["backwards", "past", "a year", "overlapping", "long note", "no end"],
)
def test_what_cannot_be_is_refused_by_its_field(pair, items, field):
    refused = pair[1].put("/api/away", {"items": items})

    assert refused.status == 400
    assert field is None or refused.json()["error"]["field"] == field
    assert pair[1].get("/api/away").json()["items"] == []


def test_clients_and_those_who_are_not_listed_have_none_to_say(pair, http):
    unlisted = http.sign_in("provider", make.person("provider"), standing=False)

    assert [who.put("/api/away", {"items": []}).status for who in (pair[0], unlisted)] == [403, 404]
