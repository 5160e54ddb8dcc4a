"""Which steps apply, which are done, what is missing. Values in, values out; answers are plain mappings of step to fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.core.errors import Conflict, Refused

Answers = Mapping[str, Mapping[str, Any]]
SCREEN = "asq"
CHANGEABLE_AFTER_SUBMIT = frozenset({"preferences"})


class IntakeIncomplete(Refused):
    """Required questions have no answer yet; `missing` names the steps and the items."""

    code = "intake_incomplete"
    sentence = "Some questions still need an answer."


class IntakeSubmitted(Conflict):
    """The intake was handed in; only wishes for the matching still change here."""

    code = "intake_submitted"
    sentence = "Your answers were handed in. What has changed you can tell your therapist; wishes can still be changed."


@dataclass(frozen=True)
class Condition:
    """True for an age in `age` (both ends included, in years), or where the answer of `step` in `field` is one of `any_of`."""

    age: tuple[int, int] | None = None
    step: str | None = None
    field: str | None = None
    index: int | None = None
    any_of: tuple[str, ...] = ()

    def holds(self, answers: Answers, age: int | None) -> bool:
        """Say whether it is true of these answers and this age; an unknown age is in no range."""
        if self.age:
            return age is not None and self.age[0] <= age <= self.age[1]
        value = answers.get(self.step or "", {}).get(self.field or "")
        if self.index is not None and value is not None:
            value = value[self.index]
        return value in self.any_of


@dataclass(frozen=True)
class Step:
    """One page. `when`: shown if any of the conditions holds, always if there are none. minutes: about how long it takes."""

    id: str
    section: str
    minutes: int
    required: bool = False
    when: tuple[Condition, ...] = ()

    def applies(self, answers: Answers, age: int | None) -> bool:
        """Say whether this person is asked."""
        return not self.when or any(condition.holds(answers, age) for condition in self.when)


@dataclass(frozen=True)
class Questionnaire:
    """The intake as its data file gives it."""

    version: str
    sections: tuple[str, ...]
    steps: tuple[Step, ...]

    def asked(self, answers: Answers, age: int | None) -> list[Step]:
        """The steps for this person, in order."""
        return [step for step in self.steps if step.applies(answers, age)]


def merged(earlier: Answers, change: Answers) -> dict[str, Mapping[str, Any]]:
    """The draft after a save: each step given replaces the earlier one, but an unanswered item of a questionnaire takes nothing back."""
    return {**earlier, **{step: _over(earlier.get(step, {}), fields) for step, fields in change.items()}}


def _over(earlier: Mapping[str, Any], fields: Mapping[str, Any]) -> Mapping[str, Any]:
    if "answers" not in fields:
        return fields
    before: Sequence[Any] = earlier.get("answers") or [None] * len(fields["answers"])
    answers = [old if new is None else new for old, new in zip(before, fields["answers"], strict=True)]
    kept = {name: old for name, old in earlier.items() if fields.get(name) is None}
    return {**fields, **kept, "answers": answers}


def unanswered(step: str, answers: Answers) -> list[int] | None:
    """The numbers of a step's open items, from 1: empty when it is done, None when it is no questionnaire and was not answered.

    The risk screen's fifth question counts once one of the four is yes or declined.
    """
    given = answers.get(step)
    # What was said before there was an account answers a part of the page; the rest of it is still to be asked.
    if given is None or given.get("carried"):
        return None
    items = given.get("answers")
    if items is None:
        return []
    open_items = [number for number, value in enumerate(items, 1) if value is None]
    flagged = step == SCREEN and not {"yes", "declined"}.isdisjoint(items)
    return [*open_items, *([len(items) + 1] if flagged and given.get("acute") is None else [])]


def done(step: str, answers: Answers) -> bool:
    """Say whether nothing of this step is left to answer."""
    return unanswered(step, answers) == []


def missing(steps: Sequence[Step], answers: Answers, excused: frozenset[str]) -> list[dict[str, Any]]:
    """Required steps that are not done, with their open items. excused: steps that cannot be asked of this person."""
    open_steps = [step.id for step in steps if step.required and step.id not in excused and not done(step.id, answers)]
    return [{"step": step, "items": unanswered(step, answers) or []} for step in open_steps]
