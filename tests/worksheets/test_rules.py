import pytest

from chalicelib.core.errors import InvalidInput
from chalicelib.worksheets import definitions, rules
from chalicelib.worksheets.schemas import Option, Part, Words

WORD = Words("a", "a")
PARTS = [
    Part("words", "text", WORD, required=True),
    Part("lines", "list", WORD),
    Part("strength", "scale", WORD, low=0, high=100, step=5),
    Part("count", "number", WORD, low=0, high=600),
    Part("bed", "time", WORD),
    Part("one", "choice", WORD, options=[Option("yes", WORD), Option("no", WORD)], one=True),
    Part("breath", "breathe", WORD),
]


@pytest.mark.parametrize(
    "answers",
    [{"words": "something"}, {"lines": ["a", "b"]}, {"strength": 35}, {"count": 7}, {"bed": "23:59"}, {"one": ["no"]}, {"one": []}, {}],
    ids=str,
)
def test_an_answer_that_fits_its_part_is_taken(answers):
    rules.check(PARTS, answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"words": 3.0},
        {"words": "x" * 4001},
        {"lines": "a"},
        {"lines": ["x"] * 31},
        {"strength": 33},
        {"strength": 105},
        {"strength": "35"},
        {"count": -1},
        {"bed": "24:00"},
        {"bed": "9:30"},
        {"one": ["yes", "no"]},
        {"one": ["perhaps"]},
        {"one": "yes"},
        {"breath": "x"},
        {"unknown": "x"},
    ],
    ids=lambda answers: str(answers)[:40],
)
def test_an_answer_that_does_not_fit_is_refused_by_its_part(answers):
    with pytest.raises(InvalidInput) as refused:
        rules.check(PARTS, answers)

    assert refused.value.details["field"] == next(iter(answers))


@pytest.mark.parametrize("answers", [{}, {"words": "  "}], ids=str)
def test_a_worksheet_with_a_required_part_left_blank_is_not_finished(answers):
    with pytest.raises(rules.Unfinished) as unfinished:
        rules.check_finished(PARTS, answers)

    assert unfinished.value.details["missing"] == ["words"]


def test_there_are_at_least_ten_worksheets_and_no_part_twice_in_one():
    shipped = definitions.shipped()

    assert len(shipped) >= 10
    for worksheet in shipped.values():
        names = [part.id for page in worksheet.pages for part in page.parts]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("slug", definitions.shipped())
def test_every_scale_can_reach_its_end_and_every_choice_has_options(slug):
    for part in (part for page in definitions.shipped()[slug].pages for part in page.parts):
        assert part.kind != "scale" or (part.high > part.low and (part.high - part.low) % part.step == 0)
        assert (part.kind == "choice") == bool(part.options)
        assert part.kind != "breathe" or min(part.in_seconds, part.out_seconds, part.rounds) > 0
