"""The waitlist: a freed time goes to who waits longest and fits, is kept for them alone while it lasts, and then goes on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import chalicelib.jobs  # noqa: F401 - topics have their handlers
from chalicelib.availability.rules import NotOffered, overlaps
from chalicelib.availability.schemas import Window
from chalicelib.care import service as care
from chalicelib.core import mail, outbox, writing
from chalicelib.offers import rules, service, store, waitlist
from chalicelib.offers.schemas import Wishes
from chalicelib.scheduling import booking, busy, changing, diaries, openings
from chalicelib.scheduling import service as scheduling
from chalicelib.scheduling.rules import SlotTaken
from chalicelib.scheduling.schemas import Appointment, Cancellation, ListQuery, SlotQuery
from tests import make
from tests.orders import every_order
from tests.scheduling.conftest import Office, wish
from tests.scheduling.test_crashes import check as check_copies
from tests.scheduling.test_crashes import dies_before
from tests.scheduling.test_races import check_house, items, together

WEDNESDAY_9 = datetime(2026, 3, 4, 14, tzinfo=UTC)
FRIDAY = date(2026, 3, 6)


class Desk:
    """One time a week, Wednesday at nine in New York, which `ben` has; `ana`, then `dee`, wait for it."""

    def __init__(self, office: Office, clock: Any, aws: Any, monkeypatch: Any) -> None:
        self.office, self.clock, self.aws, self.pat = office, clock, aws, office.pat
        self.sent: list[str] = []
        monkeypatch.setattr(mail, "send", lambda to, subject, *_, **__: self.sent.append(subject))
        office.offer(weekly=[[], [], [Window(540, 590)], [], [], [], []], horizon_days=7)
        self.ben, self.ana, self.dee = (office.client() for _ in range(3))
        self.made = self.book(self.ben)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def book(self, client_id: str) -> Any:
        return booking.book(self.office.grant(client_id), wish(self.pat, WEDNESDAY_9), self.now)

    def wait(self, client_id: str, **wishes: Any) -> Any:
        asked = Wishes(**{"until": FRIDAY, "zone": "America/Chicago", **wishes})
        waited = waitlist.join(make.choice(client_id, self.pat), asked, self.now).place
        self.clock.advance(seconds=1)
        return waited

    def cancel(self) -> None:
        changing.cancel(make.choice(self.ben, self.pat), self.made.id, Cancellation(), self.now)

    def wait_with_later(self) -> Appointment:
        """Have Ana book a day later and wait for Wednesday instead, and Ben give it back. The appointment she would leave."""
        self.office.offer()
        later = booking.book(self.office.grant(self.ana), wish(self.pat, WEDNESDAY_9 + timedelta(days=1)), self.now)
        self.office.offer(weekly=[[], [], [Window(540, 590)], [], [], [], []], horizon_days=7)
        self.wait(self.ana, moves=later.id)
        self.cancel()
        self.work()
        return later

    def work(self) -> None:
        """Do what is due, until nothing is."""
        for _ in range(10):
            entries = list(outbox.due(self.now))
            for entry_id in entries:
                assert outbox.run(entry_id)
            if not entries:
                return
        raise AssertionError("the outbox does not empty")

    def fill(self) -> None:
        with make.work():
            service.fill(self.pat, self.now)

    def offers(self, client_id: str) -> list[Any]:
        return service.offers(make.grant(client_id), self.now).items

    def open_starts(self) -> list[datetime]:
        return [one.start for one in diaries.provider_slots(self.pat, SlotQuery(zone="UTC", to=FRIDAY), self.now).slots]

    def accept(self, client_id: str, offer_id: str) -> Any:
        return service.accept(make.choice(client_id, self.pat), offer_id, self.now)


def check_offers(aws: Any, now: datetime) -> None:
    """Every open offer has its hold and its place, every mark of a hold its open offer; what is held overlaps no session."""
    found = items(aws)
    offers = [store.OfferRecord.from_raw_data(item) for item in found if item["item"]["S"].startswith("offer#")]
    opened = {(one.provider_id, one.hold): one for one in offers if one.state == "open"}
    rows = [busy.BusyRecord.from_raw_data(item) for item in found if item["item"]["S"].startswith("busy#")]
    holds = {(row.owner_id, entry) for row in rows for entry in busy._entries(row) if entry.until}
    assert holds >= {key for key in opened if key[1].until > now.timestamp()}
    assert {key for key in holds if key[1].until > now.timestamp()} <= set(opened)
    places = [store.PlaceRecord.from_raw_data(item) for item in found if item["item"]["S"].startswith("wait#")]
    assert {one.offer_id for one in places if one.offer_id} == {one.offer_id for one in opened.values()}
    for provider_id, hold in holds:
        if hold.until > now.timestamp():
            sessions = busy.sessions(row for row in rows if row.owner_id == provider_id)
            assert not any(overlaps(hold.time, session) for session in sessions)
    check_house(aws)


@pytest.fixture
def desk(office, clock, aws, monkeypatch):
    made = Desk(office, clock, aws, monkeypatch)
    made.work()
    made.sent.clear()
    return made


def test_a_freed_time_is_offered_to_who_waits_longest_and_to_nobody_else(desk):
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.cancel()
    desk.work()

    (offer,) = desk.offers(desk.ana)
    assert (offer.start, offer.state, offer.zone_name) == (WEDNESDAY_9, "open", "CST")
    assert offer.held_until == desk.now + timedelta(hours=2)
    assert desk.offers(desk.dee) == []
    check_offers(desk.aws, desk.now)


def test_the_mail_says_when_and_until_when_with_zones_and_no_more(desk):
    desk.wait(desk.ana)
    desk.cancel()
    desk.work()
    (told,) = [subject for subject in desk.sent if subject.startswith("A time is free")]
    assert told == "A time is free: Wed Mar 4, 8:00 AM CST"


def test_what_is_kept_for_one_is_closed_to_all_others(desk):
    desk.wait(desk.ana)
    desk.cancel()
    desk.work()
    assert desk.open_starts() == []
    with pytest.raises(SlotTaken):
        desk.book(desk.dee)
    with pytest.raises(SlotTaken):
        booking.book(desk.office.staff_grant(desk.dee), wish(desk.pat, WEDNESDAY_9, client_ids=[desk.dee]), desk.now)


def test_accepting_books_it_once_however_often_it_is_sent(desk):
    desk.wait(desk.ana)
    desk.cancel()
    desk.work()
    (offer,) = desk.offers(desk.ana)

    first, second = desk.accept(desk.ana, offer.id), desk.accept(desk.ana, offer.id)

    assert (first.id, first.start) == (second.id, WEDNESDAY_9)
    assert desk.offers(desk.ana)[0].state == "taken"
    assert waitlist.mine(make.choice(desk.ana, desk.pat)).place is None
    check_offers(desk.aws, desk.now)
    assert check_house(desk.aws)[desk.ana] == 1


def test_accepting_twice_at_once_books_it_once_and_answers_both(desk, monkeypatch):
    desk.wait(desk.ana)
    desk.cancel()
    desk.work()
    (offer,) = desk.offers(desk.ana)
    take, first = booking.take_held, []

    def late(*given: Any) -> Any:
        monkeypatch.setattr(booking, "take_held", take)
        first.append(desk.accept(desk.ana, offer.id))
        return take(*given)

    monkeypatch.setattr(booking, "take_held", late)
    assert desk.accept(desk.ana, offer.id).id == first[0].id
    check_offers(desk.aws, desk.now)
    assert check_house(desk.aws)[desk.ana] == 1


def test_accepting_may_move_an_appointment_at_no_cost(desk):
    later = desk.wait_with_later()
    (offer,) = desk.offers(desk.ana)

    moved = desk.accept(desk.ana, offer.id)

    assert (moved.id, moved.start) == (later.id, WEDNESDAY_9)
    assert check_house(desk.aws)[desk.ana] == 1
    assert make_ledger(desk.ana) == []


def make_ledger(client_id: str) -> list[Any]:
    from chalicelib.ledger import service as ledger
    from chalicelib.ledger.schemas import LedgerPage

    return ledger.lines(make.grant(client_id), LedgerPage()).items


def test_passing_keeps_the_place_and_the_time_goes_on(desk):
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.cancel()
    desk.work()
    (offer,) = desk.offers(desk.ana)

    for _ in range(2):
        assert service.pass_on(make.choice(desk.ana, desk.pat), offer.id, desk.now).state == "passed"
    desk.work()

    assert [one.state for one in desk.offers(desk.dee)] == ["open"]
    assert [one.state for one in desk.offers(desk.ana)] == ["passed"]
    assert waitlist.mine(make.choice(desk.ana, desk.pat)).place is not None
    with pytest.raises(rules.OfferOver):
        desk.accept(desk.ana, offer.id)
    check_offers(desk.aws, desk.now)


def test_an_offer_that_is_over_goes_on_to_the_next_and_then_to_everybody(desk):
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.cancel()
    desk.work()
    for client_id in (desk.ana, desk.dee):
        (offer,) = desk.offers(client_id)
        desk.clock.set(offer.held_until)
        with pytest.raises(rules.OfferOver):
            desk.accept(client_id, offer.id)
        desk.work()
        assert desk.offers(client_id)[0].state == "expired"
        check_offers(desk.aws, desk.now)


def test_a_hold_that_is_over_counts_as_free_before_anybody_has_cleared_it(desk):
    desk.office.offer(weekly=[[], [], [Window(540, 590)], [], [], [], []], horizon_days=7, notice_minutes=0)
    desk.wait(desk.ana)
    desk.cancel()
    desk.work()
    (offer,) = desk.offers(desk.ana)
    desk.clock.set(offer.held_until)

    assert desk.open_starts() == [WEDNESDAY_9]
    desk.book(desk.dee)
    desk.work()

    check_offers(desk.aws, desk.now)
    assert check_house(desk.aws)[desk.dee] == 1


def test_who_does_not_fit_is_passed_over_and_keeps_the_place(desk):
    desk.wait(desk.ana, evening=True)
    desk.wait(desk.dee)
    desk.cancel()
    desk.work()
    assert (desk.offers(desk.ana), len(desk.offers(desk.dee))) == ([], 1)


def test_who_could_not_book_is_passed_over(desk):
    other = make.provider(formats=["video"])
    make.hours(other)
    make.care(desk.ana, other)
    booking.book(make.choice(desk.ana, other), wish(other, WEDNESDAY_9), desk.now)
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.cancel()
    desk.work()
    assert (desk.offers(desk.ana), len(desk.offers(desk.dee))) == ([], 1)


def test_wider_hours_are_offered_too(desk):
    desk.wait(desk.ana, evening=True)
    desk.office.offer(weekly=[[], [], [Window(540, 590), Window(1110, 1160)], [], [], [], []], horizon_days=7)
    desk.work()
    assert [one.start for one in desk.offers(desk.ana)] == [datetime(2026, 3, 4, 23, 30, tzinfo=UTC)]


def test_a_day_that_comes_within_reach_is_offered_by_itself(desk):
    desk.wait(desk.ana, until=date(2026, 3, 12))
    desk.clock.advance(days=3)
    desk.work()
    assert [one.start for one in desk.offers(desk.ana)] == [datetime(2026, 3, 11, 13, tzinfo=UTC)]


def test_nobody_waits_for_what_is_open(desk):
    desk.cancel()
    with pytest.raises(rules.OpenNow) as refused:
        desk.wait(desk.ana)
    assert [one.start for one in refused.value.details["alternatives"]] == [WEDNESDAY_9]


def test_who_waits_for_an_earlier_time_is_offered_no_later_one(desk):
    desk.office.offer()
    first = booking.book(desk.office.grant(desk.ana), wish(desk.pat, WEDNESDAY_9 - timedelta(hours=24)), desk.now)
    desk.office.offer(weekly=[[], [], [Window(540, 590)], [], [], [], []], horizon_days=7)
    desk.wait(desk.ana, moves=first.id, earlier=True)
    desk.cancel()
    desk.work()
    assert desk.offers(desk.ana) == []
    with pytest.raises(rules.OpenNow):
        desk.wait(desk.ana, moves=first.id)


@pytest.mark.parametrize("wishes", [{"minutes": 35}, {"format": "in_person"}])
def test_nobody_waits_for_what_the_therapist_never_offers(desk, wishes):
    with pytest.raises(NotOffered):
        desk.wait(desk.ana, **wishes)


def test_changing_the_wishes_keeps_the_place_in_the_row(desk):
    before = desk.wait(desk.ana, evening=True)
    desk.wait(desk.dee)
    assert desk.wait(desk.ana).since == before.since
    desk.cancel()
    desk.work()
    assert len(desk.offers(desk.ana)) == 1


def test_leaving_gives_the_kept_time_to_the_next(desk):
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.cancel()
    desk.work()
    for _ in range(2):
        assert waitlist.leave(make.choice(desk.ana, desk.pat), desk.now).place is None
    desk.work()
    assert [one.state for one in desk.offers(desk.dee)] == ["open"]
    check_offers(desk.aws, desk.now)


def test_a_time_kept_for_who_has_left_the_therapist_goes_on_to_the_next_at_once(desk):
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.cancel()
    desk.work()
    care.switch(make.choice(desk.ana, make.provider()), desk.now)
    desk.work()

    assert [one.state for one in desk.offers(desk.ana)] == ["expired"]
    assert [one.state for one in desk.offers(desk.dee)] == ["open"]
    assert store.place(make.grant(desk.pat, "provider"), desk.ana) is None
    check_offers(desk.aws, desk.now)


def test_a_time_kept_to_move_what_is_cancelled_by_now_is_free_again(desk):
    later = desk.wait_with_later()
    changing.cancel(make.choice(desk.ana, desk.pat), later.id, Cancellation(), desk.now)
    desk.work()

    assert [one.state for one in desk.offers(desk.ana)] == ["expired"]
    assert desk.open_starts() == [WEDNESDAY_9]
    check_offers(desk.aws, desk.now)


def test_a_place_ends_with_its_day(desk):
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.clock.set(datetime(2026, 3, 9, 12, tzinfo=UTC))
    desk.work()
    assert [item for item in items(desk.aws) if item["item"]["S"].startswith("wait#")] == []


def test_the_same_event_twice_and_at_once_makes_one_offer(desk):
    desk.wait(desk.ana)
    desk.wait(desk.dee)
    desk.cancel()
    together([desk.fill] * 3)
    assert len(desk.offers(desk.ana)) + len(desk.offers(desk.dee)) == 1
    check_offers(desk.aws, desk.now)
    desk.work()
    assert len(desk.offers(desk.ana)) + len(desk.offers(desk.dee)) == 1


def test_an_offer_and_a_booking_that_want_one_time_do_not_both_get_it(desk):
    desk.wait(desk.ana)
    desk.cancel()
    together([desk.fill, lambda: desk.book(desk.dee)])
    check_offers(desk.aws, desk.now)
    assert len(desk.offers(desk.ana)) + check_house(desk.aws)[desk.dee] == 1


def test_accepting_passing_and_the_end_at_once_leave_one_true_state(desk):
    desk.wait(desk.ana)
    desk.cancel()
    desk.work()
    (offer,) = desk.offers(desk.ana)
    together(
        [
            lambda: desk.accept(desk.ana, offer.id),
            lambda: service.pass_on(make.choice(desk.ana, desk.pat), offer.id, desk.now),
            lambda: service.expire(desk.ana, desk.pat, offer.id),
        ]
    )
    check_offers(desk.aws, desk.now)
    assert (desk.offers(desk.ana)[0].state == "taken") == (check_house(desk.aws)[desk.ana] == 1)


def test_the_judge_finds_an_offer_that_holds_without_its_condition(desk, monkeypatch):
    from collections import defaultdict

    write = busy._write
    monkeypatch.setattr(busy, "_write", lambda made, owner, actions, _, refused: write(made, owner, actions, defaultdict(list), refused))
    desk.wait(desk.ana)
    desk.cancel()
    together(
        [
            desk.fill,
            lambda: booking.book(desk.office.grant(desk.dee), wish(desk.pat, WEDNESDAY_9), desk.now),
        ]
    )
    with pytest.raises(AssertionError):
        check_offers(desk.aws, desk.now)


@pytest.fixture
def patient(desk, monkeypatch):
    """Retries do not pause, and what a process keeps at its first use is kept already."""
    for module in (openings, writing):
        monkeypatch.setattr(module.time, "sleep", lambda _: None)
    desk.cancel()
    return desk


def _begin_anew(desk: Desk, now: datetime) -> None:
    """Look whether all is true by the latest clock, then let whoever has the time give it back, and nobody wait."""
    check_offers(desk.aws, now)
    waitlist.leave(make.choice(desk.ana, desk.pat), desk.now)
    for client_id in (desk.ana, desk.dee):
        for one in scheduling.appointments(make.grant(client_id), ListQuery(), desk.now).items:
            if one.status == "booked":
                changing.cancel(make.choice(client_id, desk.pat), one.id, Cancellation(), desk.now)
    assert desk.open_starts() == [WEDNESDAY_9]


def _wait_and_free(desk: Desk) -> None:
    desk.made = desk.book(desk.ben)
    desk.wait(desk.ana)
    desk.cancel()


def test_an_offer_and_a_booking_in_every_order_of_their_calls(patient):
    def start() -> list[Any]:
        _wait_and_free(patient)
        return [patient.fill, lambda: patient.book(patient.dee)]

    assert every_order(start, lambda: _begin_anew(patient, patient.now)) >= 8


def test_taking_an_offer_and_booking_it_once_it_is_over_in_every_order_of_their_calls(patient):
    """The one whose clock is behind still takes it, the other sees it free: one of them has it in the end."""
    patient.office.offer(weekly=[[], [], [Window(540, 590)], [], [], [], []], horizon_days=7, notice_minutes=0)

    def start() -> list[Any]:
        _wait_and_free(patient)
        patient.fill()
        offer = patient.offers(patient.ana)[0]
        late = offer.held_until + timedelta(seconds=1)
        return [
            lambda: patient.accept(patient.ana, offer.id),
            lambda: booking.book(patient.office.grant(patient.dee), wish(patient.pat, WEDNESDAY_9), late),
        ]

    def after() -> None:
        assert check_house(patient.aws)[patient.pat] == 1
        _begin_anew(patient, patient.now + timedelta(days=1))

    assert every_order(start, after) >= 7


def _taken(desk: Desk) -> None:
    (offer,) = desk.offers(desk.ana)
    desk.accept(desk.ana, offer.id)


def _passed(desk: Desk) -> None:
    (offer,) = desk.offers(desk.ana)
    service.pass_on(make.choice(desk.ana, desk.pat), offer.id, desk.now)


def _expired(desk: Desk) -> None:
    (offer,) = desk.offers(desk.ana)
    service.expire(desk.ana, desk.pat, offer.id)


def _left(desk: Desk) -> None:
    waitlist.leave(make.choice(desk.ana, desk.pat), desk.now)


def _offered(desk: Desk) -> None:
    service.fill(desk.pat, desk.now)


def _joined(desk: Desk) -> None:
    waitlist.join(make.choice(desk.dee, desk.pat), Wishes(until=FRIDAY, zone="America/Chicago", evening=True), desk.now)


def test_a_crash_while_an_offer_moves_an_appointment_leaves_it_at_one_time_and_the_repeat_moves_it(desk):
    later = desk.wait_with_later()
    calls = 0
    while dies_before(calls, lambda: _taken(desk)):
        check_offers(desk.aws, desk.now)
        assert _only_start(desk) == later.start
        calls += 1
    check_offers(desk.aws, desk.now)
    check_copies(desk.aws)
    assert (_only_start(desk), make_ledger(desk.ana)) == (WEDNESDAY_9, [])
    assert waitlist.mine(make.choice(desk.ana, desk.pat)).place is None
    assert calls >= 4


def _only_start(desk: Desk) -> datetime:
    (one,) = scheduling.appointments(make.grant(desk.ana), ListQuery(), desk.now).items
    return one.start


@pytest.mark.parametrize("use_case", [_joined, _offered, _taken, _passed, _expired, _left], ids=lambda one: one.__name__[1:])
def test_a_crash_between_any_two_calls_leaves_no_half_offer_and_the_repeat_ends_it(desk, use_case):
    desk.wait(desk.ana)
    desk.cancel()
    if use_case is not _offered:
        desk.work()
    calls = 0
    while dies_before(calls, lambda: use_case(desk)):
        check_offers(desk.aws, desk.now)
        calls += 1
    check_offers(desk.aws, desk.now)
    assert calls >= 2
