"""How check-ins run, without a clock and without a table."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.core.errors import InvalidInput
from chalicelib.safety import courses, registry
from chalicelib.safety.courses import Course, Point

DENVER = ZoneInfo("America/Denver")
NOON = datetime(2026, 12, 1, 19, tzinfo=UTC)


def course(**totals):
    made = Course()
    for slug, values in totals.items():
        for number, total in enumerate(values):
            made = courses.added(made, slug.replace("_", "-"), Point(f"{number:02d}", NOON + timedelta(days=14 * number), total, "mild"))
    return made


def test_without_a_word_of_the_therapist_both_are_due_two_weeks_after_the_last():
    assert courses.due(course(phq_9=[9], gad_7=[4, 5]), DENVER, date(2026, 11, 1)) == {
        "phq-9": date(2026, 12, 15),
        "gad-7": date(2026, 12, 29),
    }


def test_what_was_never_filled_in_is_due_since_care_began_and_nothing_of_what_was_stopped():
    assert courses.due(Course(), DENVER, date(2026, 11, 1)) == {"phq-9": date(2026, 11, 1), "gad-7": date(2026, 11, 1)}
    assert courses.due(Course(stopped=True), DENVER, date(2026, 11, 1)) == {}


def test_the_day_is_that_of_the_clients_calendar():
    late = Course(points={"phq-9": (Point("1", datetime(2026, 12, 2, 5, tzinfo=UTC), 3, "minimal"),)})
    assert courses.due(late, DENVER, date(2026, 1, 1))["phq-9"] == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("totals", "worse"),
    [([9], False), ([9, 13], False), ([9, 14], True), ([4, 7, 9], True), ([14, 4, 9], True), ([14, 9, 10], False), ([9, 14, 9], False)],
)
def test_a_score_is_much_worse_from_a_reliable_change_above_the_one_before_or_the_first(totals, worse):
    assert courses.is_worse(course(phq_9=totals).points["phq-9"], 5) is worse


def test_the_points_of_a_reliable_change_stand_on_file_with_their_source():
    found = {slug: one.reliable_change for slug, one in registry.instruments().items() if one.reliable_change}
    assert {slug: one.points for slug, one in found.items()} == {"phq-9": 5, "gad-7": 4}
    assert all(str(year) in one.source for year, one in ((2010, found["phq-9"]), (2020, found["gad-7"])))


def test_a_long_series_keeps_its_first_point_and_the_latest():
    kept = course(phq_9=range(20)).points["phq-9"]
    assert (len(kept), kept[0].total, kept[1].total, kept[-1].total) == (12, 0, 9, 19)


def test_one_reminder_names_everything_that_is_due_by_then():
    dues = {"phq-9": date(2026, 12, 15), "gad-7": date(2026, 12, 15)}
    assert courses.to_remind(dues, None, date(2026, 12, 15))
    assert not courses.to_remind(dues, date(2026, 12, 15), date(2026, 12, 15))
    assert courses.to_remind({**dues, "gad-7": date(2026, 12, 16)}, date(2026, 12, 15), date(2026, 12, 16))
    assert not courses.to_remind(dues, None, date(2026, 12, 14))


def test_a_reminder_comes_at_ten_there_and_not_for_ever():
    assert courses.remind_at(date(2026, 12, 15), DENVER) == datetime(2026, 12, 15, 17, tzinfo=UTC)
    assert courses.lasts(course(phq_9=[3]), NOON + timedelta(days=179))
    assert not courses.lasts(course(phq_9=[3]), NOON + timedelta(days=181))


@pytest.mark.parametrize("wanted", [["phq-9", "phq-9"], ["phq-9", "asq"], ["mood"]])
def test_only_questionnaires_with_a_total_can_be_asked_for_each_once(wanted):
    with pytest.raises(InvalidInput):
        courses.check(wanted, ("phq-9", "gad-7"))
