"""What follows the answers: unanswered screens go into the queue, raised reviews too, acute ones alert until a clinician holds them."""

from datetime import datetime

from chalicelib.accounts import consents
from chalicelib.care import service as care
from chalicelib.core import clock, outbox
from chalicelib.core.access import Grant
from chalicelib.safety import alerts, checkins, reviews, service, tasks
from chalicelib.safety.schemas import Parting


@outbox.topic(service.UNANSWERED)
def queue_unanswered(entry: outbox.Entry) -> None:
    """Put a screen that nobody finished in time into the queue."""
    service.queue_unanswered(Grant.for_job(alerts.JOB, entry.subject), entry.refs["opened_at"], clock.now())


@outbox.topic(reviews.RAISED)
def follow_review(entry: outbox.Entry) -> datetime | None:
    """Queue a raised review, and stay with it until it is decided: alerts while nobody holds an acute one, and once it is overdue."""
    now = clock.now()
    kind, review_id = entry.refs["kind"], entry.refs["review_id"]
    alerts.queue(entry.subject.id, review_id, kind, datetime.fromisoformat(entry.refs["due_by"]), now)
    return alerts.sound(review_id, now).again


@outbox.topic(reviews.GIVEN_BACK)
def follow_given_back(entry: outbox.Entry) -> datetime | None:
    """Stay with a review that nobody holds any more, as with a new one."""
    return alerts.sound(entry.refs["review_id"], clock.now()).again


@outbox.topic(reviews.ASSIGNED)
def tell_assigned(entry: outbox.Entry) -> None:
    """Tell a clinician that a review is theirs now."""
    alerts.assigned(entry.refs["review_id"], entry.refs["provider_id"], clock.now())


@outbox.topic(tasks.PARTED)
def follow_parting(entry: outbox.Entry) -> None:
    """Make a task for today where a client at risk has cancelled or missed a session."""
    what: Parting = "missed" if entry.refs["what"] == "missed" else "cancelled"
    tasks.follow(entry.subject.id, entry.id, what, clock.now())


@outbox.topic(care.ENDED)
def follow_switch(entry: outbox.Entry) -> None:
    """The same where they have left a therapist."""
    tasks.follow(entry.subject.id, entry.id, "switched", clock.now())


@outbox.topic(checkins.DUE)
def remind_of_check_in(entry: outbox.Entry) -> datetime | None:
    """Remind a client of what is due to be filled in."""
    return checkins.remind(Grant.for_job("reminders", entry.subject), clock.now())


@outbox.topic(consents.WITHDRAWN)
def follow_withdrawal(entry: outbox.Entry) -> None:
    """The same where they have withdrawn a consent."""
    tasks.follow(entry.subject.id, entry.id, "withdrew", clock.now())
