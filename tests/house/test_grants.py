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


def _public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


# What may read without a grant, and why: public facts of the practice, keys for rules of access, and work lists that hold ids only.
WITHOUT_GRANT: dict[str, set[str]] = {
    "accounts": {"standing", "tagged"},
    "availability": {"key", "offer_of"},
    "calendars": {"key", "times"},
    "care": {"beside", "by_person", "by_care", "caseload_key", "consultation_key"},
    # Of files whose records were found with a grant.
    "messaging": {"settle", "object_name", "upload", "download", "uploaded", "discard"},
    "offers": {"offer_key"},
    "practice": {"load"},
    "providers": {"key", "read", "find", "every", "outcomes"},
    "recovery": {"reset_key"},
    "scheduling": {
        "appointment_key",
        "cursor",
        "key",
        "reminders_due",
        "leased",
        "unchanged",
    },
    "sharing": {"switch_key"},
    "worksheets": {"definition_key"},
}


@pytest.mark.parametrize("path", [*_modules("*/store.py"), *_modules("*/*_store.py")], ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_every_store_function_starts_with_a_grant(path: Path):
    allowed = WITHOUT_GRANT.get(path.parent.name, set())
    without = {
        function.name
        for function in _public_functions(path)
        if function.name not in allowed
        and (not function.args.args or getattr(function.args.args[0].annotation, "id", "") not in ("Grant", "Transaction"))
    }

    assert without == set()
