"""The engine answers as a plain scan does, spreads equals over everybody, and lets nobody wait for being new."""

import random
from collections import Counter
from datetime import UTC, datetime

import pytest

from chalicelib.matching import ranking, rules
from chalicelib.matching.engine import Index
from chalicelib.matching.ranking import Taste
from chalicelib.matching.rules import Wish
from chalicelib.providers.schemas import Licence, Listing
from tests.matching import plain

NOW = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
MOST = 36
WISH = Wish("NY", frozenset({"adult"}))


def ask(index, asked, now=NOW, seed="ana"):
    wanted = list(ranking.asked(asked.taste, index.measured))
    return wanted, index.sift(asked.wish, asked.conflicts, wanted, now, MOST, seed)


@pytest.mark.parametrize(("size", "questions"), [(0, 5), (1, 20), (40, 175), (700, 800)])
def test_a_thousand_random_questions_are_answered_as_a_plain_scan_answers_them(size, questions):
    draw = random.Random(size)
    listings, levels = plain.directory(size, draw)
    index = Index(listings, levels)
    for number in range(questions):
        asked = plain.question(listings, draw)
        now = NOW.replace(hour=(NOW.hour + number) % 24)
        expected = plain.scan(listings, levels, asked, now, MOST)
        wanted, found = ask(index, asked, now)
        assert found.fitting == len(expected.fits)
        assert found.ruled_out == expected.ruled_out
        assert [index.points(one, wanted) for one in found.best] == expected.top
        assert len({one.provider_id for one in found.best} & expected.fits) == len(found.best)
        expected.alone.pop(rules.CONFLICT, None)
        assert (found.helps[1] if found.helps else 0) == max(expected.alone.values(), default=0)
        assert found.helps is None or expected.alone[found.helps[0]] == found.helps[1]


def equals(count):
    licences = [Licence(state="NY", profession="counselor", number="1", expires=plain.TODAY.replace(year=2030))]
    return [Listing(provider_id=f"p{number:03d}", name="Pat", zone="UTC", licences=licences) for number in range(count)]


def best(index, seed, most=1, taste=None):
    wanted = list(ranking.asked(taste or Taste(), index.measured))
    return [one.provider_id for one in index.sift(WISH, (), wanted, NOW, most, seed).best]


@pytest.mark.parametrize("count", [10, 200])
def test_among_equals_everybody_comes_first_about_as_often(count):
    index = Index(equals(count), {})
    firsts = Counter(best(index, f"client {number}")[0] for number in range(count * 40))
    assert len(firsts) == count
    assert max(firsts.values()) < 40 * 2.2
    assert min(firsts.values()) > 40 / 2.5


def test_the_same_client_sees_the_same_order():
    index = Index(equals(300), {})
    assert best(index, "ana", 20) == best(index, "ana", 20)
    assert best(index, "ana", 20) != best(index, "ben", 20)


def test_a_newcomer_stands_where_an_average_therapist_stands():
    listings = [*equals(3)]
    levels = {"p000": {"anxiety": "above"}, "p001": {"anxiety": "below"}}
    assert best(Index(listings, levels), "ana", 3, Taste(concerns=("anxiety",))) == ["p000", "p002", "p001"]


def test_outcomes_do_not_weigh_for_somebody_who_did_not_name_the_concern():
    index = Index(equals(50), {"p000": {"anxiety": "above"}})
    assert {best(index, f"client {number}", 1, Taste(concerns=("grief",)))[0] for number in range(60)} != {"p000"}


def test_a_licence_that_ends_while_the_index_is_warm_counts_no_more():
    index = Index(equals(1), {})
    last = datetime(2030, 11, 22, 23, 59, tzinfo=UTC)
    for now, fits in ((last, 1), (last.replace(day=23), 0), (last, 1)):
        assert index.sift(WISH, (), [], now, 1, "ana").fitting == fits
