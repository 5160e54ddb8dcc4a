"""When reminders come: by the practice's times, or by what each person wishes for each channel."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.accounts.schemas import MeUpdate
from chalicelib.core import clock as product_clock
from chalicelib.core.errors import Conflict
from chalicelib.reminders import service
from chalicelib.scheduling import rules as scheduling_rules
from tests import make
from tests.reminders.conftest import WEDNESDAY_10

BEGIN = datetime.fromisoformat(WEDNESDAY_10)


def wish(client_id: str, **parts) -> None:
    with make.work():
        accounts.change_me(make.grant(client_id), MeUpdate(**parts), product_clock.now())


def hear(background, clock, *hours: float) -> list[list[str]]:
    """By what each of these hours before the start brings a message."""
    heard = []
    for before in hours:
        clock.set(BEGIN - timedelta(hours=before))
        background.outbox()
        background.sweep()
        aws = background.aws.mailbox
        heard.append(["mail"] * len(aws.mails()) + ["sms"] * len(aws.texts()))
        aws.clear()
    return heard


def test_each_channel_has_its_own_times(office, background, booked, clock):
    booked(office.client(remind_by_sms=True, phone="212 555 0100", mail_hours=[48, 4], sms_hours=[1]))
    assert hear(background, clock, 48, 24, 4, 2, 1) == [["mail"], [], ["mail"], [], ["sms"]]


def test_a_change_holds_for_what_is_booked_already(office, background, booked, clock):
    ana = office.client()
    booked(ana)
    wish(ana, mail_hours=[2, 48])
    assert hear(background, clock, 49, 48, 24, 2, 1) == [[], ["mail"], [], ["mail"], []]


def test_a_change_to_a_time_that_is_past_brings_nothing_at_once(office, background, booked, clock):
    ana = office.client()
    booked(ana)
    clock.set(BEGIN - timedelta(hours=30))
    wish(ana, mail_hours=[48, 1])
    assert hear(background, clock, 29, 24, 2, 1) == [[], [], [], ["mail"]]


def test_two_clients_of_one_session_each_hear_when_they_wish(office, background, booked, clock):
    booked(office.client(mail_hours=[24]), office.client(mail_hours=[2]))
    # The system is down from a day before until an hour and a half before: late, but nobody's is lost, nor told twice.
    assert hear(background, clock, 1.5, 1) == [["mail", "mail"], []]


def test_wishes_are_kept_in_order_and_only_times_on_offer_are_taken(http):
    me = http.sign_in("client", make.person())
    assert me.put("/api/me", {"mail_hours": [1, 24, 24]}).json()["mail_hours"] == [24, 1]
    assert me.put("/api/me", {"mail_hours": None}).json()["mail_hours"] is None
    for bad in ([], [3], [24, "1"], [True]):
        assert me.put("/api/me", {"sms_hours": bad}).status == 400


def test_the_exact_words_are_shown_before_any_is_sent(http, clock):
    clock.set(datetime.fromisoformat("2026-03-02T15:00:00+00:00"))
    me = http.sign_in("client", make.person(zone="America/Chicago", language="es"))
    shown = me.get("/api/me/reminders").json()
    assert shown["mail_subject"] == "Recordatorio: cita mar 3 mar, 3:00 p. m. CST"
    assert shown["text"].endswith("Responda STOP para darse de baja.")
    assert shown["hours"] == [24, 1]


class TestWorkList:
    @pytest.fixture
    def given_up(self, office, background, booked, clock, aws):
        """A reminder whose mail was refused at every try, and the manager's session."""
        made = booked(office.client(email="ana@quietroom.example", mail_hours=[24]))
        clock.set(BEGIN - timedelta(hours=24))
        aws.dispatcher.faults.add("ses", "*", "ThrottlingException", 500)
        for _ in range(9):
            background.sweep()
            clock.advance(minutes=70)
        aws.dispatcher.faults.clear()
        return made

    def test_it_tells_time_channel_and_state_and_nobody(self, http, given_up):
        admin = http.sign_in("admin", make.person("admin"))
        (item,) = admin.get("/api/reminders/failed").json()["items"]
        assert (item["channel"], item["state"], sorted(item)) == ("mail", "failed", ["at", "channel", "id", "state"])

    def test_a_retry_sends_it_and_takes_it_off(self, http, given_up, background):
        admin = http.sign_in("admin", make.person("admin"))
        (item,) = admin.get("/api/reminders/failed").json()["items"]
        assert admin.post(f"/api/reminders/failed/{item['id']}/retry").status == 200
        assert background.sweep() == 1
        assert admin.get("/api/reminders/failed").json()["items"] == []
        assert admin.post(f"/api/reminders/failed/{item['id']}/retry").status == 404

    def test_what_is_handled_is_taken_off_and_not_sent(self, http, given_up, background):
        admin = http.sign_in("admin", make.person("admin"))
        (item,) = admin.get("/api/reminders/failed").json()["items"]
        assert admin.post(f"/api/reminders/failed/{item['id']}/handled").status == 200
        assert (background.sweep(), admin.get("/api/reminders/failed").json()["items"]) == (0, [])

    def test_nothing_is_sent_again_of_what_has_begun(self, given_up, clock, office):
        clock.set(BEGIN)
        (item,) = service.failed(make.job(), None).items
        grant = make.job()
        with_provider = type(grant)(grant.caller, grant.subject, grant.right, grant.why, (make.grant(office.pat, "provider"),))
        with pytest.raises(scheduling_rules.AlreadyBegun):
            service.retry(with_provider, item.id, clock.now())
        with pytest.raises(Conflict):
            service.retry(with_provider, "0" * 26, clock.now())
