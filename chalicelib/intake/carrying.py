"""What somebody said before they had an account, taken over into their intake so that it is not asked twice."""

from datetime import datetime
from typing import Any

import msgspec

from chalicelib.core.access import Grant
from chalicelib.core.records import get_many
from chalicelib.intake import service, store
from chalicelib.intake.schemas import IntakeDraft


def carry_over(grant: Grant, said: IntakeDraft, now: datetime) -> None:
    """Keep the steps that were not answered since; an intake that was handed in stays as it is. Safe to repeat."""
    (row,) = get_many([store.draft_key(grant)])
    if row is not None and row.status != "draft":
        return
    answered: dict[str, Any] = msgspec.to_builtins(store.opened(grant, row).answers) if row is not None else {}
    given: dict[str, Any] = msgspec.to_builtins(said)
    new = {step: fields for step, fields in given.items() if step not in answered}
    if new:
        service.save(grant, msgspec.convert(new, IntakeDraft), now)
