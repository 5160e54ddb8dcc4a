"""How large things are: ciphertext, what an import loads, what a browser loads first, the demo, the running process."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.core import vault
from tests import make
from tests.bench.figures import Figure, Room

ROOT = Path(__file__).parents[2]
DIST = ROOT / "frontend" / "dist"
_SCRIPT = re.compile(r'<(?:script[^>]*\ssrc|link[^>]*rel="modulepreload"[^>]*\shref)="(/[^"]+\.js)"')
_STATIC_IMPORT = re.compile(r'(?:\bfrom|\bimport)\s*"(\.{1,2}/[^"]+\.js)"')

_IMPORT = """
import json, sys
import botocore.session
made = []
botocore.session.Session.create_client = lambda self, name, *a, **k: made.append(name)
import app
ours = ("chalicelib", "app", "__main__")
print(json.dumps({"modules": len([name for name in sys.modules if name.split(".")[0] not in ours]), "clients": len(made)}))
"""


class _Words(msgspec.Struct):
    text: str


def _overhead(length: int, room: Room) -> float:
    """Bytes a sealed message has more than what is in it."""
    value = _Words("x" * length)
    grant = make.grant(room.person("owner").id)
    return len(vault.seal(value, grant, feature="bench", record="0" * 26)) - len(msgspec.json.encode(value))


@cache
def _imported() -> dict[str, int]:
    done = subprocess.run([sys.executable, "-c", _IMPORT], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _import(what: str, _room: Room) -> float:
    return _imported()[what]


def first_load(page: str) -> float:
    """The compressed bytes of every script a built page loads before any part that is loaded on demand."""
    waiting = [DIST / found.lstrip("/") for found in _SCRIPT.findall((DIST / page).read_text())]
    seen: set[Path] = set()
    while waiting:
        script = waiting.pop().resolve()
        if script not in seen:
            seen.add(script)
            waiting += [script.parent / found for found in _STATIC_IMPORT.findall(script.read_text())]
    return sum(len(gzip.compress(script.read_bytes())) for script in seen)


@cache
def demo() -> dict[str, Any]:
    """A product with its demo people in a process of its own, a month on: see `tests.bench.demo`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUIETROOM_", "AWS_"))}
    done = subprocess.run([sys.executable, "-m", "tests.bench.demo"], cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _of_demo(what: str, _room: Room) -> float:
    return int(demo()[what])


PAGES = {"client pages": "index.html", "provider portal": "provider/index.html", "crisis page": "help.html"}

FIGURES = [
    Figure("ciphertext overhead of 200 B", "bytes", 340, partial(_overhead, 200)),
    Figure("ciphertext overhead of 4 kB", "bytes", 340, partial(_overhead, 4000)),
    Figure("import of the API, modules not ours", "modules", 640, partial(_import, "modules")),
    Figure("import of the API, AWS clients made", "clients", 0, partial(_import, "clients")),
    *(
        Figure(f"first load of the {name}, script", "bytes gz", 80_000, lambda _, page=page: first_load(page))
        for name, page in PAGES.items()
    ),
    Figure("demo history", "items", 1500, partial(_of_demo, "items")),
    Figure("Scan calls in three weeks of care and a month of jobs", "calls", 0, partial(_of_demo, "scans")),
]
