"""No way of asking gets past an unfinished screen or an undecided acute review to a new booking; what is booked goes on."""

import random
import threading
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from chalicelib.offers import service as offers
from tests import make
from tests.api import Session

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
MONDAY = datetime(2026, 12, 7, 14, tzinfo=UTC)
OFFER = {
    "zone": "America/New_York",
    "weekly": [[{"opens": 0, "closes": 1440}]] * 7,
    "kinds": [{"minutes": 15, "formats": ["video"]}],
    "buffer_minutes": 0,
}
NO, YES = ["no"] * 4, ["yes", "no", "no", "no"]


@pytest.fixture
def pat(aws, clock, http):
    make.practice()
    clock.set(FRIDAY)
    pat = http.sign_in("provider", make.provider(), standing=False)
    assert pat.put("/api/availability", OFFER).status == 200
    return pat


def client(http, pat):
    ana = http.sign_in("client", make.person("client", home_state="NY", zone="America/New_York"), standing=False)
    make.care(ana.id, pat.id)
    return ana


def book(person, pat, number=0, **also):
    start = (MONDAY + timedelta(minutes=15 * number)).isoformat()
    return person.post("/api/appointments", {"provider_id": pat.id, "start": start, "minutes": 15, "format": "video", **also})


def test_an_open_screen_and_an_acute_review_refuse_new_bookings_by_the_client(pat, http):
    ana = client(http, pat)
    ana.put("/api/safety/screen", {"item9": 1})
    assert (book(ana, pat).status, book(ana, pat).code) == (422, "screen_open")
    ana.put("/api/safety/screen", {"answers": YES, "acute": "no"})
    assert book(ana, pat).status == 201
    ana.put("/api/safety/screen", {"acute": "yes"})
    assert (book(ana, pat, 1).status, book(ana, pat, 1).code) == (422, "review_open")


def test_what_is_booked_goes_on_and_staff_may_book(pat, http):
    ana = client(http, pat)
    booked = book(ana, pat).json()["id"]
    ana.put("/api/safety/screen", {"acute": "yes"})
    assert ana.get(f"/api/appointments/{booked}").json()["status"] == "booked"
    assert ana.get("/api/threads").status == 200
    assert book(pat, pat, 1, client_ids=[ana.id]).status == 201
    assert ana.post(f"/api/appointments/{booked}/cancel", {}).status == 200


STEPS = [
    ("PUT", "/api/safety/screen", {"item9": 0}),
    ("PUT", "/api/safety/screen", {"item9": 2}),
    ("PUT", "/api/safety/screen", {"answers": ["no", None, None, None]}),
    ("PUT", "/api/safety/screen", {"answers": NO}),
    ("PUT", "/api/safety/screen", {"answers": YES}),
    ("PUT", "/api/safety/screen", {"answers": NO, "acute": "no"}),
    ("PUT", "/api/safety/screen", {"acute": "no"}),
    ("PUT", "/api/safety/screen", {"acute": "declined"}),
    ("PUT", "/api/intake", {"phq-9": {"answers": [0] * 8 + [1]}}),
    ("PUT", "/api/intake", {"phq-9": {"answers": [0] * 9}, "gad-7": {"answers": [0] * 7}}),
    ("PUT", "/api/intake", {"asq": {"answers": NO}}),
    ("PUT", "/api/intake", {"asq": {"answers": YES, "acute": "no"}}),
    ("POST", "/api/intake/submit", None),
    ("POST", "/api/measures", {"instrument": "phq-9", "answers": [0] * 8 + [2]}),
    ("POST", "/api/measures", {"instrument": "phq-9", "answers": [None] * 8 + [1]}),
    ("POST", "/api/measures", {"instrument": "phq-9", "answers": [0] * 9}),
    ("POST", "/api/measures", {"instrument": "asq", "answers": YES}),
    ("POST", "/api/measures", {"instrument": "asq", "answers": NO}),
]


class House(NamedTuple):
    """Who is in a test of every way to book. other, stranger: therapists' ids; rival: a second client's."""

    ana: Session
    pat: Session
    other: str
    stranger: str
    rival: str


@pytest.fixture
def house(pat, http):
    return House(client(http, pat), pat, colleague(http), colleague(http), client(http, pat).id)


def colleague(http):
    """One more therapist with the same hours, who also gives first talks."""
    provider = http.sign_in("provider", make.provider(), standing=False)
    talks = {"minutes": 15, "formats": ["video"], "type": "consultation"}
    assert provider.put("/api/availability", {**OFFER, "kinds": [*OFFER["kinds"], talks]}).status == 200
    return provider.id


def one_session(house, number):
    return book(house.ana, house.pat, number)


def a_series(house, number):
    start = (MONDAY + timedelta(minutes=15 * number)).isoformat()
    once = {"provider_id": house.pat.id, "start": start, "minutes": 15, "format": "video"}
    return house.ana.post("/api/series", {**once, "every_weeks": 1, "count": 2})


def a_first_talk(house, number):
    house.ana.post("/api/care/consultations", {"provider_id": house.stranger})
    talk = {"type": "consultation", "provider_id": house.stranger, "start": (MONDAY + timedelta(minutes=15 * number)).isoformat()}
    return house.ana.post("/api/appointments", {**talk, "minutes": 15, "format": "video"})


def a_session_after_two_changes(house, number):
    """To the other therapist and back: neither step opens what is closed."""
    for provider_id in (house.other, house.pat.id):
        house.ana.post("/api/care/switch", {"provider_id": provider_id})
    house.ana.post("/api/care", {"provider_id": house.pat.id})
    return book(house.ana, house.pat, number)


def an_offer(house):
    """Wait while nothing is open, and have a time offered once there is. The path to take it, None where none was offered."""
    house.pat.put("/api/availability", {**OFFER, "weekly": [[]] * 7})
    wishes = {"until": "2026-12-20", "zone": "America/New_York", "minutes": 15}
    house.ana.put(f"/api/providers/{house.pat.id}/waitlist", wishes)
    house.pat.put("/api/availability", OFFER)
    with make.work():
        offers.fill(house.pat.id, FRIDAY)
    opened = [one for one in house.ana.get("/api/offers").json()["items"] if one["state"] == "open"]
    return f"/api/offers/{opened[0]['id']}/accept" if opened else None


def an_offer_taken(house, _):
    path = an_offer(house)
    return house.ana.post(path) if path else None


WAYS = [one_session, a_series, a_first_talk, a_session_after_two_changes, an_offer_taken]


@pytest.mark.parametrize("seed", range(12))
def test_no_sequence_of_requests_books_past_an_open_screen_or_an_acute_review(house, seed):
    chance = random.Random(seed)
    ana, acute = house.ana, False
    for number in range(10):
        method, path, body = STEPS[chance.randrange(len(STEPS))]
        answer = ana.ask(method, path, body)
        assert answer.status in (200, 201, 400, 409, 422), answer.text
        # "declined" to the fifth question is the only acute answer among the steps.
        acute = acute or bool(answer.status == 200 and body and body.get("acute") == "declined")
        shown = ana.get("/api/safety/screen").json()
        assert shown["safety"] == "acute" if acute else shown["safety"] != "acute"
        finished = None not in shown["answers"] or ((shown["item9"] or 0) == 0 and shown["answers"] == [None] * 4)
        for booked in (one_session(house, number), chance.choice(WAYS)(house, number + 20)):
            if booked is not None and booked.status in (200, 201):
                assert not acute
                assert finished
                assert shown["safety"] in ("none", "negative", "positive")


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_book_is_open_to_who_is_not_at_risk_and_closed_by_an_acute_answer(house, http, way):
    calm = {"phq-9": {"answers": [0] * 9}, "gad-7": {"answers": [0] * 7}, "asq": {"answers": NO}}
    at_risk = house._replace(ana=client(http, house.pat))
    for one in (house, at_risk):
        one.ana.put("/api/intake", calm)
        assert one.ana.post("/api/intake/submit").status == 200
    assert way(house, 0).status in (200, 201)
    at_risk.ana.put("/api/safety/screen", {"answers": YES, "acute": "yes"})
    closed = way(at_risk, 20)
    assert closed is None or (closed.status, closed.code) == (422, "review_open")


def test_an_offer_made_before_is_not_taken_past_an_acute_answer(house):
    path = an_offer(house)
    house.ana.put("/api/safety/screen", {"answers": YES, "acute": "yes"})
    refused = house.ana.post(path)
    assert (refused.status, refused.code) == (422, "review_open")


def test_answers_from_several_devices_at_once_are_all_kept(pat, http):
    ana = client(http, pat)
    bodies = [{"answers": [*[None] * place, "no", *[None] * (3 - place)]} for place in range(4)]
    answers = []

    def put(body):
        answers.append(ana.put("/api/safety/screen", body).status)

    threads = [threading.Thread(target=put, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 4
    assert ana.get("/api/safety/screen").json()["safety"] == "negative"
    assert make.booking_closed(ana.id) is None
