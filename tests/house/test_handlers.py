"""Lambda loads a background handler straight from its module: each must import alone, and without an AWS client."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = ["app", "chalicelib.jobs", *sorted(f"chalicelib.{path.parent.name}.jobs" for path in (ROOT / "chalicelib").glob("*/jobs.py"))]
MOST_MODULES = 640

_CHECK = """
import importlib, sys
import botocore.session
made = []
botocore.session.Session.create_client = lambda self, name, *a, **k: made.append(name)
importlib.import_module({module!r})
assert not made, made
ours = ("chalicelib", "app", "__main__")
print(len([name for name in sys.modules if not name.split(".")[0] in ours]))
"""


@pytest.mark.parametrize("module", MODULES)
def test_a_handler_module_imports_alone_and_makes_no_aws_client(aws, module: str):
    done = subprocess.run(
        [sys.executable, "-c", _CHECK.format(module=module)], cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) <= MOST_MODULES
