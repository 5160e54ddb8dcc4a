"""A thousand reminders due at once, events twice, workers dying at random: every one goes out, and none twice but where that is unknowable."""

from __future__ import annotations

import pytest

from chalicelib.core import records
from chalicelib.scheduling import store
from tests import make
from tests.reminders import volume
from tests.reminders.conftest import Background
from tests.reminders.test_sweep import BEGIN, copy

COUNT = 1000


@pytest.fixture
def background(aws, clock) -> Background:
    """With every shard."""
    return Background(aws, clock)


def test_a_thousand_reminders_with_events_twice_and_random_crashes_are_neither_lost_nor_doubled(office, background, booked, clock, aws):
    people = [office.client(email="dee@quietroom.example")]
    people += [office.client(remind_by_mail=False, remind_by_sms=True, phone=f"212 555 01{number:02}") for number in (1, 2)]
    people += [office.client(email="eli@quietroom.example")]
    made = booked(people[0])
    aws.mailbox.clear()
    clock.set(BEGIN.replace(day=3))
    volume.seed(copy(office, made), people, COUNT, clock.now())
    with make.work():
        # One more: the session that was booked is due as well.
        outcome = volume.remind_all(aws, COUNT // 2 + 1, COUNT // 2, clock.set, likelihood=0.004, twice=0.1)
    assert outcome.crashes > 5
    assert (outcome.lost, outcome.doubled, outcome.texts_twice) == (0, 0, 0)
    assert outcome.listed <= outcome.crashes


def test_a_mail_whose_worker_died_at_once_after_it_goes_out_again_and_a_text_goes_to_the_list(
    office, background, booked, clock, aws, monkeypatch
):
    """The judge itself: with a crash at every twelfth call both windows are met."""
    # One shard: with more, hardly a sweep would come to its end.
    for module in (records, store):
        monkeypatch.setattr(module, "SHARDS", 1)
    people = [office.client(email=f"{name}@quietroom.example") for name in ("dee", "eli")]
    people += [office.client(remind_by_mail=False, remind_by_sms=True, phone="212 555 0101")]
    made = booked(people[0])
    aws.mailbox.clear()
    clock.set(BEGIN.replace(day=3))
    volume.seed(copy(office, made), people, 90, clock.now())
    with make.work():
        outcome = volume.remind_all(aws, 61, 30, clock.set, likelihood=0.08)
    assert (outcome.lost, outcome.doubled, outcome.texts_twice) == (0, 0, 0)
    assert outcome.excused > 0
    assert outcome.listed > 0
