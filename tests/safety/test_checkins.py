"""Check-ins over HTTP: due, reminded of, and seen by the therapist when a score gets much worse."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from chalicelib.care import service as relations
from chalicelib.safety.kept import CourseRecord
from tests import make

# Tuesday, noon in Denver.
TUESDAY = datetime(2026, 12, 1, 19, tzinfo=UTC)


class Care:
    """Ana, whom Pat treats."""

    def __init__(self, http, clock):
        self.clock = clock
        self.ana = http.sign_in(
            "client", make.person(preferred_name="Ana", zone="America/Denver", email="somebody@quietroom.example"), standing=False
        )
        self.pat = http.sign_in("provider", make.provider(), standing=False)
        self.link = make.care(self.ana.id, self.pat.id)
        self.theirs = f"/api/clients/{self.ana.id}/check-ins"

    def fill_in(self, total, instrument="phq-9"):
        answers = [3] * (total // 3) + ([total % 3] if total % 3 else [])
        answers += [0] * ({"phq-9": 9, "gad-7": 7}[instrument] - len(answers))
        assert self.ana.post("/api/measures", {"instrument": instrument, "answers": answers}).status == 201

    def due(self):
        return {one["instrument"]: (one["due_on"], one["due"]) for one in self.ana.get("/api/check-ins").json()["items"]}


@pytest.fixture
def care(aws, http, clock):
    make.practice()
    clock.set(TUESDAY)
    return Care(http, clock)


def test_in_care_both_are_due_at_once_and_then_two_weeks_after_each_was_filled_in(care):
    assert care.due() == {"phq-9": ("2026-12-01", True), "gad-7": ("2026-12-01", True)}
    care.fill_in(9)
    assert care.due() == {"gad-7": ("2026-12-01", True), "phq-9": ("2026-12-15", False)}


def test_nothing_is_due_for_somebody_whom_nobody_treats(care, http):
    nobodys = http.sign_in("client", make.person(zone="America/Denver"), standing=False)
    assert nobodys.get("/api/check-ins").json()["items"] == []


def test_the_therapist_says_which_and_how_often_or_that_there_are_none(care):
    care.fill_in(9)
    changed = care.pat.put(care.theirs, {"instruments": ["phq-9"], "every_days": 7})
    assert (changed.status, changed.json()["items"]) == (200, [{"instrument": "phq-9", "due_on": "2026-12-08", "due": False}])
    assert care.due() == {"phq-9": ("2026-12-08", False)}
    care.pat.put(care.theirs, {"instruments": ["phq-9"], "every_days": 7, "stopped": True})
    assert care.due() == {}


@pytest.mark.parametrize(
    ("wish", "field"),
    [({"instruments": ["asq"], "every_days": 14}, "instruments"), ({"instruments": ["phq-9"], "every_days": 3}, "every_days")],
)
def test_a_wish_that_cannot_be_kept_names_its_field(care, wish, field):
    refused = care.pat.put(care.theirs, wish)
    assert (refused.status, refused.json()["error"]["field"]) == (400, field)


def _mails(aws):
    return [mail for mail in aws.mailbox.mails() if "waiting for you" in mail.subject]


def test_one_mail_in_neutral_words_comes_on_the_day_for_both(care, aws):
    care.fill_in(9)
    care.clock.advance(minutes=3)
    care.fill_in(4, "gad-7")
    before = len(_mails(aws))
    care.clock.set(datetime(2026, 12, 15, 16, 59, tzinfo=UTC))
    make.run_due()
    assert len(_mails(aws)) == before
    care.clock.set(datetime(2026, 12, 15, 17, 0, 30, tzinfo=UTC))
    make.run_due()
    make.run_due()

    assert len(_mails(aws)) == before + 1
    assert not any(word in str(_mails(aws)[-1]).lower() for word in ("phq", "measure", "check-in", "questionnaire", "therap"))


@pytest.mark.parametrize("why", ["filled in before", "stopped", "no longer in care"])
def test_nobody_is_reminded_of_what_is_not_due(care, aws, why):
    care.pat.put(care.theirs, {"instruments": ["phq-9"], "every_days": 14})
    care.fill_in(9)
    before = len(_mails(aws))
    care.clock.advance(days=10)
    if why == "filled in before":
        care.fill_in(9)
    elif why == "stopped":
        care.pat.put(care.theirs, {"instruments": ["phq-9"], "every_days": 14, "stopped": True})
    else:
        relations.end(make.choice(care.ana.id, care.pat.id), care.clock.now())
    care.clock.set(datetime(2026, 12, 15, 17, 1, tzinfo=UTC))
    make.run_due()
    assert len(_mails(aws)) == before


def test_a_score_that_gets_much_worse_is_on_the_therapists_day_until_they_have_looked(care):
    care.fill_in(8)
    care.clock.advance(days=14)
    care.fill_in(12)
    assert care.pat.get("/api/today").json()["worse"] == []
    care.clock.advance(days=14)
    care.fill_in(13)

    (told,) = care.pat.get("/api/today").json()["worse"]
    assert told["client"] == {"id": care.ana.id, "name": "Ana"}
    (row,) = care.pat.get("/api/clients").json()["items"]
    assert (row["worse"], row["measures"][0]["change"], row["measures"][0]["totals"]) == (True, 1, [8, 12, 13])
    assert care.pat.post(f"{care.theirs}/seen").json()["worse"] is False
    assert care.pat.get("/api/today").json()["worse"] == []
    assert care.pat.get("/api/clients").json()["items"][0]["worse"] is False


def test_the_client_is_not_told_what_is_flagged(care):
    care.fill_in(2)
    care.clock.advance(days=14)
    care.fill_in(20)
    assert care.ana.get("/api/check-ins").json()["worse"] is False


def test_a_new_therapist_without_the_earlier_record_is_not_told_that_it_got_worse_before(care, http):
    care.fill_in(2)
    care.clock.advance(days=14)
    care.fill_in(20)
    care.clock.advance(days=1)
    quinn = http.sign_in("provider", make.provider(name="Quinn Baptiste"), standing=False)
    relations.switch(make.choice(care.ana.id, quinn.id), care.clock.now())

    def told():
        row = quinn.get("/api/clients").json()["items"][0]
        return row["worse"], bool(quinn.get("/api/today").json()["worse"]), quinn.get(care.theirs).json()["worse"]

    assert told() == (False, False, False)
    care.clock.advance(days=1)
    care.fill_in(3, "gad-7")
    assert told() == (False, False, False)
    care.clock.advance(days=13)
    care.fill_in(10, "gad-7")
    assert told() == (True, True, True)


def test_a_new_therapist_without_the_earlier_record_sees_no_earlier_scores(care, http):
    care.fill_in(8)
    care.clock.advance(days=1)
    quinn = http.sign_in("provider", make.provider(name="Quinn Baptiste"), standing=False)
    relations.switch(make.choice(care.ana.id, quinn.id), care.clock.now())
    assert quinn.get("/api/clients").json()["items"][0]["measures"] == []
    quinn.put(care.theirs, {"instruments": ["phq-9"], "every_days": 28})
    care.clock.advance(days=27)
    care.fill_in(9)
    assert [one["totals"] for one in quinn.get("/api/clients").json()["items"][0]["measures"]] == [[9]]
    assert care.ana.get("/api/measures").json()["items"][-1]["score"]["total"] == 8


def test_a_lost_race_takes_the_other_check_in_along(care):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda slug: care.fill_in(6, slug), ["phq-9", "gad-7", "phq-9", "gad-7"]))
    (row,) = care.pat.get("/api/clients").json()["items"]
    assert {one["instrument"]: one["totals"] for one in row["measures"]} == {"phq-9": [6, 6], "gad-7": [6, 6]}


def test_the_words_are_sealed(care):
    care.fill_in(9)
    stored = CourseRecord.get(care.ana.id, "course")
    assert all(word not in bytes(stored.body) for word in (b"phq", b"gad", b"mild"))


def test_the_interval_holds_from_the_next_reminder_on(care, aws):
    care.fill_in(9)
    care.fill_in(4, "gad-7")
    before = len(_mails(aws))
    care.pat.put(care.theirs, {"instruments": ["phq-9"], "every_days": 7})
    care.clock.set(datetime(2026, 12, 8, 17, 1, tzinfo=UTC))
    make.run_due()
    assert len(_mails(aws)) == before + 1
