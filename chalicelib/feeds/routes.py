"""Calendar entries and calendars to subscribe to."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint, Text
from chalicelib.feeds import service
from chalicelib.feeds.access import shown_by_secret
from chalicelib.feeds.schemas import Feed, NewFeed
from chalicelib.scheduling.access import party_to
from chalicelib.scheduling.schemas import View

api = SecureBlueprint(__name__)

CALENDAR = "text/calendar; charset=utf-8"


@api.route("/appointments/{appointment_id}/calendar.ics", methods=["GET"], allow=party_to(path="appointment_id"), query=View, returns=Text)
def calendar_entry(grant: Grant, appointment_id: str, view: View) -> Text:
    """The appointment as a calendar entry, without a clinical word or a name."""
    return Text(service.entry(grant, appointment_id, view.zone, clock.now()), CALENDAR)


@api.route("/calendar-feed", methods=["GET"], allow=role("client", "provider"), returns=Feed)
def my_feed(grant: Grant) -> Feed:
    """Whether there is a private calendar address."""
    return service.state(grant)


@api.route("/calendar-feed", methods=["POST"], allow=role("client", "provider"), returns=NewFeed, status=201)
def renew_feed(grant: Grant) -> NewFeed:
    """Make a new private calendar address; the one before ends."""
    return service.renew(grant, clock.now())


@api.route("/calendar-feed/end", methods=["POST"], allow=role("client", "provider"), returns=Feed)
def end_feed(grant: Grant) -> Feed:
    """End the private calendar address."""
    return service.end(grant, clock.now())


@api.route("/feeds/{secret}/calendar.ics", methods=["GET"], allow=shown_by_secret(path="secret"), returns=Text)
def subscribed(grant: Grant) -> Text:
    """The calendar behind a private address."""
    return Text(service.document(grant, clock.now()), CALENDAR)
