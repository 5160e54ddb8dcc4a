"""Steps, conditions, merging and what is missing."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.intake import rules, service
from chalicelib.intake.schemas import IntakeDraft

STEPS = service.questionnaire()


def ids(answers, age=None):
    return [step.id for step in STEPS.asked(answers, age)]


def test_every_step_is_a_field_of_the_draft_and_every_field_a_step():
    fields = {field.encode_name for field in msgspec.structs.fields(IntakeDraft)}
    assert fields == {step.id for step in STEPS.steps}
    assert all(step.section in STEPS.sections for step in STEPS.steps)


def test_every_condition_names_a_field_that_exists():
    draft = {field.encode_name: field.type for field in msgspec.structs.fields(IntakeDraft)}
    for step in STEPS.steps:
        for condition in step.when:
            assert condition.age or condition.step in draft
            if condition.step:
                shape = draft[condition.step].__args__[0]
                assert condition.field in {field.encode_name for field in msgspec.structs.fields(shape)}


def test_a_question_is_asked_only_of_whom_it_concerns():
    assert not {"school", "attempt", "medication_change", "withdrawal"} & set(ids({}))
    assert "school" in ids({}, age=15)
    assert "school" not in ids({}, age=18)
    assert "medication_change" in ids({"medication": {"taking": "yes"}})
    assert "withdrawal" in ids({"substances": {"alcohol": "never", "drugs": "daily"}})
    assert "withdrawal" not in ids({"substances": {"alcohol": "monthly", "drugs": "never"}})
    assert "attempt" in ids({"asq": {"answers": ["no", "no", "no", "declined"]}})
    assert "attempt" not in ids({"asq": {"answers": ["yes", "no", "no", "no"]}})
    assert "attempt" not in ids({"asq": {"answers": [None] * 4}})


def test_nobody_is_spared_the_risk_screen():
    for age in (None, 13, 40, 90):
        assert {"asq", "phq-9", "gad-7"} <= set(ids({}, age))
    assert {step.id for step in STEPS.steps if step.required} == {"asq", "phq-9", "gad-7"}


def test_a_save_replaces_its_step_and_leaves_the_others():
    before = {"goals": {"text": "sleep"}, "support": {"safe_at_home": "yes"}}
    assert rules.merged(before, {"goals": {"text": "work"}}) == {"goals": {"text": "work"}, "support": {"safe_at_home": "yes"}}


items = st.lists(st.none() | st.integers(0, 3), min_size=9, max_size=9)


@given(items, items)
def test_an_item_not_answered_takes_nothing_back(first, second):
    after = rules.merged({"phq-9": {"answers": first}}, {"phq-9": {"answers": second}})["phq-9"]["answers"]
    assert after == [old if new is None else new for old, new in zip(first, second, strict=True)]


def test_a_difficulty_given_earlier_stays():
    after = rules.merged({"phq-9": {"answers": [0] * 9, "difficulty": 2}}, {"phq-9": {"answers": [1] * 9, "difficulty": None}})
    assert after["phq-9"] == {"answers": [1] * 9, "difficulty": 2}


def test_what_is_missing_names_step_and_items():
    answers = {"phq-9": {"answers": [0, None, 0, 0, 0, 0, 0, 0, None]}, "asq": {"answers": ["yes", "no", "no", "no"], "acute": None}}
    assert rules.missing(STEPS.asked(answers, None), answers, frozenset()) == [
        {"step": "phq-9", "items": [2, 9]},
        {"step": "gad-7", "items": []},
        {"step": "asq", "items": [5]},
    ]
