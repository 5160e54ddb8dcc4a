"""Clients that were not written for it sign in over HTTP: pycognito and boto3; and our own, at once and as often as asked."""

import time
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from pycognito import Cognito as PyCognito
from pycognito.aws_srp import AWSSRP
from pycognito.exceptions import SoftwareTokenMFAChallengeException

from infra.local.cognito import srp, totp
from infra.local.cognito.signin import Logins, SignInFailed, enrol, over_http, sign_in
from tests.infra.cognito_room import PASSWORD, START


@pytest.fixture
def browser(room, served):
    """boto3 without credentials, as a page would ask."""
    return boto3.client("cognito-idp", endpoint_url=served, region_name="us-east-1", config=Config(signature_version=UNSIGNED))


def pycognito_srp(browser, account, password=PASSWORD):
    return AWSSRP(account.username, password, account.pool_id, account.client_id, client=browser)


# pycognito asks the time in a way Python 3.12 deprecates.
@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
class TestPycognito:
    def test_signs_in_with_password_and_code(self, room, served, browser):
        ana = room.known()
        client = PyCognito(
            ana.pool_id,
            ana.client_id,
            username=ana.username,
            boto3_client_kwargs={"endpoint_url": served, "config": Config(signature_version=UNSIGNED)},
        )
        client.client = browser
        with pytest.raises(SoftwareTokenMFAChallengeException) as asked:
            client.authenticate(PASSWORD)
        answer = room.reply(asked.value.get_tokens(), ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana))
        assert browser.get_user(AccessToken=answer["AuthenticationResult"]["AccessToken"])["Username"] == ana.id

    def test_is_refused_with_a_wrong_password(self, room, browser):
        ana = room.known()
        with pytest.raises(browser.exceptions.NotAuthorizedException):
            pycognito_srp(browser, ana, "a wrong long password").authenticate_user()

    def test_agrees_on_the_key_whatever_the_padding(self, room, browser):
        for number in range(8):
            account = room.invited(f"ana{number}@example.org")
            assert pycognito_srp(browser, account).authenticate_user()["ChallengeName"] == "MFA_SETUP"


def test_boto3_goes_from_sign_up_to_tokens_and_out(room, browser):
    app, email = room.client_id, "ana@example.org"
    browser.sign_up(ClientId=app, Username=email, Password=PASSWORD)
    browser.confirm_sign_up(ClientId=app, Username=email, ConfirmationCode=room.mailed_code())
    begun = room.past_password(room.invited("unused@example.org"), username=email)
    associated = browser.associate_software_token(Session=begun["Session"])
    code = totp.code(associated["SecretCode"], totp.step_at(room.now))
    verified = browser.verify_software_token(Session=associated["Session"], UserCode=code)
    done = browser.respond_to_auth_challenge(
        ClientId=app, ChallengeName="MFA_SETUP", Session=verified["Session"], ChallengeResponses={"USERNAME": email}
    )
    result = done["AuthenticationResult"]
    assert browser.get_user(AccessToken=result["AccessToken"])["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA"]
    assert browser.get_tokens_from_refresh_token(ClientId=app, RefreshToken=result["RefreshToken"])["AuthenticationResult"]["AccessToken"]
    browser.global_sign_out(AccessToken=result["AccessToken"])
    with pytest.raises(browser.exceptions.NotAuthorizedException):
        browser.get_user(AccessToken=result["AccessToken"])


def test_the_small_client_signs_in_over_http(room, served):
    ana = room.known()
    send = over_http(served)
    assert sign_in(send, ana, [room.code(ana)]).access_token
    with pytest.raises(SignInFailed) as failure:
        send("AdminGetUser", {"UserPoolId": ana.pool_id, "Username": ana.username})
    assert failure.value.kind == "MissingAuthenticationTokenException"


def test_logins_come_at_once_however_often_and_leave_the_current_code_alone(room):
    ana, tokens = room.enrolled()
    logins = Logins(room.send, clock=lambda: room.now, pause=lambda seconds: pytest.fail("it waited"))
    logins.remember(ana, tokens)
    for second in range(0, 100, 5):
        room.now = START + second
        assert logins.tokens(ana).refresh_token
    assert sign_in(room.send, ana, [room.code(ana)])


def test_logins_survive_revoked_tokens_used_codes_and_a_lock_out(room):
    ana, tokens = room.enrolled()
    logins = Logins(room.send, clock=lambda: room.now, pause=lambda seconds: pytest.fail("it waited"))
    logins.remember(ana, tokens)
    room.call("GlobalSignOut", AccessToken=logins.tokens(ana).access_token)
    fresh = logins.tokens(ana)
    assert room.call("GetUser", AccessToken=fresh.access_token)
    for _ in range(6):
        with pytest.raises(SignInFailed):
            room.past_password(ana, password="a wrong long password")
    room.now += 2 * totp.STEP_SECONDS
    for _ in range(8):
        with pytest.raises(SignInFailed):
            room.past_password(ana, password="a wrong long password")
    assert room.call("GetUser", AccessToken=logins.tokens(ana).access_token)


def test_logins_wait_for_the_next_code_when_nothing_else_is_left(room):
    ana, _ = room.enrolled()
    waited = []

    def pause(seconds):
        waited.append(seconds)
        room.now += seconds

    logins = Logins(room.send, clock=lambda: room.now, pause=pause)
    for _ in range(3):
        room.admin("AdminUserGlobalSignOut", {"UserPoolId": ana.pool_id, "Username": ana.username})
        assert logins.tokens(ana)
    assert waited == [totp.STEP_SECONDS - START % totp.STEP_SECONDS]


def test_logins_of_one_person_from_many_threads_all_succeed(room):
    ana, tokens = room.enrolled()
    logins = Logins(room.send, clock=lambda: room.now, pause=lambda seconds: pytest.fail("it waited"))
    logins.remember(ana, tokens)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: logins.tokens(ana), range(24)))


def test_enrolling_is_quick_enough_for_a_start(room):
    started = time.process_time()
    for number in range(5):
        enrol(room.admin, room.pool_id, room.client_id, f"person{number}@example.org", PASSWORD, clock=lambda: room.now)
    assert (time.process_time() - started) / 5 < 0.15


# RFC 6238, appendix B, SHA-1, cut to six digits.
@pytest.mark.parametrize(
    ("seconds", "digits"), [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_rfc(seconds, digits):
    assert totp.code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", totp.step_at(seconds)) == digits


def test_both_ends_derive_one_key_only_with_the_right_password():
    kept = srp.verifier("us-east-1_pool", "ana", PASSWORD)
    a, b = srp.exponent(), srp.exponent()
    a_public, b_public = pow(srp.G, a, srp.N), srp.server_public(b, kept)
    right, wrong = (srp.private_exponent("us-east-1_pool", "ana", password, kept.salt) for password in (PASSWORD, PASSWORD + "!"))
    assert srp.server_key(a_public, b_public, b, kept) == srp.client_key(a_public, b_public, a, right)
    assert srp.server_key(a_public, b_public, b, kept) != srp.client_key(a_public, b_public, a, wrong)


@pytest.mark.parametrize("exponent", [0, 1, 15, 16, 2**255, 2**256 - 1])
def test_the_table_of_powers_agrees_with_plain_arithmetic(exponent):
    assert srp.power(exponent) == pow(srp.G, exponent, srp.N)
