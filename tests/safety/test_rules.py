"""The risk screen, row by row and as properties of every sequence of answers."""

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.safety.rules import Given, Screen, answer, at_risk, decide, judge, quiet_until, raise_review, to_alert, unanswered

NOW = datetime(2026, 12, 4, 20, tzinfo=UTC)
DAY_END = datetime(2026, 12, 7, 22, tzinfo=UTC)
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text())


def given_from(put):
    return Given(put.get("item9"), tuple(put.get("answers", [None] * 4)), put.get("acute"))


def after(*puts):
    screen = Screen()
    for put in puts:
        screen = answer(screen, given_from(put), NOW, DAY_END)
    return screen


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_published_table_holds(vector):
    assert after(*vector["puts"]).safety == vector["safety"]


one = st.sampled_from([None, "yes", "no", "declined"])
changes = st.builds(Given, st.none() | st.integers(0, 3), st.tuples(one, one, one, one), one)
sequences = st.lists(changes, max_size=8)


def run(sequence):
    screens = [Screen()]
    for change in sequence:
        screens.append(answer(screens[-1], change, NOW, DAY_END))
    return screens


@given(st.tuples(one, one, one, one), one)
def test_a_finished_set_comes_to_what_the_toolkit_says(answers, acute):
    flagged = "yes" in answers or "declined" in answers
    if acute in ("yes", "declined"):
        expected = "acute"
    elif None in answers:
        expected = "none" if set(answers) == {None} else "open"
    elif not flagged:
        expected = "negative"
    else:
        expected = "open" if acute is None else "positive"
    assert judge(Given(answers=answers, acute=acute)) == expected


@given(sequences)
def test_no_sequence_of_answers_gets_past_an_acute_result(sequence):
    screens = run(sequence)
    acute = next((place for place, screen in enumerate(screens) if screen.safety == "acute"), len(screens))
    assert all(screen.safety == "acute" and screen.closes_booking == "review_open" for screen in screens[acute:])


@given(sequences)
def test_an_open_screen_is_left_only_by_finishing_it(sequence):
    screens = run(sequence)
    for before, now in pairwise(screens):
        if before.outcome == "open" and now.outcome != "open":
            assert now.outcome == "acute" or None not in now.given.answers


@given(sequences)
def test_a_raised_review_is_never_lowered_or_delayed(sequence):
    rank = {None: 0, "positive": 1, "acute": 2}
    screens = run(sequence)
    for before, now in pairwise(screens):
        assert rank[now.review] >= rank[before.review]
        if before.review:
            assert now.due_by <= before.due_by


@given(sequences, st.integers(1, 3))
def test_item_9_above_zero_always_leaves_a_screen_to_answer(sequence, item9):
    last = answer(run(sequence)[-1], Given(item9=item9), NOW, DAY_END)
    assert last.outcome == "open" or last.safety == "acute"
    assert last.closes_booking
    assert last.item9_at == NOW


@given(sequences)
def test_any_yes_or_declined_answer_ends_in_a_review_once_the_set_is_finished(sequence):
    screens = run(sequence)
    for before, now in pairwise(screens):
        if before.outcome == "open" and now.outcome not in ("open", "none"):
            seen = set(before.given.answers) | set(now.given.answers)
            assert now.review or seen.isdisjoint({"yes", "declined"})


@given(sequences)
def test_saying_nothing_changes_nothing(sequence):
    last = run(sequence)[-1]
    assert answer(last, Given(), NOW + timedelta(minutes=1), DAY_END) == last


def test_an_acute_review_is_due_in_half_an_hour_and_a_positive_one_with_the_next_business_day():
    assert after({"acute": "yes"}).due_by == NOW + timedelta(minutes=30)
    assert after({"answers": ["yes", "no", "no", "no"], "acute": "no"}).due_by == DAY_END


def test_a_screen_left_for_fifteen_minutes_counts_as_unanswered():
    screen = after({"item9": 1})
    assert not unanswered(screen, NOW + timedelta(minutes=14, seconds=59))
    assert unanswered(screen, NOW + timedelta(minutes=15))
    assert not unanswered(after({"answers": ["no"] * 4}), NOW + timedelta(hours=1))


def test_an_unanswered_screen_in_the_queue_stays_open():
    queued = raise_review(after({"item9": 1}), "positive", NOW, DAY_END)
    assert (queued.safety, queued.review, queued.closes_booking) == ("open", "positive", "screen_open")


def test_positive_does_not_close_booking():
    assert after({"answers": ["yes", "no", "no", "no"], "acute": "no"}).closes_booking is None


def test_each_round_of_alerts_reaches_one_more_on_the_rota_and_always_who_treats():
    assert to_alert(["rae", "quinn"], ["pat"], 0) == ["rae", "pat"]
    assert to_alert(["rae", "quinn"], ["pat"], 1) == ["rae", "quinn", "pat"]
    assert to_alert(["rae", "quinn"], ["pat"], 9) == ["rae", "quinn", "pat"]
    assert to_alert(["pat"], ["pat"], 0) == ["pat"]
    assert to_alert([], [], 0) == []


@given(sequences, st.booleans(), sequences)
def test_after_a_decision_only_new_answers_close_booking_and_they_do(before, reopen, later):
    screen = decide(run(before)[-1], reopen=reopen)
    assert (screen.review, screen.closes_booking) == (None, None if reopen else "review_open")
    for change in later:
        screen = answer(screen, change, NOW, DAY_END)
        if change.acute in ("yes", "declined"):
            assert (screen.safety, screen.closes_booking) == ("acute", "review_open")
        elif (change.item9 or 0) > 0 and not change.begun and change.acute is None:
            assert screen.closes_booking
        assert reopen or screen.closes_booking


@given(sequences)
def test_a_decision_is_not_undone_by_saying_nothing_or_item_9_at_zero(before):
    screen = decide(run(before)[-1], reopen=True)
    assert answer(screen, Given(item9=0), NOW, DAY_END).closes_booking is None


@given(sequences)
def test_an_undecided_review_or_item_9_within_14_days_is_at_risk(sequence):
    screen = run(sequence)[-1]
    settled = decide(screen, reopen=True)
    assert at_risk(screen, NOW) or not screen.pending
    assert at_risk(settled, NOW + timedelta(days=14)) == (screen.item9_at is not None)
    assert not at_risk(settled, NOW + timedelta(days=14, seconds=1))


class TestQuiet:
    RAISED = datetime(2026, 12, 4, 20, tzinfo=UTC)
    DUE = RAISED + timedelta(minutes=30)

    def test_an_open_acute_review_is_quiet_for_ten_minutes(self):
        assert quiet_until("acute", "open", self.RAISED, self.DUE) == self.RAISED + timedelta(minutes=10)

    def test_a_claimed_one_is_quiet_until_it_is_overdue_and_then_for_a_day(self):
        assert quiet_until("acute", "claimed", self.RAISED, self.DUE) == self.DUE
        assert quiet_until("acute", "claimed", self.DUE, self.DUE) == self.DUE + timedelta(days=1)
