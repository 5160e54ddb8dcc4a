"""Telling clinicians that somebody waits for them. The mail says only that, to anybody who might see it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.accounts import service as accounts
from chalicelib.care import service as care
from chalicelib.core import clock, log, mail, settings
from chalicelib.core.access import Grant, Subject
from chalicelib.core.errors import AppError, Conflict
from chalicelib.practice import service as practices
from chalicelib.safety import rules, store

JOB = "safety"
RETRY = timedelta(minutes=1)
_SAYS = {False: "Something needs you by", True: "Something still waits for you since"}


class Sounded(NamedTuple):
    """One round of alerts. sent: whether it reached anybody. again: when the next is due, None once a clinician holds the review."""

    sent: bool
    again: datetime | None


def queue(client_id: str, review_id: str, kind: str, due_by: datetime, now: datetime) -> None:
    """Put the review into the practice's queue. Safe to repeat."""
    try:
        store.queue(_practice(), review_id, client_id, kind, due_by, now)
    except Conflict:
        return


def sound(review_id: str, now: datetime) -> Sounded:
    """Alert clinicians of a review that calls for it: those on call, one more of them each round, and who treats the client.

    An acute one calls until somebody holds it, each one once it is overdue, until it is decided; never twice within its pause.
    """
    practice = _practice()
    row = store.review(practice, review_id)
    if row is None:
        return Sounded(False, None)
    if not rules.alert_now(row.kind, row.state, row.due_by, now):
        return Sounded(False, row.due_by)
    pause = rules.pause(row.kind, row.state)
    quiet_until = rules.quiet_until(row.kind, row.state, row.alerting_at, row.due_by)
    if quiet_until and now < quiet_until:
        return Sounded(False, quiet_until)
    try:
        store.begin_alert(practice, row, now)
    except Conflict:
        return Sounded(False, now + RETRY)
    client = Grant.for_job(JOB, Subject("client", row.client_id))
    people = rules.to_alert(practices.on_call(now), [link.person_id for link in care.providers_of(client)], int(row.rounds))
    reached = [person for person in people if tell(person, row.due_by, now)]
    store.end_alert(practice, review_id, now, bool(reached))
    if not reached:
        return Sounded(False, now + (RETRY if people else rules.ALERT_AGAIN))
    if row.kind == "acute":
        store.note_alert(client, now)
    log.event("alert_sent", count=len(reached), attempt=int(row.rounds))
    return Sounded(True, now + pause)


def assigned(review_id: str, provider_id: str, now: datetime) -> None:
    """Tell a clinician that they were given a review, if it is still theirs."""
    row = store.review(_practice(), review_id)
    if row is not None and row.claimed_by == provider_id:
        tell(provider_id, row.due_by, now)


def tell(provider_id: str, due_by: datetime, now: datetime) -> bool:
    """Mail one clinician; say whether the mail was taken. One clinician's failure must not keep the others from hearing."""
    try:
        profile = accounts.profile(Grant.for_job(JOB, Subject("provider", provider_id)))
        due = due_by.astimezone(clock.zone(profile.zone))
        site = settings.load().site
        mail.send(
            profile.email,
            "Something needs you now",
            f"{_SAYS[now >= due_by]} {due:%A}, {due.hour % 12 or 12}:{due:%M %p %Z}.\n\nPlease sign in: {site}/provider/\n",
        )
    except (AppError, BotoCoreError, ClientError) as failed:
        log.failure("send_failed", failed, operation="safety.alert")
        return False
    return True


def _practice() -> Grant:
    return Grant.for_job(JOB, Subject("practice", settings.load().practice))
