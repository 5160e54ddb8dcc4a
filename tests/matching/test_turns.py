"""Whose turn it is."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.matching import turns
from chalicelib.matching.turns import HEAD_START, Door

NOW = datetime(2026, 12, 4, 20, tzinfo=UTC)


def test_a_closed_door_that_opens_begins_a_new_round():
    door = turns.looked_at(Door(3, False, (NOW,)), 1)
    assert door == Door(4, True, ())
    assert turns.looked_at(door, None) == door


def test_a_door_that_closes_keeps_its_round_until_it_opens_again():
    assert turns.looked_at(Door(3, True, (NOW,)), 0) == Door(3, False, (NOW,))


def test_a_closed_caseload_has_no_place_whatever_its_size():
    assert [turns.free_places(False, None, 0), turns.free_places(True, 5, 7), turns.free_places(True, 5, 3)] == [0, 0, 2]
    assert turns.free_places(True, None, 90) is None


@given(st.integers(0, 5), st.lists(st.integers(0, 96), max_size=8))
def test_never_more_have_a_head_start_than_there_are_places(free, hours_ago):
    door = Door(1, True, tuple(NOW - timedelta(hours=ago) for ago in hours_ago))
    ahead = sum(ago < 48 for ago in hours_ago)
    assert turns.to_tell(door, free, NOW) == max(free - ahead, 0)
    assert turns.to_tell(door, None, NOW) is None


@given(st.lists(st.integers(0, 47), min_size=1, max_size=8))
def test_the_next_turn_comes_when_the_first_head_start_ends(hours_ago):
    door = Door(1, True, tuple(NOW - timedelta(hours=ago) for ago in hours_ago))
    due = turns.next_turn(door, NOW)
    assert due == NOW - timedelta(hours=max(hours_ago)) + HEAD_START
    assert turns.to_tell(door, len(hours_ago), due) > 0
