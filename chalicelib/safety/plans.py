"""The client's own safety plan."""

from datetime import datetime

import msgspec

from chalicelib.core.access import Grant
from chalicelib.core.errors import NotFound
from chalicelib.safety import kept, rules
from chalicelib.safety.schemas import SafetyPlan, SafetyPlanView


def plan(grant: Grant, revision: int | None = None) -> SafetyPlanView:
    """The plan as it is now, empty before the first is written, or one earlier revision. Raises NotFound for one that never was."""
    row = kept.plan(grant, revision)
    if row is None:
        if revision:
            raise NotFound
        return SafetyPlanView(**msgspec.structs.asdict(SafetyPlan(revision=0)), saved_at=None)
    words = kept.opened_plan(grant, row)
    return SafetyPlanView(**{**msgspec.structs.asdict(words), "revision": int(row.revision)}, saved_at=row.saved_at)


def save(grant: Grant, words: SafetyPlan, now: datetime) -> SafetyPlanView:
    """Replace the plan; the earlier one stays readable by its revision. Raises PlanChanged where another revision was edited."""
    row = kept.plan(grant, None)
    present = int(row.revision) if row else 0
    if words.revision is not None and words.revision != present:
        raise rules.PlanChanged(revision=present)
    kept.save_plan(grant, words, present + 1, now, rules.PlanChanged())
    return plan(grant)
