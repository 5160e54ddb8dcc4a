import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core import ids

INSTANTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))


@given(INSTANTS, st.integers(min_value=1, max_value=10**10))
def test_ids_sort_by_the_instant_they_were_made(at, later):
    assert ids.new(at) < ids.new(at + timedelta(milliseconds=later))


@given(INSTANTS, INSTANTS)
def test_an_id_made_after_another_sorts_above_it_whatever_the_clock_says(at, other):
    before = ids.new(other)
    made = ids.after(before, at)

    assert made > before
    assert re.fullmatch(ids.PATTERN, made)
    assert at <= other or made >= ids.floor(at)


@given(INSTANTS)
def test_an_id_has_the_shape_the_api_documents(at):
    assert re.fullmatch(ids.PATTERN, ids.new(at))


def test_a_thousand_ids_of_one_instant_all_differ():
    at = datetime(2026, 1, 1, tzinfo=UTC)

    assert len({ids.new(at) for _ in range(1000)}) == 1000
