"""`make bench`: measures everything, prints one JSON object a line, and writes docs/benchmarks.md."""

from __future__ import annotations

import json
import logging
import math
import os
import sys
from pathlib import Path
from typing import Any

from infra.local.aws import LocalAws

DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Calls are counted at the AWS client once a process is warm; sizes are those of this revision.
A limit in the last column is asserted by `make test` (tests/bench); one of a time by `make bench` alone, which fails beyond it.

| What | Value | Unit | At most |
|---|---:|---|---:|
"""


def main() -> int:
    """Start an empty embedded AWS, then measure: chalicelib reads its settings when it is imported. Answers 1 if a limit was passed."""
    with LocalAws() as aws:
        os.environ.update(aws.environment())
        from chalicelib.core import log

        # Standard output holds the figures and nothing else.
        logging.getLogger(log.LOGGER).setLevel(logging.CRITICAL)
        lines = _measured(aws)
    DOCUMENT.write_text(HEAD + "".join(_row(line) for line in lines))
    beyond = [line["name"] for line in lines if line["value"] > line.get("against", math.inf)]
    for name in beyond:
        print(f"over its limit: {name}", file=sys.stderr)
    return 1 if beyond else 0


def _measured(aws: LocalAws) -> list[dict[str, Any]]:
    from tests.bench.figures import room
    from tests.bench.table import FIGURES

    lines = []
    for figure in FIGURES:
        with room(aws) as place:
            lines.append(figure.line(figure.measure(place)))
        print(json.dumps(lines[-1]), flush=True)
    return lines


def _row(line: dict[str, Any]) -> str:
    return f"| {line['name']} | {line['value']:g} | {line['unit']} | {_limit(line.get('against'))} |\n"


def _limit(most: float | None) -> str:
    return "" if most is None else f"{most:.3g}" if most < 1 else f"{most:g}"


if __name__ == "__main__":
    sys.exit(main())
