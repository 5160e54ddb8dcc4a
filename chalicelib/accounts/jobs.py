"""Cognito's triggers. Each gets and returns the event as Cognito defines it; an error keeps the person from going on."""

from typing import Any

from chalicelib.accounts import service
from chalicelib.core import clock
from chalicelib.core.gate import SecureBlueprint, run_as_job

triggers = SecureBlueprint(__name__)

Event = dict[str, Any]


@triggers.lambda_function(name="account-confirmed")
def confirmed(event: Event, _context: object) -> Event:
    """Post confirmation: open the account of somebody who has confirmed their e-mail. Recovery of a password comes this way too."""
    run_as_job("accounts", lambda: _ensure(event))
    return event


@triggers.lambda_function(name="account-signed-in")
def signed_in(event: Event, _context: object) -> Event:
    """Post authentication: repair an account whose confirmation was missed, and note the sign-in."""
    run_as_job("accounts", lambda: _ensure(event))
    run_as_job("accounts", lambda: _note(event))
    return event


def _ensure(event: Event) -> None:
    attributes = event["request"]["userAttributes"]
    service.ensure_account(attributes["sub"], event["userPoolId"], attributes.get("email", ""))


def _note(event: Event) -> None:
    service.note_sign_in(event["request"]["userAttributes"]["sub"], clock.now())
