"""Who may hold a review now."""

from datetime import datetime

from chalicelib.practice import service as practices
from chalicelib.providers import rules as provider_rules
from chalicelib.providers import service as providers


def on_duty(provider_id: str, now: datetime) -> bool:
    """Whether this clinician is on the rota now and holds a licence that is valid today."""
    if provider_id not in practices.on_call(now):
        return False
    listing = providers.listing(provider_id)
    return listing is not None and provider_rules.holds_licence(listing.licences, now.date())
