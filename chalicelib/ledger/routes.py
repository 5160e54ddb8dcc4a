"""A client's ledger: read by both sides, fees waived by the therapist."""

from chalicelib.accounts.access import guards
from chalicelib.care.access import treats
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.ledger import service
from chalicelib.ledger.schemas import LedgerPage, Line, Lines, WaiverWish

api = SecureBlueprint(__name__)


@api.route("/ledger", methods=["GET"], allow=role("client"), query=LedgerPage, returns=Lines)
def my_ledger(grant: Grant, page: LedgerPage) -> Lines:
    """The client's own fees, waivers and credits."""
    return service.lines(grant, page)


@api.route("/wards/{client_id}/ledger", methods=["GET"], allow=guards(path="client_id"), query=LedgerPage, returns=Lines)
def wards_ledger(grant: Grant, page: LedgerPage) -> Lines:
    """The same of a teen, for their guardian."""
    return service.lines(grant, page)


@api.route("/clients/{client_id}/ledger", methods=["GET"], allow=treats(path="client_id"), query=LedgerPage, returns=Lines)
def clients_ledger(grant: Grant, page: LedgerPage) -> Lines:
    """The same of a client one treats."""
    return service.lines(grant, page)


@api.route("/clients/{client_id}/ledger/{line_id}/waive", methods=["POST"], allow=treats(path="client_id"), body=WaiverWish, returns=Line)
def waive(grant: Grant, line_id: str, wish: WaiverWish) -> Line:
    """Take a fee off."""
    return service.waive(grant, line_id, wish, clock.now())
