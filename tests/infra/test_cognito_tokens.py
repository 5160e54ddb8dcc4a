"""What tokens say, how long they hold, and how they end."""

import json
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest

from infra.local.cognito.signin import SignInFailed, sign_in
from tests.infra.cognito_room import ENDPOINT, Room, refused


def opened(room, token, **options):
    [key] = room.cognito.jwks(room.pool_id)["keys"]
    assert jwt.get_unverified_header(token) == {"alg": "RS256", "kid": key["kid"], "typ": "JWT"}
    return jwt.decode(
        token, jwt.PyJWK(json.loads(json.dumps(key))), algorithms=["RS256"], options={"verify_exp": False, "verify_iat": False, **options}
    )


def test_an_access_token_says_what_cognitos_says(room):
    room.admin("CreateGroup", {"UserPoolId": room.pool_id, "GroupName": "client"})
    ana, tokens = room.enrolled(group="client")
    claims = opened(room, tokens.access_token)
    assert claims.pop("jti") != claims.pop("event_id")
    assert claims.pop("origin_jti")
    assert claims == {
        "sub": ana.id,
        "iss": f"{ENDPOINT}/{room.pool_id}",
        "client_id": room.client_id,
        "token_use": "access",
        "scope": "aws.cognito.signin.user.admin",
        "auth_time": int(room.now),
        "iat": int(room.now),
        "exp": int(room.now) + 15 * 60,
        "username": ana.id,
        "cognito:groups": ["client"],
    }


def test_an_id_token_is_for_the_app_and_names_the_address(room):
    ana, tokens = room.enrolled()
    claims = opened(room, tokens.id_token, verify_aud=False)
    assert (claims["aud"], claims["token_use"], claims["cognito:username"]) == (room.client_id, "id", ana.id)
    assert (claims["email"], claims["email_verified"]) == ("ana@example.org", True)
    assert "cognito:groups" not in claims
    assert claims["origin_jti"] == opened(room, tokens.access_token)["origin_jti"]


def test_pools_do_not_share_keys_and_an_unknown_pool_has_none(room):
    other, _ = room.make_pool()
    assert room.cognito.jwks(other) != room.cognito.jwks(room.pool_id)
    assert room.cognito.jwks("us-east-1_unknown00") is None


def test_a_refresh_token_is_opaque_and_keeps_the_time_of_sign_in(room):
    _, tokens = room.enrolled()
    assert "." not in tokens.refresh_token
    room.now += 1000
    answer = room.call("GetTokensFromRefreshToken", ClientId=room.client_id, RefreshToken=tokens.refresh_token)["AuthenticationResult"]
    before, after = opened(room, tokens.access_token), opened(room, answer["AccessToken"])
    assert "RefreshToken" not in answer
    assert (after["auth_time"], after["origin_jti"]) == (before["auth_time"], before["origin_jti"])
    assert (after["exp"], after["jti"] == before["jti"]) == (int(room.now) + 900, False)


def test_the_older_refresh_flow_works_alike(room):
    _, tokens = room.enrolled()
    answer = room.call(
        "InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", ClientId=room.client_id, AuthParameters={"REFRESH_TOKEN": tokens.refresh_token}
    )
    assert opened(room, answer["AuthenticationResult"]["AccessToken"])


def test_refresh_tokens_that_are_foreign_invented_or_old_are_refused(room):
    _, tokens = room.enrolled()
    other = room.make_client(room.pool_id)
    for client_id, token in [(other, tokens.refresh_token), (room.client_id, "invented"), (room.client_id, tokens.access_token)]:
        assert (
            refused(room.call, "GetTokensFromRefreshToken", ClientId=client_id, RefreshToken=token)
            == "NotAuthorizedException: Invalid Refresh Token"
        )
    room.now += 30 * 24 * 3600
    assert refused(room.call, "GetTokensFromRefreshToken", ClientId=room.client_id, RefreshToken=tokens.refresh_token) == (
        "NotAuthorizedException: Refresh Token has expired"
    )


def test_an_access_token_ends_after_its_minutes(room):
    _, tokens = room.enrolled()
    room.now += 15 * 60
    assert refused(room.call, "GetUser", AccessToken=tokens.access_token) == "NotAuthorizedException: Access Token has expired"


def test_forged_foreign_and_id_tokens_are_refused(room):
    _, tokens = room.enrolled()
    claims = opened(room, tokens.access_token)
    own_key = Room().cognito
    header, body, signature = tokens.access_token.split(".")
    forged = [
        tokens.id_token,
        tokens.refresh_token,
        "not.a.token",
        f"{header}.{body}.{signature[:-8]}AAAAAAAA",
        f"{header}.{body}.",
        jwt.encode(claims, "", algorithm="none"),
        jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": "dummy"}),
        own_key.sign(next(iter(own_key._state.pools)), claims),
    ]
    for token in forged:
        assert refused(room.call, "GetUser", AccessToken=token) == "NotAuthorizedException: Invalid Access Token"


def test_revoking_a_refresh_token_ends_its_access_tokens_and_no_others(room):
    ana, first = room.enrolled()
    second = sign_in(room.send, ana, [room.code(ana)])
    room.call("RevokeToken", ClientId=room.client_id, Token=first.refresh_token)
    assert refused(room.call, "GetUser", AccessToken=first.access_token) == "NotAuthorizedException: Access Token has been revoked"
    assert refused(room.call, "GetTokensFromRefreshToken", ClientId=room.client_id, RefreshToken=first.refresh_token).startswith(
        "NotAuthorizedException"
    )
    assert room.call("GetUser", AccessToken=second.access_token)["Username"] == ana.id
    assert room.call("RevokeToken", ClientId=room.client_id, Token=first.refresh_token) == {}


def test_only_the_apps_own_refresh_tokens_can_be_revoked(room):
    _, tokens = room.enrolled()
    other = room.make_client(room.pool_id)
    without = room.make_client(room.pool_id, EnableTokenRevocation=False)
    assert refused(room.call, "RevokeToken", ClientId=other, Token=tokens.refresh_token).startswith("UnauthorizedException")
    assert refused(room.call, "RevokeToken", ClientId=room.client_id, Token=tokens.access_token).startswith("UnsupportedTokenTypeException")
    assert refused(room.call, "RevokeToken", ClientId=without, Token=tokens.refresh_token).startswith("UnsupportedOperationException")
    assert room.call("GetUser", AccessToken=tokens.access_token)


@pytest.mark.parametrize("end", ["GlobalSignOut", "AdminUserGlobalSignOut", "AdminDisableUser", "AdminDeleteUser"])
def test_signing_out_everywhere_ends_every_token_of_that_person_only(room, end):
    ana, first = room.enrolled()
    second = sign_in(room.send, ana, [room.code(ana)])
    _, bens = room.enrolled("ben@example.org")
    if end == "GlobalSignOut":
        room.call(end, AccessToken=second.access_token)
    else:
        room.admin(end, {"UserPoolId": room.pool_id, "Username": ana.username})
    for tokens in (first, second):
        assert refused(room.call, "GetUser", AccessToken=tokens.access_token) == "NotAuthorizedException: Access Token has been revoked"
        assert refused(room.call, "GetTokensFromRefreshToken", ClientId=room.client_id, RefreshToken=tokens.refresh_token).startswith(
            "NotAuthorizedException"
        )
    assert room.call("GetUser", AccessToken=bens.access_token)


def test_one_code_in_many_hands_at_once_opens_one_sign_in(room):
    ana = room.known()
    challenges = [room.past_password(ana) for _ in range(5)]

    def attempt(challenge):
        try:
            return room.reply(challenge, ana, SOFTWARE_TOKEN_MFA_CODE=room.code(ana))
        except SignInFailed as failure:
            return failure.kind

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(attempt, challenges))
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert answers.count("ExpiredCodeException") == 4


def test_guesses_at_once_are_all_counted(room):
    ana = room.known()
    challenges = [room.past_password(ana) for _ in range(8)]

    def guess(challenge):
        return refused(room.reply, challenge, ana, SOFTWARE_TOKEN_MFA_CODE="000000").split(":")[0]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, challenges))
    assert (answers.count("CodeMismatchException"), answers.count("NotAuthorizedException")) == (5, 3)
