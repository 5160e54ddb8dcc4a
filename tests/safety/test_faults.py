"""One AWS call fails, whichever: the flag is there or its repeat puts it there, and whoever answered acutely is told so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from botocore.endpoint import Endpoint
from botocore.exceptions import EndpointConnectionError

from chalicelib.core import outbox
from chalicelib.core.gate import run_as_job
from chalicelib.practice.schemas import Shift
from chalicelib.safety import service
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
        assert service.booking_closed(make.grant(ana.id)) == "review_open"
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
