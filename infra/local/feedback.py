"""What comes back from outside: bounces and complaints about mail, as SES would tell them to the work queue."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from infra.local.aws import LocalAws

KINDS = ("bounce", "complaint")


def mail_came_back(aws: LocalAws, to: str, kind: str, now: datetime) -> None:
    """Queue SES's event for one address, in the shape its event publishing gives to SNS with raw delivery."""
    recipient = {"emailAddress": to}
    detail: dict[str, Any] = (
        {"bounce": {"bounceType": "Permanent", "bouncedRecipients": [recipient]}}
        if kind == "bounce"
        else {"complaint": {"complainedRecipients": [recipient]}}
    )
    event = {"eventType": kind.capitalize(), "mail": {"timestamp": now.isoformat(), "destination": [to]}, **detail}
    aws.client("sqs").send_message(QueueUrl=aws.outputs["Queue"], MessageBody=json.dumps(event))
