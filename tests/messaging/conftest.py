"""A practice with a client, her therapist and the thread between them."""

import pytest

from tests import make


@pytest.fixture
def house(http):
    return make.house(http)


@pytest.fixture
def ana(house):
    return house.sessions["owner"]


@pytest.fixture
def pat(house):
    return house.sessions["therapist"]
