"""Who is on call, for everybody who works here."""

from datetime import datetime

from chalicelib.console.schemas import OnCall, OnCallNow
from chalicelib.core import clock
from chalicelib.practice import rules as practice_rules
from chalicelib.practice import service as practice
from chalicelib.providers import service as providers


def on_call(zone: str | None, now: datetime) -> OnCall:
    """Who is on call now and until when, in `zone` or the practice's. Raises InvalidInput for an unknown zone."""
    facts = practice.practice()
    place = clock.zone_named(zone or facts.zone)
    items = []
    for shift in practice_rules.shifts_at(facts.on_call, now):
        listing = providers.known(shift.provider_id)
        until = shift.ends.astimezone(place)
        items.append(OnCallNow(shift.provider_id, listing.name if listing else "", until, until.tzname() or ""))
    return OnCall(items, facts.phone)
