"""One wrapped 256-bit key per subject and purpose, kept in a table and unwrapped by KMS. Losing the row loses everything sealed under it.

Unwrapped keys stay in memory at most five minutes of the machine's time, so a warm process asks KMS once per subject.
"""

import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from chalicelib.core import settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.records import Key, Record, get_many, table
from chalicelib.core.writing import Transaction, transaction

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

RECORD = "record"
LIFE_SECONDS = 300
_CACHE_SIZE = 2000
_SIDE_BY_SIDE = 8
_PAGE = 50


class ClientKeyRecord(Record):
    """One version of a subject's wrapped key. Partition: the subject; sort: purpose and version. Written once."""

    class Meta(Record.Meta):
        table_name = table("client-keys")
        subject = ("client", "provider", "practice", "contact")
        bookkeeping = True

    subject_id = UnicodeAttribute(hash_key=True)
    key_id = UnicodeAttribute(range_key=True)
    wrapped = BinaryAttribute(legacy_encoding=False)


class NoKey(NotFound):
    """The subject has no key: never had one, or it was destroyed, and with it everything sealed under it."""


class _KeyExists(Conflict):
    pass


_lock = threading.Lock()
_unwrapped: dict[tuple[str, str], tuple[float, dict[str, bytes]]] = {}


@lru_cache(maxsize=1)
def _kms() -> "KMSClient":
    config = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 2, "mode": "standard"})
    return boto3.client("kms", region_name=settings.load().region, endpoint_url=settings.load().aws_endpoint, config=config)


def _context(subject_id: str, purpose: str) -> Mapping[str, str]:
    return {"subject": subject_id, "purpose": purpose}


def ensure(grant: Grant, purpose: str = RECORD) -> None:
    """Make the first version of a subject's key unless there is one. Safe to repeat."""
    try:
        _add(grant, purpose, 1)
    except _KeyExists:
        return


def rotate(grant: Grant, purpose: str = RECORD) -> None:
    """Add a key version: new messages are sealed under it, older ones stay readable."""
    newest = max(load(grant.subject, purpose))
    _add(grant, purpose, int(newest.rpartition("#")[2]) + 1)
    forget(grant.subject)


def shred(grant: Grant) -> None:
    """Destroy every key of the subject. What was sealed is unreadable at once here, within five minutes everywhere."""
    with transaction(grant, "key.shred") as write:
        destroy(write)
    forget(grant.subject)


def destroy(write: Transaction) -> None:
    """The same within a transaction of the subject; whoever commits it then calls `forget`."""
    for record in ClientKeyRecord.query(write.grant.subject_id, consistent_read=True):
        write.delete(record)


def _add(grant: Grant, purpose: str, version: int) -> None:
    made = _kms().generate_data_key_without_plaintext(
        KeyId=settings.load().kms_key, KeySpec="AES_256", EncryptionContext=_context(grant.subject_id, purpose)
    )
    record = ClientKeyRecord(grant.subject_id, f"{purpose}#{version:04d}", wrapped=made["CiphertextBlob"])
    with transaction(grant, "key.create") as write:
        write.put(record, otherwise=_KeyExists())


def forget(subject: Subject) -> None:
    """Drop a subject's unwrapped keys from this process."""
    with _lock:
        for cached in [cached for cached in _unwrapped if cached[0] == subject.id]:
            del _unwrapped[cached]


def warm(subjects: Iterable[Subject], purpose: str = RECORD) -> None:
    """Have the keys of a page of people ready: rows in one read, unwrapped side by side. Who has no key is passed over."""
    missing = [subject for subject in dict.fromkeys(subjects) if _in_memory(subject, purpose) is None]
    if len(missing) < 2:
        return
    for begin in range(0, len(missing), _PAGE):
        _warm(missing[begin : begin + _PAGE], purpose)


def _warm(missing: list[Subject], purpose: str) -> None:
    known = dict(zip(missing, _first_two(missing, purpose), strict=True))
    with ThreadPoolExecutor(min(len(missing), _SIDE_BY_SIDE)) as pool:
        list(pool.map(lambda subject: _have_ready(subject, purpose, known[subject]), missing))


def _first_two(subjects: list[Subject], purpose: str) -> list[list[ClientKeyRecord]]:
    """The first two versions of each subject's key, as far as there are any, in one read."""
    rows = get_many([Key(ClientKeyRecord, subject.id, f"{purpose}#{version:04d}") for subject in subjects for version in (1, 2)])
    return [[row for row in pair if row is not None] for pair in zip(rows[::2], rows[1::2], strict=True)]


def _have_ready(subject: Subject, purpose: str, known: list[ClientKeyRecord]) -> None:
    with suppress(NoKey):
        _open(subject, purpose, known)


def _in_memory(subject: Subject, purpose: str) -> dict[str, bytes] | None:
    cached = _unwrapped.get((subject.id, purpose))
    # The machine's time, not the product's: a moved clock may not lengthen the life of a key in memory.
    return cached[1] if cached and cached[0] > time.monotonic() else None


def load(subject: Subject, purpose: str = RECORD) -> dict[str, bytes]:
    """Every version of a subject's key, by key id. Raises NoKey; KMS errors pass through, and there is no way around KMS."""
    cached = _in_memory(subject, purpose)
    if cached is not None:
        return cached
    (known,) = _first_two([subject], purpose)
    return _open(subject, purpose, known)


def _open(subject: Subject, purpose: str, known: Iterable[ClientKeyRecord]) -> dict[str, bytes]:
    """Unwrap and keep. known: the first two versions; a second one says that the key was rotated, and then all of them are asked for."""
    rows = list(known)
    if not rows:
        raise NoKey
    if len(rows) > 1:
        rows = list(ClientKeyRecord.query(subject.id, ClientKeyRecord.key_id.startswith(f"{purpose}#"), consistent_read=True))
    keys = _unwrap(subject, purpose, rows)
    _keep(subject, purpose, keys)
    return keys


def _unwrap(subject: Subject, purpose: str, rows: Iterable[ClientKeyRecord]) -> dict[str, bytes]:
    return {
        row.key_id: _kms().decrypt(
            CiphertextBlob=row.wrapped, KeyId=settings.load().kms_key, EncryptionContext=_context(subject.id, purpose)
        )["Plaintext"]
        for row in rows
    }


def _keep(subject: Subject, purpose: str, keys: dict[str, bytes]) -> None:
    with _lock:
        if len(_unwrapped) >= _CACHE_SIZE:
            _unwrapped.pop(next(iter(_unwrapped)))
        _unwrapped[subject.id, purpose] = (time.monotonic() + LIFE_SECONDS, keys)
