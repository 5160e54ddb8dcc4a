"""What somebody signed in may do with their own account: GetUser, ChangePassword, SetUserMFAPreference."""

from __future__ import annotations

import hmac

from infra.local.cognito import mfa_step, passwords, srp, tokens
from infra.local.cognito.body import Body
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.errors import invalid_parameter, wrong_password
from infra.local.cognito.state import AUTHENTICATOR, SMS, Pool, User


def get_user(call: Call) -> Answer:
    """GetUser, by an access token that is neither expired nor revoked."""
    pool, user = tokens.bearer(call)
    return {"Username": user.username, "UserAttributes": pairs(user), **factors(pool, user)}


def pairs(user: User) -> list[dict[str, str]]:
    """Attributes as AWS lists them."""
    return [{"Name": name, "Value": value} for name, value in user.attributes.items()]


def factors(pool: Pool, user: User) -> Answer:
    """The second factors a person has and the one they prefer."""
    active = pool.active_factors(user)
    return {"UserMFASettingList": active} | ({"PreferredMfaSetting": user.preferred} if user.preferred in active else {})


def change_password(call: Call) -> Answer:
    """ChangePassword: the old one is checked as at sign-in, wrong ones count towards the lock-out."""
    pool, user = tokens.bearer(call)
    lock = mfa_step.lock_key(pool, user.username)
    call.state.lockouts.admit(lock, call.now)
    exponent = srp.private_exponent(pool.id, user.username, call.body.text("PreviousPassword"), user.password.salt)
    if not hmac.compare_digest(srp.padded(srp.power(exponent)), srp.padded(user.password.value)):
        call.state.lockouts.fail(lock, call.now)
        raise wrong_password()
    passwords.replace(pool, user, call.body.text("ProposedPassword"), "CONFIRMED", call.now)
    return {}


def set_user_mfa_preference(call: Call) -> Answer:
    """SetUserMFAPreference for oneself."""
    pool, user = tokens.bearer(call)
    prefer(pool, user, call.body)
    return {}


def prefer(pool: Pool, user: User, body: Body) -> None:
    """Switch factors on and off. With none left the next sign-in asks to set one up.

    Raises InvalidParameterException for a factor that has not been proved.
    """
    sms, token = body.inner("SMSMfaSettings"), body.inner("SoftwareTokenMfaSettings")
    if token.flag("Enabled") and user.totp.secret is None:
        raise invalid_parameter("User has not verified software token mfa")
    if sms.flag("Enabled") and (SMS not in pool.factors or user.attributes.get("phone_number_verified") != "true"):
        raise invalid_parameter("User has no verified phone number")
    if sms.values:
        user.sms_enabled = sms.flag("Enabled")
    if token.values:
        user.totp.enabled = token.flag("Enabled")
    for factor, settings in ((SMS, sms), (AUTHENTICATOR, token)):
        if settings.flag("PreferredMfa"):
            user.preferred = factor
        elif settings.values and user.preferred == factor:
            user.preferred = None
