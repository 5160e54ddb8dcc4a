"""Files of messages: names and keys are sealed in their client's partition; the files, sealed in the browser, lie in S3."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal, cast

import boto3
from botocore.config import Config
from msgspec import Struct
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.core import settings, vault
from chalicelib.core.access import Grant
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.records import ClearText, Key, Record, Sealed, get_many, table
from chalicelib.core.writing import Transaction, mark
from chalicelib.messaging import file_rules

FEATURE = "files"
CONTENT_TYPE = "application/octet-stream"
_UPLOAD_SECONDS = 900
_DOWNLOAD_SECONDS = 300
FileState = Literal["expected", "checking", "ready", "refused"]


class FileBody(Struct, frozen=True):
    """The sealed part. key: 32 bytes, made by the sender's browser for this file alone."""

    name: str
    content_type: str
    size: int
    key: bytes


class FileRecord(Record):
    """One file of a thread. Partition: the client; sort: the thread, then a time-ordered id."""

    class Meta(Record.Meta):
        table_name = table("message-files")
        subject = ("client", "provider", "practice")

    subject_id = UnicodeAttribute(hash_key=True)
    item = UnicodeAttribute(range_key=True)
    sender_id = ClearText(why="an id, who may send it along with a message")
    state = ClearText(why="expected, checking, ready or refused, decides whether it may be opened")
    size = NumberAttribute()
    version = ClearText(why="which upload was checked: the form is good for more than one, and only that one is ever given out", null=True)
    at = UTCDateTimeAttribute()
    body = Sealed()

    @property
    def file_id(self) -> str:
        """The file's own id."""
        return str(self.item).rpartition("#")[2]

    @property
    def standing(self) -> FileState:
        """How far it has come."""
        return cast(FileState, self.state)


def expect(write: Transaction, thread_id: str, file_id: str, body: FileBody, now: datetime) -> None:
    """Note a file that is about to be uploaded."""
    sealed = vault.seal(body, write.grant, feature=FEATURE, record=vault.within(thread_id, file_id))
    place = f"{thread_id}#{file_id}"
    write.put(
        FileRecord(write.grant.key("client"), place, sender_id=write.grant.caller_id, state="expected", size=body.size, at=now, body=sealed)
    )


def find(grant: Grant, thread_id: str, file_id: str) -> FileRecord:
    """One file of a thread. Raises NotFound."""
    (record,) = find_many(grant, thread_id, [file_id])
    return record


def find_many(grant: Grant, thread_id: str, file_ids: list[str]) -> list[FileRecord]:
    """Several files of a thread in one read. Raises NotFound unless all are there."""
    rows = get_many([Key(FileRecord, grant.key("client"), f"{thread_id}#{file_id}") for file_id in file_ids])
    if not all(rows):
        raise NotFound
    return rows


def opened(grant: Grant, record: FileRecord) -> FileBody:
    """What a file is called, and its key."""
    thread_id, _, file_id = record.item.rpartition("#")
    return vault.open(record.body, FileBody, grant, feature=FEATURE, record=vault.within(thread_id, file_id))


def arrived(write: Transaction, record: FileRecord) -> None:
    """The upload is said to be done: the file is to be checked. Raises Conflict where that was said before."""
    write.update(FileRecord(record.subject_id, record.item), [FileRecord.state.set("checking")], FileRecord.state == "expected", Conflict())


def settle(record: FileRecord, state: FileState, version: str | None = None) -> None:
    """Note what checking a file has shown, and of which upload; a file that was settled stays so, however often it is checked."""
    shown = [FileRecord.state.set(state), *([FileRecord.version.set(version)] if version else [])]
    with suppress(Conflict):
        mark(FileRecord(record.subject_id, record.item), shown, FileRecord.state.is_in("expected", "checking"))


def object_name(record: FileRecord) -> str:
    """Where the sealed file lies in the bucket: a name that says nothing."""
    return f"files/{record.file_id}"


def upload(file_id: str, size: int) -> dict[str, Any]:
    """Where and how a browser may put one file for a quarter of an hour: `url`, and the `fields` of the form.

    Name, type and the exact number of bytes are part of what is signed.
    """
    bytes_sealed = file_rules.sealed_size(size)
    made: dict[str, Any] = _s3().generate_presigned_post(
        Bucket=settings.load().bucket,
        Key=f"files/{file_id}",
        Fields={"Content-Type": CONTENT_TYPE},
        Conditions=[{"Content-Type": CONTENT_TYPE}, ["content-length-range", bytes_sealed, bytes_sealed]],
        ExpiresIn=_UPLOAD_SECONDS,
    )
    return made


def download(record: FileRecord) -> str:
    """An address that gives the sealed file as it was checked, for five minutes."""
    asked = {"Bucket": settings.load().bucket, "Key": object_name(record), "VersionId": record.version}
    return str(_s3().generate_presigned_url("get_object", Params=asked, ExpiresIn=_DOWNLOAD_SECONDS))


def uploaded(record: FileRecord) -> tuple[str, Iterator[bytes]]:
    """The newest upload: its version, and the sealed file chunk by chunk as it was cut. Raises NotFound where nothing was uploaded."""
    s3 = _s3()
    try:
        found = s3.get_object(Bucket=settings.load().bucket, Key=object_name(record))
    except s3.exceptions.NoSuchKey:
        raise NotFound from None
    return found["VersionId"], iter(lambda: found["Body"].read(file_rules.CHUNK + file_rules.TAG), b"")


def discard(record: FileRecord) -> None:
    """Delete from the bucket all but the upload that was checked: the bucket keeps what is only marked as deleted."""
    place, name = {"Bucket": settings.load().bucket}, object_name(record)
    for version in _s3().list_object_versions(**place, Prefix=name).get("Versions", ()):
        if version["VersionId"] != record.version:
            _s3().delete_object(**place, Key=name, VersionId=version["VersionId"])


@lru_cache(maxsize=1)
def _s3() -> Any:
    """Made where it is first used, for making it takes long. Signature version 4 is said, for boto3 would presign by an older one."""
    place = settings.load()
    config = Config(signature_version="s3v4", connect_timeout=2, read_timeout=10, s3={"addressing_style": "path"})
    return boto3.client("s3", region_name=place.region, endpoint_url=place.aws_endpoint, config=config)
