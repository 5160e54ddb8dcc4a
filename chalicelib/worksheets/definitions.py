"""The worksheets that ship with the product: one TOML file each, every text in both languages."""

import tomllib
from functools import lru_cache
from pathlib import Path

import msgspec

from chalicelib.worksheets.schemas import Worksheet

FOLDER = Path(__file__).parent / "definitions"


@lru_cache
def shipped() -> dict[str, Worksheet]:
    """Every one of them by slug. A file that does not fit its shape fails here, and with it the test that reads them all."""
    return {
        path.stem: msgspec.convert({**tomllib.loads(path.read_text()), "slug": path.stem}, Worksheet)
        for path in sorted(FOLDER.glob("*.toml"))
    }
