"""The real synthesis, in the infrastructure environment: rule packs, lint, and the checked-in template. Run by `make infra-test`."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from infra import inputs

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".venv-infra" / "bin"
PACKS = {"AwsSolutions", "HIPAA.Security", "NIST.800.53.R5"}

pytestmark = pytest.mark.synth


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool of the infrastructure environment as a fresh machine would: without the settings of the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QUIETROOM_", "AWS_"))}
    environment["JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"] = "20"
    return subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What each pack says of the stacks, by pack name, without (bare) and with what is accepted (held)."""
    found = {}
    for kind, flags in (("bare", ["--bare"]), ("held", [])):
        directory = tmp_path_factory.mktemp(kind)
        done = run(TOOLS / "python", "-m", "infra.packs", directory, *flags)
        report = directory / "validation-report.json"
        assert report.exists(), done.stderr[-2000:]
        found[kind] = {pack["pluginName"]: pack for pack in json.loads(report.read_text())["pluginReports"]}
        found[kind]["status"] = done.returncode
    return found


def accepted() -> list[tuple[str, str]]:
    """What is accepted, as (id, where)."""
    code = "import json; from infra.packs import ACCEPTED; print(json.dumps([[a.id, a.at] for a in ACCEPTED]))"
    return [tuple(entry) for entry in json.loads(run(TOOLS / "python", "-c", code).stdout.splitlines()[-1])]


def test_every_pack_has_looked(reports: dict[str, dict[str, Any]]) -> None:
    assert set(reports["bare"]) >= PACKS
    assert all(reports["bare"][pack]["violations"] for pack in PACKS)


def test_nothing_is_found_that_is_not_accepted(reports: dict[str, dict[str, Any]]) -> None:
    left = {name: pack["violations"] for name, pack in reports["held"].items() if name != "status" and pack["violations"]}
    assert left == {}
    assert reports["held"]["status"] == 0


def test_nothing_is_accepted_that_is_no_longer_found(reports: dict[str, dict[str, Any]]) -> None:
    suppressed = {
        (finding["acknowledgedId"], finding["acknowledgedAt"].removeprefix("quietroom-data").lstrip("/"))
        for pack in PACKS
        for finding in reports["held"][pack].get("suppressedViolations", [])
    }
    assert suppressed == set(accepted())


def test_the_linter_has_nothing_to_say() -> None:
    done = run(TOOLS / "cfn-lint", "--non-zero-exit-code", "informational", inputs.TEMPLATE)
    assert done.returncode == 0, done.stdout


def test_the_checked_in_template_is_what_the_stacks_give(tmp_path: Path) -> None:
    done = run(TOOLS / "python", "-c", f"from infra.main import assemble; assemble({str(tmp_path)!r})[0].synth()")
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads((tmp_path / "quietroom-data.template.json").read_text()) == json.loads(inputs.TEMPLATE.read_text())
