from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.care import service as care
from tests import make
from tests.counting import aws_calls

# Monday, 9:00 in New York.
MONDAY = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


class Desk:
    """Pat, who works in New York, with Ana and Ben in care."""

    def __init__(self, http):
        make.practice()
        licences = [
            make.licence("NY"),
            make.licence("NJ", MONDAY.date() + timedelta(days=20)),
            make.licence("AK", MONDAY.date() - timedelta(days=2)),
        ]
        self.pat = http.sign_in("provider", make.provider(licences=licences), standing=False)
        make.hours(self.pat.id)
        self.ana, self.ben = (
            http.sign_in("client", make.person(preferred_name=name, home_state="NY", zone="America/Chicago"), standing=False)
            for name in ("Ana", "Ben")
        )
        self.links = {one.id: make.care(one.id, self.pat.id) for one in (self.ana, self.ben)}

    def today(self, query=""):
        return self.pat.get(f"/api/today{query}").json()

    def write(self, who):
        return who.post(f"/api/threads/{self.links[who.id].care_id}/messages", {"text": "Good morning"})


@pytest.fixture
def desk(http, clock):
    clock.set(MONDAY)
    return Desk(http)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour + 5, tzinfo=UTC)


def test_an_empty_day_says_so_and_names_its_zone(desk):
    shown = desk.today()

    assert (shown["date"], shown["zone"], shown["zone_name"]) == ("2026-03-02", "America/New_York", "EST")
    assert (shown["sessions"], shown["next_session"], shown["threads"], shown["flags"], shown["failed"]) == ([], None, [], [], [])


def test_a_day_without_sessions_names_the_next_one(desk):
    make.appointment(desk.ben.id, desk.pat.id, start=at(3, 14))
    make.appointment(desk.ana.id, desk.pat.id, start=at(3, 11))
    make.appointment(desk.ana.id, desk.pat.id, start=at(4, 11))

    shown = desk.today("?zone=America/New_York")
    assert shown["sessions"] == []
    assert shown["next_session"]["clients"][0]["name"] == "Ana"


def test_the_sessions_of_the_local_date_come_soonest_first_with_their_clients_names(desk, clock):
    make.appointment(desk.ben.id, desk.pat.id, start=at(3, 14))
    make.appointment(desk.ana.id, desk.pat.id, start=at(3, 11))
    clock.set(at(3, 8))

    shown = desk.today()["sessions"]

    assert [one["clients"][0]["name"] for one in shown] == ["Ana", "Ben"]
    assert (shown[0]["appointment"]["start"], shown[0]["ends"]) == ("2026-03-03T11:00:00-05:00", "2026-03-03T11:50:00-05:00")


def test_a_session_that_is_over_waits_for_a_word_on_what_came_of_it(desk, clock):
    first = make.appointment(desk.ana.id, desk.pat.id, start=at(3, 11))

    clock.set(at(3, 12) + timedelta(minutes=5))
    assert desk.today()["unsaid"] == []
    clock.set(at(4, 9))
    (over,) = desk.today()["unsaid"]
    assert (over["appointment"]["id"], over["clients"][0]["name"]) == (first.id, "Ana")
    clock.set(at(17, 9))
    assert [one["appointment"]["id"] for one in desk.today()["unsaid"]] == [first.id]

    desk.pat.post(f"/api/appointments/{first.id}/not-held", {"client_waited": False})
    assert desk.today()["unsaid"] == []


def test_a_message_waits_until_it_is_answered(desk, clock):
    desk.write(desk.ana)
    clock.advance(hours=30)

    (waiting,) = desk.today()["threads"]
    assert (waiting["client"]["name"], waiting["unread"], waiting["overdue"]) == ("Ana", True, False)
    assert waiting["due_local"] == "2026-03-03T17:00:00-05:00"

    desk.pat.post(f"/api/threads/{waiting['thread_id']}/read")
    assert [one["unread"] for one in desk.today()["threads"]] == [False]
    desk.pat.post(f"/api/threads/{waiting['thread_id']}/messages", {"text": "I am here."})
    assert desk.today()["threads"] == []


def test_an_open_screen_stands_there_by_name_and_without_answers(desk):
    desk.ana.put("/api/safety/screen", {"item9": 2})

    (flag,) = desk.today()["flags"]

    assert (flag["client"], flag["state"]) == ({"id": desk.ana.id, "name": "Ana"}, "open")
    assert set(flag) == {"client", "state", "due_by", "due_local", "what", "task_id"}


def test_licences_that_end_soon_come_first_to_end_first(desk):
    assert [(one["state"], one["days"]) for one in desk.today()["licences"]] == [("AK", -2), ("NJ", 20)]


def test_a_former_client_leaves_nothing_on_the_page(desk, clock):
    desk.write(desk.ana)
    desk.ana.put("/api/safety/screen", {"item9": 2})
    care.end(make.choice(desk.ana.id, desk.pat.id), clock.now())

    shown = desk.today()

    assert (shown["threads"], shown["flags"]) == ([], [])


def test_naming_a_client_is_in_their_access_log(desk):
    from chalicelib.core.audit import AuditRecord

    desk.write(desk.ana)
    desk.today()

    read = {(entry.caller_id, entry.kind) for entry in AuditRecord.query(desk.ana.id)}
    assert (desk.pat.id, "profile.read") in read
    assert (desk.pat.id, "profile.read") not in {(entry.caller_id, entry.kind) for entry in AuditRecord.query(desk.ben.id)}


def test_what_fails_is_named_and_the_sessions_still_show(desk, monkeypatch, clock):
    from chalicelib.console import service
    from chalicelib.core.errors import Unavailable

    def fails(*_):
        raise Unavailable

    make.appointment(desk.ana.id, desk.pat.id, start=at(3, 11))
    clock.set(at(3, 8))
    monkeypatch.setattr(service.threads, "caseload", fails)

    shown = desk.today()

    assert [one["appointment"]["start"] for one in shown["sessions"]] == ["2026-03-03T11:00:00-05:00"]
    assert shown["failed"] == ["flags", "measures", "names", "threads"]


def test_an_unknown_zone_is_refused(desk):
    assert desk.pat.get("/api/today?zone=Mars/Olympus").status == 400


def test_a_warm_page_asks_for_a_fixed_number_of_things_however_many_clients(desk, clock):
    for client in (desk.ana, desk.ben):
        desk.write(client)
    desk.today()
    with aws_calls() as two:
        desk.today()
    for number in range(5):
        person = make.person(preferred_name=f"Client {number}")
        make.care(person, desk.pat.id)
    desk.today()
    with aws_calls() as seven:
        desk.today()

    assert sum(two.values()) == sum(seven.values()) <= 9
    assert "kms.Decrypt" not in two


def test_a_session_carries_its_start_on_the_clients_own_clock(desk):
    make.appointment(desk.ana.id, desk.pat.id, start=at(3, 11))

    (ana,) = desk.today()["next_session"]["clients"]

    assert (ana["name"], ana["starts"], ana["zone_name"]) == ("Ana", "2026-03-03T10:00:00-06:00", "CST")
