"""A lost second factor, from the request before sign-in to a sign-in with a new one."""

import time
from datetime import UTC, datetime

import pytest

from chalicelib.accounts import service as accounts
from chalicelib.core import audit, outbox
from chalicelib.core.gate import run_as_job
from chalicelib.recovery import rules, store
from infra.local.cognito import totp
from infra.local.cognito.signin import enrol, in_process, prove_password
from tests import make

FRIDAY_10_EST = datetime(2026, 12, 4, 15, tzinfo=UTC)
PHONE = "+1 555 010 0199"
CODE = "SOFTWARE_TOKEN_MFA"


@pytest.fixture
def desk(aws, clock, http):
    """The manager's session on a Friday morning; the practice answers its phone from New York."""
    clock.set(FRIDAY_10_EST)
    make.practice()
    return http.sign_in("admin", make.person("admin"), standing=False)


def enrolled(aws, email, *, staff=False):
    """Somebody who signs in with a password and an authenticator. Returns how they sign in, their id included."""
    kind, role = ("Staff", "provider") if staff else ("Client", "client")
    person, _ = enrol(in_process(aws.cognito), aws.outputs[f"{kind}Pool"], aws.outputs[f"{kind}App"], email, "a long password", group=role)
    accounts.open_account(person.id, role, email)
    return person


def asked_for(aws, person):
    """What a sign-in is asked for after its password."""
    return prove_password(in_process(aws.cognito), person)["ChallengeName"]


def connect(aws, person):
    """Set up a new authenticator at the next sign-in."""
    send = in_process(aws.cognito)
    associated = send("AssociateSoftwareToken", {"Session": prove_password(send, person)["Session"]})
    code = totp.code(associated["SecretCode"], totp.step_at(time.time()))
    send("VerifySoftwareToken", {"Session": associated["Session"], "UserCode": code})


def run_due(clock):
    return [run_as_job("outbox", lambda one=one: outbox.run(one)) for one in sorted(set(outbox.due(clock.now())))]


def ask(http, email, **more):
    return http.post("/api/second-factor", {"email": email, "phone": PHONE, **more})


def waiting_to_be_looked_up():
    practice = make.job().key("practice")
    return sum(1 for _ in store.AskedRecord.query(practice, store.AskedRecord.item.startswith("asked#")))


def log_of(kind, subject_id):
    grant = make.job(kind, subject_id)
    return [(entry.kind, entry.why, entry.caller_id) for entry in audit.AuditRecord.query(grant.subject_id)]


def test_whoever_asks_reads_the_same_whether_there_is_an_account_or_not(desk, aws, http):
    enrolled(aws, "ana@quietroom.example")
    known, unknown = ask(http, "ana@quietroom.example"), ask(http, "nobody@quietroom.example")
    assert (known.status, known.json()) == (unknown.status, unknown.json())
    assert known.json() == {"answer_by": "2026-12-07T17:00:00-05:00", "zone_name": "EST", "phone": "+1 555 010 0100"}


def test_who_has_no_account_is_forgotten(desk, http, clock, aws):
    ask(http, "nobody@quietroom.example")
    run_due(clock)
    assert desk.get("/api/second-factor").json()["items"] == []
    assert aws.mailbox.mails() == []
    assert list(store.AskedRecord.query(make.job().subject_id, store.AskedRecord.item.startswith("asked#"))) == []


def test_the_manager_makes_sure_who_it_is_and_the_person_connects_a_new_phone(desk, aws, http, clock):
    ana = enrolled(aws, "ana@quietroom.example")
    person = http.sign_in("client", ana.id, standing=False)
    person.put("/api/me", {"preferred_name": "Ana", "phone": "+1 555 010 0142", "birth_date": "1990-02-03"})
    ask(http, "Ana@quietroom.example")
    run_due(clock)

    (waits,) = desk.get("/api/second-factor").json()["items"]
    assert (waits["person_id"], waits["role"], waits["state"], waits["due_by"]) == (ana.id, "client", "waiting", "2026-12-07T22:00:00Z")
    assert set(waits) == {"person_id", "role", "state", "asked_at", "due_by"}
    case = desk.get(f"/api/second-factor/{ana.id}").json()
    assert (case["email"], case["phone_given"], case["name"]) == ("ana@quietroom.example", PHONE, "Ana")
    assert (case["phone_on_file"], case["birth_date"]) == ("+1 555 010 0142", "1990-02-03")
    assert asked_for(aws, ana) == CODE

    approved = desk.post(f"/api/second-factor/{ana.id}/approve", {"proof": "called_number_on_file"})
    assert (approved.status, approved.json()["state"]) == (200, "approved")
    run_due(clock)

    assert asked_for(aws, ana) == "MFA_SETUP"
    assert desk.get("/api/second-factor").json()["items"] == []
    assert ("profile.read", "second_factor", desk.id) in log_of("client", ana.id)
    assert ("second_factor.reset.called_number_on_file", "second_factor", desk.id) in log_of("client", ana.id)
    told = aws.mailbox.mails()
    assert [(mail.to, mail.subject) for mail in told] == [
        ("ana@quietroom.example", "About your sign-in"),
        ("ana@quietroom.example", "Your sign-in was changed"),
    ]
    assert not [mail for mail in told if "therap" in mail.text.lower() or "Ana " in mail.text or "Lakeside" in mail.text]


def test_a_colleagues_factor_is_looked_for_in_the_staffs_own_pool(desk, aws, http, clock):
    pat = enrolled(aws, "pat@quietroom.example", staff=True)
    ask(http, "pat@quietroom.example")
    run_due(clock)
    assert desk.get("/api/second-factor").json()["items"] == []
    ask(http, "pat@quietroom.example", staff=True, language="es")
    run_due(clock)
    (waits,) = desk.get("/api/second-factor").json()["items"]
    assert (waits["person_id"], waits["role"]) == (pat.id, "provider")
    desk.post(f"/api/second-factor/{pat.id}/approve", {"proof": "in_person"})
    run_due(clock)
    assert asked_for(aws, pat) == "MFA_SETUP"
    assert aws.mailbox.mails()[-1].subject == "Su inicio de sesión ha cambiado"
    assert "/provider/sign-in" in aws.mailbox.mails()[-1].text


def test_what_was_written_first_stands_and_the_owner_is_told_once(desk, aws, http, clock):
    ana = enrolled(aws, "ana@quietroom.example")
    ask(http, "ana@quietroom.example")
    run_due(clock)
    ask(http, "ana@quietroom.example", phone="+1 555 010 0666")
    run_due(clock)
    assert desk.get(f"/api/second-factor/{ana.id}").json()["phone_given"] == PHONE
    assert len(aws.mailbox.mails()) == 1


def test_a_declined_request_changes_nothing(desk, aws, http, clock):
    ana = enrolled(aws, "ana@quietroom.example")
    ask(http, "ana@quietroom.example")
    run_due(clock)
    assert desk.post(f"/api/second-factor/{ana.id}/decline").json()["items"] == []
    run_due(clock)
    assert asked_for(aws, ana) == CODE
    assert desk.post(f"/api/second-factor/{ana.id}/approve", {"proof": "video"}).status == 404


def test_a_request_is_decided_once(desk, aws, http, clock):
    ana = enrolled(aws, "ana@quietroom.example")
    ask(http, "ana@quietroom.example")
    run_due(clock)
    desk.post(f"/api/second-factor/{ana.id}/approve", {"proof": "video"})
    for again in (desk.post(f"/api/second-factor/{ana.id}/approve", {"proof": "video"}), desk.post(f"/api/second-factor/{ana.id}/decline")):
        assert (again.status, again.code) == (409, "already_approved")


def test_a_mail_that_fails_is_sent_later_and_leaves_the_new_factor_alone(desk, aws, http, clock, monkeypatch):
    from chalicelib.core import mail

    ana = enrolled(aws, "ana@quietroom.example")
    ask(http, "ana@quietroom.example")
    run_due(clock)
    desk.post(f"/api/second-factor/{ana.id}/approve", {"proof": "video"})
    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", lambda *_, **__: 1 / 0)
        assert run_due(clock) == [False]
    connect(aws, ana)
    clock.advance(minutes=1)
    assert run_due(clock) == [True]
    assert asked_for(aws, ana) == CODE
    assert aws.mailbox.mails()[-1].subject == "Your sign-in was changed"


@pytest.mark.parametrize(
    "wish", [{"email": "no-address"}, {"email": "a@b.example\nBcc: c@d.example"}, {"phone": "call me"}, {"language": "fr"}]
)
def test_a_malformed_request_is_refused(desk, http, wish):
    assert http.post("/api/second-factor", {"email": "ana@quietroom.example", "phone": PHONE, **wish}).status == 400


def test_a_repeated_address_gets_the_same_answer_and_is_looked_up_three_times_a_day_at_most(desk, aws, http, clock):
    enrolled(aws, "ana@quietroom.example")
    for email in ("ana@quietroom.example", "nobody@quietroom.example"):
        answers = [ask(http, email) for _ in range(6)]
        assert {(one.status, str(one.json())) for one in answers} == {(201, str(answers[0].json()))}
        assert waiting_to_be_looked_up() == 3
        run_due(clock)
    clock.advance(days=1)
    ask(http, "ana@quietroom.example")
    assert waiting_to_be_looked_up() == 1


def test_a_flood_of_addresses_is_refused_alike_and_only_for_the_hour(desk, aws, http, clock, monkeypatch):
    monkeypatch.setattr(rules, "AN_HOUR", 2)
    enrolled(aws, "ana@quietroom.example")
    assert [ask(http, f"someone{number}@quietroom.example").status for number in range(2)] == [201, 201]
    refused = [ask(http, email) for email in ("ana@quietroom.example", "nobody@quietroom.example")]
    assert [(one.status, one.code) for one in refused] == [(429, "asked_too_often")] * 2
    clock.advance(hours=1)
    assert ask(http, "nobody@quietroom.example").status == 201
