"""The signed-in person's own account."""

from chalicelib.accounts import service
from chalicelib.accounts.schemas import ConsentDecision, ConsentGiven, ConsentQuery, Consents, Me, MeUpdate, SignIns
from chalicelib.core import clock
from chalicelib.core.access import Grant, role, signed_in
from chalicelib.core.gate import SecureBlueprint

api = SecureBlueprint(__name__)


@api.route("/me", methods=["GET"], allow=signed_in, returns=Me)
def me(grant: Grant) -> Me:
    """The caller's own account."""
    return service.me(grant)


@api.route("/me", methods=["PUT"], allow=signed_in, body=MeUpdate, returns=Me)
def change_me(grant: Grant, update: MeUpdate) -> Me:
    """Replace the given parts of the caller's own profile."""
    return service.change_me(grant, update, clock.now().date())


@api.route("/me/consents", methods=["GET"], allow=role("client", "guardian"), query=ConsentQuery, returns=Consents)
def my_consents(grant: Grant, query: ConsentQuery) -> Consents:
    """Every consent document in force, and what the caller has decided about it."""
    return service.consents(grant, query.language)


@api.route("/me/consents", methods=["POST"], allow=role("client", "guardian"), body=ConsentDecision, returns=ConsentGiven, status=201)
def decide_consent(grant: Grant, decision: ConsentDecision) -> ConsentGiven:
    """Agree to one document, or withdraw."""
    return service.decide(grant, decision, clock.now())


@api.route("/me/sign-ins", methods=["GET"], allow=signed_in, returns=SignIns)
def my_sign_ins(grant: Grant) -> SignIns:
    """The caller's recent sign-ins, newest first."""
    return service.sign_ins(grant)
