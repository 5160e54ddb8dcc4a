"""Scales without wording: their cut-offs and patterns."""

import pytest

from chalicelib.safety.scales import Cssrs, audit_c, cssrs, pcl5
from chalicelib.safety.scoring import AnswerOutOfRange, IncompleteAnswers

PATTERN = [2] + [0] * 4 + [2, 0] + [2, 2] + [0] * 5 + [2, 2] + [0] * 4


def test_pcl_5_sums_and_meets_its_cut_off_from_33():
    assert pcl5([4] * 8 + [0] * 12)[:2] == (32, False)
    assert pcl5([4] * 8 + [1] + [0] * 11)[:2] == (33, True)
    assert pcl5([4] * 8 + [0] * 12, cutoff=31).above_cutoff


def test_the_ptsd_pattern_needs_every_cluster():
    assert pcl5(PATTERN).provisional
    for item in [place for place, value in enumerate(PATTERN) if value]:
        assert not pcl5([1 if place == item else value for place, value in enumerate(PATTERN)]).provisional


@pytest.mark.parametrize(("sex", "total", "positive"), [("female", 2, False), ("female", 3, True), ("male", 3, False), ("male", 4, True)])
def test_audit_c_is_positive_from_three_for_women_and_four_for_men(sex, total, positive):
    assert audit_c([total, 0, 0], sex) == (total, positive)


@pytest.mark.parametrize(("fault", "error"), [([0, 0], IncompleteAnswers), ([0, 0, 5], AnswerOutOfRange), ([0, 0, True], AnswerOutOfRange)])
def test_a_form_that_is_not_whole_is_not_scored(fault, error):
    with pytest.raises(error):
        audit_c(fault, "male")


@pytest.mark.parametrize(
    ("answers", "risk"),
    [
        (Cssrs(False, False, None, None, None, False), "none"),
        (Cssrs(True, False, None, None, None, False), "low"),
        (Cssrs(True, True, False, False, False, False), "low"),
        (Cssrs(True, True, True, False, False, False), "moderate"),
        (Cssrs(False, False, None, None, None, True, False), "moderate"),
        (Cssrs(True, True, False, True, False, False), "high"),
        (Cssrs(True, True, False, False, True, False), "high"),
        (Cssrs(False, False, None, None, None, True, True), "high"),
    ],
)
def test_the_c_ssrs_screener_bands(answers, risk):
    assert cssrs(answers) == risk


@pytest.mark.parametrize("answers", [Cssrs(True, True, None, False, False, False), Cssrs(False, False, None, None, None, True)])
def test_a_c_ssrs_screener_with_a_gap_is_not_judged(answers):
    with pytest.raises(IncompleteAnswers):
        cssrs(answers)
