"""Files: sealed in the browser, uploaded by a signed form, checked before anybody can open them."""

import base64
import os
import urllib.request
from urllib.error import HTTPError

import pytest

from tests import make
from tests.uploads import MIB, post_form, seal

PDF = b"%PDF-1.7\n" + b"x" * 100


@pytest.fixture
def place(house):
    return f"/api/threads/{house.ids['thread_id']}/files"


def send(session, place, content, content_type="application/pdf", **changed):
    """Have a file sent as a browser would; its id and how the upload went."""
    key = os.urandom(32)
    asked = session.post(place, {**make.a_file(len(content), content_type, key), **changed})
    assert asked.status == 201
    upload = asked.json()
    status = post_form(upload["url"], upload["fields"], seal(upload["id"], key, content))
    session.post(f"{place}/{upload['id']}/uploaded")
    make.run_due()
    return upload["id"], status


def state(session, place, file_id):
    return session.get(f"{place}/{file_id}").json()["state"]


def test_the_other_side_opens_what_was_sent_byte_by_byte(ana, pat, place):
    content = PDF + os.urandom(2 * MIB)
    file_id, status = send(ana, place, content)
    sent = ana.post(place.replace("/files", "/messages"), {"text": "", "attachments": [file_id]})
    (attachment,) = pat.get(place.replace("/files", "/messages")).json()["items"][0]["attachments"]
    view = pat.get(f"{place}/{attachment['id']}").json()
    with urllib.request.urlopen(view["url"]) as answer:
        sealed = answer.read()

    assert (status, sent.status) == (204, 201)
    assert (view["state"], view["name"], attachment["size"]) == ("ready", "notes.txt", len(content))
    assert sealed == seal(file_id, base64.b64decode(view["key"]), content)
    assert content[:200] not in sealed


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"MZ\x90\x00" + b"\0" * 100, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "image/jpeg"),
        (b"binary\x00inside", "text/plain"),
        ("wide letters".encode("utf-16"), "audio/mpeg"),
        (b"PK\x03\x04 some other archive", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
    ids=["an executable renamed", "a picture of another kind", "binary as text", "text as sound", "an archive as a letter"],
)
def test_what_is_not_what_it_says_is_refused_and_deleted(ana, place, aws, content, content_type):
    file_id, status = send(ana, place, content, content_type)

    assert (status, state(ana, place, file_id)) == (204, "refused")
    assert ana.get(f"{place}/{file_id}").json()["url"] is None
    assert "Versions" not in aws.client("s3").list_object_versions(Bucket=aws.outputs["Bucket"], Prefix="files/")


def test_what_is_put_in_a_files_place_after_it_was_checked_is_never_given_out(ana, pat, place, aws, clock):
    key, other = os.urandom(32), b"MZ" + b"\0" * (len(PDF) - 2)
    upload = ana.post(place, make.a_file(len(PDF), "application/pdf", key)).json()
    versions = lambda: len(aws.client("s3").list_object_versions(Bucket=aws.outputs["Bucket"], Prefix="files/")["Versions"])  # noqa: E731
    for content in (PDF, other):
        assert post_form(upload["url"], upload["fields"], seal(upload["id"], key, content)) == 204
        ana.post(f"{place}/{upload['id']}/uploaded")
        make.run_due()

    with urllib.request.urlopen(pat.get(f"{place}/{upload['id']}").json()["url"]) as answer:
        assert answer.read() == seal(upload["id"], key, PDF)
    assert versions() == 2
    clock.advance(hours=25)
    make.run_due()
    assert (versions(), state(ana, place, upload["id"])) == (1, "ready")


def test_nothing_can_be_opened_before_it_was_checked(ana, place):
    upload = ana.post(place, make.a_file(len(PDF), "application/pdf")).json()
    view = ana.get(f"{place}/{upload['id']}").json()

    assert (view["state"], view["url"], view["key"]) == ("expected", None, None)


@pytest.mark.parametrize(
    ("size", "content_type", "code"),
    [
        (25 * MIB + 1, "application/pdf", "file_too_large"),
        (100, "application/x-msdownload", "file_type_not_allowed"),
        (0, "text/plain", None),
    ],
)
def test_what_cannot_be_sent_is_said_before_anything_is_uploaded(ana, place, size, content_type, code):
    refused = ana.post(place, make.a_file(size, content_type))

    assert refused.status in (400, 422)
    assert code is None or refused.code == code


def test_25_megabytes_are_taken_and_one_byte_more_is_not_taken_by_the_bucket(ana, place):
    key = bytes(32)
    upload = ana.post(place, make.a_file(25 * MIB, "application/pdf", key)).json()
    content = PDF + bytes(25 * MIB - len(PDF))
    sealed = seal(upload["id"], key, content)

    assert upload["size"] == len(sealed)
    assert post_form(upload["url"], upload["fields"], sealed + b"x") == 400
    assert post_form(upload["url"], upload["fields"], sealed) == 204
    ana.post(f"{place}/{upload['id']}/uploaded")
    make.run_due()
    assert state(ana, place, upload["id"]) == "ready"


@pytest.mark.parametrize("field", ["key", "Content-Type", "policy", "x-amz-signature", "acl"])
def test_a_form_that_was_changed_or_added_to_is_not_taken(ana, place, field):
    upload = ana.post(place, make.a_file(len(PDF), "application/pdf")).json()
    fields = upload["fields"] | {field: "files/another"}

    assert post_form(upload["url"], fields, b"x" * upload["size"]) in (400, 403)


@pytest.mark.parametrize(
    "break_", [lambda s: s[:MIB], lambda s: s[MIB + 16 :] + s[: MIB + 16], lambda s: s[:-1] + b"?"], ids=["cut", "moved", "bent"]
)
def test_chunks_that_are_missing_moved_or_damaged_are_refused(ana, place, aws, break_):
    key, content = os.urandom(32), PDF + bytes(MIB)
    upload = ana.post(place, make.a_file(len(content), "application/pdf", key)).json()
    broken = break_(seal(upload["id"], key, content))
    aws.client("s3").put_object(Bucket=aws.outputs["Bucket"], Key=f"files/{upload['id']}", Body=broken)
    ana.post(f"{place}/{upload['id']}/uploaded")
    make.run_due()

    assert state(ana, place, upload["id"]) == "refused"


def test_only_ones_own_uploaded_files_go_along_with_a_message(ana, pat, place):
    messages = place.replace("/files", "/messages")
    expected = ana.post(place, make.a_file(len(PDF), "application/pdf")).json()["id"]
    theirs, _ = send(pat, place, PDF)

    for file_id in (expected, theirs):
        refused = ana.post(messages, {"text": "See this", "attachments": [file_id]})
        assert (refused.status, refused.code) == (422, "file_not_ready")


def test_the_other_side_cannot_say_that_a_file_has_arrived(ana, pat, place):
    upload = ana.post(place, make.a_file(len(PDF), "application/pdf")).json()

    assert pat.post(f"{place}/{upload['id']}/uploaded").status == 403


def test_a_file_that_never_comes_is_forgotten_after_a_day(ana, place, clock):
    upload = ana.post(place, make.a_file(len(PDF), "application/pdf")).json()
    clock.advance(hours=25)
    make.run_due()

    assert state(ana, place, upload["id"]) == "refused"


def test_neither_name_nor_key_of_a_file_lies_in_clear(ana, place, aws):
    key = os.urandom(32)
    ana.post(place, {**make.a_file(100, "application/pdf", key), "name": "canary-letter.pdf"})

    for table in aws.stores.tables():
        for item in aws.client("dynamodb").scan(TableName=table)["Items"]:
            assert b"canary" not in str(item).encode()
            assert base64.b64encode(key) not in str(item).encode()
            assert str(key)[2:-1] not in str(item)


@pytest.mark.parametrize(("origin", "readable"), [("http://127.0.0.1:8000", True), ("http://127.0.0.1:9", False), (None, False)])
def test_only_the_products_own_pages_may_read_what_the_bucket_answers(ana, place, origin, readable):
    upload = ana.post(place, make.a_file(len(PDF), "application/pdf")).json()
    request = urllib.request.Request(upload["url"], b"", {"Origin": origin} if origin else {})
    with pytest.raises(HTTPError) as answered:
        urllib.request.urlopen(request)

    with answered.value as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == (origin if readable else None)
