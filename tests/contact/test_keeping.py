"""A visitor who goes on has their answers kept, for thirty days at most, and finds them in their intake."""

from datetime import UTC, datetime

import pytest

from chalicelib.core import client_keys, outbox
from chalicelib.core.gate import run_as_job
from tests import make
from tests.counting import aws_calls, stored
from tests.safety.test_faults import failing

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
SAID = {"state": "AK", "age_group": "senior", "format": "text", "payer": "self_pay", "language": "es", "concerns": ["grief", "other"]}


@pytest.fixture
def visitor(aws, clock, http):
    clock.set(FRIDAY)
    make.practice()
    return http


def client(http, **facts):
    return http.sign_in("client", make.person("client", **facts), standing=False)


def keep(visitor):
    answer = visitor.post("/api/contact/keep", SAID)
    assert answer.status == 201, answer.text
    return answer.json()["token"]


def rows(aws, name):
    return next(items for table, items in stored(aws).items() if table.endswith(f"-{name}"))


def test_what_was_kept_becomes_the_clients_own_and_no_copy_stays(visitor, aws):
    ana = client(visitor)
    token = keep(visitor)
    assert ana.post("/api/contact/claim", {"token": token}).json() == {"claimed": True}
    intake = ana.get("/api/intake").json()
    assert intake["draft"]["concerns"]["items"] == ["grief", "other"]
    told = {name: intake["draft"]["preferences"][name] for name in ("state", "age_group", "format", "payer", "language")}
    assert told == {name: SAID[name] for name in told}
    assert {step["id"] for step in intake["steps"] if step["state"] == "done"} == {"concerns"}
    ana.put("/api/intake", {"preferences": {**told, "times": ["evening"]}})
    assert {step["id"] for step in ana.get("/api/intake").json()["steps"] if step["state"] == "done"} == {"concerns", "preferences"}
    assert ana.get("/api/me").json()["home_state"] == "AK"
    assert rows(aws, "contact") == []
    assert ana.post("/api/contact/claim", {"token": token}).status == 404


def test_the_key_is_destroyed_with_the_copy(visitor, aws):
    before = rows(aws, "client-keys")
    token = keep(visitor)
    assert len(rows(aws, "client-keys")) == len(before) + 1
    assert visitor.post("/api/contact/forget", {"token": token}).json() == {"kept": False}
    assert rows(aws, "client-keys") == before
    assert visitor.post("/api/contact/forget", {"token": token}).status == 200
    assert client(visitor).post("/api/contact/claim", {"token": token}).status == 404


def test_after_thirty_days_nothing_is_left(visitor, aws, clock):
    keys = len(rows(aws, "client-keys"))
    token = keep(visitor)
    ana = client(visitor)
    clock.advance(days=30)
    assert ana.post("/api/contact/claim", {"token": token}).status == 404
    for entry_id in sorted(set(outbox.due(clock.now()))):
        run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))
    assert (rows(aws, "contact"), len(rows(aws, "client-keys"))) == ([], keys + 1)
    assert len(client_keys.load(make.grant(ana.id).subject)) == 1


def test_nothing_that_was_said_and_no_token_can_be_read_where_it_is_kept(visitor, aws):
    token = keep(visitor)
    everything = str(stored(aws))
    assert not [word for word in (token, "'AK'", "senior", "grief") if word in everything]


def test_what_was_answered_since_is_not_replaced(visitor):
    ana = client(visitor, home_state="NY")
    ana.put("/api/intake", {"concerns": {"items": ["sleep"]}})
    ana.post("/api/contact/claim", {"token": keep(visitor)})
    draft = ana.get("/api/intake").json()["draft"]
    assert (draft["concerns"]["items"], draft["preferences"]["state"]) == (["sleep"], "AK")
    assert ana.get("/api/me").json()["home_state"] == "NY"


def test_somebody_without_the_token_gets_nothing(visitor):
    keep(visitor)
    ana = client(visitor)
    assert ana.post("/api/contact/claim", {"token": "a" * 43}).status == 404
    assert ana.post("/api/contact/claim", {"token": "short"}).json()["error"]["field"] == "token"


@pytest.mark.parametrize(
    ("changed", "field"), [({"concerns": ["I hurt"]}, "concerns[0]"), ({"safe_now": "no"}, "safe_now"), ({"state": 1}, "state")]
)
def test_only_codes_are_kept_and_never_whether_somebody_is_safe(visitor, changed, field):
    refused = visitor.post("/api/contact/keep", SAID | changed)
    assert (refused.status, refused.json()["error"]["field"]) == (400, field)


def test_a_failure_at_any_call_of_taking_over_loses_nothing_and_a_repeat_finishes(visitor, aws):
    counted = client(visitor)
    token = keep(visitor)
    with aws_calls() as calls:
        counted.post("/api/contact/claim", {"token": token})
    for number in range(sum(calls.values())):
        ana, token = client(visitor), keep(visitor)
        with failing(number):
            answer = ana.post("/api/contact/claim", {"token": token})
        assert answer.status in (200, 503), (number, answer.text)
        # 404: the copy was the last to go, so by then everything is the client's.
        assert ana.post("/api/contact/claim", {"token": token}).status in (200, 404), number
        assert ana.get("/api/intake").json()["draft"]["preferences"]["state"] == "AK", number
        assert ana.get("/api/me").json()["home_state"] == "AK", number
        assert rows(aws, "contact") == [], number


def test_the_soonest_time_is_told_in_the_visitors_zone_and_in_the_practices_where_theirs_is_unknown(visitor):
    pat = make.provider()
    make.hours(pat)
    wish = {"safe_now": "yes", "state": "NY", "age_group": "adult", "format": "video", "payer": "self_pay", "language": "en"}
    soonest = [
        visitor.post("/api/contact", wish | zone).json()["soonest"] for zone in ({"zone": "America/Los_Angeles"}, {"zone": "Mars/One"}, {})
    ]
    assert [one["zone_name"] for one in soonest] == ["PST", "EST", "EST"]
    assert len({datetime.fromisoformat(one["start"]) for one in soonest}) == 1
