"""Amounts, and what counts as a fee."""

import pytest

from chalicelib.ledger import rules
from chalicelib.ledger.rules import Fee


@pytest.mark.parametrize(("cents", "written"), [(6000, "$60.00"), (5, "$0.05"), (123456, "$1234.56"), (0, "$0.00")])
def test_cents_are_written_as_people_write_dollars(cents, written):
    assert rules.dollars(cents) == written


def test_a_fee_that_is_let_go_is_not_owed():
    assert Fee("late_fee", 6000, grace=True).owed == 0
    assert Fee("late_fee", 6000, grace=False).owed == 6000


def test_only_fees_can_be_waived():
    assert [kind for kind in ("late_fee", "no_show_fee", "waiver", "credit") if rules.is_fee(kind)] == ["late_fee", "no_show_fee"]
