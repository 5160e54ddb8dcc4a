"""What a change of hours would do is told before it is saved, and nothing happens by asking."""

from __future__ import annotations

from tests.scheduling.conftest import WEDNESDAY_10

WEEK = {"from": "2026-03-02", "to": "2026-03-09"}


def test_each_date_tells_how_many_times_are_open_now_and_would_be(ana, pat, office):
    offer = pat.get("/api/availability").json()
    changed = {
        **offer,
        "dates": [{"date": "2026-03-05", "windows": []}, {"date": "2026-03-07", "windows": [{"opens": 540, "closes": 600}]}],
    }

    seen = pat.post("/api/availability/preview", {"offer": changed, **WEEK}).json()

    days = {day["date"]: (day["before"], day["after"]) for day in seen["days"]}
    assert len(seen["days"]) == 7
    assert days["2026-03-05"] == (29, 0)
    assert days["2026-03-06"] == (29, 29)
    assert days["2026-03-07"] == (0, 1)
    assert "2026-03-07T09:00:00-05:00" in seen["times"]
    assert pat.get("/api/availability").json() == offer


def test_open_times_of_the_preview_are_those_clients_see_once_it_is_saved(ana, pat, office):
    changed = {**pat.get("/api/availability").json(), "buffer_minutes": 30, "notice_minutes": 3000}
    ana.post("/api/appointments", {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": 50, "format": "video"})
    seen = pat.post("/api/availability/preview", {"offer": changed, **WEEK}).json()
    pat.put("/api/availability", changed)
    slots = ana.get(f"/api/providers/{office.pat}/slots?from=2026-03-02&to=2026-03-09&zone=America/New_York").json()["slots"]
    assert seen["times"] == [slot["start"] for slot in slots]


def test_booked_sessions_that_would_lie_outside_are_named_and_stay(ana, pat, office):
    made = ana.post("/api/appointments", {"provider_id": office.pat, "start": WEDNESDAY_10, "minutes": 50, "format": "video"}).json()
    far = ana.post("/api/appointments", {"provider_id": office.pat, "start": "2026-04-22T10:00:00-04:00", "minutes": 50, "format": "video"})
    offer = pat.get("/api/availability").json()
    changed = {**offer, "weekly": [*offer["weekly"][:2], [{"opens": 615, "closes": 1020}], *offer["weekly"][3:]]}

    seen = pat.post("/api/availability/preview", {"offer": changed, **WEEK}).json()

    assert [one["id"] for one in seen["outside"]] == [made["id"], far.json()["id"]]
    assert seen["outside"][0]["start"] == WEDNESDAY_10
    pat.put("/api/availability", changed)
    assert ana.get(f"/api/appointments/{made['id']}").json()["status"] == "booked"
    assert pat.post("/api/availability/preview", WEEK).json()["outside"] == []


def test_the_date_when_clocks_change_is_marked(pat, office):
    days = pat.post("/api/availability/preview", {"from": "2026-03-07", "to": "2026-03-10"}).json()["days"]
    assert [day["clocks"] for day in days] == [None, "forward", None]
    (day,) = pat.post("/api/availability/preview", {"from": "2026-11-01", "to": "2026-11-02"}).json()["days"]
    assert day["clocks"] == "back"


def test_hours_that_cannot_be_are_refused_before_they_are_saved(pat):
    offer = pat.get("/api/availability").json()
    answer = pat.post("/api/availability/preview", {"offer": {**offer, "zone": "Mars/Base"}})
    assert (answer.status, answer.json()["error"]["field"]) == (400, "zone")


def test_times_of_another_calendar_are_in_the_picture(pat, office):
    event = "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260304T100000\r\nDTEND:20260304T113000\r\nEND:VEVENT\r\n"
    pat.put("/api/busy-calendar", {"text": f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}END:VCALENDAR\r\n"})
    seen = pat.post("/api/availability/preview", WEEK).json()
    assert seen["busy"] == [{"start": WEDNESDAY_10, "minutes": 90}]
    assert WEDNESDAY_10 not in seen["times"]
