"""Opening an account, getting back into it, and what people may change about themselves."""

import re

import pytest

from infra.local.cognito import Cognito
from infra.local.cognito.signin import in_process, sign_in
from tests.infra.cognito_room import PASSWORD, refused


def signed_up(room, email="ana@example.org"):
    return room.call(
        "SignUp", ClientId=room.client_id, Username=email, Password=PASSWORD, UserAttributes=[{"Name": "email", "Value": email}]
    )


def confirm(room, code, email="ana@example.org"):
    return room.call("ConfirmSignUp", ClientId=room.client_id, Username=email, ConfirmationCode=code)


EXPIRED = "ExpiredCodeException: Invalid code provided, please request a code again."
MISMATCH = "CodeMismatchException: Invalid verification code provided, please try again."
LIMIT = "LimitExceededException: Attempt limit exceeded, please try after some time."


def test_signing_up_mails_a_code_in_neutral_words(room):
    answer = signed_up(room)
    assert answer["UserConfirmed"] is False
    assert answer["CodeDeliveryDetails"] == {"Destination": "a***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"}
    [(to, subject, text)] = room.mails
    assert to == "ana@example.org"
    assert re.fullmatch(r"Your code is \d{6}\. If you did not ask for it, you can ignore this message\.", text)
    assert subject == "Your code"


def test_an_unconfirmed_person_gets_no_further_than_the_password(room):
    sub = signed_up(room)["UserSub"]
    account = room.invited("ben@example.org")
    assert refused(room.past_password, account, username=sub, password=PASSWORD) == "UserNotConfirmedException: User is not confirmed."


def test_the_mailed_code_confirms_and_the_trigger_sees_it(room):
    sub = signed_up(room)["UserSub"]
    confirm(room, room.mailed_code())
    user = room.admin("AdminGetUser", {"UserPoolId": room.pool_id, "Username": "ana@example.org"})
    assert (user["Username"], user["UserStatus"]) == (sub, "CONFIRMED")
    assert {"Name": "email_verified", "Value": "true"} in user["UserAttributes"]
    [event] = room.events
    assert (event["triggerSource"], event["userName"]) == ("PostConfirmation_ConfirmSignUp", sub)
    assert event["request"]["userAttributes"]["sub"] == sub


def test_a_failing_trigger_is_reported_and_the_person_stays_confirmed(room):
    signed_up(room)
    room.failing_trigger = ValueError("private words")
    assert refused(confirm, room, room.mailed_code()) == "UserLambdaValidationException: PostConfirmation failed with error ValueError."
    assert refused(confirm, room, room.mailed_code()) == "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED"


def test_a_mail_that_cannot_be_sent_is_reported(room):
    def no_post(*mail):
        raise OSError("private words")

    broken = in_process(Cognito("http://127.0.0.1:1", no_post, no_post))
    pool = {"PoolName": "people", "UsernameAttributes": ["email"]}
    pool_id = broken("CreateUserPool", pool)["UserPool"]["Id"]
    assert refused(broken, "AdminCreateUser", {"UserPoolId": pool_id, "Username": "ana@example.org"}) == (
        "CodeDeliveryFailureException: The code could not be delivered."
    )


def test_wrong_expired_replaced_and_used_codes_are_refused(room):
    signed_up(room)
    first = room.mailed_code()
    assert refused(confirm, room, "000000" if first != "000000" else "111111") == MISMATCH
    room.call("ResendConfirmationCode", ClientId=room.client_id, Username="ana@example.org")
    second = room.mailed_code()
    assert first == second or refused(confirm, room, first) == MISMATCH
    room.now += 24 * 3600
    assert refused(confirm, room, second) == EXPIRED


def test_a_code_cannot_be_guessed(room):
    signed_up(room)
    right = room.mailed_code()
    wrong = [code for code in ("000000", "000001", "000002", "000003", "000004", "000005") if code != right][:5]
    assert [refused(confirm, room, code) for code in wrong] == [MISMATCH] * 5
    assert refused(confirm, room, right) == LIMIT
    room.call("ResendConfirmationCode", ClientId=room.client_id, Username="ana@example.org")
    assert refused(confirm, room, room.mailed_code()) == LIMIT
    room.now += 3600
    confirm(room, room.mailed_code())


def test_codes_are_not_sent_without_end(room):
    signed_up(room)
    for _ in range(19):
        room.call("ResendConfirmationCode", ClientId=room.client_id, Username="ana@example.org")
    assert refused(room.call, "ResendConfirmationCode", ClientId=room.client_id, Username="ana@example.org") == LIMIT
    assert len(room.mails) == 20


def test_an_address_belongs_to_one_account_whatever_its_case(room):
    signed_up(room)
    assert refused(signed_up, room, "Ana@Example.org") == "UsernameExistsException: An account with the given email already exists."


@pytest.mark.parametrize("email", ["ana", "ana@", "@example.org", "a na@example.org", "ana@x@example.org"])
def test_a_name_that_is_no_address_is_refused(room, email):
    assert refused(signed_up, room, email) == "InvalidParameterException: Username should be an email."


@pytest.mark.parametrize("password", ["short", "eleven char", " twelve characters "])
def test_a_password_against_the_policy_is_refused(room, password):
    given = {"ClientId": room.client_id, "Username": "ana@example.org", "Password": password}
    assert refused(room.call, "SignUp", **given).split(":")[0] in ("InvalidPasswordException", "InvalidParameterException")


def test_a_policy_of_kinds_is_kept(room):
    asked = {"MinimumLength": 12, "RequireUppercase": True, "RequireLowercase": True, "RequireNumbers": True, "RequireSymbols": True}
    _, client_id = room.make_pool(Policies={"PasswordPolicy": asked})
    for password in ("alllowercase1!", "ALLUPPERCASE1!", "NoDigitsHere!!", "NoSymbolsHere1"):
        assert refused(room.call, "SignUp", ClientId=client_id, Username="ana@example.org", Password=password).startswith(
            "InvalidPasswordException"
        )
    assert room.call("SignUp", ClientId=client_id, Username="ana@example.org", Password="Every kind 1!")


@pytest.mark.parametrize("name", ["email_verified", "phone_number_verified", "sub", "custom:role", "cognito:groups"])
def test_nobody_writes_proofs_or_unknown_attributes_about_themselves(room, name):
    given = {
        "ClientId": room.client_id,
        "Username": "ana@example.org",
        "Password": PASSWORD,
        "UserAttributes": [{"Name": name, "Value": "true"}],
    }
    assert refused(room.call, "SignUp", **given).split(":")[0] in ("NotAuthorizedException", "InvalidParameterException")
    _, tokens = room.enrolled()
    written = refused(room.call, "UpdateUserAttributes", AccessToken=tokens.access_token, UserAttributes=[{"Name": name, "Value": "true"}])
    assert written.split(":")[0] in ("NotAuthorizedException", "InvalidParameterException")


def test_nobody_takes_another_address(room):
    _, tokens = room.enrolled()
    taken = [{"Name": "email", "Value": "pat@example.org"}]
    assert refused(room.call, "UpdateUserAttributes", AccessToken=tokens.access_token, UserAttributes=taken) == (
        "NotAuthorizedException: A client attempted to write unauthorized attribute"
    )


def test_a_pool_by_invitation_takes_no_sign_up(room):
    _, client_id = room.make_pool(AdminCreateUserConfig={"AllowAdminCreateUserOnly": True})
    assert refused(room.call, "SignUp", ClientId=client_id, Username="ana@example.org", Password=PASSWORD) == (
        "NotAuthorizedException: SignUp is not permitted for this user pool"
    )


def test_nothing_tells_whether_an_address_has_an_account(room):
    room.enrolled()
    known, unknown = ({"ClientId": room.client_id, "Username": name} for name in ("ana@example.org", "abe@example.org"))
    assert room.call("ForgotPassword", **known) == room.call("ForgotPassword", **unknown)
    assert [to for to, *_ in room.mails] == ["ana@example.org"]
    assert room.call("ResendConfirmationCode", **unknown)["CodeDeliveryDetails"]["Destination"] == "a***@e***"
    wrong = "000000" if room.mailed_code() != "000000" else "111111"
    assert {refused(room.call, "ConfirmForgotPassword", **who, ConfirmationCode=wrong, Password=PASSWORD) for who in (known, unknown)} == {
        MISMATCH
    }
    assert refused(room.call, "ConfirmSignUp", **unknown, ConfirmationCode="000000") == EXPIRED


def test_an_app_that_does_not_hide_people_names_unknown_ones(room):
    legacy = room.make_client(room.pool_id, PreventUserExistenceErrors="LEGACY")
    for action in ("ForgotPassword", "ResendConfirmationCode"):
        assert refused(room.call, action, ClientId=legacy, Username="nobody@example.org") == "UserNotFoundException: User does not exist."


def test_a_forgotten_password_is_replaced_by_a_mailed_code_once(room):
    ana = room.known()
    who = {"ClientId": room.client_id, "Username": ana.username}
    assert refused(room.call, "ConfirmForgotPassword", **who, ConfirmationCode="000000", Password="a brand new password") == EXPIRED
    room.call("ForgotPassword", **who)
    code = room.mailed_code()
    assert refused(room.call, "ConfirmForgotPassword", **who, ConfirmationCode=code, Password="short").startswith(
        "InvalidPasswordException"
    )
    room.call("ConfirmForgotPassword", **who, ConfirmationCode=code, Password="a brand new password")
    assert refused(room.call, "ConfirmForgotPassword", **who, ConfirmationCode=code, Password="a third long password") == EXPIRED
    assert refused(room.past_password, ana).startswith("NotAuthorizedException: Incorrect")
    assert room.past_password(ana, password="a brand new password")["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_a_code_for_a_password_is_good_for_an_hour(room):
    ana = room.known()
    who = {"ClientId": room.client_id, "Username": ana.username}
    room.call("ForgotPassword", **who)
    room.now += 3600
    assert refused(room.call, "ConfirmForgotPassword", **who, ConfirmationCode=room.mailed_code(), Password=PASSWORD) == EXPIRED


def test_a_reset_by_an_administrator_asks_for_a_new_password(room):
    ana = room.known()
    room.admin("AdminResetUserPassword", {"UserPoolId": room.pool_id, "Username": ana.username})
    assert refused(room.past_password, ana) == "PasswordResetRequiredException: Password reset required for the user"
    who = {"ClientId": room.client_id, "Username": ana.username}
    room.call("ConfirmForgotPassword", **who, ConfirmationCode=room.mailed_code(), Password="a brand new password")
    assert room.past_password(ana, password="a brand new password")["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_changing_the_password_needs_the_old_one(room):
    ana, tokens = room.enrolled()
    change = {"AccessToken": tokens.access_token, "ProposedPassword": "a brand new password"}
    assert refused(room.call, "ChangePassword", **change, PreviousPassword="not the old one").startswith("NotAuthorizedException")
    room.call("ChangePassword", **change, PreviousPassword=PASSWORD)
    assert room.past_password(ana, password="a brand new password")["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_an_invited_person_chooses_a_password_then_a_factor_then_gets_tokens(room):
    room.admin("AdminCreateUser", {"UserPoolId": room.pool_id, "Username": "pat@example.org"})
    [(to, _, text)] = room.mails
    temporary = re.search(r"password (\S+) and", text)[1]
    assert (to, len(temporary)) == ("pat@example.org", 16)
    pat = room.invited("unused@example.org")
    pat = type(pat)(pat.pool_id, pat.client_id, "pat@example.org", temporary, "")
    challenge = room.past_password(pat)
    assert challenge["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert refused(room.reply, challenge, pat, NEW_PASSWORD="short").startswith("InvalidPasswordException")
    assert refused(room.call, "AssociateSoftwareToken", Session=challenge["Session"]).startswith("NotAuthorizedException")
    assert room.reply(challenge, pat, NEW_PASSWORD="a brand new password")["ChallengeName"] == "MFA_SETUP"
    assert refused(room.past_password, pat).startswith("NotAuthorizedException: Incorrect")


def test_a_temporary_password_expires_after_a_week(room):
    ana = room.invited()
    room.admin("AdminSetUserPassword", {"UserPoolId": room.pool_id, "Username": ana.username, "Password": PASSWORD, "Permanent": False})
    room.now += 7 * 24 * 3600
    assert refused(room.past_password, ana).startswith("NotAuthorizedException: Temporary password has expired")


def with_phone(room, tokens, number="+12025550143"):
    room.call("UpdateUserAttributes", AccessToken=tokens.access_token, UserAttributes=[{"Name": "phone_number", "Value": number}])
    return re.search(r"\d{6}", room.texts[-1][1])[0]


def test_a_phone_is_a_second_factor_only_once_proved_and_chosen(room):
    ana, tokens = room.enrolled()
    prefer = {"AccessToken": tokens.access_token, "SMSMfaSettings": {"Enabled": True}}
    proof = with_phone(room, tokens)
    assert refused(room.call, "SetUserMFAPreference", **prefer) == "InvalidParameterException: User has no verified phone number"
    room.call("VerifyUserAttribute", AccessToken=tokens.access_token, AttributeName="phone_number", Code=proof)
    assert room.past_password(ana)["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    room.call("SetUserMFAPreference", **prefer)
    challenge = room.past_password(ana)
    assert (challenge["ChallengeName"], challenge["ChallengeParameters"]["MFAS_CAN_CHOOSE"]) == (
        "SELECT_MFA_TYPE",
        '["SMS_MFA", "SOFTWARE_TOKEN_MFA"]',
    )
    assert refused(room.reply, challenge, ana, ANSWER="EMAIL_OTP").startswith("InvalidParameterException")
    texted = room.reply(challenge, ana, ANSWER="SMS_MFA")
    assert texted["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == "+*******0143"
    assert refused(room.reply, texted, ana, SMS_MFA_CODE="wrong") == MISMATCH
    assert room.reply(texted, ana, SMS_MFA_CODE=re.search(r"\d{6}", room.texts[-1][1])[0])["AuthenticationResult"]


def test_a_changed_phone_is_no_factor_until_proved_again(room):
    ana, tokens = room.enrolled()
    proof = with_phone(room, tokens)
    room.call("VerifyUserAttribute", AccessToken=tokens.access_token, AttributeName="phone_number", Code=proof)
    room.call("SetUserMFAPreference", AccessToken=tokens.access_token, SMSMfaSettings={"Enabled": True, "PreferredMfa": True})
    assert room.past_password(ana)["ChallengeName"] == "SMS_MFA"
    with_phone(room, tokens, "+12025550199")
    assert room.past_password(ana)["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_somebody_who_signed_up_with_a_phone_is_texted_a_code(room):
    phone = [{"Name": "phone_number", "Value": "+12025550143"}]
    room.call("SignUp", ClientId=room.client_id, Username="ana@example.org", Password=PASSWORD, UserAttributes=phone)
    confirm(room, room.mailed_code())
    ana = room.invited("ben@example.org")
    ana = type(ana)(ana.pool_id, ana.client_id, "ana@example.org", PASSWORD, "")
    challenge = room.past_password(ana)
    assert challenge["ChallengeName"] == "SMS_MFA"
    assert room.reply(challenge, ana, SMS_MFA_CODE=re.search(r"\d{6}", room.texts[-1][1])[0])["AuthenticationResult"]


def test_a_lost_authenticator_reset_by_an_administrator_is_set_up_anew(room):
    ana = room.known()
    room.admin(
        "AdminSetUserMFAPreference", {"UserPoolId": room.pool_id, "Username": ana.username, "SoftwareTokenMfaSettings": {"Enabled": False}}
    )
    assert room.past_password(ana)["ChallengeName"] == "MFA_SETUP"


def test_somebody_signed_in_moves_to_a_new_authenticator(room):
    ana, tokens = room.enrolled()
    secret = room.call("AssociateSoftwareToken", AccessToken=tokens.access_token)["SecretCode"]
    assert room.past_password(ana)["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    moved = type(ana)(ana.pool_id, ana.client_id, ana.username, ana.password, secret)
    room.call("VerifySoftwareToken", AccessToken=tokens.access_token, UserCode=room.code(moved))
    assert refused(sign_in, room.send, ana, [room.code(ana)]).startswith("CodeMismatchException")
    assert sign_in(room.send, moved, [room.code(moved, 1)])
