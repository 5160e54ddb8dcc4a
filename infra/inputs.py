"""What the data template follows from, as one digest: it tells without a synth whether the checked-in template is still right."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from infra import tables

HERE = Path(__file__).parent
STORED = HERE / "data.inputs.sha256"
TEMPLATE = HERE / "data.template.json"
SOURCES = ("main.py", "stacks/__init__.py", "stacks/data.py", "stacks/pools.py")
REQUIREMENTS = HERE.parent / "requirements-infra.txt"


def digest() -> str:
    """sha256 over the table descriptions, the stacks' sources, the pinned tools and the template itself, in hex."""
    known = hashlib.sha256(json.dumps(tables.describe(), sort_keys=True).encode())
    for file in (*(HERE / source for source in SOURCES), REQUIREMENTS, TEMPLATE):
        known.update(file.read_bytes())
    return known.hexdigest()
