"""The level of care that is proposed, criterion by criterion."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.intake.proposal import ORDER, Facts, propose

CALM = Facts(safety="negative", item9=0, phq9=4, difficulty=0)


@pytest.mark.parametrize(
    ("facts", "level", "reason"),
    [
        ({"safety": "acute"}, "emergency", "acute_risk"),
        ({"attempt": "past_3_months"}, "higher_level_of_care", "recent_attempt"),
        ({"withdrawal": "yes"}, "higher_level_of_care", "severe_withdrawal"),
        ({"experiences": ("voices_or_visions",)}, "needs_review", "psychosis_or_mania"),
        ({"phq9": 20, "difficulty": 2}, "needs_review", "severe_depression_with_impairment"),
        ({"phq9": 20, "difficulty": None}, "needs_review", "severe_depression_with_impairment"),
        ({"medication_change": "ran_out"}, "needs_review", "medication_unstable"),
        ({"hospital": "past_year"}, "needs_review", "recent_hospital_stay"),
        ({"safe_at_home": "unsure"}, "needs_review", "home_not_safe"),
        ({"attempt": "prefer_not"}, "needs_review", "attempt_time_unknown"),
        ({"wording_missing": True}, "needs_review", "no_approved_wording"),
        ({"safety": "positive"}, "outpatient_online", "positive_screen"),
        ({"item9": 1}, "outpatient_online", "item9_above_zero"),
    ],
)
def test_each_criterion_proposes_its_level_and_says_why(facts, level, reason):
    proposed = propose(replace(CALM, **facts))
    assert (proposed.level, proposed.reasons) == (level, (reason,))


def test_calm_answers_propose_online_care_without_reasons():
    assert (propose(CALM).level, propose(CALM).reasons) == ("outpatient_online", ())


@pytest.mark.parametrize(
    "facts", [{"phq9": 20, "difficulty": 1}, {"phq9": 19, "difficulty": 3}, {"experiences": ("none",)}, {"medication_change": "dose"}]
)
def test_what_is_below_a_criterion_proposes_no_more_care(facts):
    assert propose(replace(CALM, **facts)).level == "outpatient_online"


@pytest.mark.parametrize(("level", "step"), list(zip(ORDER, ["book", "wait_for_clinician", "wait_for_clinician", "crisis"], strict=True)))
def test_the_client_is_told_the_next_step_only(level, step):
    facts = {
        "outpatient_online": {},
        "needs_review": {"hospital": "past_year"},
        "higher_level_of_care": {"withdrawal": "yes"},
        "emergency": {"safety": "acute"},
    }
    assert propose(replace(CALM, **facts[level])).next_step == step


facts = st.builds(
    Facts,
    safety=st.sampled_from(["negative", "positive", "open"]),
    item9=st.none() | st.integers(0, 3),
    phq9=st.none() | st.integers(0, 27),
    difficulty=st.none() | st.integers(0, 3),
    withdrawal=st.sampled_from([None, "yes", "no", "prefer_not"]),
    experiences=st.sampled_from([(), ("none",), ("racing_no_sleep",)]),
)


@given(facts)
def test_acute_risk_outweighs_everything(given_facts):
    proposed = propose(replace(given_facts, safety="acute"))
    assert (proposed.level, proposed.next_step, proposed.reasons[0]) == ("emergency", "crisis", "acute_risk")


@given(facts)
def test_a_further_criterion_never_lowers_the_level(given_facts):
    assert ORDER.index(propose(replace(given_facts, withdrawal="yes")).level) >= ORDER.index(propose(given_facts).level)
