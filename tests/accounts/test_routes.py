import pytest

from tests import make
from tests.counting import aws_calls

FIELDS = {"id", "role", "email", "preferred_name", "home_state", "zone"}


@pytest.fixture
def ana(http):
    return http.sign_in("client", make.person(email="ana@quietroom.example"), standing=False)


def test_a_new_person_reads_their_account(ana):
    mine = ana.get("/api/me").json()

    assert mine.keys() >= FIELDS
    assert mine["id"] == ana.id
    assert (mine["role"], mine["email"], mine["zone"], mine["home_state"]) == ("client", "ana@quietroom.example", "UTC", "")


@pytest.mark.parametrize("role", ["provider", "admin", "guardian"])
def test_every_role_reads_and_changes_its_own(http, role):
    person = http.sign_in(role, make.person(role), standing=False)

    assert person.put("/api/me", {"preferred_name": "Amy"}).json()["preferred_name"] == "Amy"
    assert person.get("/api/me").json()["role"] == role


def test_what_is_left_out_stays(ana):
    ana.put("/api/me", {"preferred_name": "Ana", "home_state": "NY", "zone": "America/New_York", "birth_date": "1990-02-28"})
    ana.put("/api/me", {"pronouns": "she/her"})

    mine = ana.get("/api/me").json()
    assert (mine["preferred_name"], mine["home_state"], mine["birth_date"], mine["pronouns"]) == ("Ana", "NY", "1990-02-28", "she/her")


def test_a_profile_that_was_read_can_be_sent_back_whole(ana):
    mine = ana.get("/api/me").json()

    reply = ana.put("/api/me", {**mine, "preferred_name": "Ana"})

    assert reply.status == 200
    assert reply.json() == {**mine, "preferred_name": "Ana"}


@pytest.mark.parametrize(("field", "value"), [("email", "other@quietroom.example"), ("role", "admin"), ("id", "somebody-else")])
def test_who_one_is_does_not_change_here(ana, field, value):
    reply = ana.put("/api/me", {field: value})

    assert (reply.status, reply.code) == (422, "fixed_field")
    assert ana.get("/api/me").json()[field] != value


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../etc/passwd"}, "zone"),
        ({"home_state": "ZZ"}, "home_state"),
        ({"birth_date": "1990-02-30"}, "birth_date"),
        ({"birth_date": "2190-01-01"}, "birth_date"),
        ({"preferred_name": "Ana\r\nBcc: all@quietroom.example"}, "preferred_name"),
        ({"preferred_name": "a" * 121}, "preferred_name"),
        ({"phone": "call me"}, "phone"),
        ({"language": "fr"}, "language"),
        ({"remind_by_sms": "yes"}, "remind_by_sms"),
        ({"favourite_colour": "blue"}, "favourite_colour"),
        ({"emergency_contact": {"name": "Bo", "phone": "5550100", "wallet": "x"}}, "emergency_contact"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_changes_nothing(ana, body, field):
    before = ana.get("/api/me").json()

    reply = ana.put("/api/me", body)

    assert reply.status == 400
    assert field in reply.json()["error"]["field"]
    assert ana.get("/api/me").json() == before


def test_somebody_under_thirteen_is_told_to_call_the_practice(ana, clock):
    born = clock.now().date().replace(year=clock.now().year - 12, day=1)

    assert ana.put("/api/me", {"birth_date": born.isoformat()}).code == "too_young"


def test_a_consent_shows_who_agreed_when_and_to_what(ana, clock):
    documents = ana.get("/api/me/consents").json()["items"]
    assert [one["document"] for one in documents] == ["telehealth", "privacy", "fees"]
    assert not any(one["agreed"] for one in documents)

    given = ana.post("/api/me/consents", {"document": "telehealth", "version": documents[0]["version"]})
    shown = ana.get("/api/me/consents?language=es").json()["items"][0]

    assert given.status == 201
    assert (shown["agreed"], shown["agreed_by"], shown["agreed_at"]) == (True, ana.id, given.json()["at"])
    assert shown["language"] == "es"


def test_agreeing_to_an_old_version_is_refused_and_names_the_new_one(ana):
    reply = ana.post("/api/me/consents", {"document": "privacy", "version": "1999-01"})

    assert (reply.status, reply.code) == (422, "outdated_document")
    assert reply.json()["error"]["version"]


def test_the_same_consent_sent_twice_under_one_key_is_kept_once(ana):
    version = ana.get("/api/me/consents").json()["items"][0]["version"]
    body = {"document": "telehealth", "version": version}

    first, second = (ana.post("/api/me/consents", body, idempotency_key="k1") for _ in range(2))

    assert first.json() == second.json()


def test_one_client_never_reads_another_ones_account(http, ana):
    ben = http.sign_in("client", make.person(email="ben@quietroom.example"), standing=False)

    assert ben.get("/api/me").json()["email"] == "ben@quietroom.example"
    assert ben.get("/api/me/sign-ins").json() == {"items": [], "next": None}


def test_no_stored_item_holds_a_word_of_a_profile(ana, aws):
    contact = {"name": "Heron Kestrel", "phone": "+1 555 010 0199", "relation": "sister"}
    ana.put("/api/me", {"preferred_name": "Anemone", "pronouns": "she/her", "birth_date": "1991-04-05", "emergency_contact": contact})

    stored = str([aws.client("dynamodb").scan(TableName=name)["Items"] for name in aws.stores.tables()])

    assert not [word for word in ("Anemone", "Heron", "Kestrel", "0199", "she/her", "1991-04-05", "ana@quietroom") if word in stored]


def test_reading_ones_account_takes_one_read_beside_the_gate_row(ana):
    ana.get("/api/me")
    with aws_calls() as calls:
        ana.get("/api/me")

    assert dict(calls) == {"dynamodb.BatchGetItem": 2}
