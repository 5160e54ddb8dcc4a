"""The risk screen, the questionnaires' wording, and the reviews that wait."""

from chalicelib.care.access import treats
from chalicelib.core import clock
from chalicelib.core.access import Grant, anyone, role
from chalicelib.core.gate import SecureBlueprint
from chalicelib.safety import checkins, measures, plans, reviews, service, tasks
from chalicelib.safety.access import on_duty, on_duty_or_manager, own_task, reviewing
from chalicelib.safety.schemas import (
    CheckIns,
    CheckInsChange,
    Flags,
    Instruments,
    Measure,
    MeasureEntry,
    MeasurePage,
    Measures,
    PlanQuery,
    Reassignment,
    Referral,
    ReferralChange,
    Referrals,
    Review,
    Reviews,
    ReviewsQuery,
    SafetyPlan,
    SafetyPlanView,
    ScreenAnswers,
    ScreenView,
    TaskDone,
)

api = SecureBlueprint(__name__)


@api.route("/safety/screen", methods=["GET"], allow=role("client"), returns=ScreenView)
def my_screen(grant: Grant) -> ScreenView:
    """The client's risk screen and the answers given so far."""
    return service.my_screen(grant, clock.now())


@api.route("/safety/screen", methods=["PUT"], allow=role("client"), body=ScreenAnswers, returns=ScreenView, heed=service.heed)
def answer_screen(grant: Grant, given: ScreenAnswers) -> ScreenView:
    """Answer the risk screen, one question at a time or several; each answer counts as soon as it is stored."""
    return service.put_answers(grant, given, clock.now())


@api.route("/safety/flags", methods=["GET"], allow=role("provider"), returns=Flags)
def safety_flags(grant: Grant) -> Flags:
    """The clients in the caller's care who need a clinician's eye: state and due time, no answers."""
    return service.flags(grant)


@api.route("/safety/tasks/{task_id}/done", methods=["POST"], allow=own_task(path="task_id"), returns=TaskDone)
def task_done(grant: Grant, task_id: str) -> TaskDone:
    """Take a task off the caller's list."""
    tasks.done(grant, task_id)
    return TaskDone(task_id)


@api.route("/safety/reviews", methods=["GET"], allow=on_duty_or_manager(), query=ReviewsQuery, returns=Reviews)
def safety_reviews(grant: Grant, query: ReviewsQuery) -> Reviews:
    """The practice's undecided reviews, or the latest decided ones: ids, kinds and times, no answers."""
    return reviews.reviews(grant, query)


@api.route("/safety/reviews/{review_id}/claim", methods=["POST"], allow=on_duty(), returns=Review)
def claim_review(grant: Grant, review_id: str) -> Review:
    """Hold a review, which ends its alerts."""
    return reviews.claim(grant, review_id, clock.now())


@api.route("/safety/reviews/{review_id}/reassign", methods=["POST"], allow=role("admin"), body=Reassignment, returns=Review)
def reassign_review(grant: Grant, review_id: str, wish: Reassignment) -> Review:
    """Let another clinician on duty hold a review, or give it back. Nothing of it is opened."""
    return reviews.reassign(grant, review_id, wish.provider_id, clock.now())


@api.route("/safety/reviews/{review_id}/referral", methods=["PUT"], allow=reviewing("review_id"), body=ReferralChange, returns=Referral)
def change_referral(grant: Grant, review_id: str, change: ReferralChange) -> Referral:
    """Note that a referral was accepted, declined or sent again."""
    return reviews.change_referral(grant, review_id, change.state, clock.now())


@api.route("/safety/referrals", methods=["GET"], allow=role("client"), returns=Referrals)
def my_referrals(grant: Grant) -> Referrals:
    """To whom the client was sent on, and how that stands."""
    return reviews.referrals(grant)


@api.route("/instruments", methods=["GET"], allow=anyone, returns=Instruments)
def list_instruments(grant: Grant) -> Instruments:
    """The questionnaires word for word, with their codes, licence and source."""
    return service.instruments()


@api.route("/measures", methods=["POST"], allow=role("client"), body=MeasureEntry, returns=Measure, status=201, heed=service.heed)
def add_measure(grant: Grant, entry: MeasureEntry) -> Measure:
    """Fill in a questionnaire: it is scored, and what it says of risk counts at once."""
    return measures.add(grant, entry, clock.now())


@api.route("/measures", methods=["GET"], allow=role("client"), query=MeasurePage, returns=Measures)
def my_measures(grant: Grant, page: MeasurePage) -> Measures:
    """The client's own series, newest first."""
    return measures.measures(grant, page)


@api.route("/clients/{client_id}/measures", methods=["GET"], allow=treats(path="client_id"), query=MeasurePage, returns=Measures)
def clients_measures(grant: Grant, page: MeasurePage) -> Measures:
    """The series of a client, for the provider who treats them."""
    return measures.measures(grant, page)


@api.route("/check-ins", methods=["GET"], allow=role("client"), returns=CheckIns)
def my_check_ins(grant: Grant) -> CheckIns:
    """Which questionnaires are due when, for the client."""
    return checkins.mine(grant, clock.now())


@api.route("/clients/{client_id}/check-ins", methods=["GET"], allow=treats(path="client_id"), returns=CheckIns)
def clients_check_ins(grant: Grant) -> CheckIns:
    """The same for the provider who treats them."""
    return checkins.mine(grant, clock.now())


@api.route("/clients/{client_id}/check-ins", methods=["PUT"], allow=treats(path="client_id"), body=CheckInsChange, returns=CheckIns)
def change_check_ins(grant: Grant, wish: CheckInsChange) -> CheckIns:
    """Say which questionnaires a client fills in and how often, or stop them."""
    return checkins.change(grant, wish, clock.now())


@api.route("/clients/{client_id}/check-ins/seen", methods=["POST"], allow=treats(path="client_id"), returns=CheckIns)
def seen_check_ins(grant: Grant) -> CheckIns:
    """Note that the provider has looked at a score that got much worse."""
    return checkins.seen(grant, clock.now())


@api.route("/safety/plan", methods=["GET"], allow=role("client"), query=PlanQuery, returns=SafetyPlanView)
def my_plan(grant: Grant, query: PlanQuery) -> SafetyPlanView:
    """The client's own safety plan."""
    return plans.plan(grant, query.revision)


@api.route("/safety/plan", methods=["PUT"], allow=role("client"), body=SafetyPlan, returns=SafetyPlanView)
def save_plan(grant: Grant, words: SafetyPlan) -> SafetyPlanView:
    """Replace the client's own safety plan."""
    return plans.save(grant, words, clock.now())
