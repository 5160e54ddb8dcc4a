"""Every code the API can answer has words on the screens, in both languages; a reader never meets a bare code or a sentence that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import app
from chalicelib.core.errors import AppError

WORDS = Path(__file__).parents[2] / "frontend" / "src" / "shared" / "i18n"
BY_STATUS = {"error", "invalid_input", "not_allowed", "not_found", "not_signed_in", "refused", "too_many_requests", "unavailable"}
"""Families that the screens word by their status, or by the field they name."""
NEVER_SHOWN = {"audit_chain_broken", "idempotency_key_reused", "older_item_put_back"}
"""Of what verifies the access log and what is sealed, and of a client program that repeats a key wrongly."""


def _below(family: type[AppError]) -> Iterator[type[AppError]]:
    yield family
    for kind in family.__subclasses__():
        yield from _below(kind)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_code_has_a_sentence(language):
    assert app.app
    codes = {kind.code for kind in _below(AppError) if kind.__module__.startswith("chalicelib.")}
    worded = set(re.findall(r"^  code_(\w+):", (WORDS / language / "errors.ts").read_text(), re.MULTILINE))

    assert codes - worded - BY_STATUS - NEVER_SHOWN == set()
    assert worded - codes == set()
