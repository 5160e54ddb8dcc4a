"""A therapist's public page, and the licences the practice keeps current."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.providers import absences, credentials, service
from chalicelib.providers.access import lists
from chalicelib.providers.schemas import Absences, AbsencesWish, CompactEntry, Credentials, EveryCredential, LicenceEntry, ProviderPage

api = SecureBlueprint(__name__)


@api.route("/providers/{provider_id}", methods=["GET"], allow=anyone, returns=ProviderPage)
def provider(_: Grant, provider_id: str) -> ProviderPage:
    """A therapist's statement, licences, formats, languages, payers and fee."""
    return service.page(provider_id, clock.now())


@api.route("/away", methods=["GET"], allow=role("provider"), returns=Absences)
def my_absences(grant: Grant) -> Absences:
    """When the therapist is out of office."""
    return absences.absences(grant, clock.now())


@api.route("/away", methods=["PUT"], allow=role("provider"), body=AbsencesWish, returns=Absences)
def change_absences(grant: Grant, wish: AbsencesWish) -> Absences:
    """Say when the therapist is out of office; clients read it beside the messages, and answers are due later."""
    return absences.change(grant, wish, clock.now())


@api.route("/credentials", methods=["GET"], allow=role("admin"), returns=EveryCredential)
def every_credential(grant: Grant) -> EveryCredential:
    """Licences and compact credentials of every therapist, those that have ended included."""
    return credentials.every(grant, clock.now())


@api.route("/providers/{provider_id}/licences", methods=["PUT"], allow=lists(path="provider_id"), body=LicenceEntry, returns=Credentials)
def enter_licence(grant: Grant, provider_id: str, entry: LicenceEntry) -> Credentials:
    """Enter or renew a licence. Clients who wait for somebody licensed there are told by themselves."""
    return credentials.enter_licence(grant, provider_id, entry, clock.now())


@api.route("/providers/{provider_id}/compacts", methods=["PUT"], allow=lists(path="provider_id"), body=CompactEntry, returns=Credentials)
def enter_compact(grant: Grant, provider_id: str, entry: CompactEntry) -> Credentials:
    """Enter or renew a compact credential. It counts only beside a valid licence of its profession in the home state."""
    return credentials.enter_compact(grant, provider_id, entry, clock.now())
