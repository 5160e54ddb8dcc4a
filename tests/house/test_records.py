"""What is kept is sealed, or says why it may be read."""

import json
from pathlib import Path

import msgspec
import pytest
from pynamodb.attributes import ListAttribute, MapAttribute, UnicodeAttribute

from chalicelib.core import records
from chalicelib.core.errors import Misuse
from chalicelib.core.records import Ciphertext, ClearText, NumberMap, Record, Sealed, table


def _declare(**attributes: object) -> type[Record]:
    meta = type("Meta", (Record.Meta,), {"table_name": table("house"), "subject": "client"})
    keys = {"client_id": UnicodeAttribute(hash_key=True)}
    try:
        return type(Record)("HouseRecord", (Record,), {"Meta": meta, **keys, **attributes})  # type: ignore[return-value]
    finally:
        records.RECORDS[:] = [kept for kept in records.RECORDS if kept.__name__ != "HouseRecord"]


@pytest.mark.parametrize(
    "attribute", [UnicodeAttribute(), UnicodeAttribute(null=True), ListAttribute(), MapAttribute()], ids=["text", "optional", "list", "map"]
)
def test_an_unexplained_readable_attribute_stops_the_import(attribute: object):
    with pytest.raises(Misuse):
        _declare(words=attribute)


def test_a_reason_takes_more_than_a_word():
    with pytest.raises(Misuse):
        ClearText(why="needed")


@pytest.mark.parametrize("value", ["plain words", b"plain bytes", None], ids=repr)
def test_a_sealed_attribute_takes_ciphertext_only(value: object):
    record = _declare(body=Sealed())("c1")
    record.body = value

    with pytest.raises((TypeError, ValueError)):
        record.serialize()


def test_an_update_cannot_put_plain_text_into_a_sealed_attribute():
    kept = _declare(body=Sealed())

    with pytest.raises(TypeError):
        kept.body.set("plain words")


def test_ciphertext_has_no_json_form_and_tells_only_its_length():
    message = Ciphertext(b"secret")

    assert "secret" not in repr(message) + str(message)
    for encode in (msgspec.json.encode, json.dumps):
        with pytest.raises(TypeError):
            encode({"body": message})


@pytest.mark.parametrize("write", ["save", "update", "delete"])
def test_a_record_is_written_through_a_transaction_only(write: str):
    with pytest.raises(Misuse):
        getattr(_declare()("c1"), write)()


def test_no_table_is_read_whole():
    with pytest.raises(Misuse):
        _declare().scan()


def test_every_table_names_the_kind_of_subject_its_partition_belongs_to():
    with pytest.raises(Misuse):
        type(Record)(
            "HouseRecord", (Record,), {"Meta": type("Meta", (Record.Meta,), {"table_name": "x"}), "k": UnicodeAttribute(hash_key=True)}
        )


def test_nothing_goes_around_the_closed_writes():
    root = Path(__file__).parents[2] / "chalicelib"
    words = ("Model.save(", "Model.update(", "Model.delete(", "super().save(", ".batch_write(", '"Scan"', '"PutItem"')
    found = {
        (str(path.relative_to(root)), word)
        for path in root.glob("**/*.py")
        for word in words
        if word in path.read_text() and path.parent.name != "core"
    }

    assert found == set()


@pytest.mark.parametrize("value", [{"0900": "words"}, {"words": 1}], ids=repr)
def test_a_map_of_numbers_takes_no_words(value: object):
    with pytest.raises((TypeError, ValueError)):
        NumberMap().serialize(value)
