"""What may stand in a message anybody could see."""

import string
from datetime import datetime, timedelta

import pytest

from chalicelib.core import clock
from chalicelib.reminders import messages, texting
from chalicelib.scheduling import wording

LOCAL = datetime(2026, 3, 4, 15, 0, tzinfo=clock.zone("America/New_York"))
NOW = LOCAL - timedelta(days=1)
LINK = "https://quietroom.example/sessions"


def test_a_text_says_when_and_where_to_manage_it_and_no_more():
    assert messages.sms(LOCAL, "en", LINK) == f"Reminder: appointment Wed Mar 4, 3:00 PM EST. Manage: {LINK}. Reply STOP to opt out."


def test_spanish_readers_get_spanish():
    assert (
        messages.sms(LOCAL, "es", LINK)
        == f"Recordatorio: cita mié 4 mar, 3:00 p. m. EST. Gestionar: {LINK}. Responda STOP para darse de baja."
    )


@pytest.mark.parametrize("news", ["reminder", "booked", "moved", "cancelled", "missed"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_both_bodies_of_a_mail_name_time_and_zone_and_link_to_our_site_only(news, language):
    mail = messages.mail(news, LOCAL, language, LINK, NOW)

    assert "3:00" in mail.subject
    assert "EST" in mail.subject
    for body in (mail.text, mail.html):
        assert mail.subject in body
        assert body.count("http") == body.count(LINK) == 1


def test_a_zone_without_letters_is_named_by_its_distance():
    local = datetime(2026, 3, 4, 9, 5, tzinfo=clock.zone("Asia/Kathmandu"))
    assert wording.when(local, "en", NOW) == "Wed Mar 4, 9:05 AM UTC+05:45"


@pytest.mark.parametrize(("sent", "shown"), [(31, True), (32, False)])
def test_a_date_of_another_year_than_the_readers_own_names_its_year(sent, shown):
    """By the reader's clock: at 11 PM of New Year's Eve in New York it is the new year in London already."""
    local = datetime(2027, 1, 5, 15, 0, tzinfo=LOCAL.tzinfo)
    now = datetime(2026, 12, 1, 23, 0, tzinfo=LOCAL.tzinfo) + timedelta(days=sent - 1)
    assert (wording.when(local, "en", now) == "Tue Jan 5, 2027, 3:00 PM EST") is shown
    assert (wording.when(local, "es", now) == "mar 5 ene 2027, 3:00 p. m. EST") is shown
    assert ("2027" in wording.when(local, "en", now)) is shown


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("zone", ["America/New_York", "America/Anchorage", "Asia/Kathmandu"])
def test_a_text_of_any_day_fits_into_one_message_of_letters_that_every_phone_takes(language, zone):
    site = "https://quietroom.example"
    for day in range(366):
        local = (datetime(2027, 1, 1, 10, 50) + timedelta(days=day)).replace(tzinfo=clock.zone(zone))
        for text in (messages.sms(local, language, f"{site}/home"), messages.offer_sms(local, language, f"{site}/offers/{'0' * 26}")):
            assert len(text) <= 160
            assert set(text) <= set(string.printable) | set("éñùìòàÇü")


def test_a_spanish_saturday_is_told_by_its_date_in_a_text_and_by_its_weekday_in_a_mail():
    saturday = LOCAL + timedelta(days=3)
    assert "cita 7 mar, 3:00 p. m. EST." in messages.sms(saturday, "es", LINK)
    assert messages.mail("reminder", saturday, "es", LINK, NOW).subject == "Recordatorio: cita sáb 7 mar, 3:00 p. m. EST"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("(212) 555-0100", "+12125550100"),
        ("1 212 555 0100", "+12125550100"),
        ("+49 30 901820", "+4930901820"),
        ("555-0100", None),
        ("", None),
        ("+1", None),
    ],
)
def test_a_number_is_understood_as_people_write_it(written, meant):
    assert texting.number(written) == meant


@pytest.mark.parametrize(("hour", "quiet"), [(7, True), (8, False), (20, False), (21, True), (0, True)])
def test_phones_are_left_alone_at_night(hour, quiet):
    assert texting.quiet(datetime(2026, 3, 4, hour, 59)) is quiet
