"""The grant is the key: only access modules make one, and every store function starts with one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.core import access
from chalicelib.core.access import Caller, Grant, Right, Subject
from chalicelib.core.errors import Misuse

ROOT = Path(__file__).parents[2] / "chalicelib"


def _modules(pattern: str) -> list[Path]:
    return sorted(ROOT.glob(pattern))


def _calls(path: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == name:
            yield node


def test_only_access_modules_construct_a_grant():
    elsewhere = [str(path.relative_to(ROOT)) for path in _modules("**/*.py") if path.name != "access.py" and any(_calls(path, "Grant"))]

    assert elsewhere == []


def test_replacing_parts_of_a_grant_is_constructing_one():
    elsewhere = [
        str(path.relative_to(ROOT))
        for path in _modules("**/*.py")
        if path.name != "access.py"
        and any(word in path.read_text() for word in ("dataclasses.replace", "structs.replace(grant", "object.__setattr__"))
    ]

    assert elsewhere == []


def test_every_job_that_acts_unasked_is_on_the_list():
    named = {
        call.args[0].value
        for path in _modules("**/*.py")
        for call in _calls(path, "for_job")
        if call.args and isinstance(call.args[0], ast.Constant)
    }

    assert named <= set(access.JOBS)


def test_a_job_that_is_not_on_the_list_gets_no_grant():
    with pytest.raises(Misuse):
        Grant.for_job("curious", Subject("client", "c"))


def test_a_grant_for_one_kind_of_subject_is_no_key_to_another():
    grant = Grant(Caller("p", "provider"), Subject("provider", "p"), Right.OWN)

    with pytest.raises(Misuse):
        grant.key("client")


# What may read without a grant, and why: public facts of the practice, keys for rules of access, and work lists that hold ids only.
WITHOUT_GRANT: dict[str, set[str]] = {
    "accounts": {"standing", "tagged", "key", "basis_key", "ward_key"},
    "availability": {"key"},
    "calendars": {"key"},
    "care": {"beside", "by_person", "by_care", "caseload_key", "consultation_key"},
    "feeds": {"key"},
    # Of a file whose record was found with a grant.
    "messaging": {"upload"},
    "offers": {"offer_key"},
    "practice": {"load"},
    "providers": {"key", "find", "every"},
    "recovery": {"reset_key"},
    # first_decided is a bound of a range; follow makes a job's grants, for the client and whoever treats them.
    "safety": {"key", "first_decided", "follow"},
    "scheduling": {"appointment_key", "keys", "reminders_due"},
    "series": {"key"},
    "sharing": {"switch_key"},
    "worksheets": {"definition_key"},
}
FEATURES = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ("core", "__pycache__"))


def _keeps_records(module: ast.Module) -> bool:
    """Whether a class of this module is a table's: wherever it stands, it is a store."""
    bases = [base for node in module.body if isinstance(node, ast.ClassDef) for base in node.bases]
    return any(ast.unparse(base).endswith("Record") for base in bases)


def _begins_with_grant(function: ast.FunctionDef) -> bool:
    """A row needs no other: it was found by a grant."""
    first = function.args.args[0].annotation if function.args.args else None
    said = ast.unparse(first) if first else ""
    return said in ("Grant", "Transaction", "Sequence[Grant]") or "Record" in said


@pytest.mark.parametrize("feature", FEATURES)
def test_every_function_that_reads_or_writes_records_starts_with_a_grant(feature: str):
    modules = {path: ast.parse(path.read_text()) for path in (ROOT / feature).glob("*.py")}
    stores = [module for path, module in modules.items() if path.stem.endswith("store") or _keeps_records(module)]
    public = [node for module in stores for node in module.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]

    assert {function.name for function in public if not _begins_with_grant(function)} == WITHOUT_GRANT.get(feature, set())
