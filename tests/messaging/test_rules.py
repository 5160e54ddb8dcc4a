from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.core.errors import InvalidInput
from chalicelib.messaging import rules

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
IDS = st.one_of(st.none(), st.sampled_from(["01a", "01b", "01c"]))


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_a_message_of_blanks_is_not_sent(text):
    with pytest.raises(InvalidInput):
        rules.check(text, [])


def test_a_file_may_be_sent_without_words():
    rules.check("", ["f1"])


def test_an_answer_is_due_in_the_answering_sides_zone():
    chicago = ZoneInfo("America/Chicago")

    assert rules.answer_due(NOW, 1, chicago, ()) == datetime(2026, 11, 25, 17, 0, tzinfo=chicago)


def test_days_out_of_office_put_off_the_due_time():
    chicago = ZoneInfo("America/Chicago")
    away = {NOW.date() + timedelta(days=n) for n in range(1, 4)}

    assert rules.answer_due(NOW, 1, chicago, away) == datetime(2026, 11, 30, 17, 0, tzinfo=chicago)


@given(IDS, IDS, IDS)
def test_what_was_marked_read_is_read_and_nothing_newer(newest, asked, read_to):
    to = rules.readable_to(asked, newest)

    assert to is None or (newest is not None and to <= newest)
    assert not rules.unread(to, to)
    if newest is not None and asked is None:
        assert not rules.unread(newest, to)


def test_an_answer_is_overdue_after_its_time_and_not_at_it():
    assert not rules.overdue(NOW, NOW)
    assert rules.overdue(NOW, NOW + timedelta(seconds=1))
    assert not rules.overdue(None, NOW)
