import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from chalicelib.messaging import file_rules

# The same vector is sealed and opened by the browser's own tests (frontend/tests/shared/messages/sealed-file.test.ts).
VECTOR = json.loads((Path(__file__).parent / "sealed_file.json").read_text())
KEY = bytes.fromhex(VECTOR["key"])
CONTENT = bytes(place % 251 for place in range(VECTOR["size"]))


def sealed():
    pieces = [CONTENT[: file_rules.CHUNK], CONTENT[file_rules.CHUNK :]]
    return [
        AESGCM(KEY).encrypt(number.to_bytes(12, "big"), piece, f"{VECTOR['file_id']}|{number}|{number}".encode())
        for number, piece in enumerate(pieces)
    ]


def test_the_vector_that_browsers_make_opens():
    chunks = sealed()

    assert hashlib.sha256(b"".join(chunks)).hexdigest() == VECTOR["sealed_sha256"]
    assert b"".join(file_rules.opened(VECTOR["file_id"], KEY, VECTOR["size"], chunks)) == CONTENT
    assert sum(map(len, chunks)) == file_rules.sealed_size(VECTOR["size"])


def test_another_files_chunks_do_not_open():
    with pytest.raises(file_rules.NotWhatItSays):
        list(file_rules.opened("01m80wf82f63rsny6qmzvc5cv9", KEY, VECTOR["size"], sealed()))
