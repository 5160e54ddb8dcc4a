"""Which answers fit a worksheet. Values in, values out."""

import re
from collections.abc import Mapping, Sequence

from chalicelib.core.errors import InvalidInput, Refused
from chalicelib.worksheets.schemas import Part

Value = str | float | list[str]
_LONGEST = {"text": 4000, "line": 300, "list": 300}
_MOST_LINES = 30
_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


class Unfinished(Refused):
    """A worksheet can be finished once what it cannot do without is filled in; `missing` names the parts."""

    code = "worksheet_unfinished"
    sentence = "A few things are still open. What you wrote is kept."


def check(parts: Sequence[Part], answers: Mapping[str, Value]) -> None:
    """Raise InvalidInput, naming the part, for an answer that does not fit it or fits none."""
    known = {part.id: part for part in parts if part.kind != "breathe"}
    for name, value in answers.items():
        if name not in known:
            raise InvalidInput("This worksheet has no such part.", field=name)
        if not _fits(known[name], value):
            raise InvalidInput("This answer does not fit here.", field=name)


def check_finished(parts: Sequence[Part], answers: Mapping[str, Value]) -> None:
    """Raise Unfinished while a required part has no answer, or a blank one."""
    missing = [part.id for part in parts if part.required and _blank(answers.get(part.id))]
    if missing:
        raise Unfinished(missing=missing)


def _blank(value: Value | None) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value == []


def _fits(part: Part, value: Value) -> bool:
    if part.kind in ("text", "line"):
        return isinstance(value, str) and len(value) <= _LONGEST[part.kind]
    if part.kind == "time":
        return isinstance(value, str) and bool(_TIME_OF_DAY.match(value))
    if part.kind in ("scale", "number"):
        return _in_range(part, value)
    return _are_lines(value) if part.kind == "list" else _are_options(part, value)


def _in_range(part: Part, value: Value) -> bool:
    if isinstance(value, str | list | bool) or not part.low <= value <= part.high:
        return False
    return part.kind == "number" or (value - part.low) % part.step == 0


def _are_lines(value: Value) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_LINES and all(len(line) <= _LONGEST["list"] for line in value)


def _are_options(part: Part, value: Value) -> bool:
    if not isinstance(value, list) or len(set(value)) != len(value) or (part.one and len(value) > 1):
        return False
    return set(value) <= {option.value for option in part.options}
