"""Send one text message. Who has answered STOP gets none: the service keeps that list, so no number is kept in clear here."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from chalicelib.core import settings
from chalicelib.offers.rules import DAY_BEGINS, DAY_ENDS

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

_SECONDS = 5
_COUNTRY = "1"


@lru_cache(maxsize=1)
def _client() -> "SNSClient":
    place = settings.load()
    # One try: a second one after a lost answer could be a second text.
    quick = Config(connect_timeout=_SECONDS, read_timeout=_SECONDS, retries={"total_max_attempts": 1})
    return boto3.client("sns", region_name=place.region, endpoint_url=place.aws_endpoint, config=quick)


def number(written: str) -> str | None:
    """A phone number as the network takes it (E.164), None for one that cannot be meant; without a country it is a US number."""
    digits = re.sub(r"\D", "", written)
    if written.strip().startswith("+"):
        return f"+{digits}" if 8 <= len(digits) <= 15 else None
    if len(digits) == 10:
        return f"+{_COUNTRY}{digits}"
    return f"+{digits}" if len(digits) == 11 and digits.startswith(_COUNTRY) else None


def quiet(local: datetime) -> bool:
    """Say whether a phone is to be left alone at this local time of its owner: before 8:00 and from 21:00 on.

    Source: 47 CFR 64.1200(c)(1), which binds solicitations only; a reminder keeps to it all the same.
    """
    return not DAY_BEGINS <= local.hour < DAY_ENDS


def morning(local: datetime) -> datetime:
    """When texts may go out again after a quiet hour: the next 8:00 of that clock, as an instant."""
    day = local if local.hour < DAY_BEGINS else local + timedelta(days=1)
    return day.replace(hour=DAY_BEGINS, minute=0, second=0, microsecond=0).astimezone(UTC)


def opted_out(to: str) -> bool:
    """Whether a number is on the service's own list of those who answered STOP. Raises what botocore raises."""
    return bool(_client().check_if_phone_number_is_opted_out(phoneNumber=to)["isOptedOut"])


class Unsure(Exception):
    """The connection broke after the text was handed over: nobody knows whether it goes out."""


def send(to: str, text: str) -> bool:
    """Hand one text to SNS unless the number has opted out; say whether it was handed over.

    to: as `number` gives it. Raises Unsure, and what botocore raises where the text was certainly not taken.
    """
    # A text to a number that opted out is taken without an error and goes nowhere; asking tells the two apart.
    if opted_out(to):
        return False
    kind: MessageAttributeValueTypeDef = {"DataType": "String", "StringValue": "Transactional"}
    try:
        _client().publish(PhoneNumber=to, Message=text, MessageAttributes={"AWS.SNS.SMS.SMSType": kind})
    except (ReadTimeoutError, ConnectionClosedError) as broken:
        raise Unsure from broken
    return True
