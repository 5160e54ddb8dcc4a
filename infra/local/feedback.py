"""What comes back from outside: bounces and complaints about mail, as SES would tell them to the work queue."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from chalicelib.core.mail import TAG
from infra.local.aws import LocalAws

KINDS = ("bounce", "complaint")


def mail_came_back(aws: LocalAws, to: str, kind: str, now: datetime) -> None:
    """Queue SES's event about the latest mail to one address, in the shape its event publishing gives to SNS with raw delivery.

    Raises LookupError where no mail went there.
    """
    tag = next((mail.tag for mail in reversed(aws.mailbox.mails()) if mail.to == to and mail.tag), None) or _tag_of(aws, to)
    recipient = {"emailAddress": to}
    detail: dict[str, Any] = (
        {"bounce": {"bounceType": "Permanent", "bounceSubType": "General", "bouncedRecipients": [recipient]}}
        if kind == "bounce"
        else {"complaint": {"complainedRecipients": [recipient]}}
    )
    event = {"eventType": kind.capitalize(), "mail": {"timestamp": now.isoformat(), "destination": [to], "tags": {TAG: [tag]}}, **detail}
    aws.client("sqs").send_message(QueueUrl=aws.outputs["Queue"], MessageBody=json.dumps(event))


def _tag_of(aws: LocalAws, to: str) -> str:
    """The tag the next mail to an address would carry, where the box holds none to it any more."""
    person_id = aws.cognito.person(to) or to
    table = f"{aws.outputs['TablePrefix']}-accounts"
    row = aws.client("dynamodb").get_item(TableName=table, Key={"person_id": {"S": person_id}, "item": {"S": "profile"}}).get("Item", {})
    if "tag" not in row:
        raise LookupError(to)
    return str(row["tag"]["S"])
