"""A provider's first page."""

from chalicelib.console import service
from chalicelib.console.schemas import Today, TodayQuery
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint

api = SecureBlueprint(__name__)


@api.route("/today", methods=["GET"], allow=role("provider"), query=TodayQuery, returns=Today)
def today(grant: Grant, query: TodayQuery) -> Today:
    """The provider's sessions of the day, and what needs them: safety flags, messages, licences."""
    return service.today(grant, query.zone, clock.now())
