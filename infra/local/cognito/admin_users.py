"""The control plane of people: the Admin* operations and ListUsers."""

from __future__ import annotations

import re

from infra.local.cognito import account, attributes, messages, passwords, sign_up
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.errors import Refused, invalid_parameter, not_authorized
from infra.local.cognito.state import Pool, User, new_user

_FILTER = re.compile(r'\s*([\w:]+)\s*(\^?=)\s*"([^"]*)"\s*')


def admin_create_user(call: Call) -> Answer:
    """AdminCreateUser: a temporary password by mail; MessageAction RESEND mails another one, SUPPRESS none."""
    pool = call.pool()
    email = call.body.text("Username")
    action = call.body.optional("MessageAction")
    password = call.body.optional("TemporaryPassword") or passwords.temporary()
    passwords.check(pool, password)
    if action == "RESEND":
        user = _invited_again(call, pool, password)
    else:
        given = call.body.attributes()
        attributes.check_schema(pool, given)
        user = new_user(pool, {"email_verified": "false", **given, "email": email}, password, "FORCE_CHANGE_PASSWORD", call.now)
        pool.add(user)
    user.temporary_until = passwords.temporary_until(pool, call.now)
    if action != "SUPPRESS":
        messages.mail_invitation(call, pool, user, password)
    return {"User": _listed(user)}


def _invited_again(call: Call, pool: Pool, password: str) -> User:
    _, user = call.pool_and_user()
    if user.status != "FORCE_CHANGE_PASSWORD":
        raise Refused("UnsupportedUserStateException", "Resend not possible. User status is not FORCE_CHANGE_PASSWORD")
    passwords.replace(pool, user, password, "FORCE_CHANGE_PASSWORD", call.now)
    return user


def admin_get_user(call: Call) -> Answer:
    """AdminGetUser."""
    pool, user = call.pool_and_user()
    listed = _listed(user)
    return {**listed, "UserAttributes": listed.pop("Attributes"), **account.factors(pool, user)}


def admin_set_user_password(call: Call) -> Answer:
    """AdminSetUserPassword: permanent, or temporary to be changed at the next sign-in."""
    pool, user = call.pool_and_user()
    permanent = call.body.flag("Permanent")
    passwords.replace(pool, user, call.body.text("Password"), "CONFIRMED" if permanent else "FORCE_CHANGE_PASSWORD", call.now)
    user.temporary_until = None if permanent else passwords.temporary_until(pool, call.now)
    return {}


def admin_reset_user_password(call: Call) -> Answer:
    """AdminResetUserPassword: the password stops working and a code for a new one is mailed."""
    pool, user = call.pool_and_user()
    if user.status not in ("CONFIRMED", "RESET_REQUIRED") or user.attributes.get("email_verified") != "true":
        raise not_authorized("User password cannot be reset in the current state.")
    user.status = "RESET_REQUIRED"
    sign_up.mail_password_code(call, pool, user)
    return {}


def admin_confirm_sign_up(call: Call) -> Answer:
    """AdminConfirmSignUp: confirms without a code; the address stays unproved, as in AWS."""
    pool, user = call.pool_and_user()
    if user.status != "UNCONFIRMED":
        raise not_authorized(f"User cannot be confirmed. Current status is {user.status}")
    sign_up.confirm(call, pool, "CLIENT_ID_NOT_APPLICABLE", user)
    return {}


def admin_update_user_attributes(call: Call) -> Answer:
    """AdminUpdateUserAttributes; the e-mail address stays what it was."""
    pool, user = call.pool_and_user()
    given = call.body.attributes()
    attributes.check_schema(pool, given)
    if given.get("email", user.attributes["email"]) != user.attributes["email"]:
        raise invalid_parameter("Changing the e-mail address is not served.")
    attributes.write(user, given, call.now)
    return {}


def admin_delete_user(call: Call) -> Answer:
    """AdminDeleteUser: the person and every token of theirs."""
    pool, user = call.pool_and_user()
    call.state.sign_out(pool, user)
    pool.remove(user)
    return {}


def admin_disable_user(call: Call) -> Answer:
    """AdminDisableUser: no sign-in, and every token is revoked."""
    pool, user = call.pool_and_user()
    user.enabled = False
    call.state.sign_out(pool, user)
    return {}


def admin_enable_user(call: Call) -> Answer:
    """AdminEnableUser."""
    _, user = call.pool_and_user()
    user.enabled = True
    return {}


def admin_user_global_sign_out(call: Call) -> Answer:
    """AdminUserGlobalSignOut."""
    call.state.sign_out(*call.pool_and_user())
    return {}


def admin_set_user_mfa_preference(call: Call) -> Answer:
    """AdminSetUserMFAPreference; switching all factors off makes the next sign-in set one up anew."""
    pool, user = call.pool_and_user()
    account.prefer(pool, user, call.body)
    return {}


def admin_add_user_to_group(call: Call) -> Answer:
    """AdminAddUserToGroup; shows in tokens made from now on."""
    pool, user = call.pool_and_user()
    group = _group(call, pool)
    if group not in user.groups:
        user.groups.append(group)
    return {}


def admin_remove_user_from_group(call: Call) -> Answer:
    """AdminRemoveUserFromGroup."""
    pool, user = call.pool_and_user()
    group = _group(call, pool)
    if group in user.groups:
        user.groups.remove(group)
    return {}


def admin_list_groups_for_user(call: Call) -> Answer:
    """AdminListGroupsForUser, all on one page."""
    pool, user = call.pool_and_user()
    return {"Groups": [dict(pool.groups[name]) for name in user.groups]}


def list_users(call: Call) -> Answer:
    """ListUsers, by pages of Limit (60 at most), with a Filter of one attribute by = or ^=."""
    people = [user for user in call.pool().users.values() if _fits(user, call.body.optional("Filter"))]
    start = call.body.optional("PaginationToken") or "0"
    if not start.isdecimal():
        raise invalid_parameter("Invalid pagination token given.")
    end = int(start) + min(call.body.number("Limit", 60), 60)
    more: Answer = {"PaginationToken": str(end)} if end < len(people) else {}
    return {"Users": [_listed(user) for user in people[int(start) : end]], **more}


def list_users_in_group(call: Call) -> Answer:
    """ListUsersInGroup, all on one page."""
    pool = call.pool()
    group = _group(call, pool)
    return {"Users": [_listed(user) for user in pool.users.values() if group in user.groups]}


def _group(call: Call, pool: Pool) -> str:
    name = call.body.text("GroupName")
    if name not in pool.groups:
        raise Refused("ResourceNotFoundException", "Group not found.")
    return name


def _fits(user: User, condition: str | None) -> bool:
    if not condition:
        return True
    match = _FILTER.fullmatch(condition)
    if match is None:
        raise invalid_parameter("Error while parsing filter.")
    name, relation, wanted = match.groups()
    standing = {"username": user.username, "cognito:user_status": user.status, "status": "Enabled" if user.enabled else "Disabled"}
    value = {**user.attributes, **standing}.get(name, "")
    return value.startswith(wanted) if relation == "^=" else value == wanted


def _listed(user: User) -> Answer:
    return {
        "Username": user.username,
        "Attributes": account.pairs(user),
        "UserCreateDate": user.created,
        "UserLastModifiedDate": user.modified,
        "Enabled": user.enabled,
        "UserStatus": user.status,
    }
