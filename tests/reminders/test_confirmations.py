"""Mail about an appointment that was made, moved or cancelled."""

from datetime import datetime, timedelta

import icalendar
import pytest

from chalicelib.availability.schemas import Window
from chalicelib.core import settings
from chalicelib.offers import waitlist
from chalicelib.offers.schemas import Wishes
from chalicelib.scheduling import booking, series
from chalicelib.scheduling.schemas import Absence, Cancellation, Move, SeriesWish
from tests import make
from tests.reminders.conftest import WEDNESDAY_10
from tests.scheduling.conftest import wish


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


def test_a_move_and_a_cancel_are_told_with_a_newer_entry(office, background):
    ana = office.client(email="ana@quietroom.example")
    made = book(office, ana, background)
    background.outbox()

    booking.reschedule(party(office, ana), made.id, Move(start=made.start + timedelta(days=1)), background.clock.now())
    moved = {mail.to: mail for mail in background.outbox()}["ana@quietroom.example"]
    booking.cancel(party(office, ana), made.id, Cancellation(), background.clock.now())
    cancelled = {mail.to: mail for mail in background.outbox()}["ana@quietroom.example"]

    assert moved.subject == "Appointment moved to Thu Mar 5, 9:00 AM CST"
    assert cancelled.subject == "Appointment cancelled: Thu Mar 5, 9:00 AM CST"
    calendars = [icalendar.Calendar.from_ical(mail.attachments[0].text) for mail in (moved, cancelled)]
    assert [one["METHOD"] for one in calendars] == ["REQUEST", "CANCEL"]
    assert [one.walk("VEVENT")[0]["SEQUENCE"] for one in calendars] == [1, 2]


def test_a_confirmation_that_comes_too_late_to_be_true_is_not_sent(office, background):
    ana = office.client()
    made = book(office, ana, background)
    booking.cancel(party(office, ana), made.id, Cancellation(), background.clock.now())
    assert {mail.subject.split(":")[0] for mail in background.outbox()} == {"Appointment cancelled"}


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

    booking.miss(office.staff_grant(ana), made.id, Absence(), background.clock.now())

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
    booking.cancel(party(office, ben), made.id, Cancellation(), background.clock.now())

    for _ in range(3):
        make.run_due()
    (text,) = [one.text for one in background.aws.mailbox.texts()]
    (sent,) = [mail for mail in background.mails() if mail.subject.startswith("A time is free")]

    assert (sent.to, sent.subject) == ("ana@quietroom.example", "A time is free: Wed Mar 4, 8:00 AM MST")
    assert "Kept for you until Mon Mar 2, 11:00 AM MST." in sent.text
    assert text.startswith("A time is free: Wed Mar 4, 8:00 AM MST. Manage: ")
