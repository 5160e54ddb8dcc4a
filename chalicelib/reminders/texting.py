"""Send one text message. Who has answered STOP gets none: the service keeps that list, so no number is kept in clear here."""

import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from chalicelib.core import settings
from chalicelib.scheduling.fitting import DAY_BEGINS, DAY_ENDS

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sns.type_defs import MessageAttributeValueTypeDef

_SECONDS = 5
_COUNTRY = "1"


@lru_cache(maxsize=1)
def _client() -> "SNSClient":
    place = settings.load()
    quick = Config(connect_timeout=_SECONDS, read_timeout=_SECONDS, retries={"total_max_attempts": 2})
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


def send(to: str, text: str) -> bool:
    """Hand one text to SNS unless the number has opted out; say whether it was handed over. Raises what botocore raises.

    to: as `number` gives it.
    """
    client = _client()
    # A text to a number that opted out is taken without an error and goes nowhere; asking tells the two apart.
    if client.check_if_phone_number_is_opted_out(phoneNumber=to)["isOptedOut"]:
        return False
    kind: MessageAttributeValueTypeDef = {"DataType": "String", "StringValue": "Transactional"}
    client.publish(PhoneNumber=to, Message=text, MessageAttributes={"AWS.SNS.SMS.SMSType": kind})
    return True
