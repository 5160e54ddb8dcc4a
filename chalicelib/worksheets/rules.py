"""Which answers fit a worksheet, and which worksheets can be filled in. Values in, values out."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from chalicelib.core.errors import InvalidInput, Refused
from chalicelib.worksheets.schemas import Definition, Part, Words

Value = str | float | list[str]
_LONGEST = {"text": 4000, "line": 300, "list": 300}
_MOST_LINES = 30
_MOST_PARTS = 40
_MOST_STEPS = 101
_MOST_OPTIONS = 20
_LONGEST_TITLE = 120
_MOST_BYTES = 60_000
_FURTHEST = 10_000
_SLOWEST_BREATH = 20
_MOST_ROUNDS = 40
_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


class Unfinished(Refused):
    """A worksheet can be finished once what it cannot do without is filled in; `missing` names the parts."""

    code = "worksheet_unfinished"
    sentence = "A few things are still open. What you wrote is kept."


def parts_of(sheet: Definition) -> list[Part]:
    """Every part of a worksheet, in order."""
    return [part for page in sheet.pages for part in page.parts]


def check_definition(sheet: Definition) -> None:
    """Raise InvalidInput, naming the field as `pages.0.parts.1.id`, for a worksheet that could not be shown or filled in."""
    parts = [(f"pages.{at}.parts.{place}", part) for at, page in enumerate(sheet.pages) for place, part in enumerate(page.parts)]
    if not 1 <= len(parts) <= _MOST_PARTS:
        raise InvalidInput(f"A worksheet has 1 to {_MOST_PARTS} things to fill in or to do.", field="pages")
    if len(msgspec.json.encode(sheet)) > _MOST_BYTES:
        raise InvalidInput(f"All its words together may take {_MOST_BYTES // 1000} kB.", field="pages")
    if max(len(sheet.title.en), len(sheet.title.es)) > _LONGEST_TITLE:
        raise InvalidInput(f"A title has at most {_LONGEST_TITLE} characters.", field="title")
    for place, words in _words_of(sheet):
        if not (words.en.strip() and words.es.strip()):
            raise InvalidInput("These words are blank.", field=place)
    names: set[str] = set()
    for place, part in parts:
        if part.id in names:
            raise InvalidInput("Another part has this id.", field=f"{place}.id")
        names.add(part.id)
        _check_part(place, part)


def _words_of(sheet: Definition) -> Iterator[tuple[str, Words]]:
    yield from (("title", sheet.title), ("summary", sheet.summary))
    for at, page in enumerate(sheet.pages):
        yield f"pages.{at}.title", page.title
        for place, part in enumerate(page.parts):
            yield f"pages.{at}.parts.{place}.label", part.label
            yield from ((f"pages.{at}.parts.{place}.options.{one}.label", option.label) for one, option in enumerate(part.options))


def _check_part(place: str, part: Part) -> None:
    check_kind = {"scale": _check_range, "number": _check_range, "choice": _check_options, "breathe": _check_breath}.get(part.kind)
    if part.options and part.kind != "choice":
        raise InvalidInput("Only a choice has options.", field=f"{place}.options")
    if check_kind:
        check_kind(place, part)


def _check_range(place: str, part: Part) -> None:
    if abs(part.low) > _FURTHEST or abs(part.high) > _FURTHEST or part.low >= part.high:
        raise InvalidInput(f"The highest number is above the lowest, and both lie within {_FURTHEST}.", field=f"{place}.high")
    if part.kind == "number":
        return
    if part.step < 1 or (part.high - part.low) % part.step:
        raise InvalidInput("Steps of this size do not reach the highest number.", field=f"{place}.step")
    if (part.high - part.low) // part.step >= _MOST_STEPS:
        raise InvalidInput(f"A scale has at most {_MOST_STEPS} steps.", field=f"{place}.step")


def _check_options(place: str, part: Part) -> None:
    values = [option.value for option in part.options]
    if not 2 <= len(values) <= _MOST_OPTIONS:
        raise InvalidInput(f"A choice has 2 to {_MOST_OPTIONS} options.", field=f"{place}.options")
    for one, value in enumerate(values):
        if value in values[:one]:
            raise InvalidInput("Another option has this value.", field=f"{place}.options.{one}.value")


def _check_breath(place: str, part: Part) -> None:
    if part.required:
        raise InvalidInput("Breathing is done, not filled in, so it cannot be required.", field=f"{place}.required")
    for name, most in (("in_seconds", _SLOWEST_BREATH), ("out_seconds", _SLOWEST_BREATH), ("rounds", _MOST_ROUNDS)):
        if not 1 <= getattr(part, name) <= most:
            raise InvalidInput(f"This is between 1 and {most}.", field=f"{place}.{name}")


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
