"""The signed-in person's own account."""

from chalicelib.accounts import guardians, service, staff
from chalicelib.accounts.access import guards, invited, manages
from chalicelib.accounts.schemas import (
    Colleague,
    Colleagues,
    ConsentDecision,
    ConsentGiven,
    ConsentQuery,
    Consents,
    Guardianship,
    Invitation,
    Me,
    MeUpdate,
    MinorConsent,
    MinorConsentSet,
    SignIns,
    Wards,
)
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
    return service.change_me(grant, update, clock.now())


@api.route("/me/consents", methods=["GET"], allow=role("client", "guardian"), query=ConsentQuery, returns=Consents)
def my_consents(grant: Grant, query: ConsentQuery) -> Consents:
    """Every consent document in force, and what the caller has decided about it."""
    return guardians.shown(grant, query.language, clock.now())


@api.route("/me/consents", methods=["POST"], allow=role("client", "guardian"), body=ConsentDecision, returns=ConsentGiven, status=201)
def decide_consent(grant: Grant, decision: ConsentDecision) -> ConsentGiven:
    """Agree to one document, or withdraw."""
    return guardians.decide(grant, decision, clock.now())


@api.route("/me/sign-ins", methods=["GET"], allow=signed_in, returns=SignIns)
def my_sign_ins(grant: Grant) -> SignIns:
    """The caller's recent sign-ins, newest first."""
    return service.sign_ins(grant)


@api.route("/staff", methods=["GET"], allow=role("admin"), returns=Colleagues)
def colleagues(grant: Grant) -> Colleagues:
    """Everybody of the staff, and who was invited and has not come in yet."""
    return staff.colleagues(grant)


@api.route("/staff", methods=["POST"], allow=role("admin"), body=Invitation, returns=Colleague, status=201)
def invite(grant: Grant, wish: Invitation) -> Colleague:
    """Invite a colleague: there is no other way to an account of the staff."""
    return staff.invite(grant, wish)


@api.route("/staff/{staff_id}/invite", methods=["POST"], allow=invited(path="staff_id"), returns=Colleague)
def invite_again(grant: Grant, staff_id: str) -> Colleague:
    """Mail the invitation again to somebody who has not come in yet."""
    return staff.invite_again(grant, staff_id)


@api.route("/wards", methods=["GET"], allow=role("guardian"), returns=Wards)
def my_wards(grant: Grant) -> Wards:
    """The clients the caller may consent for."""
    return guardians.my_wards(grant, clock.now())


@api.route("/wards/{client_id}/consents", methods=["GET"], allow=guards(path="client_id"), query=ConsentQuery, returns=Consents)
def wards_consents(grant: Grant, query: ConsentQuery) -> Consents:
    """Every consent document in force, and what was decided about it for this client."""
    return guardians.shown_for(grant, query.language, clock.now())


@api.route(
    "/wards/{client_id}/consents", methods=["POST"], allow=guards(path="client_id"), body=ConsentDecision, returns=ConsentGiven, status=201
)
def decide_for_ward(grant: Grant, decision: ConsentDecision) -> ConsentGiven:
    """A guardian agrees to one document for their teen, or withdraws."""
    return guardians.decide_for(grant, decision, clock.now())


@api.route(
    "/clients/{client_id}/minor-consent", methods=["PUT"], allow=manages(path="client_id"), body=MinorConsent, returns=MinorConsentSet
)
def set_minor_consent(grant: Grant, wish: MinorConsent) -> MinorConsentSet:
    """Set whether a client under 18 consents alone or a guardian does."""
    return guardians.set_basis(grant, wish, clock.now())


@api.route(
    "/clients/{client_id}/guardian",
    methods=["PUT"],
    allow=manages("client_id", body="guardian_id"),
    body=Guardianship,
    returns=Guardianship,
)
def change_guardian(grant: Grant, wish: Guardianship) -> Guardianship:
    """Link a guardian with a client under 18, or end the link."""
    return guardians.change_link(grant, wish, clock.now())
