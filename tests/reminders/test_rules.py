"""How somebody is told at this hour."""

import pytest

from chalicelib.reminders import rules

MAIL, TEXT = 1, 2


@pytest.mark.parametrize(
    ("mail", "text", "night", "stopped", "way"),
    [
        (MAIL, TEXT, False, False, (MAIL, TEXT, 0, False)),
        (MAIL, TEXT, False, True, (0, TEXT, 0, False)),
        (MAIL, TEXT, True, False, (MAIL | TEXT, 0, 0, False)),
        (0, TEXT, True, False, (TEXT, 0, 0, True)),
        (MAIL, 0, True, False, (MAIL, 0, 0, False)),
        (MAIL, TEXT, True, True, (0, 0, TEXT, False)),
        (0, 0, True, False, (0, 0, 0, False)),
    ],
)
def test_at_night_a_mail_takes_the_texts_place_and_without_mail_the_text_waits(mail, text, night, stopped, way):
    assert rules.ways(mail, text, night=night, stopped=stopped) == way
