"""Colleagues come in by invitation only."""

import pytest

from tests import make

QUINN = {"email": "quinn@quietroom.example", "role": "provider", "name": "Quinn Ames"}


@pytest.fixture
def desk(aws, http):
    return http.sign_in("admin", make.person("admin", email="amy@quietroom.example"), standing=False)


def listed(desk):
    return [(one["email"], one["role"], bool(one["signed_in_at"])) for one in desk.get("/api/staff").json()["items"]]


def test_an_invited_colleague_gets_a_password_by_mail_and_stands_first_until_they_come_in(desk, aws, clock):
    from chalicelib.accounts import service

    invited = desk.post("/api/staff", QUINN)
    assert (invited.status, invited.json()["signed_in_at"], invited.json()["name"]) == (201, None, "Quinn Ames")
    assert [mail.to for mail in aws.mailbox.mails()] == ["quinn@quietroom.example"]
    assert ("quinn@quietroom.example", "provider", False) in listed(desk)

    service.note_sign_in(invited.json()["staff_id"], clock.now())
    service.note_sign_in(desk.id, clock.advance(minutes=1))
    assert listed(desk) == [("amy@quietroom.example", "admin", True), ("quinn@quietroom.example", "provider", True)]


def test_inviting_again_mails_again_and_makes_nobody_new(desk, aws):
    first = desk.post("/api/staff", QUINN).json()
    again = desk.post("/api/staff", QUINN | {"email": "Quinn@quietroom.example"})
    assert (again.status, again.json()["staff_id"]) == (201, first["staff_id"])
    assert desk.post(f"/api/staff/{first['staff_id']}/invite").status == 200
    assert len(aws.mailbox.mails()) == 3
    assert len(listed(desk)) == 2


def test_who_is_on_the_staff_is_not_invited_for_another_role(desk):
    desk.post("/api/staff", QUINN)
    refused = desk.post("/api/staff", QUINN | {"role": "admin"})
    assert (refused.status, refused.code) == (409, "already_staff")


def test_who_has_come_in_is_not_invited_again(desk, clock):
    from chalicelib.accounts import service

    quinn = desk.post("/api/staff", QUINN).json()["staff_id"]
    service.note_sign_in(quinn, clock.now())
    assert desk.post("/api/staff", QUINN).code == "already_staff"


@pytest.mark.parametrize("wrong", [{"role": "client"}, {"role": "guardian"}, {"email": "quinn"}, {"name": ""}])
def test_a_malformed_invitation_is_refused(desk, wrong):
    assert desk.post("/api/staff", QUINN | wrong).status == 400


def test_nobody_is_reached_by_an_unknown_id(desk):
    assert desk.post("/api/staff/no-such-id/invite").status == 404
