import uuid

import pytest
from msgspec.structs import replace

from chalicelib.worksheets import definitions
from tests import make

LOG = {"to_bed": "23:10", "up": "06:45", "fell_asleep": 30}


@pytest.fixture
def client(http):
    return http.sign_in("client", make.person("client", zone="America/Denver"))


def _entries(client):
    return client.get("/api/worksheet-entries").json()["items"]


def test_a_worksheet_is_kept_half_filled_in_and_gone_on_with(client):
    begun = client.post("/api/worksheets/sleep-log/entries", {"answers": {"to_bed": "23:10"}})
    entry = begun.json()
    done = client.put(f"/api/worksheet-entries/{entry['id']}", {"answers": LOG, "finished": True})

    assert (begun.status, done.status) == (201, 200)
    assert [(one["slug"], one["answers"], one["finished"]) for one in _entries(client)] == [("sleep-log", LOG, True)]
    assert done.json()["zone_name"] in ("MST", "MDT")


def test_one_cannot_be_finished_while_something_is_missing_and_nothing_is_lost(client):
    entry = client.post("/api/worksheets/sleep-log/entries", {"answers": {"to_bed": "23:10"}}).json()
    refused = client.put(f"/api/worksheet-entries/{entry['id']}", {"answers": {"to_bed": "23:10"}, "finished": True})

    assert (refused.status, refused.code, refused.json()["error"]["missing"]) == (422, "worksheet_unfinished", ["up"])
    assert _entries(client)[0]["answers"] == {"to_bed": "23:10"}


def test_what_was_answered_stays_where_the_product_asks_it_no_more(client, monkeypatch):
    entry = client.post("/api/worksheets/sleep-log/entries", {"answers": LOG}).json()
    path = f"/api/worksheet-entries/{entry['id']}"
    sheet = definitions.shipped()["sleep-log"]
    fewer = [replace(page, parts=[part for part in page.parts if part.id != "fell_asleep"]) for page in sheet.pages]
    monkeypatch.setitem(definitions.shipped(), "sleep-log", replace(sheet, pages=fewer))

    assert client.put(path, {"answers": LOG | {"up": "07:00"}}).json()["answers"] == LOG | {"up": "07:00"}
    assert client.put(path, {"answers": LOG | {"fell_asleep": 20}}).json()["error"]["field"] == "fell_asleep"


def test_an_answer_that_does_not_fit_names_its_part(client):
    refused = client.post("/api/worksheets/sleep-log/entries", {"answers": {"to_bed": "late"}})

    assert (refused.status, refused.json()["error"]["field"]) == (400, "to_bed")


def test_sent_twice_under_one_key_it_is_kept_once(client):
    key = str(uuid.uuid4())
    sent = [client.post("/api/worksheets/sleep-log/entries", {"answers": LOG}, **{"Idempotency-Key": key}).json()["id"] for _ in range(2)]

    assert len(set(sent)) == 1
    assert len(_entries(client)) == 1


def test_an_unknown_worksheet_is_a_404(client):
    assert client.post("/api/worksheets/no-such/entries", {}).status == 404


def test_all_worksheets_come_in_both_languages(client):
    items = client.get("/api/worksheets").json()["items"]

    assert len(items) >= 10
    assert all(item["title"]["en"] and item["title"]["es"] for item in items)
