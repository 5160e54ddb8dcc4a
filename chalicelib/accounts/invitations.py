"""Staff accounts in Cognito: made by the practice, never by sign-up."""

from functools import lru_cache
from typing import TYPE_CHECKING

import boto3

from chalicelib.core import settings

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
    return next(one["Value"] for one in attributes if one["Name"] == "sub")
