"""The clients' list, one client's page, and who is on call."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.care import service as care
from chalicelib.core import client_keys
from chalicelib.core.audit import AuditRecord
from chalicelib.practice.schemas import Shift
from tests import make
from tests.counting import aws_calls

# Monday, 9:00 in New York.
MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
THURSDAY_11 = datetime(2026, 3, 5, 16, 0, tzinfo=UTC)


class Desk:
    """Pat, who works in New York, with Ana and Ben in care; Quinn treats Ana too."""

    def __init__(self, http, clock):
        make.practice()
        self.pat = http.sign_in("provider", make.provider(), standing=False)
        self.quinn = http.sign_in("provider", make.provider(name="Quinn Baptiste"), standing=False)
        for one in (self.pat, self.quinn):
            make.hours(one.id)
        facts = {"home_state": "NY", "zone": "America/Chicago", "birth_date": MONDAY.date() - timedelta(days=34 * 366)}
        self.ana, self.ben = (http.sign_in("client", make.person(preferred_name=name, **facts), standing=False) for name in ("Ana", "Ben"))
        self.links = {}
        for client in (self.ana, self.ben):
            self.links[client.id] = make.care(client.id, self.pat.id)
            clock.advance(minutes=1)
        make.care(self.ana.id, self.quinn.id)

    def clients(self):
        return self.pat.get("/api/clients").json()

    def client(self, of):
        return self.pat.get(f"/api/clients/{of.id}").json()


@pytest.fixture
def desk(http, clock):
    clock.set(MONDAY)
    return Desk(http, clock)


def test_the_client_who_came_last_stands_first(desk):
    shown = desk.clients()

    assert [one["name"] for one in shown["items"]] == ["Ben", "Ana"]
    assert (shown["zone"], shown["zone_name"], shown["next"]) == ("America/New_York", "EST", None)


def test_a_row_names_the_next_session_and_what_waits(desk):
    make.appointment(desk.ana.id, desk.pat.id, start=THURSDAY_11)
    make.appointment(desk.ana.id, desk.pat.id, start=THURSDAY_11 + timedelta(days=1))
    desk.ana.post(f"/api/threads/{desk.links[desk.ana.id].care_id}/messages", {"text": "Good morning"})
    desk.ben.put("/api/safety/screen", {"item9": 2})

    ben, ana = desk.clients()["items"]

    assert (ana["next_session"]["start"], ana["unread"], ana["due_local"]) == (
        "2026-03-05T11:00:00-05:00",
        True,
        "2026-03-03T17:00:00-05:00",
    )
    assert (ana["flag"], ben["flag"], ben["next_session"], ben["due_local"]) == (None, "open", None, None)


def test_the_list_goes_on_where_the_page_ended(desk, monkeypatch):
    from chalicelib.console import caseload

    monkeypatch.setattr(caseload, "PAGE", 1)
    first = desk.clients()
    second = desk.pat.get(f"/api/clients?cursor={first['next']}").json()

    assert [one["name"] for one in (*first["items"], *second["items"])] == ["Ben", "Ana"]
    assert second["next"] is None


def test_a_former_client_is_on_no_list_and_has_no_page(desk, clock):
    care.end(make.choice(desk.ben.id, desk.pat.id), clock.now())

    assert [one["name"] for one in desk.clients()["items"]] == ["Ana"]
    assert desk.pat.get(f"/api/clients/{desk.ben.id}").status == 404


def test_a_client_whose_key_was_destroyed_hides_none_of_the_others(desk):
    for one in (desk.ana, desk.ben):
        one.post("/api/measures", {"instrument": "gad-7", "answers": [1] * 7})
    client_keys.shred(make.job("client", desk.ben.id, "accounts"))

    assert [(one["name"], len(one["measures"])) for one in desk.clients()["items"]] == [("", 0), ("Ana", 1)]


def test_a_clients_page_says_who_they_are_and_where_their_clock_stands(desk):
    shown = desk.client(desk.ana)

    assert (shown["name"], shown["age"], shown["home_state"], shown["licensed"]) == ("Ana", 34, "NY", True)
    assert (shown["zone_name"], shown["utc_offset"], shown["since"]) == ("CST", -360, "2026-03-02")
    assert (shown["missing_consents"], shown["flag"]) == (["telehealth", "privacy", "fees"], None)
    assert shown["thread_id"] == desk.links[desk.ana.id].care_id


def test_a_clients_page_shows_no_session_with_another_therapist(desk):
    make.appointment(desk.ana.id, desk.pat.id, start=THURSDAY_11)
    make.appointment(desk.ana.id, desk.quinn.id, start=THURSDAY_11 + timedelta(hours=3))

    shown = desk.client(desk.ana)

    assert [one["start"] for one in shown["coming"]] == ["2026-03-05T11:00:00-05:00"]
    assert shown["past"] == []


def test_the_page_follows_the_clients_switch(desk):
    before = desk.client(desk.ana)["shares_moods"]
    desk.ana.put("/api/sharing", {"moods": True})

    assert (before, desk.client(desk.ana)["shares_moods"]) == (False, True)


def test_opening_a_clients_page_is_in_their_access_log(desk):
    desk.client(desk.ana)

    assert (desk.pat.id, "profile.read") in {(entry.caller_id, entry.kind) for entry in AuditRecord.query(desk.ana.id)}


def test_a_warm_list_asks_for_a_fixed_number_of_things_however_many_clients(desk):
    desk.clients()
    with aws_calls() as two:
        desk.clients()
    for number in range(5):
        make.care(make.person(preferred_name=f"Client {number}"), desk.pat.id)
    desk.clients()
    with aws_calls() as seven:
        desk.clients()

    assert sum(two.values()) == sum(seven.values()) <= 8
    assert "kms.Decrypt" not in two


def test_the_one_on_call_now_is_named_with_the_end_of_the_shift(desk):
    shift = Shift(provider_id=desk.quinn.id, starts=MONDAY, ends=MONDAY + timedelta(hours=11))
    later = Shift(provider_id=desk.pat.id, starts=shift.ends, ends=shift.ends + timedelta(hours=8))
    make.practice(on_call=[shift, later])

    shown = desk.pat.get("/api/on-call?zone=America/Chicago").json()

    assert shown["items"] == [
        {"provider_id": desk.quinn.id, "name": "Quinn Baptiste", "until": "2026-03-02T19:00:00-06:00", "zone_name": "CST"}
    ]
    assert shown["phone"] == "+1 555 010 0100"


def test_nobody_on_call_is_an_empty_list(desk):
    assert desk.pat.get("/api/on-call").json()["items"] == []
