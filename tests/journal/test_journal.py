import uuid

import pytest

from tests import make
from tests.counting import aws_calls


@pytest.fixture
def ana(http):
    return http.sign_in("client", make.person(zone="Asia/Tokyo"), standing=False)


def test_an_entry_keeps_the_local_time_it_was_written_at(ana):
    entry = ana.post("/api/journal", {"text": "Slept well.", "prompt": "What was good today?"}).json()

    assert (entry["text"], entry["prompt"], entry["shared"], entry["zone_name"]) == ("Slept well.", "What was good today?", None, "JST")
    assert entry["local"].endswith("+09:00")
    assert ana.get(f"/api/journal/{entry['id']}").json() == entry


def test_an_entry_of_blanks_is_refused_by_its_field(ana):
    refused = ana.post("/api/journal", {"text": "  \n"})

    assert (refused.status, refused.json()["error"]["field"]) == (400, "text")


def test_a_draft_is_found_on_another_device_and_gone_once_it_is_kept(ana):
    ana.put("/api/journal-draft", {"text": "Today I"})
    ana.put("/api/journal-draft", {"text": "Today I slept."})
    assert ana.get("/api/journal-draft").json()["text"] == "Today I slept."
    ana.post("/api/journal", {"text": "Today I slept."})

    assert ana.get("/api/journal-draft").json() == {"text": "", "prompt": None, "saved_at": None}


def test_saving_a_draft_takes_one_write_beside_the_gate_row(ana):
    ana.put("/api/journal-draft", {"text": "Today I"})
    with aws_calls() as calls:
        ana.put("/api/journal-draft", {"text": "Today I slept."})

    assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}


def test_an_empty_draft_is_no_draft(ana):
    ana.put("/api/journal-draft", {"text": "Today I"})

    assert ana.put("/api/journal-draft", {"text": ""}).json()["saved_at"] is None
    assert ana.get("/api/journal-draft").json()["saved_at"] is None


def test_written_twice_under_one_key_it_is_kept_once(ana):
    key = str(uuid.uuid4())
    ids = {ana.post("/api/journal", {"text": "Once."}, **{"Idempotency-Key": key}).json()["id"] for _ in range(2)}

    assert len(ids) == 1
    assert len(ana.get("/api/journal").json()["items"]) == 1


def test_an_entry_can_be_said_differently_and_keeps_its_time_and_its_sharing(ana):
    entry = ana.post("/api/journal", {"text": "First.", "shared": True}).json()
    changed = ana.put(f"/api/journal/{entry['id']}", {"text": "Second."}).json()

    assert changed == {**entry, "text": "Second."}
    assert ana.get(f"/api/journal/{entry['id']}").json() == changed


def test_an_entry_can_be_dropped_for_good(ana):
    entry = ana.post("/api/journal", {"text": "Gone."}).json()

    assert ana.post(f"/api/journal/{entry['id']}/remove").status == 200
    assert ana.get(f"/api/journal/{entry['id']}").status == 404
    assert ana.get("/api/journal").json()["items"] == []


def test_pages_come_newest_first_and_meet_every_entry_once(ana):
    made = [ana.post("/api/journal", {"text": str(number)}).json()["id"] for number in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        page = ana.get(f"/api/journal?limit=2{cursor and '&cursor=' + cursor}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]

    assert seen == made[::-1]
