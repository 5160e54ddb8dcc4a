"""What closed cases say: nothing below fifteen, drawn to the average, fair to who sees the heavier cases; counted once, without a name."""

import random
from datetime import timedelta

import pytest

from chalicelib.care import service as care
from chalicelib.core import outbox
from chalicelib.matching import closing, outcomes
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Entry, Listing, Tally
from tests import make
from tests.matching.test_routes import client, practice  # noqa: F401 - the fixture


def tally(pairs):
    total = Tally()
    for first, last in pairs:
        total = outcomes.plus(total, first, last)
    return total


def cases(draw, count, effect=0.0, start=(8, 20)):
    """So many cases that come down to half of where they began, give or take three, and by `effect` more or less."""
    firsts = [draw.uniform(*start) for _ in range(count)]
    return tally([(round(first), round(first * 0.5 + effect + draw.gauss(0, 3))) for first in firsts])


def judged(**tallies):
    entries = [
        Entry(listing=Listing(provider_id=name, name=name, zone="UTC"), outcomes={"low_mood": known}) for name, known in tallies.items()
    ]
    return {name: known["low_mood"] for name, known in outcomes.levels(entries).items()}


def test_a_clear_difference_over_many_cases_is_seen():
    draw = random.Random(1)
    found = judged(
        pat=cases(draw, 60, -3),
        quinn=cases(draw, 60),
        rae=cases(draw, 60),
        sam=cases(draw, 60, +3),
        tom=cases(draw, 60),
        uma=cases(draw, 60),
    )
    assert (found["pat"], found["sam"]) == ("above", "below")
    assert {found[name] for name in ("quinn", "rae", "tom", "uma")} == {"as_expected"}


def test_below_fifteen_cases_nothing_is_said():
    draw = random.Random(2)
    found = judged(pat=cases(draw, 14, -9), quinn=cases(draw, 15), rae=cases(draw, 40))
    assert "pat" not in found
    assert {"quinn", "rae"} <= set(found)


def test_one_therapist_alone_is_as_expected():
    assert judged(pat=cases(random.Random(3), 50, -4)) == {"pat": "as_expected"}
    assert judged(pat=tally([(10, 5)] * 20), quinn=tally([(10, 5)] * 20)) == {"pat": "as_expected", "quinn": "as_expected"}
    assert judged() == {}


def test_who_sees_the_heavier_cases_is_not_the_worse_for_it():
    draw = random.Random(4)
    found = judged(heavy=cases(draw, 80, start=(15, 24)), light=cases(draw, 80, start=(6, 12)), mixed=cases(draw, 80))
    assert set(found.values()) == {"as_expected"}


def test_chance_alone_seldom_tells_anybody_apart():
    marked = 0
    for seed in range(40):
        draw = random.Random(seed)
        found = judged(**{f"p{number}": cases(draw, 20) for number in range(10)})
        marked += sum(level != "as_expected" for level in found.values())
    assert marked < 400 * 0.08


def test_sums_are_the_same_in_whatever_order_cases_close():
    pairs = [(12, 4), (9, 9), (20, 11)]
    assert tally(pairs) == tally(reversed(pairs)) == Tally(3, 41, 24, 625, 349, 218)


def run_due(clock):
    for entry_id in list(outbox.due(clock.now())):
        with make.work():
            outbox.run(entry_id)


def phq(person, value):
    answers = [value] * 8 + [0]
    assert person.post("/api/measures", {"instrument": "phq-9", "answers": answers}).status == 201


@pytest.fixture
def closed(practice, http, clock):  # noqa: F811 - the fixture
    """A client with low mood who began at 8 points, came to 16 and then to 0, and has left pat for quinn."""
    pat, quinn = make.provider(), make.provider()
    ana = client(http, ready=False)
    ana.put("/api/intake", {"concerns": {"items": ["low_mood", "anxiety", "sleep"]}})
    ana.put("/api/intake", make.CALM)
    ana.post("/api/intake/submit")
    ana.post("/api/care", {"provider_id": pat})
    for days, value in ((20, 2), (30, 0)):
        clock.advance(days=days)
        phq(ana, value)
    clock.advance(days=1)
    ana.post("/api/care/switch", {"provider_id": quinn})
    return pat, ana


def known(provider_id):
    return next(entry.outcomes for entry in providers.everybody().entries if entry.listing.provider_id == provider_id)


def test_a_closed_case_is_counted_once_with_its_first_and_last_score_and_no_name(closed, clock, aws):
    pat, ana = closed
    run_due(clock)
    providers.forget()
    assert known(pat) == {"low_mood": Tally(1, 8, 0, 64, 0, 0)}
    item = next(item for item in aws.client("dynamodb").scan(TableName="quietroom-local-providers")["Items"] if "outcomes" in item)
    assert ana.id not in str(item)


def test_a_case_told_of_twice_is_counted_once(closed, clock):
    pat, ana = closed
    with make.work():
        for _ in range(2):
            closing.count(make.job("client", ana.id, "matching"), pat, "entry", clock.now())
    providers.forget()
    assert known(pat)["low_mood"].cases == 1


def test_a_case_that_goes_on_again_is_not_counted(closed, clock):
    pat, ana = closed
    care.switch(make.choice(ana.id, pat), clock.now())
    run_due(clock)
    providers.forget()
    assert known(pat) == {}


def test_a_changed_listing_keeps_what_its_cases_came_to(closed, clock):
    pat, _ = closed
    run_due(clock)
    make.listing(pat, name="Pat Hollis-Reed")
    assert known(pat)["low_mood"].cases == 1
    assert providers.listing(pat).name == "Pat Hollis-Reed"


def test_scores_from_long_before_care_are_not_its_first(practice, http, clock):  # noqa: F811 - the fixture
    pat = make.provider()
    ana = client(http, ready=False)
    ana.put("/api/intake", {"concerns": {"items": ["low_mood"]}})
    phq(ana, 2)
    clock.advance(closing.BEFORE + timedelta(days=1))
    make.care(ana.id, pat)
    phq(ana, 1)
    clock.advance(days=1)
    care.end(make.choice(ana.id, pat), clock.now())
    run_due(clock)
    providers.forget()
    assert known(pat) == {}
