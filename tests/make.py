"""Builders: people, practices, therapists and care as the product itself makes them."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from chalicelib.accounts import consents, wards
from chalicelib.accounts import service as accounts
from chalicelib.accounts import store as accounts_store
from chalicelib.availability import service as availability
from chalicelib.availability.schemas import Kind, Offer, Window
from chalicelib.care import service as care_service
from chalicelib.care.schemas import CareLink
from chalicelib.core import access, client_keys, clock, context, ids, outbox, settings
from chalicelib.core.access import Caller, Grant, Right, Subject
from chalicelib.core.errors import Conflict
from chalicelib.core.gate import run_as_job
from chalicelib.core.writing import transaction
from chalicelib.offers import store as offers_store
from chalicelib.practice import service as practice_service
from chalicelib.practice.schemas import Payer, Practice
from chalicelib.providers import service as providers
from chalicelib.providers.schemas import Licence, Listing
from chalicelib.recovery import store as recovery_store
from chalicelib.recovery.schemas import Contact
from chalicelib.reminders import store as reminders_store
from chalicelib.safety import alerts, tasks
from chalicelib.safety import service as safety
from chalicelib.safety import store as safety_store
from chalicelib.scheduling import booking, diaries, outcome
from chalicelib.scheduling.schemas import Appointment, BookingWish, SlotQuery
from chalicelib.series import service as recurring
from chalicelib.series.schemas import Series, SeriesWish
from tests.api import Http, Session

CALM = {"phq-9": {"answers": [1] * 8 + [0], "difficulty": 1}, "gad-7": {"answers": [1] * 7}, "asq": {"answers": ["no"] * 4}}
"""Steps of the intake as somebody answers them who is mildly low and not at risk."""


def grant(person_id: str, role: str = "client") -> Grant:
    """What a signed-in person may do with their own."""
    return access.own(Caller(person_id, role))


def booking_closed(client_id: str) -> str | None:
    """Why this client may not book new sessions themselves, None if they may."""
    return safety.closed_by(safety_store.screen_row(grant(client_id)))


def job(kind: str = "practice", subject_id: str | None = None, name: str = "demo") -> Grant:
    """A job's grant, for the practice unless told otherwise."""
    return Grant.for_job(name, Subject(kind, subject_id or settings.load().practice))


def a_file(size: int, content_type: str = "text/plain", key: bytes = bytes(32)) -> dict[str, Any]:
    """What a browser says of a file of this many bytes before it uploads it."""
    return {"name": "notes.txt", "content_type": content_type, "size": size, "key": base64.b64encode(key).decode()}


def run_due() -> bool:
    """Do what is due in the outbox by now, as its job would; say whether anything was."""
    done = [run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id)) for entry_id in sorted(set(outbox.due(clock.now())))]
    return any(done)


def run_all_due() -> None:
    """Do what is due until nothing follows."""
    while run_due():
        pass


def work() -> context.doing:
    """A request under way, for services that open somebody else's record: `with make.work(): ...`."""
    return context.doing(context.Work("test", "test"))


def consent(person_id: str) -> None:
    """Let consent to telehealth stand for this client, without a recorded decision."""
    with transaction(job("client", person_id), "test.consent") as write:
        write.put(accounts_store.agreed(grant(person_id), consents.in_force()["telehealth"], None), replace=True)


def person(
    role: str = "client", person_id: str | None = None, email: str = "someone@quietroom.example", *, consented: bool = True, **facts: Any
) -> str:
    """A person with key, gate row and profile; `facts` are fields of Profile. Returns their id.

    consented: whether a client may be seen at a distance.
    """
    person_id = person_id or str(uuid.uuid4())
    accounts.open_account(person_id, role, email)  # type: ignore[arg-type]
    if role == "client" and consented:
        consent(person_id)
    if facts:
        mine = grant(person_id, role)
        with work():
            accounts_store.replace_profile(mine, msgspec.structs.replace(accounts.profile(mine), **facts), 1)
    return person_id


def practice(**changed: Any) -> Practice:
    """The practice's recorded facts."""
    facts: dict[str, Any] = {
        "name": "Lakeside Counseling",
        "neutral_name": "Lakeside Office",
        "phone": "+1 555 010 0100",
        "zone": "America/New_York",
        "states": ["IL", "NY", "OH"],
        "payers": [Payer(code="self_pay", name="Self-pay")],
        "crisis": practice_service.crisis_contacts("US"),
    }
    made = Practice(**{**facts, **changed})
    practice_service.record(job(), made)
    return made


def licence(state: str = "NY", expires: date = date(2030, 12, 31)) -> Licence:
    """One licence."""
    return Licence(state=state, profession="counselor", number="LC-1001", expires=expires)


def listing(provider_id: str | None = None, **changed: Any) -> Listing:
    """A therapist in the directory, licensed in New York unless told otherwise; without an account of their own."""
    facts: dict[str, Any] = {"name": "Pat Hollis", "zone": "America/New_York", "licences": [licence()], "fee_cents": 15000}
    made = Listing(provider_id=provider_id or str(uuid.uuid4()), **{**facts, **changed})
    providers.enter(job(), made)
    return made


def provider(**changed: Any) -> str:
    """A therapist with an account and a listing. Returns their id."""
    return listing(person("provider"), **changed).provider_id


def choice(client_id: str, provider_id: str) -> Grant:
    """The client's grant with a provider beside it, as the rules of care give it."""
    mine = grant(client_id)
    return Grant(
        mine.caller, mine.subject, mine.right, mine.why, (Grant(mine.caller, Subject("provider", provider_id), Right.PARTY, "care"),)
    )


def care(client_id: str, provider_id: str) -> CareLink:
    """Let this provider treat this client from now on."""
    return care_service.choose(choice(client_id, provider_id), clock.now())


def treating(provider_id: str, client_id: str) -> Grant:
    """What a provider may do with a client they treat."""
    return Grant(Caller(provider_id, "provider"), Subject("client", client_id), Right.CARE, "care")


def hours(provider_id: str, **changed: Any) -> None:
    """Let a therapist be booked on every day from 7 to 21 in New York, at no notice, for 50 minutes by video or audio."""
    facts: dict[str, Any] = {
        "zone": "America/New_York",
        "weekly": [[Window(420, 1260)]] * 7,
        "kinds": [Kind(50, ["video", "audio"])],
        "notice_minutes": 0,
    }
    availability.change(grant(provider_id, "provider"), Offer(**{**facts, **changed}))


def appointment(client_id: str, provider_id: str, **changed: Any) -> Appointment:
    """Book the first open time a client in care finds; `changed` are fields of the wish."""
    slot = diaries.provider_slots(provider_id, SlotQuery(), clock.now()).slots[0]
    facts: dict[str, Any] = {"provider_id": provider_id, "start": slot.start, "minutes": 50, "format": "video"}
    with work():
        return booking.book(choice(client_id, provider_id), BookingWish(**{**facts, **changed}), clock.now())


def arrived(provider_id: str, appointment_id: str) -> None:
    """Let the therapist have come into a session."""
    with transaction(grant(provider_id, "provider"), "session.arrival") as write:
        outcome.arrive(write, grant(provider_id, "provider"), appointment_id, clock.now())


def series(client_id: str, provider_id: str) -> Series:
    """Book two weekly dates from the first open time a client in care finds."""
    slot = diaries.provider_slots(provider_id, SlotQuery(), clock.now()).slots[0]
    with work():
        wish = SeriesWish(provider_id=provider_id, start=slot.start, minutes=50, format="video", count=2)
        return recurring.book(choice(client_id, provider_id), wish, clock.now())


def offer(client_id: str, provider_id: str, days: int = 3) -> str:
    """Offer a client a time some days ahead, kept for two hours. Returns its id."""
    offer_id, now, client = ids.new(), clock.now(), grant(client_id)
    begins = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
    facts: dict[str, Any] = {"begins": begins, "minutes": 50, "format": "video", "zone": "UTC", "held_until": now + timedelta(hours=2)}
    with transaction(client, "offer.make") as write:
        write.put(offers_store.new_offer(client, offer_id, provider_id=provider_id, **facts))
    return offer_id


def cannot_get_in(person_id: str, role: str = "client", email: str = "someone@quietroom.example") -> None:
    """Put somebody on the list of those who have lost their second factor."""
    practice_grant = job(name="recovery")
    client_keys.ensure(practice_grant)
    with transaction(practice_grant, "test.list") as write:
        contact = Contact(email, "+1 555 010 0199", "en")
        recovery_store.add_reset(write, practice_grant, person_id, role, contact, clock.now(), clock.now(), Conflict())


def failed_reminder(provider_id: str, appointment_id: str, channel: str = "mail") -> str:
    """A reminder on the practice's list that was given up. Returns its id."""
    with transaction(job(), "test.reminder") as write:
        reminders_store.add(
            write, job(), clock.now(), provider_id=provider_id, appointment_id=appointment_id, channel=channel, state="failed", bits=1
        )
    return next(reminders_store.failed(job(), None, 1)).reminder_id


class House(NamedTuple):
    """A practice with everybody in it. sessions: by persona of the access matrix; ids: what a path may name, all the owner's."""

    sessions: dict[str, Session]
    ids: dict[str, str]


def a_worksheet(**other: Any) -> dict[str, Any]:
    """What a therapist sends to build a worksheet: one page with a line that is asked for and a scale."""
    label = {"en": "The smallest step", "es": "El paso más pequeño"}
    parts = [{"id": "step", "kind": "line", "label": label, "required": True}, {"id": "sure", "kind": "scale", "label": label}]
    page = {"title": {"en": "One step", "es": "Un paso"}, "parts": parts}
    title = {"en": "Small steps", "es": "Pasos pequeños"}
    return {"title": title, "summary": title, "method": "cbt", "minutes": 5, "pages": [page], **other}


def given_worksheet(therapist: Session, client_id: str) -> str:
    """Have a therapist build a worksheet and give it to a client they treat: its slug."""
    slug = therapist.post("/api/worksheets", a_worksheet()).json()["slug"]
    therapist.post(f"/api/clients/{client_id}/homework", {"kind": "worksheet", "ref": slug})
    return str(slug)


class _Kept(NamedTuple):
    """A house as it was when it was made."""

    house: House
    at: datetime
    put_back: Callable[[], None]


_kept: dict[Callable[[Http], House], _Kept] = {}
KEPT_FOR = timedelta(minutes=10)


def kept(http: Http, build: Callable[[Http], House]) -> House:
    """What `build` makes in an emptied AWS: made once, and then put back as it was made for as long as its times are still of today.

    Everybody is signed in anew. Only what stands in tables is kept.
    """
    before, now = _kept.get(build), clock.now()
    if before and before.at <= now < before.at + KEPT_FOR:
        before.put_back()
    else:
        before = _kept[build] = _Kept(build(http), now, http.stores.keep())
    sessions = {
        persona: http.sign_in(one.role, one.id, standing=False) if one.id else http for persona, one in before.house.sessions.items()
    }
    return House(sessions, dict(before.house.ids))


def house(http: Http) -> House:
    """A practice, a client in care who shares everything, their therapist, and everybody who is neither."""
    return kept(http, full_house)


def full_house(http: Http) -> House:
    """Make it. A route with a new id in its path adds here what the id names."""
    practice()
    roles = {
        "owner": "client",
        "stranger": "client",
        "guardian": "guardian",
        "therapist": "provider",
        "outsider": "provider",
        "admin": "admin",
    }
    sessions: dict[str, Session] = {"visitor": http}
    for persona, role in roles.items():
        sessions[persona] = http.sign_in(role, person(role, home_state="NY"), standing=False)
    for persona in ("therapist", "outsider"):
        listing(sessions[persona].id)
    owner, therapist = sessions["owner"].id, sessions["therapist"].id
    link = care(owner, therapist)
    sessions["owner"].put("/api/sharing", {"moods": True, "journal": True, "worksheets": True})
    review_id = ids.new()
    alerts.queue(owner, review_id, "positive", clock.now(), clock.now())
    task_id = ids.new()
    tasks.add(grant(therapist, "provider"), task_id, owner, "cancelled", clock.now())
    wards.link(grant(owner), sessions["guardian"].id, clock.now(), clock.now() + timedelta(days=365))
    hours(therapist)
    cannot_get_in(owner)
    appointment_id = appointment(owner, therapist).id
    named = {
        "reminder_id": failed_reminder(therapist, appointment_id),
        "person_id": owner,
        "staff_id": therapist,
        "review_id": review_id,
        "task_id": task_id,
        "client_id": owner,
        "provider_id": therapist,
        "thread_id": link.care_id,
        "mood_id": sessions["owner"].post("/api/moods", {"score": 6}).json()["id"],
        "entry_id": sessions["owner"].post("/api/journal", {"text": "A quiet day."}).json()["id"],
        "homework_id": sessions["therapist"].post(f"/api/clients/{owner}/homework", {"kind": "task", "task": "Walk."}).json()["id"],
        "file_id": sessions["owner"].post(f"/api/threads/{link.care_id}/files", a_file(3)).json()["id"],
        "article": "your-first-session",
        "slug": given_worksheet(sessions["therapist"], owner),
        "worksheet_entry_id": sessions["owner"].post("/api/worksheets/sleep-log/entries").json()["id"],
        "appointment_id": appointment_id,
        "series_id": series(owner, therapist).id,
        "offer_id": offer(owner, therapist),
        "line_id": ids.new(),
        "secret": sessions["owner"].post("/api/calendar-feed").json()["url"].split("/")[-2],
    }
    return House(sessions, named)
