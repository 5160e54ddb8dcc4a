"""Every page of both apps in English, at 1280 and at 320 px."""

from __future__ import annotations

import pytest

from tests.browser.addresses import ALL, routes
from tests.browser.visiting import check

pytestmark = pytest.mark.calm


def test_no_route_is_missing_from_the_list_of_pages():
    listed = {address.route for address in ALL}

    assert routes() - listed == set()
    assert listed - routes() == {""}


@pytest.mark.parametrize("address", ALL, ids=str)
def test_a_page_is_sound_at_both_sizes(visit, address):
    check(visit, address, "en")
