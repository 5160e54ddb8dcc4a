"""Who may see the review queue: a clinician who is on call and licensed today, and the manager, who sees that reviews are held."""

from chalicelib.core import clock, settings
from chalicelib.core.access import Allow, Asked, Caller, Grant, Right, Subject
from chalicelib.core.errors import NotAllowed
from chalicelib.core.records import Record
from chalicelib.practice import service as practices
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers


def on_duty() -> Allow:
    """A provider on today's rota whose licence is current."""
    return _OnDuty("provider")


def on_duty_or_manager() -> Allow:
    """The same, or the practice manager."""
    return _OnDuty("provider", "admin")


class _OnDuty(Allow):
    def grant(self, caller: Caller, asked: Asked, rows: list[Record | None]) -> Grant:
        now = clock.now()
        if caller.role == "provider":
            listing = providers.listing(caller.id)
            licensed = listing is not None and provider_rules.licensed_states(listing.licences, now.date())
            if caller.id not in practices.on_call(now) or not licensed:
                raise NotAllowed
        why = "practice" if caller.role == "admin" else "on_call"
        return Grant(caller, Subject("practice", settings.load().practice), Right.PRACTICE, why=why)
