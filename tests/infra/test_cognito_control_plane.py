"""The control plane over HTTP, as boto3 asks it, and what a browser may and may not reach."""

import json
from http.client import HTTPConnection

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from infra.local.cognito.facade import ADMIN, PUBLIC
from tests.infra.cognito_room import Room

PAGE = "http://127.0.0.1:8000"


@pytest.fixture
def idp(room, served):
    """boto3's client, signing with any key."""
    config = Config(retries={"total_max_attempts": 1})
    return boto3.client(
        "cognito-idp", endpoint_url=served, region_name="us-east-1", aws_access_key_id="any", aws_secret_access_key="any", config=config
    )


@pytest.fixture
def ask(served):
    """A raw request: (status, headers, body)."""

    def ask(method, path="/", body=None, **headers):
        connection = HTTPConnection(served.removeprefix("http://"), timeout=10)
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, content

    return ask


def target(action):
    return f"AWSCognitoIdentityProviderService.{action}"


def kind(failure):
    return failure.value.response["Error"]["Code"]


def test_boto3_builds_and_describes_a_pool(idp):
    pool = idp.create_user_pool(PoolName="staff", UsernameAttributes=["email"], AdminCreateUserConfig={"AllowAdminCreateUserOnly": True})[
        "UserPool"
    ]
    idp.set_user_pool_mfa_config(UserPoolId=pool["Id"], MfaConfiguration="ON", SoftwareTokenMfaConfiguration={"Enabled": True})
    idp.create_group(UserPoolId=pool["Id"], GroupName="provider")
    app = idp.create_user_pool_client(
        UserPoolId=pool["Id"],
        ClientName="web",
        GenerateSecret=False,
        ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        AccessTokenValidity=15,
    )["UserPoolClient"]
    described = idp.describe_user_pool(UserPoolId=pool["Id"])["UserPool"]
    assert (described["Name"], described["MfaConfiguration"], described["Arn"].split("/")[-1]) == ("staff", "ON", pool["Id"])
    assert described["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert idp.get_user_pool_mfa_config(UserPoolId=pool["Id"])["SoftwareTokenMfaConfiguration"] == {"Enabled": True}
    assert idp.describe_user_pool_client(UserPoolId=pool["Id"], ClientId=app["ClientId"])["UserPoolClient"]["AccessTokenValidity"] == 15
    assert [found["ClientId"] for found in idp.list_user_pool_clients(UserPoolId=pool["Id"])["UserPoolClients"]] == [app["ClientId"]]
    assert [group["GroupName"] for group in idp.list_groups(UserPoolId=pool["Id"])["Groups"]] == ["provider"]
    assert pool["Id"] in [found["Id"] for found in idp.list_user_pools(MaxResults=60)["UserPools"]]


def test_pools_and_apps_that_would_not_be_honest_are_not_made(idp, room):
    refusals = [
        (idp.create_user_pool, {"PoolName": "names"}),
        (idp.create_user_pool_client, {"UserPoolId": room.pool_id, "ClientName": "secret", "GenerateSecret": True}),
        (
            idp.create_user_pool_client,
            {"UserPoolId": room.pool_id, "ClientName": "plain", "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"]},
        ),
    ]
    for call, asked in refusals:
        with pytest.raises(ClientError) as failure:
            call(**asked)
        assert kind(failure) == "InvalidParameterException"


def test_boto3_keeps_people(idp, room):
    where = {"UserPoolId": room.pool_id}
    made = idp.admin_create_user(**where, Username="ana@example.org", UserAttributes=[{"Name": "email_verified", "Value": "true"}])["User"]
    ana = {**where, "Username": "ana@example.org"}
    assert (made["UserStatus"], made["Enabled"]) == ("FORCE_CHANGE_PASSWORD", True)
    idp.admin_create_user(**ana, MessageAction="RESEND")
    assert len(room.mails) == 2
    idp.admin_set_user_password(**ana, Password="a quiet long password", Permanent=True)
    idp.admin_update_user_attributes(**ana, UserAttributes=[{"Name": "phone_number", "Value": "+12025550143"}])
    found = idp.admin_get_user(**ana)
    assert (found["Username"], found["UserStatus"]) == (made["Username"], "CONFIRMED")
    assert {"Name": "phone_number", "Value": "+12025550143"} in found["UserAttributes"]
    idp.admin_disable_user(**ana)
    assert idp.admin_get_user(**ana)["Enabled"] is False
    idp.admin_enable_user(**ana)
    idp.admin_delete_user(**ana)
    with pytest.raises(idp.exceptions.UserNotFoundException):
        idp.admin_get_user(**ana)


def test_boto3_keeps_groups(idp, room):
    pool_id, _ = room.make_pool()
    where = {"UserPoolId": pool_id}
    idp.create_group(**where, GroupName="guardian")
    idp.admin_create_user(**where, Username="gil@example.org", MessageAction="SUPPRESS")
    gil = {**where, "Username": "gil@example.org", "GroupName": "guardian"}
    idp.admin_add_user_to_group(**gil)
    assert [group["GroupName"] for group in idp.admin_list_groups_for_user(**where, Username="gil@example.org")["Groups"]] == ["guardian"]
    assert len(idp.list_users_in_group(**where, GroupName="guardian")["Users"]) == 1
    idp.admin_remove_user_from_group(**gil)
    assert idp.list_users_in_group(**where, GroupName="guardian")["Users"] == []
    with pytest.raises(ClientError) as failure:
        idp.admin_add_user_to_group(**{**gil, "GroupName": "nobody"})
    assert kind(failure) == "ResourceNotFoundException"


def test_people_are_listed_by_pages_and_filters(idp, room):
    for name in ("ana", "ben", "cleo"):
        room.invited(f"{name}@example.org")
    first = idp.list_users(UserPoolId=room.pool_id, Limit=2)
    rest = idp.list_users(UserPoolId=room.pool_id, Limit=2, PaginationToken=first["PaginationToken"])
    assert (len(first["Users"]), len(rest["Users"]), "PaginationToken" in rest) == (2, 1, False)
    for condition, count in [
        ('email = "ben@example.org"', 1),
        ('email ^= "b"', 1),
        ('cognito:user_status = "CONFIRMED"', 3),
        ('email = "b"', 0),
    ]:
        assert len(idp.list_users(UserPoolId=room.pool_id, Filter=condition)["Users"]) == count


def test_an_account_confirmed_by_an_administrator_runs_the_trigger(idp, room):
    room.call("SignUp", ClientId=room.client_id, Username="ana@example.org", Password="a quiet long password")
    idp.admin_confirm_sign_up(UserPoolId=room.pool_id, Username="ana@example.org")
    assert [event["triggerSource"] for event in room.events] == ["PostConfirmation_ConfirmSignUp"]


@pytest.mark.parametrize("action", sorted(ADMIN))
def test_no_admin_call_passes_without_a_signature_or_from_a_page(room, action):
    status, answer = room.cognito.handle(action, {}, {}, signed=False)
    assert (status, answer["__type"]) == (403, "MissingAuthenticationTokenException")
    status, answer = room.cognito.handle(action, {}, {"Origin": PAGE}, signed=True)
    assert (status, answer["__type"]) == (403, "AccessDeniedException")


def test_an_unsigned_admin_call_over_http_is_refused(room, ask):
    who = json.dumps({"UserPoolId": room.pool_id, "Username": "ana@example.org"})
    status, _, body = ask("POST", body=who, X_Amz_Target=target("AdminGetUser"))
    assert (status, json.loads(body)["__type"]) == (403, "MissingAuthenticationTokenException")
    status, headers, body = ask(
        "POST", body=who, X_Amz_Target=target("AdminGetUser"), Origin=PAGE, Authorization="AWS4-HMAC-SHA256 Credential=x"
    )
    assert (status, json.loads(body)["__type"]) == (403, "AccessDeniedException")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "action", ["DeleteUser", "ListDevices", "ConfirmDevice", "AdminInitiateAuth", "StartWebAuthnRegistration", "Nonsense", ""]
)
def test_operations_that_are_not_served_are_refused_by_name(room, action):
    status, answer = room.cognito.handle(action, {}, {}, signed=True)
    assert (status, answer["__type"]) == (400, "UnknownOperationException")


@pytest.mark.parametrize("origin", [PAGE, "http://localhost:5173", "http://localhost"])
def test_pages_on_this_machine_may_ask_public_operations(ask, origin):
    status, headers, _ = ask(
        "OPTIONS", Origin=origin, Access_Control_Request_Method="POST", Access_Control_Request_Headers="content-type,x-amz-target"
    )
    assert (status, headers["access-control-allow-origin"]) == (204, origin)
    assert {"content-type", "x-amz-target", "x-amz-user-agent", "cache-control"} <= set(headers["access-control-allow-headers"].split(", "))
    status, headers, _ = ask("POST", body="{}", X_Amz_Target=target("InitiateAuth"), Origin=origin)
    assert (status, headers["access-control-allow-origin"]) == (400, origin)
    assert headers["x-amzn-errortype"].startswith("InvalidParameterException")


@pytest.mark.parametrize(
    "origin",
    [
        "https://127.0.0.1:8000",
        "http://evil.example",
        "http://127.0.0.1.evil.example",
        "http://localhost:8000@evil.example",
        "null",
        "http://127.0.0.1:8000/",
    ],
)
def test_pages_elsewhere_may_not(ask, origin):
    for method, headers in (("OPTIONS", {}), ("POST", {"X_Amz_Target": target("InitiateAuth")})):
        _, answered, _ = ask(method, body="{}" if method == "POST" else None, Origin=origin, **headers)
        assert "access-control-allow-origin" not in answered


def test_the_key_set_is_public(room, ask):
    status, headers, body = ask("GET", f"/{room.pool_id}/.well-known/jwks.json")
    assert (status, headers["content-type"]) == (200, "application/json")
    assert {"kty", "alg", "use", "kid", "n", "e"} == set(json.loads(body)["keys"][0])
    assert ask("GET", "/us-east-1_unknown00/.well-known/jwks.json")[0] == 404
    assert ask("GET", "/")[0] == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"text"', b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(ask, body):
    status, _, answer = ask("POST", body=body, X_Amz_Target=target("InitiateAuth"))
    assert (status, json.loads(answer)["__type"] in ("SerializationException", "InvalidParameterException")) == (400, True)


NAMES = [
    "AuthFlow",
    "AuthParameters",
    "ClientId",
    "Session",
    "ChallengeName",
    "ChallengeResponses",
    "Username",
    "Password",
    "UserAttributes",
    "AccessToken",
    "Token",
]
NAMES += [
    "USERNAME",
    "SRP_A",
    "REFRESH_TOKEN",
    "UserCode",
    "ConfirmationCode",
    "ClientMetadata",
    "UserPoolId",
    "GroupName",
    "Filter",
    "PoolName",
    "Policies",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["\ud800", "USER_SRP_AUTH", "PASSWORD_VERIFIER", "ana@example.org", "REAL"])
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4), max_leaves=6
)


@pytest.fixture(scope="module")
def spare_room():
    """One that may be left in any state."""
    return Room()


@given(
    action=st.sampled_from(sorted(PUBLIC) + sorted(ADMIN)),
    body=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6),
    real=st.booleans(),
)
def test_no_body_whatever_breaks_the_service(spare_room, action, body, real):
    room = spare_room
    if real:
        body |= {"ClientId": room.client_id, "UserPoolId": room.pool_id}
    status, answer = room.cognito.handle(action, body, {}, signed=True)
    assert status == 200 or (status == 400 and answer["__type"].endswith("Exception"))
    json.dumps(answer)
