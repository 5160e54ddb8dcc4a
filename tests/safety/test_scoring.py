"""Scores against an independent count, wording against the design's."""

import itertools
import random

import pytest

from chalicelib.safety import registry
from chalicelib.safety.scoring import AnswerOutOfRange, IncompleteAnswers, meets_syndrome, score

PHQ = registry.instrument("phq-9")
GAD = registry.instrument("gad-7")
ASQ = registry.instrument("asq")

# (upper end, band), read off the published tables, not off the data files.
PHQ_TABLE = ((4, "minimal"), (9, "mild"), (14, "moderate"), (19, "moderately severe"), (27, "severe"))
GAD_TABLE = ((4, "minimal"), (9, "mild"), (14, "moderate"), (21, "severe"))


def expected(answers, table):
    total = 0
    for value in answers:
        total += value
    for top, band in table:
        if total <= top:
            return total, band
    raise AssertionError(total)


def test_every_gad_7_answer_set_scores_as_an_independent_count_does():
    for answers in itertools.product(range(4), repeat=7):
        got = score(GAD, answers)
        assert (got.total, got.band) == expected(answers, GAD_TABLE)


def sampled(count, seed=7):
    chance = random.Random(seed)
    return [tuple(chance.randrange(4) for _ in range(9)) for _ in range(count)]


def test_sampled_phq_9_answer_sets_score_as_an_independent_count_does():
    for answers in sampled(100_000):
        got = score(PHQ, answers)
        assert (got.total, got.band) == expected(answers, PHQ_TABLE)


def test_every_total_of_phq_9_has_a_band():
    for total in range(28):
        answers = [min(3, max(0, total - 3 * place)) for place in range(9)]
        assert score(PHQ, answers).band == expected(answers, PHQ_TABLE)[1]


def depressive(answers):
    often = [value > 1 for value in answers[:8]] + [answers[8] > 0]
    return (often[0] or often[1]) and often.count(True) >= 5


def test_the_depression_algorithm_equals_an_independent_one_on_sampled_sets():
    for answers in sampled(100_000, seed=11):
        assert meets_syndrome(PHQ, answers) == depressive(answers)


def test_item_9_counts_from_several_days_on():
    assert meets_syndrome(PHQ, [2, 2, 2, 2, 0, 0, 0, 0, 1])
    assert not meets_syndrome(PHQ, [2, 2, 2, 1, 0, 0, 0, 0, 1])


def test_an_instrument_without_a_symptom_count_never_meets_one():
    assert not meets_syndrome(GAD, [3] * 7)


@pytest.mark.parametrize(
    ("answers", "items"),
    [([1] * 8, [9]), ([1] * 10, [10]), ([None, *[1] * 7, None], [1, 9]), ([], list(range(1, 10)))],
)
def test_an_incomplete_form_is_never_scored_and_names_the_items(answers, items):
    with pytest.raises(IncompleteAnswers) as refused:
        score(PHQ, answers)
    assert refused.value.details == {"field": f"answers[{items[0] - 1}]", "items": items}


@pytest.mark.parametrize("value", [-1, 4, True, 99])
def test_an_answer_that_is_not_offered_is_refused_by_item(value):
    with pytest.raises(AnswerOutOfRange) as refused:
        score(PHQ, [0, value, 0, 0, 0, 0, 0, 0, 0])
    assert refused.value.details["items"] == [2]


STEM = "Over the last 2 weeks, how often have you been bothered by any of the following problems?"
FREQUENCY = [
    (0, "Not at all", "LA6568-5"),
    (1, "Several days", "LA6569-3"),
    (2, "More than half the days", "LA6570-1"),
    (3, "Nearly every day", "LA6571-9"),
]
PHQ_ITEMS = [
    ("44250-9", "Little interest or pleasure in doing things"),
    ("44255-8", "Feeling down, depressed, or hopeless"),
    ("44259-0", "Trouble falling or staying asleep, or sleeping too much"),
    ("44254-1", "Feeling tired or having little energy"),
    ("44251-7", "Poor appetite or overeating"),
    ("44258-2", "Feeling bad about yourself - or that you are a failure or have let yourself or your family down"),
    ("44252-5", "Trouble concentrating on things, such as reading the newspaper or watching television"),
    (
        "44253-3",
        (
            "Moving or speaking so slowly that other people could have noticed. Or the opposite - being so fidgety or restless that you have "
            "been moving around a lot more than usual"
        ),
    ),
    ("44260-8", "Thoughts that you would be better off dead, or of hurting yourself in some way"),
]
GAD_ITEMS = [
    ("69725-0", "Feeling nervous, anxious, or on edge"),
    ("68509-9", "Not being able to stop or control worrying"),
    ("69733-4", "Worrying too much about different things"),
    ("69734-2", "Trouble relaxing"),
    ("69735-9", "Being so restless that it's hard to sit still"),
    ("69689-8", "Becoming easily annoyed or irritable"),
    ("69736-7", "Feeling afraid as if something awful might happen"),
]
ASQ_ITEMS = [
    "In the past few weeks, have you wished you were dead?",
    "In the past few weeks, have you felt that you or your family would be better off if you were dead?",
    "In the past week, have you been having thoughts about killing yourself?",
    "Have you ever tried to kill yourself?",
]


@pytest.mark.parametrize(("instrument", "items"), [(PHQ, PHQ_ITEMS), (GAD, GAD_ITEMS)])
def test_the_wording_and_codes_are_the_published_ones(instrument, items):
    assert instrument.stem == STEM
    assert [(choice.value, choice.text, choice.loinc) for choice in instrument.answers] == FREQUENCY
    assert [(item.loinc, item.text) for item in instrument.items] == items


def test_the_panel_and_total_codes_are_the_published_ones():
    assert (PHQ.loinc.panel, PHQ.loinc.total) == ("44249-1", "44261-6")
    assert (GAD.loinc.panel, GAD.loinc.total) == ("69737-5", "70274-6")
    assert PHQ.difficulty.loinc == "69722-7"


def test_the_risk_questions_are_the_published_ones():
    assert [item.text for item in ASQ.items] == ASQ_ITEMS
    assert ASQ.acuity.text == "Are you having thoughts of killing yourself right now?"
    assert [choice.value for choice in ASQ.answers] == ["yes", "no", "declined"]


def test_every_instrument_names_its_licence_and_source_and_only_approved_languages():
    for instrument in registry.instruments().values():
        assert instrument.licence
        assert instrument.source
        assert instrument.languages == ("en",)
