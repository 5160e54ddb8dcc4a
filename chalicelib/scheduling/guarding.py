"""What a guardian sees of their teen's sessions: when and with whom, nothing of what happens in them."""

from datetime import datetime

from chalicelib.core.access import Grant
from chalicelib.providers import service as providers
from chalicelib.scheduling import service
from chalicelib.scheduling.schemas import ListQuery, WardSession, WardSessions


def sessions(grant: Grant, query: ListQuery, now: datetime) -> WardSessions:
    """One page of the teen's sessions, coming ones first, soonest first, then past ones. grant: the guardian's, for the teen."""
    found = service.appointments(grant, query, now)
    names = {provider_id: _name(provider_id) for provider_id in {one.provider_id for one in found.items}}
    shown = [
        WardSession(names[one.provider_id], one.start, one.minutes, one.format, one.status, one.zone, one.zone_name) for one in found.items
    ]
    return WardSessions(items=shown, next=found.next)


def _name(provider_id: str) -> str:
    listing = providers.known(provider_id)
    return listing.name if listing else ""
