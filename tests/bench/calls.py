"""How many AWS calls the product's requests make once warm."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from chalicelib.providers import service as providers
from tests import make
from tests.bench.figures import Figure, Room

MOOD = {"score": 6, "feelings": ["calm"], "note": "slept well"}
OWN_READS = {
    "own profile": "/api/me",
    "own moods": "/api/moods",
    "one own mood": "/api/moods/{mood_id}",
    "own sharing": "/api/sharing",
    "own consents": "/api/me/consents",
    "own intake": "/api/intake",
    "own risk screen": "/api/safety/screen",
    "own appointments": "/api/appointments",
    "one own appointment": "/api/appointments/{appointment_id}",
    "own messages": "/api/threads/{thread_id}/messages",
    "own measures": "/api/measures",
    "own safety plan": "/api/safety/plan",
    "own fees": "/api/ledger",
    "own sign-ins": "/api/me/sign-ins",
}
# Whether a yes still stands is a row of its own beside the decisions: a birthday ends it, and no decision says so.
ONE_MORE = ("own consents",)
THREADS = "/api/threads"
SLOTS = "/api/providers/{provider_id}/slots?from=2026-03-03&to=2026-03-31&minutes=50&zone=America/Chicago"


def _read(path: str, service: str, room: Room, person: str = "owner") -> float:
    return room.calls(person, "GET", path)[service]


MATCHED = "/api/slots?from=2026-03-03&to=2026-03-17&minutes=50&zone=America/Chicago"
PROVIDERS = 20
YEAR = 365


def _matched(service: str, in_care: bool, room: Room) -> float:
    """Calls beside the gate row for the open times of twenty providers who fit, chosen already or still to choose from."""
    make.hours(room.person("outsider").id)
    for _ in range(PROVIDERS - 1):
        make.hours(provider_id := make.provider())
        if in_care:
            make.care(room.person("owner").id, provider_id)
    # A warm process holds the directory for a minute.
    providers.forget()
    found = room.person("owner" if in_care else "stranger").get(MATCHED).json()["slots"]
    assert len({slot["provider_id"] for slot in found}) == PROVIDERS
    return room.calls("owner" if in_care else "stranger", "GET", MATCHED)[service] - (service == "dynamodb")


def _keys_of_reads(room: Room) -> float:
    return sum(_read(path, "kms", room) for path in (*OWN_READS.values(), THREADS))


def _moods_of_a_client(service: str, room: Room) -> float:
    room.person("owner").post("/api/moods", MOOD)
    return _read("/api/clients/{client_id}/moods", service, room, "therapist")


def _year_of_moods(service: str, room: Room) -> float:
    """A whole year, a note a day, as the chart asks for it."""
    from chalicelib.core import clock
    from chalicelib.wellness import service as wellness
    from chalicelib.wellness.schemas import MoodEntry

    grant, now = make.grant(room.person("owner").id), clock.now()
    for day in range(YEAR):
        wellness.add_mood(grant, MoodEntry(score=1 + day % 10), now - timedelta(days=YEAR - day))
    path = f"/api/moods?limit={YEAR + 1}"
    assert len(room.person("owner").get(path).json()["items"]) >= YEAR
    # The first call is the gate row's.
    return room.calls("owner", "GET", path)[service] - (service == "dynamodb")


def _message(room: Room) -> float:
    # The first call is the gate row's.
    return room.calls("owner", "POST", "/api/threads/{thread_id}/messages", {"text": "I may be late"})["dynamodb"] - 1


def _mood(room: Room) -> float:
    return room.calls("owner", "POST", "/api/moods", MOOD)["dynamodb"] - 1


def _matches(service: str, room: Room) -> float:
    room.person("owner").put(
        "/api/intake", {"phq-9": {"answers": [1] * 8 + [0]}, "gad-7": {"answers": [1] * 7}, "asq": {"answers": ["no"] * 4}}
    )
    return _read("/api/matches", service, room)


FIGURES = [
    *(
        Figure(f"read: {name}", "DynamoDB calls", 2 + (name in ONE_MORE), partial(_read, path, "dynamodb"))
        for name, path in OWN_READS.items()
    ),
    Figure("read: own threads", "DynamoDB calls", 2, partial(_read, THREADS, "dynamodb")),
    Figure("all of these reads, keys", "KMS calls", 0, _keys_of_reads),
    Figure("provider reads a client's moods", "DynamoDB calls", 3, partial(_moods_of_a_client, "dynamodb")),
    Figure("provider reads a client's moods, keys", "KMS calls", 0, partial(_moods_of_a_client, "kms")),
    Figure("a year of daily moods, beside the gate row", "DynamoDB calls", 2, partial(_year_of_moods, "dynamodb")),
    Figure("a year of daily moods, keys", "KMS calls", 0, partial(_year_of_moods, "kms")),
    Figure("message sent, beside the gate row", "DynamoDB calls", 2, _message),
    Figure("mood added, beside the gate row", "DynamoDB calls", 2, _mood),
    Figure("open times of 28 days", "DynamoDB calls", 2, partial(_read, SLOTS, "dynamodb")),
    Figure("open times of 28 days, keys", "KMS calls", 0, partial(_read, SLOTS, "kms")),
    Figure("open times of 20 providers in care, beside the gate row", "DynamoDB calls", 2, partial(_matched, "dynamodb", True)),
    Figure("open times of 20 providers to choose from, keys", "KMS calls", 0, partial(_matched, "kms", False)),
    Figure("matches", "DynamoDB calls", 3, partial(_matches, "dynamodb")),
    Figure("matches, keys", "KMS calls", 0, partial(_matches, "kms")),
]
