"""Nobody gets a token without the password and a second factor, in that order, once."""

import dataclasses

import pytest

from infra.local.cognito import srp, totp
from infra.local.cognito.errors import Refused
from infra.local.cognito.lockout import Lockouts
from infra.local.cognito.signin import sign_in
from tests.infra.cognito_room import PASSWORD, refused


def guess_wrong(room, account):
    """A wrong password at the price of the server's half of the exchange."""
    parameters = {"USERNAME": account.username, "SRP_A": "2"}
    begun = room.call("InitiateAuth", AuthFlow="USER_SRP_AUTH", ClientId=room.client_id, AuthParameters=parameters)["ChallengeParameters"]
    claim = {"USERNAME": account.username, "TIMESTAMP": "Thu May 28 20:26:50 UTC 2026", "PASSWORD_CLAIM_SIGNATURE": "AAAA"}
    return refused(room.prove, {**claim, "PASSWORD_CLAIM_SECRET_BLOCK": begun["SECRET_BLOCK"]})


INCORRECT = "NotAuthorizedException: Incorrect username or password."
SESSION = "NotAuthorizedException: Invalid session for the user."
LOCKED = "NotAuthorizedException: Password attempts exceeded"


def test_password_and_code_yield_tokens(room):
    ana, _ = room.enrolled()
    tokens = sign_in(room.send, ana, [room.code(ana)])
    assert room.call("GetUser", AccessToken=tokens.access_token)["Username"] == ana.id


def test_address_in_any_case_and_the_sub_sign_in_too(room):
    ana = room.known()
    assert sign_in(room.send, dataclasses.replace(ana, username="ANA@example.ORG"), [room.code(ana)])
    assert sign_in(room.send, dataclasses.replace(ana, username=ana.id), [room.code(ana, 1)])


def test_a_wrong_password_is_refused(room):
    ana = room.known()
    assert refused(room.past_password, ana, password="another long password") == INCORRECT


def test_an_unknown_name_looks_like_a_wrong_password(room):
    ana = room.known()
    shown = []
    for _ in range(2):
        parameters = {"USERNAME": "nobody@example.org", "SRP_A": "abcdef"}
        answer = room.call("InitiateAuth", AuthFlow="USER_SRP_AUTH", ClientId=room.client_id, AuthParameters=parameters)
        shown.append((answer["ChallengeParameters"]["SALT"], answer["ChallengeParameters"]["USER_ID_FOR_SRP"]))
    assert shown[0] == shown[1]
    assert refused(room.past_password, ana, username="nobody@example.org") == INCORRECT


def test_an_unknown_name_is_named_where_the_app_does_not_hide_it(room):
    legacy = room.make_client(room.pool_id, PreventUserExistenceErrors="LEGACY")
    assert refused(
        room.call,
        "InitiateAuth",
        AuthFlow="USER_SRP_AUTH",
        ClientId=legacy,
        AuthParameters={"USERNAME": "nobody@example.org", "SRP_A": "abcdef"},
    ) == ("UserNotFoundException: User does not exist.")


@pytest.mark.parametrize("flow", ["USER_PASSWORD_AUTH", "CUSTOM_AUTH", "USER_AUTH", "ADMIN_USER_PASSWORD_AUTH", "nonsense"])
def test_every_flow_but_srp_is_refused(room, flow):
    ana = room.known()
    parameters = {"USERNAME": ana.username, "PASSWORD": PASSWORD}
    assert refused(room.call, "InitiateAuth", AuthFlow=flow, ClientId=room.client_id, AuthParameters=parameters) == (
        f"InvalidParameterException: {flow} flow not enabled for this client"
    )


@pytest.mark.parametrize("multiple", [0, 1, 2])
def test_a_public_value_that_is_nothing_modulo_n_is_refused(room, multiple):
    ana = room.known()
    parameters = {"USERNAME": ana.username, "SRP_A": f"{multiple * srp.N:x}"}
    assert refused(room.call, "InitiateAuth", AuthFlow="USER_SRP_AUTH", ClientId=room.client_id, AuthParameters=parameters).startswith(
        "InvalidParameterException"
    )


@pytest.mark.parametrize(
    ("name", "spoilt", "answer"),
    [
        ("PASSWORD_CLAIM_SIGNATURE", lambda claim: "A" * 43 + "=", INCORRECT),
        ("PASSWORD_CLAIM_SIGNATURE", lambda claim: "", "InvalidParameterException: Missing required parameter PASSWORD_CLAIM_SIGNATURE"),
        ("PASSWORD_CLAIM_SIGNATURE", lambda claim: "not base64 ü", "InvalidParameterException: PASSWORD_CLAIM_SIGNATURE is not valid."),
        ("PASSWORD_CLAIM_SECRET_BLOCK", lambda claim: "A" * 88, INCORRECT),
        ("TIMESTAMP", lambda claim: "Thu May 28 20:26:51 UTC 2026", INCORRECT),
        (
            "TIMESTAMP",
            lambda claim: "yesterday",
            "InvalidParameterException: TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.",
        ),
        ("USERNAME", lambda claim: "ben@example.org", INCORRECT),
    ],
)
def test_a_spoilt_claim_is_refused(room, name, spoilt, answer):
    ana = room.known()
    room.enrolled("ben@example.org")
    claim = room.claim(ana)
    assert refused(room.prove, {**claim, name: spoilt(claim)}) == answer


def test_a_secret_block_works_once_right_or_wrong(room):
    ana = room.known()
    right, wrong = room.claim(ana), room.claim(ana)
    assert room.prove(right)["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    assert refused(room.prove, right) == INCORRECT
    assert refused(room.prove, {**wrong, "TIMESTAMP": "Thu May 28 20:26:51 UTC 2026"}) == INCORRECT
    assert refused(room.prove, wrong) == INCORRECT


def test_a_claim_older_than_three_minutes_is_refused(room):
    ana = room.known()
    claim = room.claim(ana)
    room.now += 180
    assert refused(room.prove, claim) == "NotAuthorizedException: Invalid session for the user, session is expired."


def test_a_claim_handed_in_at_another_app_is_refused(room):
    ana = room.known()
    other = room.make_client(room.pool_id)
    assert refused(room.prove, room.claim(ana), other) == INCORRECT


def test_the_same_password_in_another_pool_opens_nothing(room):
    ana = room.known()
    pool_id, client_id = room.make_pool()
    assert refused(room.past_password, ana, pool_id=pool_id, client_id=client_id) == INCORRECT


def test_the_password_alone_yields_no_token(room):
    ana = room.known()
    assert "AuthenticationResult" not in room.past_password(ana)


def test_a_wrong_code_is_refused_and_the_session_lives_on(room):
    ana = room.known()
    challenge = room.past_password(ana)
    assert (
        refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana, 40))
        == "CodeMismatchException: Invalid code received for user"
    )
    assert "AuthenticationResult" in room.reply(challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana))


def test_another_persons_code_is_refused(room):
    ana = room.known()
    ben = room.known("ben@example.org")
    assert refused(room.reply, room.past_password(ana), ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ben)).startswith("CodeMismatchException")


@pytest.mark.parametrize("neighbour", [-2, 2])
def test_codes_more_than_one_step_away_are_refused(room, neighbour):
    ana = room.known()
    assert refused(room.reply, room.past_password(ana), ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana, neighbour)).startswith(
        "CodeMismatchException"
    )


def test_a_reused_code_is_refused(room):
    ana = room.known()
    code = room.code(ana)
    sign_in(room.send, ana, [code])
    used = "ExpiredCodeException: Your software token has already been used once."
    assert refused(sign_in, room.send, ana, [code]) == used
    room.now += totp.STEP_SECONDS
    assert refused(sign_in, room.send, ana, [code]) == used


def test_the_code_that_set_up_the_authenticator_is_spent(room):
    ana, _ = room.enrolled()
    assert refused(sign_in, room.send, ana, [room.code(ana, -1)]).startswith("ExpiredCodeException")


def test_a_session_works_once(room):
    ana = room.known()
    challenge = room.past_password(ana)
    room.reply(challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana))
    assert refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana, 1)) == SESSION


def test_a_session_older_than_three_minutes_is_refused(room):
    ana = room.known()
    challenge = room.past_password(ana)
    room.now += 180
    assert (
        refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana))
        == "NotAuthorizedException: Invalid session for the user, session is expired."
    )


@pytest.mark.parametrize(
    "name", ["MFA_SETUP", "NEW_PASSWORD_REQUIRED", "SMS_MFA", "SELECT_MFA_TYPE", "CUSTOM_CHALLENGE", "DEVICE_SRP_AUTH", "ADMIN_NO_SRP_AUTH"]
)
def test_a_session_answers_only_the_challenge_it_was_opened_for(room, name):
    ana = room.known()
    answers = {
        "NEW_PASSWORD": "yet another password",
        "ANSWER": "SMS_MFA",
        "SMS_MFA_CODE": "000000",
        "SOFTWARE_TOKEN_MFA_CODE": room.code(ana),
    }
    assert refused(room.reply, room.past_password(ana), ana, name=name, **answers) == SESSION


def test_a_session_belongs_to_one_person_and_one_app(room):
    ana = room.known()
    ben = room.known("ben@example.org")
    other = room.make_client(room.pool_id)
    challenge = room.past_password(ana)
    assert refused(room.reply, challenge, ben, SOFTWARE_TOKEN_MFA_CODE=room.code(ben)) == SESSION
    assert refused(room.reply, challenge, ana, client_id=other, SOFTWARE_TOKEN_MFA_CODE=room.code(ana)) == SESSION


def test_an_invented_session_is_refused(room):
    ana = room.known()
    assert (
        refused(room.reply, {"ChallengeName": "SOFTWARE_TOKEN_MFA", "Session": "A" * 88}, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana))
        == SESSION
    )


def test_a_person_without_a_factor_must_set_one_up(room):
    ana = room.invited()
    challenge = room.past_password(ana)
    assert challenge["ChallengeName"] == "MFA_SETUP"
    assert refused(room.reply, challenge, ana).startswith("SoftwareTokenMFANotFoundException")
    associated = room.call("AssociateSoftwareToken", Session=challenge["Session"])
    assert refused(room.reply, {**challenge, "Session": associated["Session"]}, ana).startswith("SoftwareTokenMFANotFoundException")


def test_a_wrong_set_up_code_is_refused_and_another_try_is_open(room):
    ana = room.invited()
    associated = room.call("AssociateSoftwareToken", Session=room.past_password(ana)["Session"])
    with_secret = dataclasses.replace(ana, totp_secret=associated["SecretCode"])
    wrong = refused(room.call, "VerifySoftwareToken", Session=associated["Session"], UserCode=room.code(with_secret, 40))
    assert wrong == "EnableSoftwareTokenMFAException: Code mismatch"
    assert room.call("VerifySoftwareToken", Session=associated["Session"], UserCode=room.code(with_secret))["Status"] == "SUCCESS"


def test_the_password_alone_cannot_replace_a_second_factor(room):
    ana = room.known()
    assert refused(room.call, "AssociateSoftwareToken", Session=room.past_password(ana)["Session"]) == SESSION


def test_of_two_set_ups_at_once_only_the_first_counts(room):
    ana = room.invited()
    first, second = (room.call("AssociateSoftwareToken", Session=room.past_password(ana)["Session"]) for _ in range(2))
    by_first, by_second = (dataclasses.replace(ana, totp_secret=made["SecretCode"]) for made in (first, second))
    room.call("VerifySoftwareToken", Session=first["Session"], UserCode=room.code(by_first))
    assert refused(room.call, "VerifySoftwareToken", Session=second["Session"], UserCode=room.code(by_second)) == SESSION


def test_a_set_up_reset_by_an_administrator_yields_no_token(room):
    ana = room.invited()
    challenge = room.past_password(ana)
    associated = room.call("AssociateSoftwareToken", Session=challenge["Session"])
    code = totp.code(associated["SecretCode"], totp.step_at(room.now))
    verified = room.call("VerifySoftwareToken", Session=associated["Session"], UserCode=code)
    room.admin(
        "AdminSetUserMFAPreference", {"UserPoolId": room.pool_id, "Username": ana.username, "SoftwareTokenMfaSettings": {"Enabled": False}}
    )
    assert refused(room.reply, {**challenge, "Session": verified["Session"]}, ana) == SESSION


def test_a_pool_that_does_not_require_a_second_factor_signs_nobody_in(room):
    pool_id, client_id = room.make_pool()
    room.admin(
        "SetUserPoolMfaConfig", {"UserPoolId": pool_id, "MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": True}}
    )
    parameters = {"USERNAME": "ana@example.org", "SRP_A": "abcdef"}
    assert refused(room.call, "InitiateAuth", AuthFlow="USER_SRP_AUTH", ClientId=client_id, AuthParameters=parameters).startswith(
        "InvalidParameterException"
    )


def test_the_fifth_failure_locks_for_a_second_and_each_further_one_doubles_it(room):
    ana = room.known()
    for _ in range(5):
        assert guess_wrong(room, ana) == INCORRECT
    for seconds in (1, 2, 4, 8):
        assert refused(room.past_password, ana) == LOCKED
        room.now += seconds - 0.01
        assert refused(room.past_password, ana) == LOCKED
        room.now += 0.01
        assert guess_wrong(room, ana) == INCORRECT


def test_a_lock_lasts_at_most_fifteen_minutes_and_attempts_do_not_lengthen_it():
    lockouts = Lockouts()
    for _ in range(2000):
        lockouts.fail("ana", 0)
    for moment in (0, 500, 899):
        with pytest.raises(Refused, match="Password attempts exceeded"):
            lockouts.admit("ana", moment)
    lockouts.admit("ana", 900)


def test_wrong_codes_lock_too_and_the_right_password_does_not_unlock(room):
    ana = room.known()
    challenge = room.past_password(ana)
    for _ in range(5):
        assert refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE="000000").startswith("CodeMismatchException")
    assert refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana)) == LOCKED
    assert refused(room.past_password, ana) == LOCKED


def test_a_completed_sign_in_clears_the_count(room):
    ana = room.known()
    for neighbour in (0, 1):
        for _ in range(4):
            guess_wrong(room, ana)
        sign_in(room.send, ana, [room.code(ana, neighbour)])


def test_fifteen_quiet_minutes_clear_the_count(room):
    ana = room.known()
    for _ in range(4):
        guess_wrong(room, ana)
    room.now += 900
    for _ in range(4):
        guess_wrong(room, ana)
    assert room.past_password(ana)["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_an_unknown_name_is_locked_out_alike(room):
    ana = room.known()
    for _ in range(5):
        guess_wrong(room, dataclasses.replace(ana, username="nobody@example.org"))
    assert guess_wrong(room, dataclasses.replace(ana, username="Nobody@example.org")) == LOCKED


def test_only_who_knows_the_password_learns_that_an_account_is_disabled(room):
    ana = room.known()
    room.admin("AdminDisableUser", {"UserPoolId": room.pool_id, "Username": ana.username})
    assert refused(room.past_password, ana) == "NotAuthorizedException: User is disabled."
    assert guess_wrong(room, ana) == INCORRECT


def test_disabling_or_deleting_somebody_ends_a_sign_in_under_way(room):
    ana = room.known()
    challenge = room.past_password(ana)
    room.admin("AdminDisableUser", {"UserPoolId": room.pool_id, "Username": ana.username})
    assert refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana)) == "NotAuthorizedException: User is disabled."
    room.admin("AdminDeleteUser", {"UserPoolId": room.pool_id, "Username": ana.username})
    assert refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana)) == SESSION


def test_the_trigger_after_a_sign_in_sees_the_documented_event(room):
    ana = room.known()
    room.events.clear()
    sign_in(room.send, ana, [room.code(ana)])
    [event] = room.events
    assert (event["triggerSource"], event["userPoolId"], event["userName"]) == ("PostAuthentication_Authentication", room.pool_id, ana.id)
    assert event["callerContext"]["clientId"] == room.client_id
    assert event["request"]["userAttributes"]["email"] == "ana@example.org"
    assert event["request"]["newDeviceUsed"] is False


def test_a_failing_trigger_keeps_the_tokens_back(room):
    ana = room.known()
    room.failing_trigger = RuntimeError("private words")
    assert (
        refused(sign_in, room.send, ana, [room.code(ana)])
        == "UserLambdaValidationException: PostAuthentication failed with error RuntimeError."
    )


def test_a_trigger_may_call_the_service_back(room):
    ana = room.known()
    seen = []
    room.events = type(
        "Calls",
        (list,),
        {"append": lambda self, event: seen.append(room.admin("AdminGetUser", {"UserPoolId": room.pool_id, "Username": ana.id}))},
    )()
    sign_in(room.send, ana, [room.code(ana)])
    room.events = []
    assert seen[0]["Username"] == ana.id
