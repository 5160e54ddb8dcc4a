"""The sign-in service that its tests share: keys take time to make."""

import pytest

from infra.local.cognito import door
from infra.local.server import serve
from tests.infra.cognito_room import Room


@pytest.fixture(scope="module")
def shared_room():
    return Room()


@pytest.fixture
def room(shared_room):
    return shared_room.reset()


@pytest.fixture(scope="module")
def served(shared_room):
    """The same over HTTP: its origin."""
    server = serve(door(shared_room.cognito))
    yield server.url
    server.close()
