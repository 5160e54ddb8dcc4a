"""Reminders: once each, never after a cancel, never the old time, whatever fails in between."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from botocore.endpoint import Endpoint
from pynamodb.exceptions import PynamoDBException

from chalicelib.core import client_keys
from chalicelib.core.access import Subject
from chalicelib.core.errors import Conflict, Unavailable
from chalicelib.core.writing import transaction
from chalicelib.reminders import service
from chalicelib.scheduling import changing, outcome, reminding, store
from chalicelib.scheduling.schemas import Cancellation, Move
from tests import make
from tests.counting import aws_calls
from tests.reminders.conftest import WEDNESDAY_10

BEGIN = datetime.fromisoformat(WEDNESDAY_10)
MINUTE = timedelta(minutes=1)
DAY_BEFORE, HOUR_BEFORE = BEGIN - timedelta(hours=24), BEGIN - timedelta(hours=1)


class Crash(BaseException):
    """The worker's end, which nothing catches."""


def subjects(background):
    return [mail.subject for mail in background.mails()]


def failures() -> list[tuple[str, str]]:
    return [(one.channel, one.state) for one in service.failed(make.job(), None).items]


def waiting(office, appointment) -> reminding.Due:
    """The appointment's reminder as a worker reads it."""
    reminder = reminding.of_row(copy(office, appointment))
    assert reminder is not None
    return reminder


def copy(office, appointment) -> store.AppointmentRecord:
    record = store.appointment(make.grant(office.pat, "provider"), appointment.id)
    assert record is not None
    return record


def test_a_client_is_reminded_a_day_and_an_hour_before_once_each(office, background, booked, clock):
    booked(office.client())
    sent = []
    for moment in (DAY_BEFORE - MINUTE, DAY_BEFORE, DAY_BEFORE + MINUTE, HOUR_BEFORE - MINUTE, HOUR_BEFORE, HOUR_BEFORE + MINUTE, BEGIN):
        clock.set(moment)
        background.sweep()
        sent.append(subjects(background))

    reminder = ["Reminder: appointment Wed Mar 4, 9:00 AM CST"]
    assert sent == [[], reminder, [], [], reminder, [], []]


def test_somebody_who_wants_texts_gets_them(office, background, booked, clock):
    booked(office.client(remind_by_mail=False, remind_by_sms=True, phone="212 555 0100"))
    clock.set(DAY_BEFORE)
    assert background.sweep() == 1
    (text,) = background.texts()
    assert text.to == "+12125550100"
    assert text.text.startswith("Reminder: appointment Wed Mar 4, 9:00 AM CST. Manage: http")
    assert text.text.endswith("/home. Reply STOP to opt out.")


@pytest.mark.parametrize("word", ["Stop", "quit", "END", "revoke", "opt  out", "Cancel", "unsubscribe "])
def test_a_number_that_answered_stop_in_any_of_its_words_gets_no_text(office, background, booked, clock, aws, word):
    booked(office.client(remind_by_mail=False, remind_by_sms=True, phone="212 555 0100"))
    aws.mailbox.reply("+12125550100", word)
    clock.set(DAY_BEFORE)
    background.sweep()
    aws.mailbox.reply("+12125550100", word)
    # One confirmation, then silence.
    assert [text.text for text in background.texts()] == ["You will get no more texts from this number. Reply START to get them again."]


def test_start_lets_texts_through_again_and_other_words_do_nothing(office, background, booked, clock, aws):
    booked(office.client(remind_by_mail=False, remind_by_sms=True, phone="212 555 0100"))
    for word in ("please stop", "stop", "yes", "START"):
        aws.mailbox.reply("+12125550100", word)
    background.texts()
    clock.set(DAY_BEFORE)
    assert background.sweep() == 1


@pytest.mark.parametrize(("zone", "texts", "mails"), [("America/Chicago", 1, 0), ("Pacific/Honolulu", 0, 1)])
def test_at_night_a_mail_takes_the_texts_place(office, background, booked, clock, zone, texts, mails):
    booked(office.client(remind_by_mail=False, remind_by_sms=True, phone="212 555 0100", zone=zone))
    clock.set(DAY_BEFORE)
    assert background.sweep() == 1
    assert (len(background.aws.mailbox.texts()), len(background.aws.mailbox.mails())) == (texts, mails)


def test_nothing_takes_a_texts_place_at_night_for_somebody_who_answered_stop(office, background, booked, clock, aws):
    booked(office.client(remind_by_mail=False, remind_by_sms=True, phone="212 555 0100", zone="Pacific/Honolulu"))
    clock.set(DAY_BEFORE)
    aws.mailbox.reply("+12125550100", "stop")
    background.texts()
    background.sweep()
    assert (aws.mailbox.mails(), aws.mailbox.texts()) == ([], [])


def test_somebody_who_wants_no_reminders_gets_none(office, background, booked, clock):
    booked(office.client(remind_by_mail=False))
    clock.set(HOUR_BEFORE)
    assert background.sweep() == 0


def test_no_reminder_follows_a_cancel(office, background, booked, clock):
    ana = office.client()
    made = booked(ana)
    changing.cancel(make.choice(ana, office.pat), made.id, Cancellation(), clock.now())
    background.outbox()
    for moment in (DAY_BEFORE, HOUR_BEFORE):
        clock.set(moment)
        assert background.sweep() == 0


def test_a_moved_appointment_is_reminded_of_at_its_new_time_only(office, background, booked, clock):
    ana = office.client()
    made = booked(ana)
    changing.reschedule(make.choice(ana, office.pat), made.id, Move(start=BEGIN + timedelta(days=1)), clock.now())
    background.outbox()
    clock.set(DAY_BEFORE)
    assert background.sweep() == 0
    clock.set(DAY_BEFORE + timedelta(days=1))
    background.sweep()
    assert subjects(background) == ["Reminder: appointment Thu Mar 5, 9:00 AM CST"]


def test_what_is_booked_an_hour_and_a_half_ahead_is_reminded_of_once(office, background, booked, clock):
    office.offer(notice_minutes=0)
    clock.set(BEGIN - timedelta(minutes=90))
    booked(office.client())
    sent = 0
    for _ in range(10):
        sent += background.sweep()
        clock.advance(minutes=10)
    assert sent == 1


def test_downtime_only_delays_and_nobody_is_reminded_of_what_has_begun(office, background, booked, clock):
    booked(office.client())
    booked(office.client(), start="2026-03-04T13:00:00-05:00")
    clock.set(BEGIN + MINUTE)
    assert background.sweep() == 1
    assert subjects(background) == ["Reminder: appointment Wed Mar 4, 12:00 PM CST"]
    assert background.sweep() == 0


def test_one_recipients_failure_is_tried_again_and_the_other_hears_once(office, background, booked, clock, monkeypatch):
    from chalicelib.core import mail as mailing

    booked(office.client(email="dee@quietroom.example"), office.client(email="eli@quietroom.example"))
    send, down = mailing.send, {"dee@quietroom.example"}

    def sometimes(to, *words, **parts):
        if to in down:
            raise ValueError
        send(to, *words, **parts)

    monkeypatch.setattr(mailing, "send", sometimes)
    clock.set(DAY_BEFORE)
    background.sweep()
    down.clear()
    clock.advance(minutes=5)
    background.sweep()
    assert [mail.to for mail in background.mails()] == ["eli@quietroom.example", "dee@quietroom.example"]


def test_a_reminder_that_fails_every_time_is_marked_and_the_next_one_still_goes_out(office, background, booked, clock, aws):
    booked(office.client())
    aws.dispatcher.faults.add("ses", "*", "ThrottlingException", 500)
    clock.set(DAY_BEFORE)
    for _ in range(10):
        background.sweep()
        clock.advance(minutes=70)
    aws.dispatcher.faults.clear()

    assert failures() == [("mail", "failed")]
    clock.set(HOUR_BEFORE)
    assert background.sweep() == 1


def test_what_was_still_being_tried_when_the_session_was_held_is_found_by_no_later_sweep(office, background, booked, clock, aws):
    client = office.client()
    appointment = booked(client)
    aws.dispatcher.faults.add("ses", "*", "ThrottlingException", 500)
    clock.set(HOUR_BEFORE)
    background.sweep()
    clock.set(BEGIN)
    grant = office.staff_grant(client)
    with transaction(grant, "session.end") as write:
        outcome.complete(write, grant, appointment.id)

    assert list(reminding.due(clock.advance(days=1))) == []


@pytest.mark.parametrize("service", ["kms", "dynamodb"])
def test_keys_or_database_down_only_delay(office, background, booked, clock, aws, service):
    ana = office.client()
    booked(ana)
    clock.set(DAY_BEFORE)
    client_keys.forget(Subject("client", ana))
    aws.dispatcher.faults.add(service, "*", "ThrottlingException", 50)
    # Without a key one person waits; without the database the whole round does.
    with pytest.raises(PynamoDBException) if service == "dynamodb" else nullcontext():
        background.sweep()
    aws.dispatcher.faults.clear()
    clock.advance(minutes=2)
    background.sweep()
    assert len(background.mails()) == 1


def test_two_workers_send_one_reminder(office, background, booked, clock):
    made = booked(office.client())
    clock.set(DAY_BEFORE)
    both = waiting(office, made), waiting(office, made)
    assert [reminding.take(one, 0, clock.now()) for one in both] == [True, False]


def test_a_worker_that_lost_its_lease_changes_nothing(office, background, booked, clock):
    made = booked(office.client())
    clock.set(DAY_BEFORE)
    slow = waiting(office, made)
    assert reminding.take(slow, 0, clock.now())
    clock.advance(seconds=31)
    background.sweep()
    before = copy(office, made).serialize()
    with pytest.raises(Exception, match="changed"):
        reminding.mark(slow, reminding.finished(slow, 0, None))
    assert copy(office, made).serialize() == before


def test_who_times_or_revives_a_reminder_by_what_was_before_another_went_out_changes_nothing(office, background, booked, clock):
    made = booked(office.client())
    seen = waiting(office, made)
    clock.set(DAY_BEFORE)
    background.sweep()
    before = copy(office, made).serialize()
    with pytest.raises(Conflict):
        reminding.retime(seen, HOUR_BEFORE - MINUTE, DAY_BEFORE - MINUTE)
    with pytest.raises(Conflict), transaction(make.job(), "reminder.retry") as write:
        reminding.revive(write, seen, 1, clock.now(), Conflict())
    assert copy(office, made).serialize() == before


def test_an_appointment_is_not_cancelled_while_its_reminder_is_on_its_way(office, background, booked, clock):
    ana = office.client()
    made = booked(ana)
    clock.set(DAY_BEFORE)
    sending = waiting(office, made)
    assert reminding.take(sending, 0, clock.now())

    with pytest.raises(Unavailable):
        changing.cancel(make.choice(ana, office.pat), made.id, Cancellation(), clock.now())
    reminding.mark(sending, reminding.finished(sending, 0, None))
    assert changing.cancel(make.choice(ana, office.pat), made.id, Cancellation(), clock.now()).status == "cancelled"


def test_a_worker_that_dies_after_taking_a_reminder_delays_a_cancel_by_half_a_minute_at_most(office, background, booked, clock):
    ana = office.client()
    made = booked(ana)
    clock.set(DAY_BEFORE)
    reminding.take(waiting(office, made), 0, clock.now())
    clock.advance(seconds=31)
    assert changing.cancel(make.choice(ana, office.pat), made.id, Cancellation(), clock.now()).status == "cancelled"


def test_a_crash_between_any_two_calls_loses_no_reminder_and_doubles_only_what_was_just_sent(office, background, booked, clock):
    """The worker dies before its n-th call, for every n; another one comes a minute later."""
    step, finished = 0, False
    while not finished:
        made = booked(office.client(), start=(BEGIN + timedelta(days=step % 3, minutes=60 * (step // 3 % 6))).isoformat())
        clock.set(made.start - timedelta(hours=24))
        sent, finished = _sweep_dying_at(step, background)
        clock.advance(minutes=2)
        background.sweep()
        clock.advance(minutes=2)
        background.sweep()
        total = len(sent) + len(background.mails())
        assert total in ((1, 2) if sent and not finished else (1,)), f"dying at call {step}"
        changing.cancel(make.choice(made.client_ids[0], office.pat), made.id, Cancellation(), clock.now())
        clock.set(datetime.fromisoformat("2026-03-02T09:00:00-05:00"))
        background.outbox()
        step += 1
    assert step > 6


def _sweep_dying_at(step, background):
    calls: Counter[str] = Counter()
    ask = Endpoint.make_request

    def dying(endpoint, operation_model, request_dict):
        if sum(calls.values()) == step:
            raise Crash
        calls[operation_model.name] += 1
        return ask(endpoint, operation_model, request_dict)

    try:
        with patch.object(Endpoint, "make_request", dying):
            background.sweep()
    except Crash:
        return background.mails(), False
    return background.mails(), True


def test_a_reminder_costs_two_calls_beside_the_shards_and_the_page(office, background, booked, clock):
    for hour in (9, 10, 11, 12, 13, 14, 15, 16):
        booked(office.client(), start=f"2026-03-04T{hour:02}:00:00-05:00")
    clock.set(DAY_BEFORE + timedelta(hours=7))
    with aws_calls() as calls:
        assert background.sweep() == 8
    assert calls["dynamodb.UpdateItem"] == 16
    assert calls["dynamodb.BatchGetItem"] == 1
    assert calls["sesv2.SendEmail"] == 8
