"""The checked-in document tells the truth about the routes."""

import json
import re

from chalicelib.core import openapi
from infra.openapi import DOCUMENT


def test_the_checked_in_document_is_fresh(app):
    assert DOCUMENT.read_text() == openapi.text(), "run `make openapi`"


def test_paths_begin_with_api_and_name_their_ids(app):
    paths = list(json.loads(DOCUMENT.read_text())["paths"])

    assert all(path.startswith("/api/") for path in paths)
    assert [name for path in paths for name in re.findall(r"\{(\w+)\}", path) if name == "id"] == []


def test_every_operation_has_a_name_of_its_own(app):
    document = openapi.document()
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]

    assert len(names) == len(set(names))
