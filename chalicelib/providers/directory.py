"""The whole directory in memory: from a snapshot in S3 while there is one, else from the table.

The table's stream rebuilds the snapshot (see `jobs`). A warm process asks at most once a minute whether there is a newer one, by ETag, so
most requests read nothing. What a decision hangs on is read again from the table: the directory may be a minute old, or older while S3
does not answer.
"""

import gzip
import time
import zlib
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import boto3
import msgspec
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.core import log, settings
from chalicelib.providers import store
from chalicelib.providers.schemas import Entry, Listing

HELD_SECONDS = 60.0
_OBJECT = "directory/snapshot.json.gz"
_NOT_CHANGED, _MISSING = "304", ("NoSuchKey", "404")


class Directory:
    """Every therapist of the practice at one moment, in the order of ids. The same object as long as nothing has changed."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries

    @cached_property
    def by_id(self) -> dict[str, Listing]:
        """The listings by provider id."""
        return {entry.listing.provider_id: entry.listing for entry in self.entries}


class _Held(NamedTuple):
    """What this process holds. checked: by the machine's clock; etag: of the snapshot it came from, None for the table."""

    scope: str
    checked: float
    etag: str | None
    directory: Directory


_held: _Held | None = None


def current() -> Directory:
    """The directory, at most a minute old unless S3 fails."""
    global _held
    config = settings.load()
    scope = f"{config.table_prefix}{config.practice}"
    held = _held if _held and _held.scope == scope else None
    if held is None or time.monotonic() - held.checked >= HELD_SECONDS:
        etag, directory = _newer(held)
        held = _held = _Held(scope, time.monotonic(), etag, directory)
    return held.directory


def forget() -> None:
    """Read anew at the next call."""
    global _held
    _held = None


def reread() -> None:
    """Hold what the table says now: who has just changed it need not wait for the snapshot."""
    global _held
    config = settings.load()
    directory = Directory(list(store.every(config.practice)))
    _held = _Held(f"{config.table_prefix}{config.practice}", time.monotonic(), None, directory)


def publish() -> None:
    """Build the snapshot from the table and put it in place of the one before. Safe to repeat."""
    config = settings.load()
    body = gzip.compress(msgspec.json.encode(list(store.every(config.practice))), compresslevel=6, mtime=0)
    _s3().put_object(Bucket=config.bucket, Key=_OBJECT, Body=body, ContentType="application/json", ContentEncoding="gzip")


def _newer(held: _Held | None) -> tuple[str | None, Directory]:
    """The newest directory there is, and the ETag of the snapshot it came from. No failure of S3 passes this point."""
    known = held.etag if held else None
    try:
        asked = {"IfNoneMatch": known} if known else {}
        found = _s3().get_object(Bucket=settings.load().bucket, Key=_OBJECT, **asked)
        return found["ETag"], Directory(msgspec.json.decode(gzip.decompress(found["Body"].read()), type=list[Entry]))
    except (ClientError, BotoCoreError, OSError, EOFError, zlib.error, msgspec.MsgspecError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else ""
        if held is not None and known is not None and code not in _MISSING:
            if code != _NOT_CHANGED:
                log.failure("job_failed", error, job="directory-read")
            return known, held.directory
    return None, Directory(list(store.every(settings.load().practice)))


@lru_cache(maxsize=1)
def _s3() -> Any:
    """Impatient: the table answers too. Made where it is first used, for making it takes long."""
    place = settings.load()
    config = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
    return boto3.client("s3", region_name=place.region, endpoint_url=place.aws_endpoint, config=config)
