"""What one's own reminders say, and the manager's list of those that failed."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.reminders import sample, service
from chalicelib.reminders.access import works_off
from chalicelib.reminders.schemas import Failed, FailedQuery, Sample, WorkedOff

api = SecureBlueprint(__name__)


@api.route("/me/reminders", methods=["GET"], allow=role("client"), returns=Sample)
def my_reminders(grant: Grant) -> Sample:
    """The exact words of the caller's reminders, and when they come unless chosen otherwise."""
    return sample.of(grant, clock.now())


@api.route("/reminders/failed", methods=["GET"], allow=role("admin"), query=FailedQuery, returns=Failed)
def failed(grant: Grant, query: FailedQuery) -> Failed:
    """Reminders that did not go out, newest first: times and states, no person."""
    return service.failed(grant, query.cursor)


@api.route("/reminders/failed/{reminder_id}/retry", methods=["POST"], allow=works_off(path="reminder_id"), returns=WorkedOff)
def retry(grant: Grant, reminder_id: str) -> WorkedOff:
    """Send one again."""
    service.retry(grant, reminder_id, clock.now())
    return WorkedOff(id=reminder_id)


@api.route("/reminders/failed/{reminder_id}/handled", methods=["POST"], allow=works_off(path="reminder_id"), returns=WorkedOff)
def handled(grant: Grant, reminder_id: str) -> WorkedOff:
    """Take one off the list."""
    service.handle(grant, reminder_id)
    return WorkedOff(id=reminder_id)
