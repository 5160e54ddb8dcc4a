"""A feature's store is its own: other features ask its service, or a rule of access its keys."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "chalicelib"
FEATURES = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ("core", "__pycache__"))


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("feature", FEATURES)
def test_no_feature_reaches_into_anothers_store(feature: str):
    stores = {f"chalicelib.{path.parent.name}.{path.stem}" for path in ROOT.glob("*/*store.py") if path.parent.name != feature}
    reached = {f"{path.name}: {name}" for path in (ROOT / feature).glob("*.py") for name in _imported(path) & stores}

    assert reached == set()


@pytest.mark.parametrize("feature", FEATURES)
def test_routes_do_not_reach_around_their_service_into_rules(feature: str):
    path = ROOT / feature / "routes.py"
    reached = _imported(path) & {f"chalicelib.{feature}.rules"} if path.exists() else set()

    assert reached == set()


@pytest.mark.parametrize("feature", FEATURES)
def test_rules_read_no_clock(feature: str):
    path = ROOT / feature / "rules.py"
    source = path.read_text() if path.exists() else ""

    assert not [word for word in ("clock.now(", "datetime.now(", "date.today(", "time.time(") if word in source]
