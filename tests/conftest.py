"""What every test stands on: an embedded AWS that is empty at each start, a clock that stands where it is put, and the API.

The embedded AWS starts before anything of chalicelib is imported: records read the environment when their classes are made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace

import botocore.endpoint
import pytest
from hypothesis import settings

from infra.local.aws import LocalAws
from tests.api import Http

_aws = LocalAws()
os.environ.update(_aws.environment())

# How long an example takes says how busy the machine is, and nothing of what is claimed.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")
# The SDK waits a while before each further try. What tests claim is what it tries, not how long it waits.
botocore.endpoint.time = SimpleNamespace(sleep=lambda seconds: None)


def pytest_unconfigure() -> None:
    """Free the port."""
    _aws.close()


def emptied() -> LocalAws:
    """The embedded AWS with nothing in it, and nothing remembered of what was."""
    from chalicelib.core import client_keys
    from chalicelib.practice import service as practice
    from chalicelib.providers import service as providers

    _aws.clear()
    client_keys._unwrapped.clear()
    practice.forget()
    providers.forget()
    return _aws


@pytest.fixture
def aws() -> LocalAws:
    """The embedded AWS, emptied."""
    return emptied()


@pytest.fixture(scope="module")
def aws_of_module() -> LocalAws:
    """The embedded AWS, emptied once, for tests of one module that leave it as it was. They ask for neither `aws` nor `http`."""
    return emptied()


@pytest.fixture(scope="module")
def http_of_module(aws_of_module: LocalAws) -> Http:
    """The API over it."""
    return Http(aws_of_module)


class Clock:
    """Sets the product's clock. Tokens and presigned URLs stay on the machine's."""

    def now(self) -> datetime:
        """The product's present instant."""
        from chalicelib.core import clock

        return clock.now()

    def set(self, now: datetime) -> datetime:
        """Let it be this aware instant until changed."""
        from chalicelib.core import clock

        clock.source = lambda: now
        return now

    def advance(self, by: timedelta | None = None, **units: float) -> datetime:
        """Move on from where it stands: `advance(minutes=5)`."""
        return self.set(self.now() + (by or timedelta(**units)))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The product's clock, standing still at the machine's time until set."""
    from chalicelib.core import clock as product_clock

    stopped = Clock()
    stopped.set(product_clock.system_time())
    yield stopped
    product_clock.source = product_clock.system_time


@pytest.fixture
def http(aws: LocalAws) -> Http:
    """The API, asked in process through the local gateway: `http.sign_in("client").get("/api/me")`."""
    return Http(aws)
