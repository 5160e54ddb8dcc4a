"""Drafts: kept sealed while somebody writes, theirs alone, gone once sent."""

import pytest

from chalicelib.messaging.draft_store import UnsentRecord
from tests import make
from tests.counting import aws_calls

WORDS = "The heron again, and I did not answer"


@pytest.fixture
def place(house):
    return f"/api/threads/{house.ids['thread_id']}/draft"


def test_a_draft_waits_on_every_device_of_who_wrote_it_and_of_nobody_else(ana, pat, place):
    kept = ana.put(place, {"text": WORDS})

    assert kept.status == 200
    assert ana.get(place).json() == kept.json() == {"text": WORDS, "saved_at": kept.json()["saved_at"]}
    assert pat.get(place).json() == {"text": "", "saved_at": None}


def test_sending_ends_the_senders_draft_and_leaves_the_other_sides(ana, pat, place):
    ana.put(place, {"text": WORDS})
    pat.put(place, {"text": "Tomorrow"})
    ana.post(place.replace("/draft", "/messages"), {"text": WORDS})

    assert ana.get(place).json()["text"] == ""
    assert pat.get(place).json()["text"] == "Tomorrow"


@pytest.mark.parametrize("blank", ["", " \n"])
def test_a_text_taken_back_leaves_no_draft(ana, place, blank):
    ana.put(place, {"text": WORDS})
    ana.put(place, {"text": blank})

    assert ana.get(place).json() == {"text": "", "saved_at": None}


def test_no_word_of_a_draft_lies_in_clear(ana, place, aws):
    ana.put(place, {"text": WORDS})

    stored = str([aws.client("dynamodb").scan(TableName=name)["Items"] for name in aws.stores.tables()])
    assert "heron" not in stored
    assert b"heron".hex() not in stored


def test_an_older_text_put_under_the_newer_draft_does_not_open(ana, place, house, aws):
    def item():
        (found,) = aws.client("dynamodb").scan(TableName=UnsentRecord.Meta.table_name)["Items"]
        return found

    ana.put(place, {"text": "Older"})
    older = item()["body"]
    ana.put(place, {"text": "Newer"})
    aws.client("dynamodb").put_item(TableName=UnsentRecord.Meta.table_name, Item=item() | {"body": older})

    assert ana.get(place).status == 500


def test_a_draft_put_whole_under_another_thread_does_not_open(ana, place, house, aws):
    other = make.care(ana.id, make.provider()).care_id
    ana.put(place, {"text": WORDS})
    (item,) = aws.client("dynamodb").scan(TableName=UnsentRecord.Meta.table_name)["Items"]
    moved = {"item": {"S": item["item"]["S"].replace(house.ids["thread_id"], other)}}
    aws.client("dynamodb").put_item(TableName=UnsentRecord.Meta.table_name, Item=item | moved)

    assert ana.get(place.replace(house.ids["thread_id"], other)).code == "record_damaged"
    assert ana.get(place).json()["text"] == WORDS


def test_saving_takes_one_write_beside_the_gate_row(ana, place):
    ana.put(place, {"text": WORDS})
    with aws_calls() as calls:
        ana.put(place, {"text": WORDS + "."})
    assert dict(calls) == {"dynamodb.BatchGetItem": 1, "dynamodb.TransactWriteItems": 1}
