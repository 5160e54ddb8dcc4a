"""Waiting for a therapist over HTTP, and being told."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.core import outbox
from chalicelib.core.gate import run_as_job
from chalicelib.providers import service as providers
from tests import make
from tests.counting import stored

FRIDAY = datetime(2026, 12, 4, 20, tzinfo=UTC)
PRIVATE = ("Pat", "Hollis", "therap", "Lakeside", "AK", "Alaska", "wait")


@pytest.fixture
def practice(aws, clock):
    clock.set(FRIDAY)
    return make.practice()


def client(http, state="AK", **facts):
    facts = {"home_state": state, "zone": "America/Anchorage", "email": "waits@quietroom.example", **facts}
    return http.sign_in("client", make.person("client", **facts), standing=False)


def ready(http, state="AK", **facts):
    """A client who has handed in the questions, so that they may choose."""
    person = client(http, state, **facts)
    answers = {"phq-9": {"answers": [0] * 9}, "gad-7": {"answers": [0] * 7}, "asq": {"answers": ["no"] * 4}}
    person.put("/api/intake", answers)
    assert person.post("/api/intake/submit").status == 200
    return person


def wait(person, provider_id=None):
    answer = person.post("/api/waitlist", {"provider_id": provider_id} if provider_id else {})
    assert answer.status == 201, answer.text
    return answer.json()


def told(person):
    place = person.get("/api/waitlist").json()["place"]
    return [one["name"] for one in place["opened"]] if place else None


@pytest.fixture
def mails(monkeypatch):
    """Mails that would go out, as (to, subject, text)."""
    sent = []
    monkeypatch.setattr("chalicelib.core.mail.send", lambda to, subject, text, **_: sent.append((to, subject, text)))
    return sent


@pytest.fixture
def texts(monkeypatch):
    """Texts that would go out, as (to, text)."""
    sent = []
    monkeypatch.setattr("chalicelib.reminders.texting.send", lambda to, text: sent.append((to, text)) or True)
    return sent


def test_whom_nobody_fits_reads_why_waits_and_is_told_when_somebody_opens(practice, http, clock, mails):
    pat = make.provider()
    ana = client(http)
    found = ana.get("/api/matches").json()
    assert (found["matches"], found["ruled_out"]) == ([], {"state": 1})
    place = wait(ana)
    assert (place["since"], place["provider_id"], place["wish"]["state"], place["opened"]) == ("2026-12-04T11:00:00-09:00", None, "AK", [])
    clock.advance(days=3)
    make.listing(pat, licences=[make.licence(), make.licence("AK")])
    make.run_all_due()
    (opened,) = ana.get("/api/waitlist").json()["place"]["opened"]
    assert opened == {"provider_id": pat, "name": "Pat Hollis", "told_at": "2026-12-07T11:00:00-09:00", "zone_name": "AKST", "open": True}
    ((to, subject, text),) = mails
    assert to == "waits@quietroom.example"
    assert not [word for word in PRIVATE if word.lower() in (subject + text).lower()]


def test_one_opening_is_told_once_however_often_the_listing_is_saved(practice, http, clock, mails):
    pat = make.provider(licences=[make.licence("AK")], accepts_new=False)
    ana = client(http)
    wait(ana)
    for about in ("One", "Two", "Three"):
        make.listing(pat, licences=[make.licence("AK")], about=about)
        make.run_all_due()
    assert (len(mails), told(ana)) == (1, ["Pat Hollis"])
    make.listing(pat, licences=[make.licence("AK")], accepts_new=False)
    make.run_all_due()
    assert ana.get("/api/waitlist").json()["place"]["opened"][0]["open"] is False
    make.listing(pat, licences=[make.licence("AK")])
    make.run_all_due()
    assert len(mails) == 2


def test_who_joined_first_is_told_first_and_has_a_head_start_of_two_days(practice, http, clock, mails):
    pat = make.provider(licences=[make.licence("AK")], capacity=1)
    first, second, third = (client(http) for _ in range(3))
    make.care(make.person("client"), pat)
    make.run_all_due()
    for person in (first, second, third):
        wait(person)
        clock.advance(minutes=1)
    make.listing(pat, licences=[make.licence("AK")], capacity=2)
    make.run_all_due()
    assert [told(person) for person in (first, second, third)] == [["Pat Hollis"], [], []]
    clock.advance(hours=47)
    make.listing(pat, licences=[make.licence("AK")], capacity=2, about="I listen.")
    make.run_all_due()
    assert told(second) == []
    clock.advance(hours=1)
    make.run_all_due()
    assert [told(person) for person in (first, second, third)] == [["Pat Hollis"], ["Pat Hollis"], []]
    clock.advance(hours=48)
    make.run_all_due()
    assert [told(person) for person in (second, third)] == [["Pat Hollis"], ["Pat Hollis"]]
    assert len(mails) == 3


def test_a_place_that_care_frees_is_told_and_whoever_takes_it_waits_no_more(practice, http, clock, mails):
    pat, quinn = make.provider(licences=[make.licence("AK")], capacity=1), make.provider(name="Quinn")
    eva, ana = client(http), ready(http)
    make.care(eva.id, pat)
    make.run_all_due()
    wait(ana)
    from chalicelib.care import service as care

    care.switch(make.choice(eva.id, quinn), clock.now())
    make.run_all_due()
    assert told(ana) == ["Pat Hollis"]
    assert ana.post("/api/care", {"provider_id": pat}).status == 201
    make.run_all_due()
    assert ana.get("/api/waitlist").json() == {"place": None}
    assert http.sign_in("admin").get("/api/unmatched").json()["items"] == []
    care.end(make.choice(ana.id, pat), clock.now())
    make.run_all_due()
    assert len(mails) == 1


def test_only_who_passes_every_hard_constraint_is_told(practice, http, clock, mails):
    spanish, far, any_language = client(http), client(http, "HI"), client(http)
    spanish.put("/api/intake", {"preferences": {"language": "es"}})
    for person in (spanish, far, any_language):
        wait(person)
    make.provider(licences=[make.licence("AK")], languages=["en"])
    make.run_all_due()
    assert [told(person) for person in (spanish, far, any_language)] == [[], [], ["Pat Hollis"]]


def test_a_licence_that_ended_yesterday_opens_nothing(practice, http, clock, mails):
    ana = client(http)
    wait(ana)
    make.provider(licences=[make.licence("AK", expires=datetime(2026, 12, 3).date())])
    make.run_all_due()
    assert (told(ana), mails) == ([], [])


def test_a_named_therapist_is_waited_for_alone_and_only_where_their_caseload_is_the_reason(practice, http, clock, mails):
    pat = make.provider(licences=[make.licence("AK")], accepts_new=False)
    quinn, far = make.provider(name="Quinn", licences=[make.licence("AK")]), make.provider()
    ana = client(http)
    refused = ana.post("/api/waitlist", {"provider_id": far})
    assert (refused.status, refused.code, refused.json()["error"]["constraints"]) == (422, "not_a_match", ["state"])
    assert ana.post("/api/waitlist", {"provider_id": quinn}).code == "takes_clients_now"
    assert ana.post("/api/waitlist", {"provider_id": "nobody"}).status == 404
    assert wait(ana, pat)["provider_name"] == "Pat Hollis"
    make.listing(quinn, name="Quinn", licences=[make.licence("AK")], about="New words.")
    make.run_all_due()
    assert told(ana) == []
    make.listing(pat, licences=[make.licence("AK")])
    make.run_all_due()
    assert told(ana) == ["Pat Hollis"]


def test_nobody_waits_while_somebody_fits_or_without_a_state(practice, http):
    make.provider(licences=[make.licence("AK")])
    fits, nowhere = client(http).post("/api/waitlist"), client(http, "").post("/api/waitlist")
    assert (fits.status, fits.code) == (409, "somebody_fits")
    assert (nowhere.status, nowhere.code, nowhere.json()["error"]["field"]) == (422, "state_needed", "home_state")


def test_new_wishes_are_waited_for_once_one_joins_again_and_the_turn_stays(practice, http, clock):
    ana = client(http)
    since = wait(ana)["since"]
    clock.advance(days=1)
    ana.put("/api/intake", {"preferences": {"format": "text"}})
    assert ana.get("/api/waitlist").json()["place"]["stale"] is True
    again = wait(ana)
    assert (again["since"], again["wish"]["format"], again["stale"]) == (since, "text", False)
    assert len(http.sign_in("admin").get("/api/unmatched").json()["items"]) == 1


def test_a_join_sent_twice_makes_one_place_and_leaving_twice_is_well(practice, http, aws):
    ana = client(http)
    first = ana.post("/api/waitlist", {}, idempotency_key="one")
    assert ana.post("/api/waitlist", {}, idempotency_key="one").json() == first.json()
    for _ in range(2):
        assert ana.post("/api/waitlist/leave").json() == {"place": None}
    assert http.sign_in("admin").get("/api/unmatched").json()["items"] == []


def test_the_manager_sees_ids_times_and_states_newest_first_and_no_answers(practice, http, clock, aws):
    people = []
    for number in range(27):
        people.append(client(http, preferred_name=f"Person{number}"))
        wait(people[-1])
        clock.advance(minutes=1)
    amy = http.sign_in("admin")
    first = amy.get("/api/unmatched").json()
    rest = amy.get(f"/api/unmatched?cursor={first['next']}").json()
    shown = [*first["items"], *rest["items"]]
    assert [one["client_id"] for one in shown] == [person.id for person in reversed(people)]
    assert (len(first["items"]), rest["next"]) == (25, None)
    assert all(set(one) == {"client_id", "since", "state", "told_at"} for one in shown)


def test_nothing_but_ids_times_and_the_state_is_kept_in_clear(practice, http, aws):
    pat = make.provider(licences=[make.licence("AK")], accepts_new=False)
    ana = client(http)
    ana.put("/api/intake", {"preferences": {"language": "es", "format": "text"}})
    make.listing(pat, licences=[make.licence("AK")], accepts_new=False, languages=["es"], formats=["text"])
    wait(ana, pat)
    (rows,) = (items for name, items in stored(aws).items() if name.endswith("-matching"))
    clear = [str({name: value for name, value in row.items() if name != "body"}) for row in rows if "door#" not in str(row)]
    assert len(clear) == 2
    assert not [word for word in ("'es'", "text'", pat) if any(word in row for row in clear)]


@pytest.mark.parametrize(
    ("facts", "hour", "by_mail", "by_text"),
    [
        ({"remind_by_mail": True}, 20, 1, 0),
        ({"remind_by_mail": False}, 20, 0, 0),
        ({"remind_by_mail": False, "remind_by_sms": True, "phone": "+1 907 555 0109"}, 20, 0, 1),
        ({"remind_by_mail": False, "remind_by_sms": True, "phone": "+1 907 555 0109"}, 12, 1, 0),
    ],
    ids=["mail", "neither", "text", "text at night"],
)
def test_the_news_goes_out_as_the_person_wants_it(practice, http, clock, mails, texts, facts, hour, by_mail, by_text):
    clock.set(FRIDAY.replace(hour=hour))
    ana = client(http, **facts)
    wait(ana)
    make.provider(licences=[make.licence("AK")])
    make.run_all_due()
    assert (len(mails), len(texts), told(ana)) == (by_mail, by_text, ["Pat Hollis"])
    assert not [word for word in PRIVATE for _, text in texts if word.lower() in text.lower()]


def test_somebody_who_left_before_the_mail_went_gets_none(practice, http, clock, mails):
    ana = client(http)
    wait(ana)
    providers.enter(make.job(), make.listing(licences=[make.licence("AK")]))
    for entry_id in sorted(set(outbox.due(clock.now()))):
        run_as_job("outbox", lambda entry_id=entry_id: outbox.run(entry_id))
    ana.post("/api/waitlist/leave")
    make.run_all_due()
    assert mails == []


def test_the_wait_is_opened_by_the_list_alone_and_the_client_can_see_that(practice, http, clock, aws, mails):
    ana = client(http)
    wait(ana)
    make.provider(licences=[make.licence("AK")])
    make.run_all_due()
    audit = next(items for name, items in stored(aws).items() if name.endswith("-audit"))
    kinds = [(row["kind"]["S"], row["caller_id"]["S"]) for row in audit if row["subject_id"]["S"] == ana.id and "kind" in row]
    assert ("waitlist.tell", "matching") in kinds


def test_two_looks_at_once_tell_nobody_twice(practice, http, clock, mails):
    from chalicelib.core.errors import Conflict
    from chalicelib.matching import doors, store

    ana, ben = client(http), client(http)
    wait(ana)
    clock.advance(timedelta(minutes=1))
    wait(ben)
    pat = make.provider(licences=[make.licence("AK")], capacity=1)
    real, stale = store.door, store.door(make.job(name="matching"), pat)

    def look():
        return run_as_job("matching", lambda: doors.look(pat, clock.now()))

    assert look() == 1
    store.door = lambda *_: stale
    try:
        with pytest.raises(Conflict):
            look()
    finally:
        store.door = real
    make.run_all_due()
    assert ([told(ana), told(ben)], len(mails)) == ([["Pat Hollis"], []], 1)
