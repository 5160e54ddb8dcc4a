"""A therapist's public page."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone
from chalicelib.core.gate import SecureBlueprint
from chalicelib.providers import service
from chalicelib.providers.schemas import ProviderPage

api = SecureBlueprint(__name__)


@api.route("/providers/{provider_id}", methods=["GET"], allow=anyone, returns=ProviderPage)
def provider(_: Grant, provider_id: str) -> ProviderPage:
    """A therapist's statement, licences, formats, languages, payers and fee."""
    return service.page(provider_id, clock.now())
