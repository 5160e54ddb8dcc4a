import uuid
from datetime import UTC, datetime

import pytest

from chalicelib.care import service as care
from chalicelib.core import outbox
from tests import make

TASK = {"kind": "task", "task": "Walk to the corner and back."}


@pytest.fixture
def people(http):
    ana = http.sign_in("client", make.person(zone="America/Denver", email="somebody@quietroom.example"), standing=False)
    pat = http.sign_in("provider", make.person("provider"), standing=False)
    make.listing(pat.id)
    make.care(ana.id, pat.id)
    return ana, pat


@pytest.fixture
def place(people):
    return f"/api/clients/{people[0].id}/homework"


def _open(session, place):
    return [one["id"] for one in session.get(f"{place}?state=open").json()["items"]]


@pytest.mark.parametrize(
    "wish",
    [
        TASK,
        {"kind": "worksheet", "ref": "sleep-log"},
        {"kind": "reading", "ref": "your-first-session"},
        {"kind": "measure", "ref": "phq-9"},
    ],
    ids=lambda wish: wish["kind"],
)
def test_both_sides_read_what_was_agreed_on(people, place, wish):
    ana, pat = people
    given = pat.post(place, {**wish, "note": "As we said."})

    assert given.status == 201
    assert ana.get(place).json() == pat.get(place).json()
    assert ana.get(place).json()["items"] == [given.json()]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"kind": "worksheet", "ref": "no-such"}, "ref"),
        ({"kind": "worksheet"}, "ref"),
        ({"kind": "measure", "ref": "asq"}, "ref"),
        ({"kind": "task", "task": " "}, "task"),
        ({"kind": "task", "task": "Walk", "ref": "sleep-log"}, "ref"),
        ({**TASK, "due_on": "2020-01-01"}, "due_on"),
    ],
    ids=str,
)
def test_what_cannot_be_given_is_refused_by_its_field(people, place, wish, field):
    refused = people[1].post(place, wish)

    assert (refused.status, refused.json()["error"]["field"]) == (400, field)
    assert people[0].get(place).json()["items"] == []


def test_the_client_does_it_and_shows_the_worksheet_it_was_done_with(people, place):
    ana, pat = people
    homework = pat.post(place, {"kind": "worksheet", "ref": "sleep-log"}).json()
    sheet = ana.post("/api/worksheets/sleep-log/entries", {"answers": {"to_bed": "23:00", "up": "06:30"}, "finished": True}).json()
    done = ana.post(f"{place}/{homework['id']}/done", {"entry_id": sheet["id"], "text": "Easier than I thought."}).json()

    assert (done["state"], done["entry_id"], [one["text"] for one in done["comments"]]) == ("done", sheet["id"], ["Easier than I thought."])
    assert _open(pat, place) == []


def test_somebody_elses_worksheet_cannot_be_shown(people, place, http):
    ana, pat = people
    homework = pat.post(place, {"kind": "worksheet", "ref": "sleep-log"}).json()
    ben = http.sign_in("client", make.person(), standing=False)
    theirs = ben.post("/api/worksheets/sleep-log/entries").json()

    assert ana.post(f"{place}/{homework['id']}/done", {"entry_id": theirs["id"]}).status == 404
    assert _open(ana, place) == [homework["id"]]


def test_both_sides_comment_and_each_is_named(people, place):
    ana, pat = people
    homework = pat.post(place, TASK).json()
    ana.post(f"{place}/{homework['id']}/comments", {"text": "Twice."})
    said = pat.post(f"{place}/{homework['id']}/comments", {"text": "Good."}).json()["comments"]

    assert [(one["by"], one["text"]) for one in said] == [("client", "Twice."), ("provider", "Good.")]


def test_what_is_said_on_a_second_try_is_kept_and_what_was_said_before_is_not_said_twice(people, place, clock):
    ana, pat = people
    homework = pat.post(place, {"kind": "task", "task": "Call the school"}).json()
    first = ana.post(f"{place}/{homework['id']}/done", {"text": "It was short."}).json()
    clock.advance(hours=1)
    for text in ("It was short.", "", "It was short, and it helped."):
        again = ana.post(f"{place}/{homework['id']}/done", {"text": text}).json()

    assert [one["text"] for one in again["comments"]] == ["It was short.", "It was short, and it helped."]
    assert (again["state"], again["done_at"]) == ("done", first["done_at"])


def test_what_was_taken_back_can_no_longer_be_done(people, place):
    ana, pat = people
    homework = pat.post(place, TASK).json()
    pat.post(f"{place}/{homework['id']}/withdraw")
    refused = ana.post(f"{place}/{homework['id']}/done", {})

    assert (refused.status, refused.code, refused.json()["error"]["state"]) == (409, "homework_not_open", "withdrawn")


def test_sent_twice_under_one_key_it_is_given_once(people, place):
    key = str(uuid.uuid4())
    ids = {people[1].post(place, TASK, **{"Idempotency-Key": key}).json()["id"] for _ in range(2)}

    assert len(ids) == 1
    assert len(people[0].get(place).json()["items"]) == 1


def test_the_day_is_of_the_clients_calendar(people, place, clock):
    ana, pat = people
    clock.set(datetime(2026, 12, 2, 5, tzinfo=UTC))  # still December 1 in Denver
    homework = pat.post(place, {**TASK, "due_on": "2026-12-01"}).json()
    assert not homework["overdue"]
    clock.set(datetime(2026, 12, 2, 8, tzinfo=UTC))

    assert [one["overdue"] for one in ana.get(place).json()["items"]] == [True]


@pytest.mark.parametrize("end", ["done", "withdraw", None])
def test_who_has_not_done_it_is_reminded_on_the_day_in_neutral_words(people, place, clock, aws, end):
    ana, pat = people
    clock.set(datetime(2026, 12, 1, 15, tzinfo=UTC))
    homework = pat.post(place, {"kind": "worksheet", "ref": "thought-record", "due_on": "2026-12-03"}).json()
    if end:
        (ana if end == "done" else pat).post(f"{place}/{homework['id']}/{end}")
    clock.set(datetime(2026, 12, 3, 17, tzinfo=UTC))
    make.run_due()

    mails = [mail for mail in aws.mailbox.mails() if "waiting for you" in mail.subject]
    assert len(mails) == (0 if end else 1)
    assert not any(word in str(mails).lower() for word in ("thought", "homework", "therap"))


def test_who_has_left_the_therapist_is_not_reminded_of_what_they_gave(people, place, clock, aws):
    ana, pat = people
    clock.set(datetime(2026, 12, 1, 15, tzinfo=UTC))
    pat.post(place, {**TASK, "due_on": "2026-12-03"})
    clock.advance(minutes=1)
    other = make.person("provider")
    make.listing(other)
    with make.work():
        care.switch(make.choice(ana.id, other), clock.now())
    clock.set(datetime(2026, 12, 3, 17, tzinfo=UTC))
    make.run_due()

    assert [mail.subject for mail in aws.mailbox.mails() if "waiting for you" in mail.subject] == []


def test_the_reminder_is_due_at_ten_in_the_morning_there(people, place, clock):
    clock.set(datetime(2026, 12, 1, 15, tzinfo=UTC))
    people[1].post(place, {**TASK, "due_on": "2026-12-03"})

    early = set(outbox.due(datetime(2026, 12, 3, 16, 59, tzinfo=UTC)))
    assert len(set(outbox.due(datetime(2026, 12, 3, 17, 0, tzinfo=UTC))) - early) == 1


def test_it_is_not_done_with_another_worksheet_than_was_agreed_on(people, place):
    ana, pat = people
    homework = pat.post(place, {"kind": "worksheet", "ref": "values"}).json()
    other = ana.post("/api/worksheets/grounding/entries").json()["id"]

    assert ana.post(f"{place}/{homework['id']}/done", {"entry_id": other}).status == 400


def test_a_comment_of_blanks_is_not_said(people, place):
    ana, pat = people
    homework = pat.post(place, TASK).json()

    assert ana.post(f"{place}/{homework['id']}/comments", {"text": "  "}).status == 400


def test_a_comment_sent_twice_under_one_key_is_said_once_also_where_it_was_the_last_that_fits(people, place):
    ana, pat = people
    comments = f"{place}/{pat.post(place, TASK).json()['id']}/comments"
    for _ in range(49):
        ana.post(comments, {"text": "Walked."})
    twice = [ana.post(comments, {"text": "Twice."}, idempotency_key="one").json()["comments"] for _ in range(2)]

    assert [len(said) for said in twice] == [50, 50]
    assert ana.post(comments, {"text": "Other words."}, idempotency_key="one").code == "idempotency_key_reused"
    assert ana.post(comments, {"text": "Again."}).code == "too_many_comments"


def test_comments_of_any_script_end_with_words_and_not_with_a_failure(people, place):
    ana, pat = people
    comments = f"{place}/{pat.post(place, TASK).json()['id']}/comments"
    answers = {ana.post(comments, {"text": "\x01" * 2000}).status for _ in range(40)}

    assert answers == {200, 409}
