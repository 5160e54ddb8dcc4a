"""The control plane of pools: CreateUserPool, CreateUserPoolClient, SetUserPoolMfaConfig, CreateGroup and their reading counterparts."""

from __future__ import annotations

import secrets
import string

from infra.local.cognito import tokens
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.errors import Refused, invalid_parameter
from infra.local.cognito.state import ACCOUNT, Client, Pool

_ALPHABET = string.ascii_letters + string.digits
_FLOWS = {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}


def create_user_pool(call: Call) -> Answer:
    """CreateUserPool. Only pools whose people sign in by e-mail address are served; all settings are kept and described."""
    call.body.text("PoolName")
    if call.body.texts("UsernameAttributes") != ["email"]:
        raise invalid_parameter("Only pools with UsernameAttributes ['email'] are served.")
    pool_id = f"{call.state.region}_{_random(9)}"
    mfa = {"MfaConfiguration": call.body.optional("MfaConfiguration") or "OFF"}
    pool = call.state.pools[pool_id] = Pool(pool_id, dict(call.body.values), mfa, call.now)
    return {"UserPool": _described(call, pool)}


def describe_user_pool(call: Call) -> Answer:
    """DescribeUserPool."""
    return {"UserPool": _described(call, call.pool())}


def list_user_pools(call: Call) -> Answer:
    """ListUserPools, all on one page."""
    return {"UserPools": [{"Id": pool.id, "Name": pool.settings["PoolName"]} for pool in call.state.pools.values()]}


def set_user_pool_mfa_config(call: Call) -> Answer:
    """SetUserPoolMfaConfig: whether a second factor is required, and which are offered."""
    pool = call.pool()
    pool.mfa = {name: value for name, value in call.body.values.items() if name != "UserPoolId"}
    return dict(pool.mfa)


def get_user_pool_mfa_config(call: Call) -> Answer:
    """GetUserPoolMfaConfig."""
    return dict(call.pool().mfa)


def create_user_pool_client(call: Call) -> Answer:
    """CreateUserPoolClient, without a secret, for the two flows that are served."""
    pool = call.pool()
    body = call.body
    body.text("ClientName")
    if body.flag("GenerateSecret"):
        raise invalid_parameter("App clients with a secret are not served.")
    if not set(body.texts("ExplicitAuthFlows")) <= _FLOWS:
        raise invalid_parameter("Only ALLOW_USER_SRP_AUTH and ALLOW_REFRESH_TOKEN_AUTH are served.")
    units = body.inner("TokenValidityUnits")
    client = Client(
        id=secrets.token_hex(13),
        pool_id=pool.id,
        settings=dict(body.values),
        access_seconds=tokens.seconds(body.number("AccessTokenValidity", 1), units.optional("AccessToken") or "hours"),
        id_seconds=tokens.seconds(body.number("IdTokenValidity", 1), units.optional("IdToken") or "hours"),
        refresh_seconds=tokens.seconds(body.number("RefreshTokenValidity", 30), units.optional("RefreshToken") or "days"),
        session_seconds=60 * body.number("AuthSessionValidity", 3),
        hides_users=body.optional("PreventUserExistenceErrors") == "ENABLED",
        revokes=body.flag("EnableTokenRevocation", True),
    )
    pool.clients[client.id] = client
    return {"UserPoolClient": _described_client(client)}


def describe_user_pool_client(call: Call) -> Answer:
    """DescribeUserPoolClient."""
    pool, client = call.client()
    if pool is not call.pool():
        raise Refused("ResourceNotFoundException", f"User pool client {client.id} does not exist.")
    return {"UserPoolClient": _described_client(client)}


def list_user_pool_clients(call: Call) -> Answer:
    """ListUserPoolClients, all on one page."""
    pool = call.pool()
    return {"UserPoolClients": [_listed_client(client) for client in pool.clients.values()]}


def create_group(call: Call) -> Answer:
    """CreateGroup."""
    pool = call.pool()
    name = call.body.text("GroupName")
    if name in pool.groups:
        raise Refused("GroupExistsException", "A group with the name already exists.")
    pool.groups[name] = {**call.body.values, "CreationDate": call.now, "LastModifiedDate": call.now}
    return {"Group": dict(pool.groups[name])}


def list_groups(call: Call) -> Answer:
    """ListGroups, all on one page."""
    return {"Groups": [dict(group) for group in call.pool().groups.values()]}


def _described(call: Call, pool: Pool) -> Answer:
    settings = {name: value for name, value in pool.settings.items() if name not in ("PoolName", "MfaConfiguration", "UserPoolTags")}
    return settings | {
        "Id": pool.id,
        "Name": pool.settings["PoolName"],
        "Arn": f"arn:aws:cognito-idp:{call.state.region}:{ACCOUNT}:userpool/{pool.id}",
        "MfaConfiguration": pool.mfa.get("MfaConfiguration", "OFF"),
        "EstimatedNumberOfUsers": len(pool.users),
        "SchemaAttributes": pool.settings.get("Schema", []),
        "CreationDate": pool.created,
        "LastModifiedDate": pool.created,
    }


def _listed_client(client: Client) -> Answer:
    return {"ClientId": client.id, "UserPoolId": client.pool_id, "ClientName": client.settings["ClientName"]}


def _described_client(client: Client) -> Answer:
    return {**client.settings, "UserPoolId": client.pool_id, "ClientId": client.id}


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
