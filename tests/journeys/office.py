"""What the practice's office does by hand: enter a therapist's licence in the directory. Written as the product itself writes it."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.journeys.product import Product

FOREVER = "2035-12-31"


def licence(product: Product, key: str, state: str) -> None:
    """Enter a licence of a demo therapist for one more state, and leave the entry that says their listing has changed."""
    dynamodb, prefix = (
        product.aws("dynamodb"),
        next(name for name in product.places["tables"] if name.endswith("-outbox")).removesuffix("outbox"),
    )
    provider_id = product.sign_in(key).id
    row = _row(dynamodb, f"{prefix}providers", provider_id)
    facts = json.loads(row["facts"]["S"])
    facts["licences"].append({"state": state, "profession": facts["licences"][0]["profession"], "number": f"{state}-1", "expires": FOREVER})
    row["facts"] = {"S": json.dumps(facts)}
    told = _listed(row["practice_id"]["S"], provider_id)
    writes = [{"Put": {"TableName": f"{prefix}{table}", "Item": item}} for table, item in (("providers", row), ("outbox", told))]
    dynamodb.transact_write_items(TransactItems=writes)


def _row(dynamodb: Any, table: str, provider_id: str) -> dict[str, Any]:
    return next(item for item in dynamodb.scan(TableName=table)["Items"] if item["provider_id"]["S"] == provider_id and "facts" in item)


def _listed(practice_id: str, provider_id: str) -> dict[str, Any]:
    due = datetime.now(UTC) - timedelta(minutes=1)
    return {
        "entry_id": {"S": secrets.token_hex(13)},
        "topic": {"S": "provider.listed"},
        "subject_kind": {"S": "practice"},
        "subject_id": {"S": practice_id},
        "refs": {"S": json.dumps({"provider_id": provider_id})},
        "shard": {"S": "s00"},
        "due_at": {"S": due.strftime("%Y-%m-%dT%H:%M:%S.%f%z")},
        "attempt": {"N": "0"},
    }
