"""The intake: read it, save steps as one goes, hand it in."""

from chalicelib.care.access import treats
from chalicelib.core import clock
from chalicelib.core.access import Grant, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.intake import clinical, service
from chalicelib.intake.schemas import Assessment, AssessmentEntry, Assessments, IntakeDraft, IntakeResult, IntakeView

api = SecureBlueprint(__name__)


@api.route("/intake", methods=["GET"], allow=role("client"), returns=IntakeView)
def my_intake(grant: Grant) -> IntakeView:
    """The client's intake: answers so far, the steps that apply, and the next one."""
    return service.view(grant, clock.now())


@api.route("/intake", methods=["PUT"], allow=role("client"), body=IntakeDraft, returns=IntakeView, heed=service.heed)
def save_intake(grant: Grant, change: IntakeDraft) -> IntakeView:
    """Save the steps given and leave the others as they are."""
    return service.save(grant, change, clock.now())


@api.route("/intake/submit", methods=["POST"], allow=role("client"), returns=IntakeResult)
def submit_intake(grant: Grant) -> IntakeResult:
    """Hand the intake in: scores and the next step."""
    return service.submit(grant, clock.now())


@api.route(
    "/clients/{client_id}/assessments",
    methods=["POST"],
    allow=treats(path="client_id"),
    body=AssessmentEntry,
    returns=Assessment,
    status=201,
)
def record_assessment(grant: Grant, entry: AssessmentEntry) -> Assessment:
    """Record an intake assessment: level of care, and whether care goes on here."""
    return clinical.record(grant, entry, clock.now())


@api.route("/clients/{client_id}/assessments", methods=["GET"], allow=treats(path="client_id"), returns=Assessments)
def clients_assessments(grant: Grant) -> Assessments:
    """The intake assessments of a client, for the provider who treats them."""
    return clinical.assessments(grant)
