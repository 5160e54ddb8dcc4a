"""Every figure keeps its limit, and the numbers told in docs are those that are measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bench import sizes
from tests.bench.__main__ import DOCUMENT
from tests.bench.figures import room
from tests.bench.table import FIGURES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "figure", [figure for figure in FIGURES if figure.most is not None and not figure.timed], ids=lambda figure: figure.name
)
def test_a_figure_keeps_its_limit(aws, figure):
    if figure.name.startswith("first load") and not sizes.DIST.exists():
        pytest.skip("the pages are not built")
    with room(aws) as place:
        assert figure.measure(place) <= figure.most


def test_every_figure_is_told_in_its_order():
    told = re.findall(r"^\| ([^|]+) \|", DOCUMENT.read_text(), re.MULTILINE)

    assert told[1:] == [figure.name for figure in FIGURES]


def test_no_source_asks_for_a_scan():
    """What runs is counted above; this finds what did not run."""
    sources = [path for folder in ("chalicelib", "infra/local") for path in (ROOT / folder).rglob("*.py")]
    asked = re.compile(r"\.scan\(|rate_limited_scan|[\"']Scan[\"']|get_paginator\([\"']scan")

    assert [str(path) for path in sources if asked.search(path.read_text())] == []
