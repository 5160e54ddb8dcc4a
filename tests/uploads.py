"""Files as a browser sends them: sealed in chunks, posted by a signed form."""

from __future__ import annotations

import urllib.request
import uuid
from urllib.error import HTTPError

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MIB = 1024 * 1024


def seal(file_id: str, key: bytes, content: bytes) -> bytes:
    """A file as a browser seals it."""
    pieces = [content[start : start + MIB] for start in range(0, len(content), MIB)]
    return b"".join(
        AESGCM(key).encrypt(number.to_bytes(12, "big"), piece, f"{file_id}|{number}|{int(number == len(pieces) - 1)}".encode())
        for number, piece in enumerate(pieces)
    )


def post_form(url: str, fields: dict[str, str], content: bytes) -> int:
    """Post a form with one file; the status of the answer."""
    edge = uuid.uuid4().hex
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: application/octet-stream\r\n\r\n'
    body = b"".join(parts) + head.encode() + content + f"\r\n--{edge}--\r\n".encode()
    request = urllib.request.Request(url, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
