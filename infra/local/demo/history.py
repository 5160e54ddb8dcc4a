"""Three weeks of the demo people's lives, made by asking the API at past instants, in order of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.demo.stage import Stage
from infra.local.demo.words import MESSAGES, MOODS

CLIENT_ZONE = "America/New_York"
SESSION_DAYS = (2, 9, 16)
NEXT_SESSION_DAYS = 2
SESSION_HOUR = 16
EVENING = "20:40"

PROFILES: dict[str, dict[str, Any]] = {
    "ana": {
        "preferred_name": "Ana",
        "pronouns": "she/her",
        "birth_date": "1991-05-14",
        "home_state": "NY",
        "zone": CLIENT_ZONE,
        "phone": "+1 212 555 0142",
    }
    | {"emergency_contact": {"name": "Luis Reyes", "phone": "+1 212 555 0173", "relation": "brother"}},
    "ben": {"preferred_name": "Ben", "pronouns": "he/him", "birth_date": "1986-11-02", "home_state": "IL", "zone": "America/Chicago"},
    "cleo": {"preferred_name": "Cleo", "zone": CLIENT_ZONE},
    "teen": {"preferred_name": "Theo", "birth_date": "2010-02-20", "home_state": "OH", "zone": CLIENT_ZONE},
    "gil": {"preferred_name": "Gil", "birth_date": "1980-08-09", "home_state": "OH", "zone": CLIENT_ZONE},
    "dee": {"preferred_name": "Dee", "birth_date": "1988-03-30", "home_state": "IL", "zone": "America/Chicago", "phone": "+1 312 555 0119"},
    "eli": {"preferred_name": "Eli", "birth_date": "1987-12-12", "home_state": "IL", "zone": "America/Chicago", "phone": "+1 312 555 0188"},
    "pat": {"preferred_name": "Pat Hollis", "zone": "America/Chicago"},
    "quinn": {"preferred_name": "Quinn Abara", "zone": "America/Denver"},
    "rae": {"preferred_name": "Rae Lindqvist", "zone": "America/Los_Angeles"},
    "amy": {"preferred_name": "Amy Ruiz", "zone": "America/Chicago"},
}
ZONES = {"pat": "America/Chicago", "quinn": "America/Denver", "rae": "America/Los_Angeles"}
DAY = [{"opens": 540, "closes": 720}, {"opens": 780, "closes": 1020}]
LATE_DAY = [{"opens": 720, "closes": 1200}]
SATURDAY = [{"opens": 600, "closes": 780}]
WEEKS = {
    "pat": [DAY, LATE_DAY, DAY, LATE_DAY, DAY, SATURDAY, []],
    "quinn": [DAY, DAY, [], LATE_DAY, DAY, [], []],
    "rae": [LATE_DAY, LATE_DAY, LATE_DAY, [], [], SATURDAY, SATURDAY],
}
LENGTHS = [("consultation", 15), ("individual", 45), ("individual", 50), ("individual", 60), ("intake_assessment", 60), ("couples", 80)]
KINDS = [
    {"type": name, "minutes": minutes, "formats": ["video", "audio", *([] if name == "consultation" else ["text"])]}
    for name, minutes in LENGTHS
]


def live(stage: Stage, run_due: Callable[[], None], began: datetime, now: datetime) -> None:
    """Let everything happen in order; `run_due` does the product's own background work."""
    with stage.at(began):
        _settle_in(stage)
        run_due()
    events = [*_sessions(stage, began), *_moods(stage, began), *_messages(stage, began), *_next_session(stage, now)]
    for moment, act in sorted(events, key=lambda event: event[0]):
        if moment < now:
            with stage.at(moment):
                act()
    run_due()


def _settle_in(stage: Stage) -> None:
    for key, profile in PROFILES.items():
        stage.ask(key, "PUT", "/api/me", profile)
    for key, week in WEEKS.items():
        stage.ask(key, "PUT", "/api/availability", {"zone": ZONES[key], "weekly": week, "kinds": KINDS})
    for key in ("ana", "ben", "dee", "eli", "teen"):
        for document in stage.ask(key, "GET", "/api/me/consents")["items"]:
            stage.ask(key, "POST", "/api/me/consents", {"document": document["document"], "version": document["version"]})
    _guard_the_teen(stage)
    for key in ("ana", "ben", "dee", "eli"):
        stage.ask(key, "PUT", "/api/intake", intake(PROFILES[key]["home_state"]))
        stage.ask(key, "POST", "/api/intake/submit", {})
    stage.ask("teen", "PUT", "/api/intake", _of_a_teen(intake(PROFILES["teen"]["home_state"])))
    stage.ask("teen", "POST", "/api/intake/submit", {})
    for key in ("ana", "dee", "eli"):
        stage.ask(key, "POST", "/api/care", {"provider_id": stage.id("pat")})
    stage.ask("teen", "POST", "/api/care", {"provider_id": stage.id("rae")})
    stage.ask("ana", "PUT", "/api/sharing", {"moods": True})


def _guard_the_teen(stage: Stage) -> None:
    """Amy links Gil with Theo, and Gil consents for him: under 18 one's own yes is not enough."""
    teen, gil = stage.id("teen"), stage.id("gil")
    stage.ask("amy", "PUT", f"/api/clients/{teen}/guardian", {"guardian_id": gil})
    path = f"/api/wards/{teen}/consents"
    for document in stage.ask("gil", "GET", path)["items"]:
        stage.ask("gil", "POST", path, {"document": document["document"], "version": document["version"]})


def intake(state: str) -> dict[str, Any]:
    """A whole intake of somebody who is not at risk."""
    return {
        "concerns": {"items": ["anxiety", "work_school"], "note": "Sunday evenings are the worst."},
        "goals": {"text": "Sleep through, and answer the phone without dreading it."},
        "symptoms": {"items": ["worry", "sleep"], "since": "months"},
        "phq-9": {"answers": [1, 1, 2, 2, 0, 1, 1, 0, 0], "difficulty": 1},
        "gad-7": {"answers": [2, 2, 2, 1, 1, 1, 0]},
        "asq": {"answers": ["no", "no", "no", "no"]},
        "past_care": {"therapy": "before", "hospital": "never"},
        "experiences": {"items": ["none"]},
        "support": {"safe_at_home": "yes", "people": ["friends", "family"]},
        "medication": {"taking": "no"},
        "substances": {"alcohol": "monthly", "drugs": "never"},
        "preferences": {
            "state": state,
            "age_group": "adult",
            "format": "video",
            "payer": "self_pay",
            "language": "en",
            "times": ["afternoon"],
        },
    }


def _of_a_teen(answers: dict[str, Any]) -> dict[str, Any]:
    return answers | {"preferences": answers["preferences"] | {"age_group": "teen"}, "school": {"attending": "yes"}}


Event = tuple[datetime, Callable[[], object]]


def _sessions(stage: Stage, began: datetime) -> list[Event]:
    """Ana's sessions so far: each booked two days before, held, ended by Pat."""
    events: list[Event] = []
    for day in SESSION_DAYS:
        session = _Session(stage, "ana", "pat", began + timedelta(days=day))
        events += [(session.near - timedelta(days=2) + timedelta(minutes=5), session.book)]
        events += [(session.near + timedelta(hours=10), session.hold)]
    return events


def _next_session(stage: Stage, now: datetime) -> list[Event]:
    pairs = (("ana", "pat"), ("teen", "rae"))
    coming = [_Session(stage, client, therapist, now + timedelta(days=NEXT_SESSION_DAYS)) for client, therapist in pairs]
    return [(now - timedelta(hours=20), session.book) for session in coming]


class _Session:
    """One session of a client with their therapist, near an instant."""

    def __init__(self, stage: Stage, client: str, therapist: str, near: datetime) -> None:
        self.stage, self.client, self.therapist, self.near = stage, client, therapist, near
        self.made: dict[str, Any] = {}

    def book(self) -> None:
        """Take the open time nearest to four in the afternoon of a day at least one away."""
        therapist = self.stage.id(self.therapist)
        first = self.near.astimezone(ZoneInfo(CLIENT_ZONE)).date()
        path = f"/api/providers/{therapist}/slots?from={first}&to={first + timedelta(days=5)}&minutes=50&zone={CLIENT_ZONE}"
        starts = [datetime.fromisoformat(slot["start"]) for slot in self.stage.ask(self.client, "GET", path)["slots"]]
        day = min(start.date() for start in starts)
        start = min((one for one in starts if one.date() == day), key=lambda one: abs(one.hour - SESSION_HOUR))
        wish = {"provider_id": therapist, "start": start.isoformat(), "minutes": 50, "format": "video"}
        self.made = self.stage.ask(self.client, "POST", "/api/appointments", wish)

    def hold(self) -> None:
        """Both come, both leave; Pat ends it."""
        start = datetime.fromisoformat(self.made["start"])
        path = f"/api/appointments/{self.made['id']}"
        with self.stage.at(start + timedelta(minutes=1)):
            self.stage.ask(self.therapist, "POST", f"{path}/join", {"location_state": "IL", "private": True})
            self.stage.ask(self.client, "POST", f"{path}/join", {"location_state": "NY", "private": True})
            self.stage.ask(self.therapist, "POST", f"{path}/admit", {"client_id": self.stage.id(self.client)})
        with self.stage.at(start + timedelta(minutes=50)):
            self.stage.ask(self.therapist, "POST", f"{path}/end", {})


def _moods(stage: Stage, began: datetime) -> list[Event]:
    return [(_on(began, day, EVENING), partial(stage.ask, "ana", "POST", "/api/moods", entry)) for day, entry in MOODS]


def _messages(stage: Stage, began: datetime) -> list[Event]:
    return [(_on(began, day, at), partial(_write, stage, who, text)) for day, at, who, text in MESSAGES]


def _on(began: datetime, day: int, wall: str) -> datetime:
    """A time on Ana's wall clock, so many days after the beginning."""
    date = began.astimezone(ZoneInfo(CLIENT_ZONE)).date() + timedelta(days=day)
    return datetime.combine(date, time.fromisoformat(wall), tzinfo=ZoneInfo(CLIENT_ZONE)).astimezone(UTC)


def _write(stage: Stage, who: str, text: str) -> None:
    """A message between Ana and Pat, by a writer who has read what came before."""
    client = stage.id("ana")
    threads = stage.ask(who, "GET", "/api/threads")["items"]
    thread = next(one["id"] for one in threads if one["kind"] == "care" and one["client_id"] == client)
    stage.ask(who, "POST", f"/api/threads/{thread}/read", {})
    stage.ask(who, "POST", f"/api/threads/{thread}/messages", {"text": text})
