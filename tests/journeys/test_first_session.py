"""A visitor comes to a first session and beyond, over HTTP only, through the endpoints a browser uses."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from infra.local.demo.history import intake
from tests.journeys.product import Browser, Person, Product, ask

EMAIL = "journey@quietroom.example"
PASSWORD = "a long enough pass-phrase 7"
# Words nobody else would use: none of them may be found in anything stored or sent.
NOTE, GOAL, MESSAGE, REPLY, PLACE = "marzipan-note", "marzipan-goal", "marzipan-message", "marzipan-reply", "marzipan-place"
WORDS = [NOTE, GOAL, MESSAGE, REPLY, PLACE, "Marzipana"]


class Journey:
    """The steps in order; each keeps what later steps and claims need."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.visitor = Person(product.origin, "")
        self.browser = Browser(product)
        self.come_in()
        self.sign_up()
        self.answer()
        self.choose()
        self.book()
        self.be_reminded()
        self.meet()
        self.write()
        self.note()

    def come_in(self) -> None:
        wish = {
            "safe_now": "yes",
            "concerns": ["anxiety"],
            "state": "NY",
            "age_group": "adult",
            "format": "video",
            "payer": "self_pay",
            "language": "en",
        }
        self.offer = self.visitor.post("/contact", wish)

    def sign_up(self) -> None:
        self.browser.sign_up(EMAIL, PASSWORD)
        self.code_mail = self.product.mails(EMAIL)[-1]
        code = re.search(r"\b\d{6}\b", self.code_mail["text"])
        assert code
        self.browser.confirm(EMAIL, code.group())
        secret, _ = self.browser.set_up_authenticator(self.browser.account(EMAIL, PASSWORD))
        self.account = self.browser.account(EMAIL, PASSWORD, secret)
        tokens = self.browser.sign_in(self.account)
        self.client = Person(self.product.origin, tokens.access_token)
        self.client.id = self.client.get("/me").json["id"]
        self.me = self.client.put(
            "/me",
            {
                "preferred_name": "Marzipana",
                "home_state": "NY",
                "zone": "America/New_York",
                "birth_date": "1990-01-31",
                "phone": "+1 212 555 0109",
            },
        )

    def answer(self) -> None:
        for document in self.client.get("/me/consents").json["items"]:
            given = self.client.post("/me/consents", {"document": document["document"], "version": document["version"]})
            assert given.status == 201, given.text
        whole = intake("NY") | {"goals": {"text": GOAL}}
        # Step by step, as the pages do, and every step is there when asked for again.
        for step, answers in whole.items():
            saved = self.client.put("/intake", {step: answers})
            assert saved.status == 200, saved.text
        self.draft = self.client.get("/intake").json["draft"]
        self.result = self.client.post("/intake/submit")

    def choose(self) -> None:
        self.matches = self.client.get("/matches").json
        self.provider_id = next(match["provider_id"] for match in self.matches["matches"] if match["name"] == "Pat Hollis")
        assert self.client.post("/care", {"provider_id": self.provider_id}).status in (200, 201)

    def book(self) -> None:
        today = datetime.fromisoformat(self.product.desk("clock")["now"]).date()
        path = f"/providers/{self.provider_id}/slots?from={today}&to={today + timedelta(days=12)}&minutes=50&zone=America/New_York"
        self.slots = self.client.get(path).json["slots"]
        wish = {"provider_id": self.provider_id, "start": self.slots[0]["start"], "minutes": 50, "format": "video"}
        self.booked = self.client.post("/appointments", wish, idempotency_key="journey-1")
        self.again = self.client.post("/appointments", wish, idempotency_key="journey-1")
        self.appointment = self.booked.json
        self.start = datetime.fromisoformat(self.appointment["start"])
        self.path = f"/appointments/{self.appointment['id']}"
        self.product.desk("clock", {"advance_minutes": 1})
        self.confirmation = [mail for mail in self.product.mails(EMAIL) if mail["attachments"]]

    def be_reminded(self) -> None:
        before = len(self.product.mails(EMAIL))
        self.move_to(self.start - timedelta(hours=2))
        self.reminders = self.product.mails(EMAIL)[before:]
        self.early = self.client.post(f"{self.path}/join", {"location_state": "NY", "private": True})

    def move_to(self, moment: datetime) -> None:
        self.product.desk("clock", {"now": moment.isoformat()})

    def meet(self) -> None:
        self.move_to(self.start - timedelta(minutes=5))
        self.therapist = self.product.sign_in("pat")
        self.elsewhere = self.client.post(f"{self.path}/join", {"location_state": "AK", "private": True})
        self.joined = self.client.post(f"{self.path}/join", {"location_state": "NY", "private": True, "place": PLACE})
        self.hosted = self.therapist.post(f"{self.path}/join", {"location_state": "IL", "private": True})
        self.lobby = self.therapist.get(f"{self.path}/lobby?details=true")
        self.today = self.therapist.get("/today")
        self.admitted = self.therapist.post(f"{self.path}/admit", {"client_id": self.client.id})
        self.move_to(self.start + timedelta(minutes=50))
        self.ended = self.therapist.post(f"{self.path}/end")

    def write(self) -> None:
        threads = self.client.get("/threads").json["items"]
        self.thread = next(thread["id"] for thread in threads if thread["kind"] == "care")
        self.sent = self.client.post(f"/threads/{self.thread}/messages", {"text": MESSAGE})
        self.replied = self.therapist.post(f"/threads/{self.thread}/messages", {"text": REPLY})

    def note(self) -> None:
        self.client.post("/moods", {"score": 6, "feelings": ["relieved"], "note": NOTE})
        self.unshared = self.therapist.get(f"/clients/{self.client.id}/moods")
        self.client.put("/sharing", {"moods": True})
        self.shared = self.therapist.get(f"/clients/{self.client.id}/moods")


@pytest.fixture(scope="module")
def journey(product):
    return Journey(product)


def test_a_visitor_is_told_what_is_available(journey):
    assert journey.offer.status == 200, journey.offer.text


def test_the_code_mail_says_nothing_clinical(journey):
    assert not re.search(r"therap|session|mental|clinic", journey.code_mail["subject"] + journey.code_mail["text"], re.IGNORECASE)


def test_every_step_of_the_intake_was_kept_as_it_was_given(journey):
    assert journey.draft["goals"]["text"] == GOAL
    assert journey.draft["phq-9"]["answers"] == intake("NY")["phq-9"]["answers"]


def test_the_intake_leads_to_booking_with_scores_and_bands(journey):
    result = journey.result.json

    assert (result["next_step"], result["safety"]) == ("book", "negative")
    assert result["scores"]["phq-9"] == {"total": 8, "band": "mild"}
    assert result["scores"]["gad-7"] == {"total": 9, "band": "mild"}


def test_matches_give_reasons_a_cost_and_the_next_time(journey):
    for match in journey.matches["matches"]:
        assert match["reasons"]
        assert match["cost_cents"] > 0
        assert match["next_slot"]["zone"]


def test_a_therapist_whose_licence_has_ended_is_not_matched(journey):
    assert "Rae Lindqvist" not in [match["name"] for match in journey.matches["matches"]]


def test_booking_is_confirmed_at_once_and_a_repeat_makes_no_second_one(journey):
    assert journey.booked.status == 201, journey.booked.text
    assert journey.again.json["id"] == journey.appointment["id"]
    assert len(journey.client.get("/appointments").json["items"]) == 1


def test_the_confirmation_carries_a_calendar_entry_without_a_clinical_word(journey):
    (mail,) = journey.confirmation
    entry = mail["attachments"][0]["text"]
    (event,) = Calendar.from_ical(entry).walk("VEVENT")

    assert event["DTSTART"].dt == journey.start
    assert not re.search(r"therap|session|hollis|pat\b|mental|clinic|counsel", mail["text"] + mail["subject"] + entry, re.IGNORECASE)


def test_one_reminder_comes_and_names_the_zone(journey):
    (mail,) = journey.reminders

    assert re.search(r"\b(EST|EDT)\b", mail["text"])


def test_joining_is_too_early_before_the_window_and_says_when_it_opens(journey):
    assert (journey.early.status, journey.early.code) == (422, "too_early")
    assert datetime.fromisoformat(journey.early.json["error"]["opens_at"]) == journey.start - timedelta(minutes=15)


def test_a_state_without_licence_is_refused_with_crisis_lines(journey):
    assert (journey.elsewhere.status, journey.elsewhere.code) == (422, "not_licensed_there")
    assert "988" in journey.elsewhere.text


def test_both_sides_get_their_own_line_and_no_credentials(journey):
    roles = [answer.json["role"] for answer in (journey.joined, journey.hosted)]

    assert roles == ["VIEWER", "MASTER"]
    assert "secret" not in (journey.joined.text + journey.hosted.text).lower()


def test_the_therapist_sees_who_waits_and_todays_session(journey):
    (waiting,) = journey.lobby.json["items"]

    assert waiting["client_id"] == journey.client.id
    assert journey.appointment["id"] in journey.today.text


def test_the_session_is_completed_and_attended(journey):
    assert journey.ended.status == 200, journey.ended.text
    assert journey.client.get(journey.path).json["status"] == "completed"


def test_each_reads_the_others_message(journey):
    texts = [message["text"] for message in journey.client.get(f"/threads/{journey.thread}/messages").json["items"]]

    assert texts == [REPLY, MESSAGE]


def test_a_mood_is_seen_only_once_it_is_shared(journey):
    assert journey.unshared.status == 404
    assert journey.shared.json["items"][0]["note"] == NOTE


def test_a_stranger_gets_the_same_answer_for_this_client_as_for_nobody(journey):
    stranger = journey.product.sign_in("quinn")
    answers = [stranger.get(f"/clients/{client_id}/moods") for client_id in (journey.client.id, "nobody")]

    assert [answer.status for answer in answers] == [404, 404]
    assert answers[0].json["error"] | {"request_id": ""} == answers[1].json["error"] | {"request_id": ""}


def test_nothing_typed_is_found_in_anything_stored_or_sent(journey):
    stored = [repr(item) for item in _every_item(journey.product)]
    sent = [repr(journey.product.desk("mail.json")), repr(journey.product.desk("sms.json")), journey.product.log.read_text()]

    assert len(stored) > 200
    assert [word for word in WORDS for text in stored + sent if word.lower() in text.lower()] == []


def _every_item(product: Product):
    dynamodb, s3 = product.aws("dynamodb"), product.aws("s3")
    for table in product.places["tables"]:
        for page in dynamodb.get_paginator("scan").paginate(TableName=table):
            yield from page["Items"]
    for bucket in s3.list_buckets()["Buckets"]:
        for found in s3.list_objects_v2(Bucket=bucket["Name"]).get("Contents", []):
            yield s3.get_object(Bucket=bucket["Name"], Key=found["Key"])["Body"].read()


def test_a_wrong_password_and_a_reused_code_are_refused(journey):
    from infra.local.cognito.signin import SignInFailed

    with pytest.raises(SignInFailed):
        journey.browser.sign_in(journey.browser.account(EMAIL, "not the pass-phrase 1", journey.account.totp_secret))
    with pytest.raises(SignInFailed):
        journey.browser.sign_in(journey.account, "000000")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 30_000, b'{"a":1,"a":2}', b"\xff\xfe", b"x" * 1_200_000], ids=lambda body: repr(body[:8])
)
def test_a_malformed_body_is_a_4xx_in_the_error_shape(journey, body):
    for method, path in (("POST", "/api/appointments"), ("PUT", "/api/intake"), ("POST", "/api/contact"), ("PUT", "/api/me")):
        answer = ask(journey.product.origin, method, path, body, journey.client.token)

        assert 400 <= answer.status < 500, (method, path, answer.text)
        assert answer.json["error"]["code"]


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/api/moods"), ("PATCH", "/api/me"), ("GET", "/api/nothing"), ("POST", "/api/health")]
)
def test_a_wrong_method_or_path_is_a_4xx_in_the_error_shape(journey, method, path):
    answer = ask(journey.product.origin, method, path, {}, journey.client.token)

    assert 400 <= answer.status < 500
    assert answer.json["error"]["code"]
