"""Mail about an appointment that was made, moved or cancelled."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import icalendar
import pytest

from chalicelib.availability.schemas import Window
from chalicelib.care import service as care
from chalicelib.core import settings
from chalicelib.offers import waitlist
from chalicelib.offers.schemas import Wishes
from chalicelib.scheduling import booking, changing, outcome
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.schemas import Absence, Cancellation, Move
from chalicelib.series import service as series
from chalicelib.series.schemas import SeriesCancellation, SeriesWish
from tests import make
from tests.reminders.conftest import WEDNESDAY_10
from tests.scheduling.conftest import wish
from tests.scheduling.test_crashes import dies_before


def book(office, client_id, background):
    return booking.book(office.grant(client_id), wish(office.pat, WEDNESDAY_10), background.clock.now())


def party(office, client_id):
    return make.choice(client_id, office.pat)


def test_a_booking_is_confirmed_to_both_with_a_calendar_entry(office, background):
    ana = office.client(email="ana@quietroom.example", zone="America/Denver")
    made = book(office, ana, background)

    sent = {mail.to: mail for mail in background.outbox()}

    assert set(sent) == {"ana@quietroom.example", "someone@quietroom.example"}
    mine = sent["ana@quietroom.example"]
    assert mine.subject == "Appointment booked: Wed Mar 4, 8:00 AM MST"
    assert f"{settings.load().site}/home" in mine.text
    (event,) = icalendar.Calendar.from_ical(mine.attachments[0].text).walk("VEVENT")
    assert (event["UID"].split("@")[0], event["SEQUENCE"], event["DTSTART"].dt) == (made.id, 0, made.start)


def test_each_party_is_written_to_in_their_own_language(office, background):
    book(office, office.client(email="ana@quietroom.example", language="es"), background)
    sent = {mail.to: mail for mail in background.outbox()}
    assert sent["ana@quietroom.example"].subject == "Cita reservada: mié 4 mar, 9:00 a. m. CST"


def test_no_message_names_anybody_or_any_kind_of_care(office, background):
    ana = office.client(preferred_name="Anastasia", pronouns="she/her")
    book(office, ana, background)

    for mail in background.outbox():
        everything = " ".join([mail.subject, mail.text, mail.html, *(one.text for one in mail.attachments)]).lower()
        for word in (
            "pat",
            "hollis",
            "anastasia",
            "lakeside",
            "therap",
            "session with",
            "mental",
            "clinic",
            "counsel",
            "video",
            ana,
            office.pat,
        ):
            assert word not in everything


def test_a_series_is_told_once_to_each_party_with_all_its_dates_in_one_file(office, background):
    ana = office.client(email="ana@quietroom.example", zone="America/Denver")
    asked = SeriesWish(provider_id=office.pat, start=datetime.fromisoformat(WEDNESDAY_10), minutes=50, format="video", count=3)
    made = series.book(office.grant(ana), asked, background.clock.now())
    assert [mail.subject for mail in background.outbox()] == []
    background.clock.advance(minutes=1)

    sent = background.outbox()
    assert sorted(mail.to for mail in sent) == ["ana@quietroom.example", "someone@quietroom.example"]
    mine = next(mail for mail in sent if mail.to == "ana@quietroom.example")
    assert mine.subject == "Appointments booked, the first: Wed Mar 4, 8:00 AM MST"
    assert "Wed Mar 4, 8:00 AM MST; Wed Mar 11, 8:00 AM MDT; Wed Mar 18, 8:00 AM MDT." in mine.text
    events = icalendar.Calendar.from_ical(mine.attachments[0].text).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [one.start for one in made.booked]
    assert background.outbox() == []


@pytest.fixture
def weekly(office, background):
    """Three Wednesdays of a client in Denver, told already."""
    ana = office.client(email="ana@quietroom.example", zone="America/Denver")
    asked = SeriesWish(provider_id=office.pat, start=datetime.fromisoformat(WEDNESDAY_10), minutes=50, format="video", count=3)
    made = series.book(office.grant(ana), asked, background.clock.now())
    background.clock.advance(minutes=1)
    assert len(background.outbox()) == 2
    return SimpleNamespace(party=party(office, ana), id=made.id, dates=made.booked)


def end(weekly, now, **wish):
    return series.cancel(weekly.party, weekly.id, SeriesCancellation(**wish), now)


def told(background, to="ana@quietroom.example"):
    """The starts of the cancellations in each mail to somebody, once all is told."""
    background.clock.advance(minutes=3)
    mails = [mail for mail in background.outbox() if mail.to == to]
    return [[icalendar.Calendar.from_ical(one.text).walk("VEVENT")[0]["DTSTART"].dt for one in mail.attachments] for mail in mails]


def test_the_end_of_a_series_is_told_once_to_each_party_with_a_cancellation_for_each_date(weekly, background):
    end(weekly, background.clock.now())
    assert background.outbox() == []
    background.clock.advance(seconds=30)

    sent = background.outbox()

    assert sorted(mail.to for mail in sent) == ["ana@quietroom.example", "someone@quietroom.example"]
    mine = next(mail for mail in sent if mail.to == "ana@quietroom.example")
    assert mine.subject == "Appointments canceled, the first: Wed Mar 4, 8:00 AM MST"
    assert "Wed Mar 4, 8:00 AM MST; Wed Mar 11, 8:00 AM MDT; Wed Mar 18, 8:00 AM MDT." in mine.text
    calendars = [icalendar.Calendar.from_ical(one.text) for one in mine.attachments]
    events = [calendar.walk("VEVENT") for calendar in calendars]
    assert [calendar["METHOD"] for calendar in calendars] == ["CANCEL"] * 3
    assert [[(one["UID"].split("@")[0], one["SEQUENCE"], one["STATUS"]) for one in each] for each in events] == [
        [(date.id, 1, "CANCELLED")] for date in weekly.dates
    ]
    assert told(background) == []


def test_the_same_again_tells_no_date_twice(weekly, background):
    end(weekly, background.clock.now(), start=weekly.dates[1].start.date())
    end(weekly, background.clock.now(), start=weekly.dates[1].start.date())
    assert told(background) == [[one.start for one in weekly.dates[1:]]]


def test_a_single_date_that_is_left_is_told_at_once_like_any_other(weekly, background):
    end(weekly, background.clock.now(), start=weekly.dates[2].start.date())
    assert [mail.subject for mail in background.outbox() if mail.to == "ana@quietroom.example"] == [
        "Appointment canceled: Wed Mar 18, 8:00 AM MDT"
    ]
    assert told(background) == []


def test_a_crash_between_two_dates_loses_and_doubles_no_notice(weekly, background):
    now, calls = background.clock.now(), 0
    while dies_before(calls, lambda: end(weekly, now)):
        calls += 4
        if len(booked(weekly)) == 2:
            break
    left = booked(weekly)
    assert len(left) == 2
    assert told(background) == [[weekly.dates[0].start]]

    end(weekly, background.clock.now())

    assert told(background) == [[one.start for one in left]]


def test_what_ends_with_care_is_told_once_to_each_party_and_nobody_elses_date_with_it(office, background):
    ana, ben = office.client(email="ana@quietroom.example", zone="America/Denver"), office.client(email="ben@quietroom.example")
    hour = timedelta(hours=1)
    alone = book(office, ana, background)
    both = booking.book(office.staff_grant(ana, ben), wish(office.pat, alone.start + hour, client_ids=[ana, ben]), background.clock.now())
    bens = booking.book(office.grant(ben), wish(office.pat, alone.start + 2 * hour), background.clock.now())
    background.outbox()
    care.switch(make.choice(ana, make.provider()), background.clock.now())
    assert background.outbox() == []

    assert told(background) == [[alone.start, both.start]]
    assert scheduling.appointment(make.grant(ben), bens.id).status == "booked"


def test_what_ends_with_care_names_each_party_only_their_own_dates(office, background):
    ana, ben = office.client(email="ana@quietroom.example"), office.client(email="ben@quietroom.example")
    alone = book(office, ana, background)
    start = alone.start + timedelta(hours=1)
    both = booking.book(office.staff_grant(ana, ben), wish(office.pat, start, client_ids=[ana, ben]), background.clock.now())
    background.outbox()
    care.switch(make.choice(ana, make.provider()), background.clock.now())
    assert background.outbox() == []
    assert told(background, "ben@quietroom.example") == [[both.start]]


def test_the_only_date_that_ends_with_care_is_told_like_any_other(office, background):
    ana = office.client(email="ana@quietroom.example")
    book(office, ana, background)
    background.outbox()
    care.switch(make.choice(ana, make.provider()), background.clock.now())
    assert [mail.subject for mail in background.outbox() if mail.to == "ana@quietroom.example"] == [
        "Appointment canceled: Wed Mar 4, 9:00 AM CST"
    ]


def booked(weekly):
    return [one for one in series.view(weekly.party, weekly.id).dates if one.status == "booked"]


def test_a_move_and_a_cancel_are_told_with_a_newer_entry(office, background):
    ana = office.client(email="ana@quietroom.example")
    made = book(office, ana, background)
    background.outbox()

    changing.reschedule(party(office, ana), made.id, Move(start=made.start + timedelta(days=1)), background.clock.now())
    moved = {mail.to: mail for mail in background.outbox()}["ana@quietroom.example"]
    changing.cancel(party(office, ana), made.id, Cancellation(), background.clock.now())
    cancelled = {mail.to: mail for mail in background.outbox()}["ana@quietroom.example"]

    assert moved.subject == "Appointment moved to Thu Mar 5, 9:00 AM CST"
    assert cancelled.subject == "Appointment canceled: Thu Mar 5, 9:00 AM CST"
    calendars = [icalendar.Calendar.from_ical(mail.attachments[0].text) for mail in (moved, cancelled)]
    assert [one["METHOD"] for one in calendars] == ["REQUEST", "CANCEL"]
    assert [one.walk("VEVENT")[0]["SEQUENCE"] for one in calendars] == [1, 2]


def test_a_confirmation_that_comes_too_late_to_be_true_is_not_sent(office, background):
    ana = office.client()
    made = book(office, ana, background)
    changing.cancel(party(office, ana), made.id, Cancellation(), background.clock.now())
    assert {mail.subject.split(":")[0] for mail in background.outbox()} == {"Appointment canceled"}


def test_a_mail_service_that_is_down_only_delays(office, background, clock, aws):
    book(office, office.client(email="ana@quietroom.example"), background)
    aws.dispatcher.faults.add("ses", "*", "ThrottlingException", 50)
    assert background.outbox() == []

    aws.dispatcher.faults.clear()
    clock.advance(minutes=2)

    assert len(background.outbox()) == 2
    clock.advance(hours=2)
    assert background.outbox() == []


def test_one_address_that_fails_keeps_nobody_elses_mail_and_repeats_none(office, background, clock, monkeypatch):
    from chalicelib.core import mail as mailing

    send = mailing.send

    def refusing(to, *words, **parts):
        if to.startswith("broken"):
            raise ValueError
        send(to, *words, **parts)

    monkeypatch.setattr(mailing, "send", refusing)
    book(office, office.client(email="broken@quietroom.example"), background)

    assert [mail.to for mail in background.outbox()] == ["someone@quietroom.example"]
    clock.advance(hours=3)
    assert background.outbox() == []


@pytest.mark.parametrize("address", ["ana@quietroom.example\r\nBcc: eve@quietroom.example", "ana@quietroom.example\nSubject: x"])
def test_an_address_cannot_start_a_header(office, background, address):
    book(office, office.client(email=address), background)

    sent = background.outbox()

    assert [mail.to for mail in sent] == ["someone@quietroom.example"]


def test_a_missed_one_is_told_to_the_client_alone_and_without_a_calendar_entry(office, background):
    ana = office.client(email="ana@quietroom.example", zone="America/Denver")
    made = book(office, ana, background)
    background.outbox()
    background.clock.set(made.start + timedelta(hours=1))
    make.arrived(office.pat, made.id)

    outcome.miss(office.staff_grant(ana), made.id, Absence(), background.clock.now())

    (sent,) = background.outbox()
    assert (sent.to, sent.subject, sent.attachments) == ("ana@quietroom.example", "Missed appointment: Wed Mar 4, 8:00 AM MST", [])


def test_a_kept_time_is_told_with_its_end_and_by_day_as_a_text_too(office, background):
    office.offer(weekly=[[], [], [Window(600, 650)], [], [], [], []], horizon_days=7)
    ben, ana = (
        office.client(),
        office.client(email="ana@quietroom.example", phone="212 555 0177", remind_by_sms=True, zone="America/Denver"),
    )
    made = book(office, ben, background)
    wishes = Wishes(until=made.start.date(), zone="America/Denver")
    waitlist.join(party(office, ana), wishes, background.clock.now())
    background.outbox()
    background.clock.advance(hours=2)
    changing.cancel(party(office, ben), made.id, Cancellation(), background.clock.now())

    for _ in range(3):
        make.run_due()
    (text,) = [one.text for one in background.aws.mailbox.texts()]
    (sent,) = [mail for mail in background.mails() if mail.subject.startswith("A time is free")]

    assert (sent.to, sent.subject) == ("ana@quietroom.example", "A time is free: Wed Mar 4, 8:00 AM MST")
    assert "Kept for you until Mon Mar 2, 11:00 AM MST." in sent.text
    assert text.startswith("A time is free: Wed Mar 4, 8:00 AM MST. Manage: ")
