"""A person's attributes: which they may write themselves, and the proof of a new phone number."""

from __future__ import annotations

import re

from infra.local.cognito import messages, tokens
from infra.local.cognito.body import Body
from infra.local.cognito.call import Answer, Call
from infra.local.cognito.codes import SIGN_UP_SECONDS
from infra.local.cognito.errors import invalid_parameter, not_authorized
from infra.local.cognito.state import Pool, User

_OPEN = frozenset(
    {
        "address",
        "birthdate",
        "family_name",
        "gender",
        "given_name",
        "locale",
        "middle_name",
        "name",
        "nickname",
        "phone_number",
        "picture",
        "preferred_username",
        "profile",
        "website",
        "zoneinfo",
    }
)
_PHONE = re.compile(r"\+[0-9]{6,15}")


def check_writable(pool: Pool, given: dict[str, str]) -> None:
    """Refuse what people may not write about themselves: above all that an address or number is verified, and another e-mail address."""
    closed = set(given) & {"sub", "email", "email_verified", "phone_number_verified"}
    if closed:
        raise not_authorized("A client attempted to write unauthorized attribute")
    check_schema(pool, given)


def check_schema(pool: Pool, given: dict[str, str]) -> None:
    """Refuse attributes the pool does not have, and phone numbers not in E.164."""
    declared = {f"custom:{attribute.text('Name')}" for attribute in Body(pool.settings).inners("Schema")}
    for name in given:
        if name not in _OPEN | declared | {"email", "email_verified", "phone_number_verified"}:
            raise invalid_parameter(f"Attributes did not conform to the schema: Type for attribute {{{name}}} could not be determined")
    if "phone_number" in given and not _PHONE.fullmatch(given["phone_number"]):
        raise invalid_parameter("Invalid phone number format.")


def write(user: User, given: dict[str, str], now: float) -> None:
    """Set attributes; a changed phone number is unverified again and no second factor until it has been proved."""
    if "phone_number" in given and given["phone_number"] != user.attributes.get("phone_number"):
        given = {"phone_number_verified": "false"} | given
        user.sms_enabled = None if given["phone_number_verified"] == "true" else False
    user.attributes.update(given)
    user.modified = now


def update_user_attributes(call: Call) -> Answer:
    """UpdateUserAttributes. A new phone number is texted a code."""
    pool, user = tokens.bearer(call)
    given = call.body.attributes()
    check_writable(pool, given)
    write(user, given, call.now)
    sent = [_text_proof(call, pool, user)] if "phone_number" in given else []
    return {"CodeDeliveryDetailsList": sent}


def get_user_attribute_verification_code(call: Call) -> Answer:
    """GetUserAttributeVerificationCode, for the phone number only: the e-mail address is proved at sign-up."""
    pool, user = tokens.bearer(call)
    _require_phone(call, user)
    return {"CodeDeliveryDetails": _text_proof(call, pool, user)}


def verify_user_attribute(call: Call) -> Answer:
    """VerifyUserAttribute, for the phone number only."""
    pool, user = tokens.bearer(call)
    _require_phone(call, user)
    key = _proof_key(pool, user)
    call.state.codes.check(key, call.body.text("Code"), call.now)
    call.state.codes.spend(key)
    user.attributes["phone_number_verified"] = "true"
    return {}


def _require_phone(call: Call, user: User) -> None:
    if call.body.text("AttributeName") != "phone_number" or "phone_number" not in user.attributes:
        raise invalid_parameter("Only a phone number can be verified here.")


def _text_proof(call: Call, pool: Pool, user: User) -> Answer:
    return messages.text_code(call, pool, user, call.state.codes.issue(_proof_key(pool, user), SIGN_UP_SECONDS, call.now))


def _proof_key(pool: Pool, user: User) -> str:
    return f"{pool.id} {user.username} phone {user.attributes['phone_number']}"
