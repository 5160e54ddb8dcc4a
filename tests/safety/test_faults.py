"""One AWS call fails, whichever: the flag is there or its repeat puts it there, and whoever answered acutely is told so."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from botocore.endpoint import Endpoint
from botocore.exceptions import EndpointConnectionError

from chalicelib.core import outbox
from chalicelib.core.gate import run_as_job
from chalicelib.practice.schemas import Shift
from tests import make
from tests.counting import aws_calls

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
ACUTE = {"answers": ["yes", "no", "no", "no"], "acute": "yes"}
WHOLE = {"phq-9": {"answers": [1] * 9}, "gad-7": {"answers": [1] * 7}, "asq": ACUTE}
_send = Endpoint.make_request

WRITES = {
    "the screen": ("PUT", "/api/safety/screen", ACUTE),
    "a step of the intake": ("PUT", "/api/intake", WHOLE),
    "a measure": ("POST", "/api/measures", {"instrument": "asq", **ACUTE}),
}


@contextmanager
def failing(number: int) -> Iterator[None]:
    """Let the call with this number fail, from 0, as if the line were cut."""
    made = iter(range(10_000))

    def cut(endpoint, operation_model, request_dict):
        if next(made) == number:
            raise EndpointConnectionError(endpoint_url="http://127.0.0.1")
        return _send(endpoint, operation_model, request_dict)

    with patch.object(Endpoint, "make_request", cut):
        yield


@pytest.fixture
def rae(aws, clock):
    clock.set(FRIDAY)
    rae = make.provider()
    make.practice(on_call=[Shift(provider_id=rae, starts=FRIDAY, ends=FRIDAY.replace(year=2027))])
    return rae


def client(http):
    return http.sign_in("client", make.person("client", home_state="NY"), standing=False)


def run_due(clock):
    for entry_id in sorted(set(outbox.due(clock.now()))):
        run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))


def calls_of(http, ask) -> int:
    with aws_calls() as calls:
        ask(client(http))
    return sum(calls.values())


@pytest.mark.parametrize("name", WRITES)
def test_a_failure_at_any_call_of_an_acute_answer_loses_no_flag_and_hides_no_crisis(rae, http, clock, name):
    method, path, body = WRITES[name]
    for number in range(calls_of(http, lambda person: person.ask(method, path, body))):
        ana = client(http)
        with failing(number):
            answer = ana.ask(method, path, body)
        assert answer.status in (200, 201, 503), (number, answer.text)
        if answer.status == 503:
            assert ana.ask(method, path, body).status in (200, 201), number
        assert ana.get("/api/safety/screen").json()["safety"] == "acute", number
        assert make.booking_closed(ana.id) == "review_open"
    clock.advance(minutes=2)
    run_due(clock)
    waiting = http.sign_in("provider", rae, standing=False).get("/api/safety/reviews").json()["items"]
    assert {one["kind"] for one in waiting} == {"acute"}
    assert len(waiting) == len({one["client_id"] for one in waiting}) > 1


def test_a_failure_at_any_call_of_handing_in_leaves_the_flag_and_the_way_to_crisis_help(rae, http):
    def ready():
        ana = client(http)
        ana.put("/api/intake", WHOLE)
        return ana

    counted = ready()
    with aws_calls() as calls:
        counted.post("/api/intake/submit")
    for number in range(sum(calls.values())):
        ana = ready()
        with failing(number):
            answer = ana.post("/api/intake/submit")
        assert answer.status in (200, 503), (number, answer.text)
        assert ana.get("/api/safety/screen").json()["safety"] == "acute", number
        assert ana.post("/api/intake/submit").json()["next_step"] == "crisis", number


def count_of(ask) -> int:
    with aws_calls() as calls:
        ask()
    return sum(calls.values())


PLANS = ({"signs": ["I stop eating."]}, {"signs": ["I stop answering."], "coping": ["Walk to the river."]})


def test_a_failure_at_any_call_of_saving_the_plan_leaves_one_whole_plan_and_a_repeat_saves(rae, http):
    before, after = PLANS
    counted = client(http)
    counted.put("/api/safety/plan", before)
    for number in range(count_of(lambda: counted.put("/api/safety/plan", after))):
        ana = client(http)
        ana.put("/api/safety/plan", before)
        with failing(number):
            answer = ana.put("/api/safety/plan", {**after, "revision": 1})
        kept = ana.get("/api/safety/plan").json()
        assert answer.status in (200, 503), (number, answer.text)
        assert (kept["signs"], kept["coping"]) in [(plan["signs"], plan.get("coping", [])) for plan in PLANS], number
        if kept["revision"] == 1:
            assert answer.status == 503, number
            assert ana.put("/api/safety/plan", {**after, "revision": 1}).status == 200, number
        assert ana.get("/api/safety/plan").json()["coping"] == after["coping"], number


def tasks_of(provider):
    return [flag for flag in provider.get("/api/safety/flags").json()["items"] if flag["task_id"]]


def parted(http, provider_id):
    """Somebody at risk in care who has withdrawn, which is in the outbox."""
    ana = client(http)
    make.care(ana.id, provider_id)
    ana.put("/api/safety/screen", {"item9": 1})
    version = ana.get("/api/me/consents").json()["items"][0]["version"]
    assert ana.post("/api/me/consents", {"document": "telehealth", "version": version, "agreed": False}).status == 201
    return ana


def test_a_failure_at_any_call_of_making_a_task_makes_it_once_in_the_end(rae, http, clock):
    pat = make.provider()
    provider = http.sign_in("provider", pat, standing=False)
    run_due(clock)

    def carrying_out():
        """Somebody has parted; what carries out the entries that follow."""
        parted(http, pat)
        entries = sorted(set(outbox.due(clock.now())))
        return lambda: [run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id)) for entry_id in entries]

    for number in range(count_of(carrying_out())):
        carry_out = carrying_out()
        with failing(number), suppress(Exception):
            carry_out()
        clock.advance(minutes=10)
        run_due(clock)
        found = tasks_of(provider)
        assert len(found) == len({one["client_id"] for one in found}) == number + 2, number


def test_a_failure_at_any_call_of_doing_a_task_keeps_it_or_takes_it_off(rae, http, clock):
    pat = make.provider()
    provider = http.sign_in("provider", pat, standing=False)

    def waiting():
        parted(http, pat)
        run_due(clock)
        return f"/api/safety/tasks/{tasks_of(provider)[0]['task_id']}/done"

    first = waiting()
    for number in range(count_of(lambda: provider.post(first))):
        path = waiting()
        with failing(number):
            answer = provider.post(path)
        assert answer.status in (200, 503), (number, answer.text)
        assert len(tasks_of(provider)) == (1 if answer.status == 503 else 0), number
        assert provider.post(path).status == (200 if answer.status == 503 else 404), number
        assert tasks_of(provider) == [], number


def test_a_failure_at_any_call_of_a_decision_decides_wholly_or_not_at_all(rae, http, clock):
    clinician = http.sign_in("provider", rae, standing=False)

    def held():
        """An acute client whose review the clinician holds, and the decision about it."""
        ana = client(http)
        ana.put("/api/intake", WHOLE)
        ana.post("/api/intake/submit")
        run_due(clock)
        (review,) = clinician.get("/api/safety/reviews").json()["items"]
        path = f"/api/safety/reviews/{review['review_id']}"
        assert clinician.post(f"{path}/claim").status == 200
        revision = clinician.get(path).json()["revision"]
        wish = {"level": "outpatient_online", "booking": "open", "reason": "Spoke by phone; safe, plan made.", "revision": revision}
        return ana, lambda: clinician.post(f"{path}/decide", wish)

    _, decide = held()
    for number in range(count_of(decide)):
        ana, decide = held()
        with failing(number):
            answer = decide()
        assert answer.status in (200, 503), (number, answer.text)
        waiting = clinician.get("/api/safety/reviews").json()["items"]
        closed = make.booking_closed(ana.id)
        assert (len(waiting), closed) == ((1, "review_open") if answer.status == 503 else (0, None)), number
        if answer.status == 503:
            assert decide().status == 200, number
        assert clinician.get("/api/safety/reviews").json()["items"] == [], number
        assert make.booking_closed(ana.id) is None, number
        run_due(clock)
