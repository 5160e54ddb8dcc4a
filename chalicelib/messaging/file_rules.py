"""Which files may be sent, how they are cut and sealed, and what the first bytes say they are. Values in, values out."""

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chalicelib.core.errors import InvalidInput, Refused

LARGEST = 25 * 1024 * 1024
CHUNK = 1024 * 1024
TAG = 16
KEY = 32
_TEXT = "text/plain"
_ZIP = b"PK\x03\x04"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAGIC: dict[str, tuple[tuple[int, bytes], ...]] = {
    "application/pdf": ((0, b"%PDF-"),),
    "image/png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "image/jpeg": ((0, b"\xff\xd8\xff"),),
    "image/gif": ((0, b"GIF8"),),
    "image/webp": ((0, b"RIFF"), (8, b"WEBP")),
    "audio/mpeg": ((0, b"ID3"),),
    "audio/mp4": ((4, b"ftypM4A"),),
    _WORD: ((0, _ZIP),),
}
ALLOWED = frozenset({*_MAGIC, _TEXT})


class FileTooLarge(Refused):
    """More than 25 MB; `most` is the number of bytes a file may have."""

    code = "file_too_large"
    sentence = "A file can have 25 MB at most. This one is larger."


class TypeNotAllowed(Refused):
    """A kind of file that is not taken; `allowed` names those that are."""

    code = "file_type_not_allowed"
    sentence = "This kind of file cannot be sent. Pictures, PDF, Word, sound and plain text can."


class NotUploaded(Refused):
    """A message names a file that has not arrived, or was refused."""

    code = "file_not_ready"
    sentence = "A file has not arrived yet, or was refused. Your text is still here."


class NotWhatItSays(Exception):
    """The file is damaged, was not sealed under its key, or is of another type than it says."""


def check_wish(size: int, content_type: str) -> None:
    """Raise FileTooLarge, TypeNotAllowed or InvalidInput for a file that cannot be sent. size: in bytes, before sealing."""
    if size < 1:
        raise InvalidInput("This file is empty.", field="size")
    if size > LARGEST:
        raise FileTooLarge(most=LARGEST)
    if content_type not in ALLOWED:
        raise TypeNotAllowed(allowed=sorted(ALLOWED))


def sealed_size(size: int) -> int:
    """How many bytes a file of this many has once it is sealed in chunks, each with its tag."""
    return size + TAG * chunks(size)


def chunks(size: int) -> int:
    """Into how many chunks of one mebibyte a file is cut."""
    return -(-size // CHUNK)


def opened(file_id: str, key: bytes, size: int, sealed: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a file in clear, in order.

    sealed: its sealed chunks, AES-256-GCM under `key`; the nonce is the chunk's number in 12 bytes, the associated data are
    the file's id, the number and whether it is the last, so that no chunk can be dropped, doubled or moved. Raises NotWhatItSays.
    """
    last, box, number = chunks(size) - 1, AESGCM(key), -1
    for number, chunk in enumerate(sealed):
        bound = f"{file_id}|{number}|{int(number == last)}".encode()
        try:
            yield box.decrypt(number.to_bytes(12, "big"), chunk, bound)
        except InvalidTag:
            raise NotWhatItSays from None
    if number != last:
        raise NotWhatItSays


def check_type(content_type: str, pieces: Iterable[bytes], size: int) -> None:
    """Raise NotWhatItSays unless the content is of the type it says and has the size it says. pieces: the whole file, piece by piece."""
    seen, held = 0, b""
    for piece in pieces:
        if seen == 0 and not _begins_as(content_type, piece):
            raise NotWhatItSays
        if content_type == _TEXT and not _is_text(piece):
            raise NotWhatItSays
        if content_type == _WORD:
            held += piece
        seen += len(piece)
    if seen != size or (content_type == _WORD and b"word/document.xml" not in held):
        raise NotWhatItSays


def _begins_as(content_type: str, first: bytes) -> bool:
    # A frame without a tag before it, of layer II or III: layer I is nowhere used, and its mark is how text of two bytes a letter begins.
    if content_type == "audio/mpeg" and first[:1] == b"\xff" and len(first) > 1 and first[1] & 0xE6 in (0xE2, 0xE4):
        return True
    return all(first[place : place + len(mark)] == mark for place, mark in _MAGIC.get(content_type, ()))


def _is_text(piece: bytes) -> bool:
    return not any(byte < 32 and byte not in (9, 10, 12, 13) for byte in piece)
