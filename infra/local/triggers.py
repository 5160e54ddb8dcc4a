"""The product's own Lambda triggers, wired to the sign-in service. Imported late: chalicelib needs its settings first."""

from __future__ import annotations

from infra.local.cognito import Triggers


def product_triggers() -> Triggers:
    """Call the handlers that the cloud's pools would call."""
    return Triggers(post_confirmation=_confirmed, post_authentication=_signed_in)


def _confirmed(event: dict[str, object]) -> object:
    from chalicelib.accounts import jobs

    return jobs.confirmed(event, None)


def _signed_in(event: dict[str, object]) -> object:
    from chalicelib.accounts import jobs

    return jobs.signed_in(event, None)
