"""The risk screen, the questionnaires' wording, and the reviews that wait."""

from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.safety import service
from chalicelib.safety.access import on_duty, on_duty_or_manager
from chalicelib.safety.schemas import Flags, Instruments, Review, Reviews, ScreenAnswers, ScreenView

api = SecureBlueprint(__name__)


@api.route("/safety/screen", methods=["GET"], allow=role("client"), returns=ScreenView)
def my_screen(grant: Grant) -> ScreenView:
    """The client's risk screen and the answers given so far."""
    return service.my_screen(grant, clock.now())


@api.route("/safety/screen", methods=["PUT"], allow=role("client"), body=ScreenAnswers, returns=ScreenView)
def answer_screen(grant: Grant, given: ScreenAnswers) -> ScreenView:
    """Answer the risk screen, one question at a time or several; each answer counts as soon as it is stored."""
    return service.put_answers(grant, given, clock.now())


@api.route("/safety/flags", methods=["GET"], allow=role("provider"), returns=Flags)
def safety_flags(grant: Grant) -> Flags:
    """The clients in the caller's care who need a clinician's eye: state and due time, no answers."""
    return service.flags(grant)


@api.route("/safety/reviews", methods=["GET"], allow=on_duty_or_manager(), returns=Reviews)
def safety_reviews(grant: Grant) -> Reviews:
    """The practice's undecided reviews: ids, kinds and times, no answers."""
    return service.reviews(grant)


@api.route("/safety/reviews/{review_id}/claim", methods=["POST"], allow=on_duty(), returns=Review)
def claim_review(grant: Grant, review_id: str) -> Review:
    """Hold a review, which ends its alerts."""
    return service.claim(grant, review_id, clock.now())


@api.route("/instruments", methods=["GET"], allow=anyone, returns=Instruments)
def list_instruments(grant: Grant) -> Instruments:
    """The questionnaires word for word, with their codes, licence and source."""
    return service.instruments()
