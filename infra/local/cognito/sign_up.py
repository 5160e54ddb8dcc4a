"""Opening an account, and getting back into one: SignUp, ConfirmSignUp, ResendConfirmationCode, ForgotPassword, ConfirmForgotPassword."""

from __future__ import annotations

from infra.local.cognito import attributes, messages, passwords
from infra.local.cognito.body import Body
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.codes import PASSWORD_SECONDS, SIGN_UP_SECONDS
from infra.local.cognito.errors import code_expired, code_mismatch, invalid_parameter, no_such_user, not_authorized
from infra.local.cognito.state import Client, Pool, User, new_user


def sign_up(call: Call) -> Answer:
    """SignUp: an unconfirmed person and a mailed code. Cognito does tell here that an address is taken."""
    pool, _ = call.client()
    if Body(pool.settings).inner("AdminCreateUserConfig").flag("AllowAdminCreateUserOnly"):
        raise not_authorized("SignUp is not permitted for this user pool")
    email = call.body.text("Username")
    given = call.body.attributes()
    if given.pop("email", email).lower() != email.lower():
        raise invalid_parameter("Username and email must be the same.")
    attributes.check_writable(pool, given)
    password = call.body.text("Password")
    passwords.check(pool, password)
    user = new_user(pool, {"email": email, "email_verified": "false", **given}, password, "UNCONFIRMED", call.now)
    pool.add(user)
    return {"UserConfirmed": False, "UserSub": user.username, "CodeDeliveryDetails": _mail_sign_up_code(call, pool, user)}


def resend_confirmation_code(call: Call) -> Answer:
    """ResendConfirmationCode; simulated for unknown names where the client hides who exists."""
    pool, client = call.client()
    user = _named(call, pool, client)
    if user is None:
        return {"CodeDeliveryDetails": messages.mailed_to(call.body.text("Username"))}
    if user.status != "UNCONFIRMED":
        raise invalid_parameter("User is already confirmed.")
    return {"CodeDeliveryDetails": _mail_sign_up_code(call, pool, user)}


def confirm_sign_up(call: Call) -> Answer:
    """ConfirmSignUp by the mailed code, which also proves the address."""
    pool, client = call.client()
    code = call.body.text("ConfirmationCode")
    user = _named(call, pool, client)
    if user is None or not user.enabled:
        raise code_expired()
    if user.status != "UNCONFIRMED":
        raise not_authorized(f"User cannot be confirmed. Current status is {user.status}")
    call.state.codes.check(_key(pool, user, "sign-up"), code, call.now)
    call.state.codes.spend(_key(pool, user, "sign-up"))
    user.attributes["email_verified"] = "true"
    confirm(call, pool, client.id, user)
    return {}


def confirm(call: Call, pool: Pool, client_id: str, user: User) -> None:
    """Make an unconfirmed person a confirmed one."""
    user.status = "CONFIRMED"
    user.modified = call.now
    call.trigger("PostConfirmation_ConfirmSignUp", pool, client_id, user)


def forgot_password(call: Call) -> Answer:
    """ForgotPassword: a code to the verified address; simulated wherever telling the truth would tell who exists."""
    pool, client = call.client()
    user = _named(call, pool, client)
    if user is None or (not _reachable(user) and client.hides_users):
        return {"CodeDeliveryDetails": messages.mailed_to(call.body.text("Username"))}
    if not _reachable(user):
        raise invalid_parameter("Cannot reset password for the user as there is no registered/verified email or phone_number")
    return {"CodeDeliveryDetails": mail_password_code(call, pool, user)}


def confirm_forgot_password(call: Call) -> Answer:
    """ConfirmForgotPassword: the mailed code buys a new password once; the second factor stays as it is."""
    pool, client = call.client()
    code, password = call.body.text("ConfirmationCode"), call.body.text("Password")
    user = _named(call, pool, client)
    if user is None or not user.enabled:
        raise code_mismatch()
    call.state.codes.check(_key(pool, user, "password"), code, call.now)
    passwords.replace(pool, user, password, "CONFIRMED", call.now)
    call.state.codes.spend(_key(pool, user, "password"))
    call.trigger("PostConfirmation_ConfirmForgotPassword", pool, client.id, user)
    return {}


def mail_password_code(call: Call, pool: Pool, user: User) -> Answer:
    """Mail the code of a password reset; answers CodeDeliveryDetails."""
    return messages.mail_code(call, pool, user, call.state.codes.issue(_key(pool, user, "password"), PASSWORD_SECONDS, call.now))


def _mail_sign_up_code(call: Call, pool: Pool, user: User) -> Answer:
    return messages.mail_code(call, pool, user, call.state.codes.issue(_key(pool, user, "sign-up"), SIGN_UP_SECONDS, call.now))


def _named(call: Call, pool: Pool, client: Client) -> User | None:
    user = pool.find(call.body.text("Username"))
    if user is None and not client.hides_users:
        raise no_such_user()
    return user


def _reachable(user: User) -> bool:
    return user.enabled and user.status in ("CONFIRMED", "RESET_REQUIRED") and user.attributes.get("email_verified") == "true"


def _key(pool: Pool, user: User, purpose: str) -> str:
    return f"{pool.id} {user.username} {purpose}"
