"""A provider's other calendar."""

from chalicelib.calendars import service
from chalicelib.calendars.schemas import BusyCalendar, CalendarSource
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint

api = SecureBlueprint(__name__)


@api.route("/busy-calendar", methods=["GET"], allow=role("provider"), returns=BusyCalendar)
def my_busy_calendar(grant: Grant) -> BusyCalendar:
    """The provider's other calendar, whose times clients cannot book."""
    return service.state(grant)


@api.route("/busy-calendar", methods=["PUT"], allow=role("provider"), body=CalendarSource, returns=BusyCalendar)
def connect_busy_calendar(grant: Grant, source: CalendarSource) -> BusyCalendar:
    """Read another calendar in place of the one before."""
    return service.connect(grant, source, clock.now())


@api.route("/busy-calendar/refresh", methods=["POST"], allow=role("provider"), returns=BusyCalendar)
def refresh_busy_calendar(grant: Grant) -> BusyCalendar:
    """Read its address again now."""
    return service.refresh(grant, clock.now())


@api.route("/busy-calendar/remove", methods=["POST"], allow=role("provider"), returns=BusyCalendar)
def remove_busy_calendar(grant: Grant) -> BusyCalendar:
    """Open the times again that it closed."""
    return service.remove(grant)
