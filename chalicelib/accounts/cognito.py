"""What the product asks of Cognito itself: staff made by invitation, people found by e-mail, lost second factors taken off."""

from functools import lru_cache
from typing import TYPE_CHECKING

import boto3

from chalicelib.core import settings
from chalicelib.core.access import STAFF_ROLES

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AttributeTypeTypeDef


@lru_cache(maxsize=1)
def _cognito() -> "CognitoIdentityProviderClient":
    place = settings.load()
    return boto3.client("cognito-idp", region_name=place.region, endpoint_url=place.aws_endpoint)


def invite(email: str, role: str) -> str:
    """Make a staff user in the group of this role and return their id (`sub`). Safe to repeat: an invited person keeps the id."""
    pool = settings.load().staff_pool
    verified: list[AttributeTypeTypeDef] = [{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}]
    try:
        made = _cognito().admin_create_user(UserPoolId=pool, Username=email, UserAttributes=verified, DesiredDeliveryMediums=["EMAIL"])
        attributes = made["User"]["Attributes"]
    except _cognito().exceptions.UsernameExistsException:
        attributes = _cognito().admin_get_user(UserPoolId=pool, Username=email)["UserAttributes"]
    _cognito().admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=role)
    return _sub(attributes)


def invite_again(email: str) -> bool:
    """Mail an invited person another temporary password; False where they have chosen one of their own already."""
    try:
        _cognito().admin_create_user(
            UserPoolId=settings.load().staff_pool, Username=email, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"]
        )
    except _cognito().exceptions.UnsupportedUserStateException:
        return False
    return True


def find(email: str, *, staff: bool) -> str | None:
    """The id of whoever signs in with this e-mail, in one pool; None where nobody does."""
    config = settings.load()
    try:
        found = _cognito().admin_get_user(UserPoolId=config.staff_pool if staff else config.client_pool, Username=email)
    except _cognito().exceptions.UserNotFoundException:
        return None
    return _sub(found["UserAttributes"])


def forget_factors(person_id: str, role: str) -> None:
    """Take every second factor off somebody, so that the next sign-in sets one up anew, and end all their sessions. Safe to repeat."""
    config = settings.load()
    pool = config.staff_pool if role in STAFF_ROLES else config.client_pool
    _cognito().admin_set_user_mfa_preference(
        UserPoolId=pool,
        Username=person_id,
        SoftwareTokenMfaSettings={"Enabled": False, "PreferredMfa": False},
        SMSMfaSettings={"Enabled": False, "PreferredMfa": False},
    )
    _cognito().admin_user_global_sign_out(UserPoolId=pool, Username=person_id)


def _sub(attributes: "list[AttributeTypeTypeDef]") -> str:
    return next(one["Value"] for one in attributes if one["Name"] == "sub")
