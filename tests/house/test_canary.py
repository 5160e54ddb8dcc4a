"""No word that anybody writes is to be read outside the answer to whoever may read it: not stored, not sent, not logged, in no usual form."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import msgspec
import pytest

from chalicelib.core import gate
from tests import make
from tests.api import Session
from tests.counting import aws_traffic, stored
from tests.house.everything import write_everything

TAIL = " ñ/?&é"

# Texts that are no free words, and free words that another test, named by its file, looks for.
NOT_FREE = {
    "MeUpdate.id": "an id",
    "MeUpdate.role": "a role",
    "MeUpdate.email": "where mail goes to",
    "MeUpdate.zone_name": "the name of a zone",
    "ConsentDecision.version": "the number of a document",
    "FirstContact.zone": "the name of a zone",
    "NewFile.content_type": "a type of a closed list",
    "MeasureEntry.instrument": "a name of a closed list",
    "MeasureEntry.answers[]": "answers of a closed list",
    "CheckInsChange.instruments[]": "names of a closed list",
    "IntakeDraft.preferences.payer": "a code of the practice's list",
}
LOOKED_FOR = {
    "ReviewDecision.referral.to": ("safety/test_reviews.py", "test_what_was_decided_is_sealed"),
    "ReviewDecision.referral.contact": ("safety/test_reviews.py", "test_what_was_decided_is_sealed"),
    "ReviewDecision.referral.note": ("safety/test_reviews.py", "test_what_was_decided_is_sealed"),
    "CalendarSource.url": ("calendars/test_routes.py", "test_the_address_is_sealed"),
    "CalendarSource.text": ("calendars/test_routes.py", "test_nothing_but_times_is_kept"),
}


class Canaries:
    """Words found nowhere else, one for each time they are asked for."""

    def __init__(self) -> None:
        self.by_word: dict[str, str] = {}

    def __call__(self, field: str) -> str:
        word = f"canary{len(self.by_word):03d}x"
        self.by_word[word] = field
        return word + TAIL


def forms(word: str) -> Iterator[bytes]:
    """Every form a word may be met in: plain, escaped for JSON and for addresses, in hex, in Base64 at each of its three places."""
    raw = word.encode()
    yield raw
    yield json.dumps(word)[1:-1].encode()
    yield from (quoted(word, safe="").encode() for quoted in (quote, quote_plus))
    yield from (raw.hex().encode(), raw.hex().upper().encode())
    for shift in range(3):
        # What depends on the bytes before and after is left out.
        core = base64.b64encode(b"\0" * shift + raw)[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        yield from (core, core.translate(bytes.maketrans(b"+/", b"-_")))


def found(word: str, *places: bytes) -> bool:
    """Whether a canary is to be read anywhere, with or without the letters after it."""
    return any(form in place for place in places for one in (word, word + TAIL) for form in forms(one))


@pytest.fixture
def outside(http, aws, clock, monkeypatch, capfd):
    """Let everything be written; gives the canaries, and by name all that lies or went where nobody may read them."""
    house, word, answered = make.house(http), Canaries(), []
    asked = Session.ask

    def ask(session: Session, method: str, target: str, body: object = None, **headers: str):
        reply = asked(session, method, target, body, **headers)
        answered.append(f"{target} {reply.headers}".encode())
        answered.extend(link.encode() for link in _links(json.loads(reply.content or b"null")))
        return reply

    monkeypatch.setattr(Session, "ask", ask)
    with aws_traffic() as sent:
        write_everything(house.sessions["owner"], house.sessions["therapist"], house.ids["thread_id"], word)
        clock.advance(days=5)
        make.run_due()
    mailbox = aws.mailbox
    return word, {
        "what AWS was asked": sent,
        "stored items": list(_bytes_in(stored(aws))),
        "objects": list(_objects(aws)),
        "logs": ["".join(capfd.readouterr()).encode()],
        "mails and texts": [str(one).encode() for one in (*mailbox.mails(), *mailbox.texts())],
        "addresses and headers": answered,
    }


def _links(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("http"):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _links(part)


def _bytes_in(value: object) -> Iterator[bytes]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield str(name).encode()
            yield from _bytes_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _bytes_in(part)
    else:
        yield value if isinstance(value, bytes) else str(value).encode()


def _objects(aws) -> Iterator[bytes]:
    s3, bucket = aws.client("s3"), aws.outputs["Bucket"]
    for one in s3.list_object_versions(Bucket=bucket).get("Versions", ()):
        yield one["Key"].encode()
        yield s3.get_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])["Body"].read()


def _free(kind: object, path: str) -> Iterator[str]:
    if isinstance(kind, msgspec.inspect.StrType) and kind.pattern is None:
        yield path
    for name in ("item_type", "value_type"):
        if part := getattr(kind, name, None):
            yield from _free(part, f"{path}[]")
    for part in getattr(kind, "types", ()):
        yield from _free(part, path)
    if isinstance(kind, msgspec.inspect.StructType):
        for field in kind.fields:
            yield from _free(field.type, f"{path}.{field.name}")


def test_no_free_word_of_any_request_is_to_be_read_where_nobody_may_read_it(outside):
    words, places = outside
    assert {name for name, held in places.items() if not any(held)} == set(), "nothing to look at"
    everything = {name: b"\n".join(held) for name, held in places.items()}

    seen = {(field, name) for word, field in words.by_word.items() for name, held in everything.items() if found(word, held)}
    assert seen == set()
    free = {path for route in gate.ROUTES if route.body for path in _free(msgspec.inspect.type_info(route.body), route.body.__name__)}
    assert free - set(words.by_word.values()) == {*NOT_FREE, *LOOKED_FOR}, "a field that takes free words has its canary, or says why not"


@pytest.mark.parametrize("number", range(10))
@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_the_search_finds_a_word_in_each_form(number, before):
    word = "canary007x"
    text = f"{before}{word}{TAIL} and more"
    held = [
        text.encode(), json.dumps({"text": text}).encode(), quote(text).encode(), quote_plus(text).encode(), text.encode().hex().encode(),
        text.encode().hex().upper().encode(), base64.b64encode(text.encode()), base64.urlsafe_b64encode(text.encode()),
        f"{before}{word}".encode(), base64.b64encode(f"{before}{word}".encode()),
    ][number]  # fmt: skip

    assert found(word, held)
    assert not found("canary008x", held)


@pytest.mark.parametrize(("file", "name"), sorted(set(LOOKED_FOR.values())))
def test_whoever_looks_for_other_words_is_where_it_says(file, name):
    assert f"\ndef {name}(" in (Path(__file__).parents[1] / file).read_text()
