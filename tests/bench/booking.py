"""What a booking costs: its calls, its items, and the write units DynamoDB charges for them."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from chalicelib.core import clock
from tests.bench.figures import Figure, Room
from tests.counting import AwsRequest, aws_requests

KILOBYTE = 1024
UNITS = 2
"""Write units of each started kilobyte of an item in a transaction, and, at the worst, of its copy in an index."""
SESSIONS_OF_A_FULL_MONTH = 180
LAST_EVENING = datetime(2026, 3, 31, 23, 31, tzinfo=UTC)
"""Half past seven in New York. The second open time is where a month begins in UTC, the third is the next morning at seven."""


def _book(room: Room, which: int) -> list[AwsRequest]:
    """Book one of the open times; answers what was asked of AWS."""
    provider_id = room.house.ids["provider_id"]
    slots = room.person("owner").get(f"/api/providers/{provider_id}/slots").json()["slots"]
    wish = {"provider_id": provider_id, "start": slots[which]["start"], "minutes": 50, "format": "video"}
    with aws_requests() as requests:
        booked = room.person("owner").post("/api/appointments", wish, idempotency_key=f"bench-{which}")
    assert booked.status == 201, booked.text
    return requests


def _parts(requests: list[AwsRequest]) -> list[dict[str, Any]]:
    """The puts, updates and checks of the one transaction among these."""
    (transaction,) = (request.body for request in requests if request.name == "dynamodb.TransactWriteItems")
    return [next(iter(part.values())) for part in transaction["TransactItems"]]


def _calls(room: Room) -> float:
    _book(room, 0)
    return len(_book(room, 20))


def _items(room: Room) -> float:
    return len(_parts(_book(room, 0)))


def _items_about_the_end_of_a_month(room: Room) -> float:
    _book(room, 0)
    clock.source = lambda: LAST_EVENING
    return max(len(_parts(_book(room, which))) for which in (1, 2))


def _write_units(room: Room) -> float:
    return sum(_units(room, part) for part in _parts(_book(room, 0)))


def _write_units_in_a_full_month(room: Room) -> float:
    """The therapist's item of the month as it is when every working hour is taken, but for the time that is booked."""
    _book(room, 0)
    client = room.aws.client("dynamodb")
    table = f"{room.aws.outputs['TablePrefix']}-scheduling"
    owner = room.house.ids["provider_id"]
    found = client.query(
        TableName=table,
        KeyConditionExpression="owner_id = :owner AND begins_with(item, :busy)",
        ExpressionAttributeValues={":owner": {"S": owner}, ":busy": {"S": "busy#"}},
    )["Items"]
    for month in found:
        # Nights, so that no open time is lost.
        nights = [f"{day:02d}{minute // 60:02d}{minute % 60:02d}" for day in range(1, 29) for minute in range(300, 600, 45)]
        taken = {key: {"N": "45"} for key in nights[:SESSIONS_OF_A_FULL_MONTH]}
        client.put_item(TableName=table, Item={**month, "sessions": {"M": {**taken, **month["sessions"]["M"]}}})
    return sum(_units(room, part) for part in _parts(_book(room, 20)))


def _units(room: Room, part: dict[str, Any]) -> int:
    """What one part of a transaction is charged, by the size of the item as it stands now and of its copies in indexes."""
    client = room.aws.client("dynamodb")
    described = client.describe_table(TableName=part["TableName"])["Table"]
    keys = [key["AttributeName"] for key in described["KeySchema"]]
    place = {name: value for name, value in (part.get("Key") or part["Item"]).items() if name in keys}
    item = client.get_item(TableName=part["TableName"], Key=place).get("Item", place)
    writes = "Item" in part or "UpdateExpression" in part
    copies = [_copy(item, keys, index) for index in described.get("GlobalSecondaryIndexes", [])] if writes else []
    return sum(UNITS * math.ceil(_size(one) / KILOBYTE) for one in (item, *copies) if one)


def _copy(item: dict[str, Any], keys: list[str], index: dict[str, Any]) -> dict[str, Any]:
    """What an index keeps of an item; nothing where the item lacks a key of the index."""
    own = [key["AttributeName"] for key in index["KeySchema"]]
    if not all(name in item for name in own):
        return {}
    return item if index["Projection"]["ProjectionType"] == "ALL" else {name: item[name] for name in {*own, *keys}}


def _size(item: dict[str, Any]) -> int:
    """The size of an item in bytes, by DynamoDB's rules."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: dict[str, Any]) -> int:
    ((kind, held),) = value.items()
    if kind == "M":
        return 3 + _size(held) + len(held)
    if kind == "L":
        return 3 + sum(1 + _value_size(one) for one in held)
    if kind == "N":
        return len(held.strip("-").replace(".", "")) // 2 + 2
    if kind in ("BOOL", "NULL"):
        return 1
    return len(held) if kind == "B" else len(held.encode())


FIGURES = [
    Figure("booking", "DynamoDB calls", 3, _calls),
    Figure("booking, items of the transaction", "items", 8, _items),
    Figure("booking about the end of a month, items", "items", 8, _items_about_the_end_of_a_month),
    Figure("booking, write units", "write units", 26, _write_units),
    Figure("booking in a full month, write units", "write units", 26, _write_units_in_a_full_month),
]
