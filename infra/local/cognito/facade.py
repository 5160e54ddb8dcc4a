"""The service as one object: which operations there are, who may call them, and the lock around what it remembers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

from infra.local.cognito import account, admin_pools, admin_users, attributes, authenticator, mfa_step, password_step, sign_up, tokens
from infra.local.cognito.body import Body
from infra.local.cognito.call import Answer, Call, DeliverMail, DeliverSms, Outlets
from infra.local.cognito.errors import Refused
from infra.local.cognito.state import State
from infra.local.cognito.triggers import Triggers

Operation = Callable[[Call], Answer]


def respond_to_auth_challenge(call: Call) -> Answer:
    """RespondToAuthChallenge: the password's claim, or a later step."""
    pool, client = call.client()
    name = call.body.text("ChallengeName")
    answers = call.body.inner("ChallengeResponses")
    if name == "PASSWORD_VERIFIER":
        return password_step.verify_password(call, pool, client, answers)
    return mfa_step.respond(call, pool, client, name, answers)


PUBLIC: dict[str, Operation] = {
    "AssociateSoftwareToken": authenticator.associate_software_token,
    "ChangePassword": account.change_password,
    "ConfirmForgotPassword": sign_up.confirm_forgot_password,
    "ConfirmSignUp": sign_up.confirm_sign_up,
    "ForgotPassword": sign_up.forgot_password,
    "GetTokensFromRefreshToken": tokens.get_tokens_from_refresh_token,
    "GetUser": account.get_user,
    "GetUserAttributeVerificationCode": attributes.get_user_attribute_verification_code,
    "GlobalSignOut": tokens.global_sign_out,
    "InitiateAuth": password_step.initiate_auth,
    "ResendConfirmationCode": sign_up.resend_confirmation_code,
    "RespondToAuthChallenge": respond_to_auth_challenge,
    "RevokeToken": tokens.revoke_token,
    "SetUserMFAPreference": account.set_user_mfa_preference,
    "SignUp": sign_up.sign_up,
    "UpdateUserAttributes": attributes.update_user_attributes,
    "VerifySoftwareToken": authenticator.verify_software_token,
    "VerifyUserAttribute": attributes.verify_user_attribute,
}

ADMIN: dict[str, Operation] = {
    "AdminAddUserToGroup": admin_users.admin_add_user_to_group,
    "AdminConfirmSignUp": admin_users.admin_confirm_sign_up,
    "AdminCreateUser": admin_users.admin_create_user,
    "AdminDeleteUser": admin_users.admin_delete_user,
    "AdminDisableUser": admin_users.admin_disable_user,
    "AdminEnableUser": admin_users.admin_enable_user,
    "AdminGetUser": admin_users.admin_get_user,
    "AdminListGroupsForUser": admin_users.admin_list_groups_for_user,
    "AdminRemoveUserFromGroup": admin_users.admin_remove_user_from_group,
    "AdminResetUserPassword": admin_users.admin_reset_user_password,
    "AdminSetUserMFAPreference": admin_users.admin_set_user_mfa_preference,
    "AdminSetUserPassword": admin_users.admin_set_user_password,
    "AdminUpdateUserAttributes": admin_users.admin_update_user_attributes,
    "AdminUserGlobalSignOut": admin_users.admin_user_global_sign_out,
    "CreateGroup": admin_pools.create_group,
    "CreateUserPool": admin_pools.create_user_pool,
    "CreateUserPoolClient": admin_pools.create_user_pool_client,
    "DescribeUserPool": admin_pools.describe_user_pool,
    "DescribeUserPoolClient": admin_pools.describe_user_pool_client,
    "GetUserPoolMfaConfig": admin_pools.get_user_pool_mfa_config,
    "ListGroups": admin_pools.list_groups,
    "ListUserPoolClients": admin_pools.list_user_pool_clients,
    "ListUserPools": admin_pools.list_user_pools,
    "ListUsers": admin_users.list_users,
    "ListUsersInGroup": admin_users.list_users_in_group,
    "SetUserPoolMfaConfig": admin_pools.set_user_pool_mfa_config,
}


class Cognito:
    """An identity provider for one endpoint.

    endpoint: the origin it is reached at, without a trailing slash; a pool's issuer is `<endpoint>/<pool_id>`.
    clock: seconds since 1970 by the machine, never the product's movable clock.
    deliver_mail(to, subject, text), deliver_sms(to, text): called without the lock, in the caller's thread.
    """

    def __init__(
        self,
        endpoint: str,
        deliver_mail: DeliverMail,
        deliver_sms: DeliverSms,
        region: str = "us-east-1",
        triggers: Triggers | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._state = State(endpoint, region)
        self._outlets = Outlets(deliver_mail, deliver_sms, triggers or Triggers())
        self._clock = clock
        self._lock = threading.Lock()

    def handle(self, action: str, body: object, headers: Mapping[str, str], signed: bool) -> tuple[int, Answer]:
        """Carry out one operation; answers the HTTP status and the JSON body.

        headers: of the request, any case. signed: whether the request carries a SigV4 signature. A refusal is `{"__type", "message"}`.
        """
        try:
            return 200, self._carry_out(_admitted(action, headers, signed), body)
        except Refused as refused:
            return refused.status, {"__type": refused.kind, "message": refused.message}

    def _carry_out(self, operation: Operation, body: object) -> Answer:
        with self._lock:
            call = Call(self._state, Body(body), self._clock(), self._outlets)
            answer = operation(call)
        for effect in call.after:
            effect()
        return answer

    def jwks(self, pool_id: str) -> Answer | None:
        """The key set of a pool, None when there is no such pool."""
        with self._lock:
            pool = self._state.pools.get(pool_id)
        return {"keys": [pool.key.jwk()]} if pool else None

    def sign(self, pool_id: str, claims: Mapping[str, object]) -> str:
        """A token of any claims by a pool's own key, for tests of those who read tokens; no operation leads here. Raises Refused."""
        with self._lock:
            pool = self._state.pool(pool_id)
        return pool.key.sign(claims)

    def person(self, email: str) -> str:
        """The sub of whoever signs in with this address, in whichever pool; empty for nobody."""
        with self._lock:
            found = (pool.by_email.get(email.lower()) for pool in self._state.pools.values())
            return next(filter(None, found), "")

    def clear(self) -> None:
        """Forget everybody and everything under way; pools, their keys, app clients and groups stay."""
        with self._lock:
            for pool in self._state.pools.values():
                pool.users.clear()
                pool.by_email.clear()
            self._state = State(self._state.endpoint, self._state.region, self._state.pools)


def _admitted(action: str, headers: Mapping[str, str], signed: bool) -> Operation:
    if action in PUBLIC:
        return PUBLIC[action]
    if action not in ADMIN:
        raise Refused("UnknownOperationException", f"{action} is not served here.")
    # A browser always says where a page comes from; no page has any business in the control plane, whatever it carries.
    if any(name.lower() == "origin" for name in headers):
        raise Refused("AccessDeniedException", "Control-plane calls are not taken from browsers.", 403)
    if not signed:
        raise Refused("MissingAuthenticationTokenException", "Missing Authentication Token", 403)
    return ADMIN[action]
