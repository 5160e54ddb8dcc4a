"""What the line takes of a session: told by both ends, counted once, added or credited."""

from datetime import UTC, timedelta

import pytest


@pytest.fixture
def inside(room, after):
    """Both are in, twenty minutes ago."""
    room.join()
    room.admit()
    after(minutes=20)
    return room


def _gap(room, begin: float, end: float) -> dict[str, str]:
    start = room.start.astimezone(UTC)
    return {"from": (start + timedelta(seconds=begin)).isoformat(), "to": (start + timedelta(seconds=end)).isoformat()}


def _tell(person, room, *pairs: tuple[float, float]):
    return person.post(room.path("line"), {"lost": [_gap(room, *pair) for pair in pairs]})


def test_both_ends_tell_and_the_record_counts_once(inside):
    _tell(inside.client, inside, (60, 90))
    both = _tell(inside.therapist, inside, (61, 91))

    assert (both.status, both.json()) == (200, {"lost_seconds": 31.0, "agreed_seconds": 29.0})


def test_telling_again_changes_nothing_and_later_gaps_are_added(inside):
    for _ in range(2):
        again = _tell(inside.client, inside, (60, 90))
    more = _tell(inside.client, inside, (200, 208))

    assert (again.json()["lost_seconds"], more.json()["lost_seconds"]) == (30.0, 38.0)


def test_what_lies_outside_the_session_or_in_the_future_is_not_counted(inside):
    assert _tell(inside.client, inside, (-5000, -4000), (5000, 6000)).json()["lost_seconds"] == 0
    assert _tell(inside.client, inside, (1190, 5000)).json()["lost_seconds"] == 10


def test_lost_minutes_are_credited_to_who_was_there(inside, after):
    _tell(inside.client, inside, (60, 240))
    after(minutes=50)
    ended = inside.therapist.post(inside.path("end")).json()

    assert (ended["lost_seconds"], ended["agreed_seconds"], ended["credited_minutes"]) == (180.0, 0.0, 3)
    (line,) = inside.client.get("/api/ledger").json()["items"]
    assert (line["kind"], line["minutes"], line["reason"], line["appointment_id"]) == ("credit", 3, "technical", inside.appointment_id)
    assert inside.therapist.post(inside.path("end")).json() == ended


def test_lost_minutes_that_were_added_are_not_credited(inside, after):
    _tell(inside.therapist, inside, (60, 240))
    after(minutes=53)

    assert inside.therapist.post(inside.path("end")).json()["credited_minutes"] == 0
    assert inside.client.get("/api/ledger").json()["items"] == []


def test_the_room_stays_open_for_the_minutes_that_were_lost(inside, after):
    _tell(inside.therapist, inside, (60, 240))
    after(minutes=68)
    assert inside.join({}).status == 200
    after(minutes=68, seconds=1)

    assert inside.join({}).code == "too_late"


def test_one_ends_word_credits_no_more_than_the_session_and_keeps_no_room_open_for_good(inside, after):
    for minutes in range(20, 130, 5):
        after(minutes=minutes)
        told = _tell(inside.client, inside, (-900, minutes * 60))
        assert (told.status, minutes) == (200 if minutes <= 115 else 422, minutes)
    after(minutes=115, seconds=1)

    assert inside.join({}).code == "too_late"
    inside.therapist.post(inside.path("end"))
    credited = [line["minutes"] for line in inside.client.get("/api/ledger").json()["items"]]
    assert sum(credited) <= 50


def test_of_a_session_that_is_ended_on_time_no_more_is_credited_than_it_had(inside, after):
    after(minutes=50)
    _tell(inside.client, inside, (-900, 3000))

    assert inside.therapist.post(inside.path("end")).json()["credited_minutes"] == 50


def test_nothing_is_lost_before_somebody_is_let_in(room, after):
    room.join()
    after(minutes=4)
    assert _tell(room.client, room, (-600, 240)).json()["lost_seconds"] == 0
    room.admit()
    after(minutes=6)

    assert _tell(room.client, room, (-600, 300)).json()["lost_seconds"] == 60


@pytest.mark.parametrize(
    "wrong",
    [{"from": "2026-01-01T00:00:00", "to": "2026-01-01T00:00:09Z"}, {"from": "then", "to": "now"}, {"from": "2026-01-01T00:00:00Z"}],
)
def test_malformed_times_are_refused(inside, wrong):
    answer = inside.client.post(inside.path("line"), {"lost": [wrong]})

    assert answer.status == 400


def test_a_stranger_tells_nothing(inside, http):
    from tests import make

    other = http.sign_in("client", make.person("client"), standing=False)

    assert _tell(other, inside, (60, 90)).status == 404


def test_a_channel_that_fills_up_is_logged_without_saying_whose(inside, caplog):
    inside.therapist.post(inside.path("line"), {"sockets": 7})

    lines = [record.getMessage() for record in caplog.records if "channel_crowded" in record.getMessage()]
    assert len(lines) == 1
    assert '"count": 7' in lines[0]
    assert inside.therapist.id not in lines[0]
