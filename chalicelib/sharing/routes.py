"""The client's switches."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.sharing import service
from chalicelib.sharing.schemas import Looks, Sharing, SharingState

api = SecureBlueprint(__name__)


@api.route("/sharing", methods=["GET"], allow=role("client"), returns=SharingState)
def my_sharing(grant: Grant) -> SharingState:
    """What the client's therapist may see now."""
    return service.sharing(grant)


@api.route("/sharing", methods=["PUT"], allow=role("client"), body=Sharing, returns=SharingState)
def change_sharing(grant: Grant, wish: Sharing) -> SharingState:
    """Turn kinds on or off, effective with the next request."""
    return service.change_sharing(grant, wish, clock.now())


@api.route("/sharing/looks", methods=["GET"], allow=role("client"), returns=Looks)
def my_looks(grant: Grant) -> Looks:
    """When the client's therapists last opened what is shared."""
    return service.looks(grant, clock.now())
