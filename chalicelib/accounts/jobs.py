"""Cognito's triggers, and mail that came back.

A trigger gets and returns the event as Cognito defines it; an error keeps the person from going on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chalicelib.accounts import post, service
from chalicelib.core import clock, mail, queue
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


@queue.takes(queue.MAIL_RETURNED)
def mail_returned(event: Mapping[str, Any]) -> None:
    """Stop mail to whoever it cannot reach, or who marked it as unwanted; only the mail's own opaque tag says who that is.

    A bounce that may pass (a full mailbox) stops nothing: SES has tried for hours, and the next mail may arrive.
    """
    complaint = event["eventType"] == "Complaint"
    if not complaint and event.get("bounce", {}).get("bounceType") != "Permanent":
        return
    sent_at = datetime.fromisoformat(event["mail"]["timestamp"])
    for tag in event["mail"].get("tags", {}).get(mail.TAG, []):
        post.stop_mail(tag, "complaint" if complaint else "bounce", sent_at)
