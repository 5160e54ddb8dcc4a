"""What anybody may read of the practice, and that the API answers."""

from chalicelib import __version__
from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone
from chalicelib.core.gate import SecureBlueprint
from chalicelib.practice import service
from chalicelib.practice.schemas import Health, PracticeView

api = SecureBlueprint(__name__)


@api.route("/health", methods=["GET"], allow=anyone, returns=Health)
def health(_: Grant) -> Health:
    """Say that the API answers. Touches nothing else, so it tells apart a broken function from a broken table."""
    return Health(status="ok", version=__version__)


@api.route("/practice", methods=["GET"], allow=anyone, returns=PracticeView)
def practice(_: Grant) -> PracticeView:
    """Name, states, payers, policies, phone and crisis contacts of the practice."""
    return service.public_view(clock.now())
