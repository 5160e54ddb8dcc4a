"""One of everything a client and their therapist can write between and around sessions, asked for over HTTP."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.core import clock
from chalicelib.scheduling import diaries
from chalicelib.scheduling.schemas import SlotQuery
from tests import make
from tests.api import Reply, Session
from tests.uploads import post_form, seal

Word = Callable[[str], str]
"""Gives the words for one field, named as the request's shape and the way to it: `NewMessage.text`."""


def run_from(start: datetime) -> None:
    """Let the product's clock go on from this instant at the machine's pace, as it does where entries of the access log get their order."""
    began = time.monotonic()
    clock.source = lambda: start + timedelta(seconds=time.monotonic() - began)


def done(reply: Reply) -> Any:
    """What was answered, for what must not be refused."""
    assert reply.status in (200, 201), (reply.status, reply.text)
    return reply.json()


def write_everything(client: Session, therapist: Session, thread_id: str, word: Word) -> None:
    """Let both write whatever they can. client: in the therapist's care, with a session still to come; the clock is in it afterwards."""
    _messages(client, f"/api/threads/{thread_id}", word)
    _entries(client, word)
    _built_worksheet(client, therapist, word)
    _homework(client, therapist, word)
    _about_oneself(client, therapist, word)
    _appointments(client, therapist, word)


def _messages(client: Session, thread: str, word: Word) -> None:
    content, key = f"{word('the content of a file')}\n".encode() * 3, os.urandom(32)
    wish = {**make.a_file(len(content), "text/plain", key), "name": f"{word('NewFile.name')}.txt"}
    upload = done(client.post(f"{thread}/files", wish))
    assert post_form(upload["url"], upload["fields"], seal(upload["id"], key, content)) == 204
    done(client.post(f"{thread}/files/{upload['id']}/uploaded"))
    make.run_due()
    view = done(client.get(f"{thread}/files/{upload['id']}"))
    assert (view["state"], base64.b64decode(view["key"])) == ("ready", key)
    done(client.post(f"{thread}/messages", {"text": word("NewMessage.text"), "attachments": [upload["id"]]}))
    for _ in range(2):
        done(client.put(f"{thread}/draft", {"text": word("SoFar.text")}))


def _entries(client: Session, word: Word) -> None:
    mood = {
        "score": 4,
        "feelings": [word("MoodEntry.feelings[]")],
        "triggers": [word("MoodEntry.triggers[]")],
        "note": word("MoodEntry.note"),
    }
    entry = done(client.post("/api/moods", mood))
    done(client.put(f"/api/moods/{entry['id']}", {**mood, "note": word("MoodEntry.note")}))
    page = done(client.post("/api/journal", {"text": word("NewEntry.text"), "prompt": word("NewEntry.prompt")}))
    done(client.put(f"/api/journal/{page['id']}", {"text": word("Rewrite.text")}))
    for _ in range(2):
        done(client.put("/api/journal-draft", {"text": word("Draft.text"), "prompt": word("Draft.prompt")}))
    sheet = done(client.post("/api/worksheets/thought-record/entries", {"answers": {"situation": word("WorksheetWish.answers[]")}}))
    done(client.put(f"/api/worksheet-entries/{sheet['id']}", {"answers": {"thought": word("WorksheetWish.answers[]")}}))
    done(client.post("/api/worksheets/worry-time/entries", {"answers": {_list_of(client): [word("WorksheetWish.answers[][]")]}}))


def _built_worksheet(client: Session, therapist: Session, word: Word) -> None:
    """Two versions of a worksheet with every text there can be, each given to the client, the first one begun."""
    built: dict[str, Any] = {}
    for shape in ("Definition", "ChangedDefinition"):
        sheet = _sheet(lambda field, shape=shape: {one: word(f"{shape}.{field}.{one}") for one in ("en", "es")})
        if built:
            built = done(therapist.put(f"/api/worksheets/{built['slug']}", {**sheet, "version": built["version"]}))
        else:
            built = done(therapist.post("/api/worksheets", sheet))
        done(therapist.post(f"/api/clients/{client.id}/homework", {"kind": "worksheet", "ref": built["slug"]}))
        done(client.post(f"/api/worksheets/{built['slug']}/entries", {"answers": {"which": ["one"]}}))
    for place in (built["slug"], "new", "new"):
        done(therapist.put(f"/api/worksheets/{place}/draft", {"text": word("SheetDraft.text")}))


def _sheet(words: Callable[[str], dict[str, str]]) -> dict[str, Any]:
    part = "pages[].parts[]"
    options = [{"value": value, "label": words(f"{part}.options[].label")} for value in ("one", "two")]
    ends = {language: [said[language] for said in (words(f"{part}.ends.{language}") for _ in range(2))] for language in ("en", "es")}
    parts = [
        {"id": "which", "kind": "choice", "label": words(f"{part}.label"), "options": options},
        {"id": "sure", "kind": "scale", "label": words(f"{part}.label"), "ends": ends},
        {"id": "often", "kind": "number", "label": words(f"{part}.label"), "unit": words(f"{part}.unit")},
    ]
    page = {**{name: words(f"pages[].{name}") for name in ("title", "text", "example")}, "parts": parts}
    return {"title": words("title"), "summary": words("summary"), "method": "act", "minutes": 5, "pages": [page]}


def _list_of(client: Session) -> str:
    pages = done(client.get("/api/worksheets/worry-time"))["pages"]
    return next(part["id"] for page in pages for part in page["parts"] if part["kind"] == "list")


def _homework(client: Session, therapist: Session, word: Word) -> None:
    path = f"/api/clients/{client.id}/homework"
    done(therapist.post(path, {"kind": "reading", "ref": "your-first-session", "note": word("NewHomework.note")}))
    given = done(therapist.post(path, {"kind": "task", "task": word("NewHomework.task"), "note": word("NewHomework.note")}))
    for who in (client, therapist):
        done(who.post(f"{path}/{given['id']}/comments", {"text": word("NewComment.text")}))
    done(client.post(f"{path}/{given['id']}/done", {"text": word("Done.text")}))


def _about_oneself(client: Session, therapist: Session, word: Word) -> None:
    steps = {
        "concerns": {"items": ["sleep"], "note": word("IntakeDraft.concerns.note")},
        "goals": {"text": word("IntakeDraft.goals.text")},
        "past_care": {"therapy": "before", "hospital": "never", "note": word("IntakeDraft.past_care.note")},
        "attempt": {"when": "earlier", "note": word("IntakeDraft.attempt.note")},
        "support": {"safe_at_home": "yes", "people": ["friends"], "note": word("IntakeDraft.support.note")},
        "medication": {"taking": "yes", "names": word("IntakeDraft.medication.names")},
        "preferences": {"wishes": word("IntakeDraft.preferences.wishes"), "approaches": [word("IntakeDraft.preferences.approaches[]")]},
    }
    done(client.put("/api/intake", make.CALM | steps))
    done(client.post("/api/measures", {"instrument": "phq-9", "answers": [1] * 8 + [0]}))
    note = {"level": "outpatient_online", "plan": "continue", "minutes": 55, "note": word("AssessmentEntry.note")}
    done(therapist.post(f"/api/clients/{client.id}/assessments", note))
    lines = {name: [word(f"SafetyPlan.{name}[]")] for name in ("signs", "coping", "safer")}
    done(client.put("/api/safety/plan", {**lines, "people": [{"name": word("PlanContact.name"), "note": word("PlanContact.note")}]}))
    contact = {"name": word("EmergencyContact.name"), "phone": "+1 555 010 0188", "relation": word("EmergencyContact.relation")}
    done(client.put("/api/me", {"preferred_name": word("MeUpdate.preferred_name"), "emergency_contact": contact}))


def _appointments(client: Session, therapist: Session, word: Word) -> None:
    cancelled = make.appointment(client.id, therapist.id).id
    done(client.post(f"/api/appointments/{cancelled}/cancel", {"reason": word("Cancellation.reason")}))
    series = make.series(client.id, therapist.id).id
    done(client.post(f"/api/series/{series}/cancel", {"reason": word("SeriesCancellation.reason")}))
    slot = diaries.provider_slots(therapist.id, SlotQuery(), clock.now()).slots[0]
    held = make.appointment(client.id, therapist.id, start=slot.start)
    run_from(held.start.astimezone(UTC))
    path = f"/api/appointments/{held.id}"
    done(client.post(f"{path}/pre-call-check/load", {"filler": word("Load.filler")}))
    done(client.post(f"{path}/join", {"location_state": "NY", "private": True, "place": word("JoinWish.place")}))
    done(therapist.post(f"{path}/admit", {"client_id": client.id}))
    done(client.post(f"{path}/chat", {"text": word("ChatText.text")}))
    done(therapist.post(f"{path}/chat", {"text": word("ChatText.text")}))
    numbers = [{"name": word("NumbersWish.numbers[].name"), "number": "5550100199"}]
    done(therapist.put(f"{path}/emergency/numbers", {"client_id": client.id, "numbers": numbers}))
    done(therapist.post(f"{path}/end"))
    done(client.put(f"{path}/check-out", {"heard": 4, "helped": 5}))
