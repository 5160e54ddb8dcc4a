"""News for somebody who waits: by the ways they wish, nobody woken and nobody left untold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.core.access import Grant, Subject
from chalicelib.matching import waitlist
from chalicelib.reminders import news, sending
from infra.local import feedback
from tests import make

NIGHT = datetime(2026, 3, 4, 10, tzinfo=UTC)
MORNING = datetime(2026, 3, 4, 18, tzinfo=UTC)
ANA = "ana@quietroom.example"


@pytest.fixture
def ana(office):
    """Somebody in Honolulu who likes texts alone."""
    return office.client(email=ANA, remind_by_mail=False, remind_by_sms=True, phone="212 555 0100", zone="Pacific/Honolulu")


@pytest.fixture
def tell(ana, background, clock, monkeypatch):
    """Tell her by each way; says when each is to be tried again."""
    monkeypatch.setattr(waitlist, "waits", lambda _: True)
    clock.set(NIGHT)

    def told(now: datetime) -> list[datetime | None]:
        with make.work():
            return [news.tell(Grant.for_job(sending.JOB, Subject("client", ana)), way, now) for way in ("mail", "sms")]

    return told


def test_at_night_a_mail_takes_the_texts_place(tell, aws):
    assert tell(NIGHT) == [None, None]
    assert ([one.to for one in aws.mailbox.mails()], aws.mailbox.texts()) == ([ANA], [])


def test_without_mail_the_text_waits_for_the_morning(tell, ana, aws, background, clock):
    feedback.mail_came_back(aws, ana, "bounce", clock.now())
    background.work()
    assert tell(NIGHT) == [None, MORNING]
    assert aws.mailbox.texts() == []
    assert tell(MORNING) == [None, None]
    assert ([one.to for one in aws.mailbox.texts()], aws.mailbox.mails()) == (["+12125550100"], [])
