"""Send one mail. What it says anybody near the reader's screen may read: nothing clinical, no names, no codes to a session."""

from email.message import EmailMessage
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import boto3
from botocore.config import Config

from chalicelib.core import settings

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client

_SECONDS = 5
TAGS, TAG = "X-SES-MESSAGE-TAGS", "to"
"""The header that carries tags to SES, and the name of ours in it and in SES's events."""


class Attachment(NamedTuple):
    """One file of a mail. content_type: main type and subtype, parameters allowed, as in `text/calendar; method=REQUEST`."""

    name: str
    text: str
    content_type: str


@lru_cache(maxsize=1)
def _client() -> "SESV2Client":
    place = settings.load()
    quick = Config(connect_timeout=_SECONDS, read_timeout=_SECONDS, retries={"total_max_attempts": 2})
    return boto3.client("sesv2", region_name=place.region, endpoint_url=place.aws_endpoint, config=quick)


def send(to: str, subject: str, text: str, *, html: str | None = None, attachments: tuple[Attachment, ...] = (), tag: str = "") -> None:
    """Hand one mail to SES. Raises what botocore raises when SES does not take it, after at most two tries of five seconds.

    tag: an opaque word by which a bounce or complaint is known to be about this person; SES takes it off and names it in its event.
    Raises ValueError where an address, a subject or a tag would break out of its header.
    """
    message = EmailMessage()
    if tag:
        message[TAGS] = f"{TAG}={tag}"
    message["From"], message["To"], message["Subject"] = settings.load().mail_from, to, subject
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for attachment in attachments:
        message.add_attachment(attachment.text, filename=attachment.name, subtype=attachment.content_type.split("/", 1)[1].split(";")[0])
        for parameter in attachment.content_type.split(";")[1:]:
            name, value = parameter.strip().split("=", 1)
            message.get_payload()[-1].set_param(name, value)  # type: ignore[index, union-attr]
    _client().send_email(
        FromEmailAddress=settings.load().mail_from, Destination={"ToAddresses": [to]}, Content={"Raw": {"Data": message.as_bytes()}}
    )
