import json

import pytest

from chalicelib.accounts import jobs, service
from chalicelib.accounts.schemas import MeUpdate
from chalicelib.core import clock as product_clock
from chalicelib.core import settings
from chalicelib.core.errors import Conflict, Misuse, NotFound
from tests import make


def event(person_id: str, pool: str, email: str = "ana@quietroom.example") -> dict[str, object]:
    return {"userPoolId": pool, "userName": person_id, "request": {"userAttributes": {"sub": person_id, "email": email}}, "response": {}}


def test_a_confirmed_person_has_an_account_with_their_mail_address(aws):
    jobs.confirmed(event("ana", settings.load().client_pool), None)

    assert service.profile(make.grant("ana")).email == "ana@quietroom.example"


def test_confirming_twice_keeps_what_was_written_in_between(aws):
    jobs.confirmed(event("ana", settings.load().client_pool), None)
    service.change_me(make.grant("ana"), MeUpdate(preferred_name="Ana"), product_clock.now())
    jobs.confirmed(event("ana", settings.load().client_pool), None)

    assert service.profile(make.grant("ana")).preferred_name == "Ana"


def test_signing_in_repairs_a_missed_confirmation_and_is_noted(aws, clock):
    jobs.signed_in(event("ana", settings.load().client_pool), None)

    assert [one.at for one in service.sign_ins(make.grant("ana")).items] == [clock.now()]
    assert service.profile(make.grant("ana")).email == "ana@quietroom.example"


def test_the_newest_sign_in_comes_first(aws, clock):
    make.person(person_id="ana")
    first = clock.now()
    service.note_sign_in("ana", first)
    service.note_sign_in("ana", clock.advance(minutes=3))

    assert [one.at for one in service.sign_ins(make.grant("ana")).items] == [clock.now(), first]


def test_an_admin_sees_own_sign_ins_only(aws, clock):
    make.person("admin", "amy")
    make.person("admin", "abe")
    service.note_sign_in("abe", clock.now())

    assert service.sign_ins(make.grant("amy", "admin")).items == []


def test_nobody_becomes_staff_by_confirming_in_the_staff_pool(aws):
    jobs.confirmed(event("pat", settings.load().staff_pool), None)

    with pytest.raises(NotFound):
        service.profile(make.grant("pat", "provider"))


def test_a_pool_that_is_not_ours_opens_no_account(aws):
    with pytest.raises(Misuse):
        jobs.confirmed(event("ana", "us-east-1_foreign"), None)


def test_the_trigger_hands_the_event_back_unchanged(aws):
    given = event("ana", settings.load().client_pool)

    assert jobs.confirmed(json.loads(json.dumps(given)), None) == given


def test_two_admins_have_a_profile_each(aws):
    make.person("admin", "amy", "amy@quietroom.example")
    make.person("admin", "abe", "abe@quietroom.example")

    with make.work():
        assert service.profile(make.grant("amy", "admin")).email == "amy@quietroom.example"


def test_two_changes_from_the_same_reading_do_not_lose_one(aws, monkeypatch):
    make.person(person_id="ana")
    read = service._read

    def overtaken(grant):
        found = read(grant)
        monkeypatch.setattr(service, "_read", read)
        service.change_me(make.grant("ana"), MeUpdate(pronouns="she/her"), product_clock.now())
        return found

    monkeypatch.setattr(service, "_read", overtaken)
    with pytest.raises(Conflict):
        service.change_me(make.grant("ana"), MeUpdate(preferred_name="Ana"), product_clock.now())

    assert service.profile(make.grant("ana")).pronouns == "she/her"


def test_profiles_of_many_come_in_their_order_with_gaps(aws):
    make.person(person_id="ana", preferred_name="Ana")
    make.person(person_id="ben", preferred_name="Ben")

    with make.work():
        found = service.profiles([make.treating("pat", person) for person in ("ben", "nobody", "ana")])

    assert [one.preferred_name if one else None for one in found] == ["Ben", None, "Ana"]


def test_an_invited_colleague_has_an_account_in_the_staff_pool_and_a_mail(aws):
    invited = service.invite_staff("quinn@quietroom.example", "provider", "Quinn")

    user = aws.client("cognito-idp").admin_get_user(UserPoolId=settings.load().staff_pool, Username="quinn@quietroom.example")
    assert {"Name": "sub", "Value": invited} in user["UserAttributes"]
    assert service.profile(make.grant(invited, "provider")).preferred_name == "Quinn"
    assert [mail.to for mail in aws.mailbox.mails()] == ["quinn@quietroom.example"]


def test_inviting_twice_keeps_the_person(aws):
    first, second = (service.invite_staff("quinn@quietroom.example", "provider", "Quinn") for _ in range(2))

    assert first == second
