"""Seal and open. One message per item, under the key of the person it is about, bound to the place where it is kept."""

import hashlib
from typing import Any, TypeVar

import msgspec
from aws_encryption_sdk import CommitmentPolicy, EncryptionSDKClient
from aws_encryption_sdk.exceptions import AWSEncryptionSDKClientError
from aws_encryption_sdk.identifiers import Algorithm, EncryptionKeyType, WrappingAlgorithm
from aws_encryption_sdk.internal.crypto.wrapping_keys import WrappingKey
from aws_encryption_sdk.key_providers.raw import RawMasterKeyProvider
from cryptography.exceptions import InvalidTag

from chalicelib.core import audit, client_keys, context
from chalicelib.core.access import Grant
from chalicelib.core.errors import AppError, Misuse, NotFound
from chalicelib.core.records import Ciphertext

SCHEMA = "1"
_MAX_BYTES = 300_000

T = TypeVar("T")

_sdk = EncryptionSDKClient(commitment_policy=CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT, max_encrypted_data_keys=1)


class Tampered(AppError):
    """The message is not the one that was sealed for this place: moved, replaced by an older one, or damaged."""

    code = "record_damaged"
    sentence = "We cannot open this safely, so we show nothing."


class _ClientKeys(RawMasterKeyProvider):  # type: ignore[misc]
    """The unwrapped versions of one subject's key. The SDK makes providers without positional arguments."""

    provider_id = "qr"
    """Short, because every message carries it."""

    def __init__(self, **_: Any) -> None:
        super().__init__()
        self.keys: dict[str, bytes] = {}

    @classmethod
    def holding(cls, keys: dict[str, bytes]) -> "_ClientKeys":
        """A provider of exactly these keys."""
        provider = cls()
        provider.keys = keys
        for key_id in keys:
            provider.add_master_key(key_id)
        return provider

    def _get_raw_key(self, key_id: bytes | str) -> WrappingKey:
        name = key_id.decode() if isinstance(key_id, bytes) else key_id
        return WrappingKey(
            wrapping_algorithm=WrappingAlgorithm.AES_256_GCM_IV12_TAG16_NO_PADDING,
            wrapping_key=self.keys[name],
            wrapping_key_type=EncryptionKeyType.SYMMETRIC,
        )


def _context(grant: Grant, feature: str, record: str, revision: int) -> dict[str, str]:
    # Short names: every message carries them.
    return {"of": grant.subject_id, "at": f"{feature}/{record}", "rev": str(revision), "v": SCHEMA}


def within(place: str, record: str) -> str:
    """The name of a record that opens in one place alone, such as a thread: the place by its digest, because every message carries it."""
    return f"{hashlib.sha256(place.encode()).hexdigest()[:12]}#{record}"


def seal(
    value: msgspec.Struct, grant: Grant, *, feature: str, record: str, revision: int = 1, purpose: str = client_keys.RECORD
) -> Ciphertext:
    """Seal one item's private part under the key of the grant's subject.

    feature, record, revision: the place it is for; it opens nowhere else.
    """
    keys = client_keys.load(grant.subject, purpose)
    newest = max(keys)
    plain = msgspec.json.encode(value)
    if len(plain) > _MAX_BYTES:
        raise Misuse("too large for one item; the request's shape must bound it")
    message, _ = _sdk.encrypt(
        source=plain,
        key_provider=_ClientKeys.holding({newest: keys[newest]}),
        encryption_context=_context(grant, feature, record, revision),
        algorithm=Algorithm.AES_256_GCM_HKDF_SHA512_COMMIT_KEY,
    )
    return Ciphertext(message)


def open(  # noqa: A001 - seal and open are the words of the house
    ciphertext: bytes,
    as_type: type[T],
    grant: Grant,
    *,
    feature: str,
    record: str,
    revision: int = 1,
    purpose: str = client_keys.RECORD,
) -> T:
    """Open an item's private part for whoever holds the grant; opening somebody else's is noted for their access log.

    Raises Tampered when the message was sealed for another place, person or revision, and tells their access log so; NotFound for a record
    older than the grant opens.
    """
    if not grant.opens(record):
        raise NotFound
    keys = client_keys.load(grant.subject, purpose)
    wanted = _context(grant, feature, record, revision)
    try:
        plain, header = _sdk.decrypt(source=bytes(ciphertext), key_provider=_ClientKeys.holding(keys))
    except (AWSEncryptionSDKClientError, InvalidTag, KeyError):
        raise _refused(grant, feature) from None
    # The SDK authenticates the context and returns it, but leaves the comparison to us.
    if {name: header.encryption_context.get(name) for name in wanted} != wanted:
        raise _refused(grant, feature)
    _note(grant, feature)
    return msgspec.json.decode(plain, type=as_type)


def _refused(grant: Grant, feature: str) -> Tampered:
    """Noted in the subject's access log at once, whoever asked; the gate writes the error's line."""
    audit.note_damage(grant, feature)
    return Tampered()


def _note(grant: Grant, feature: str) -> None:
    work = context.current()
    if work is None:
        if not grant.own:
            raise Misuse("nobody's record is opened outside a request or a job")
        return
    if not grant.own:
        work.openings[grant, feature] += 1
