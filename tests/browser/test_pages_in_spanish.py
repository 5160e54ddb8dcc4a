"""Every page of both apps in Spanish, at 1280 and at 320 px. A file of its own, so that it runs beside the English one."""

from __future__ import annotations

import pytest

from tests.browser.addresses import ALL
from tests.browser.visiting import check

pytestmark = pytest.mark.calm


@pytest.mark.parametrize("address", ALL, ids=str)
def test_a_page_is_sound_at_both_sizes_in_spanish(visit, address):
    check(visit, address, "es")
