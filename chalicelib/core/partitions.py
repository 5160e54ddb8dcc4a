"""Partitions read as they are stored, where one query gives records of several kinds."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pynamodb.expressions.condition import Condition

from chalicelib.core.records import Record, dynamodb

_PAGE_OF_SIFTED = 400

R = TypeVar("R", bound=Record)


def older(
    model: type[R], subject_id: str, between: tuple[str, str], cursor: str | None, limit: int, sift: Condition | None = None
) -> list[R]:
    """Up to `limit` records of a partition, newest first, those before `cursor` alone, in one Query that reads consistently.

    between: the first and the last sort key, both included; cursor: the sort key of the last record that was shown; sift: which records.
    """
    name = str(model._range_keyname)
    bound = getattr(model, name).between(between[0], max(cursor or between[1], between[0]))
    # The range includes its ends, and the cursor was shown already.
    most = limit + bool(cursor)
    size = most if sift is None else _PAGE_OF_SIFTED
    found = model.query(subject_id, bound, sift, scan_index_forward=False, limit=most, page_size=size, consistent_read=True)
    return [record for record in found if getattr(record, name) != cursor][:limit]


def items(model: type[Record], subject_id: str, between: tuple[str, str] | None = None) -> Iterator[dict[str, Any]]:
    """Every item of one partition of the model's table as DynamoDB gives it, in the order of the sort key, read consistently.

    between: the first and the last sort key, both included; all of them unless given.
    """
    attributes = model.get_attributes()
    names = {"#subject": attributes[str(model._hash_keyname)].attr_name}
    values, condition = {":subject": {"S": subject_id}}, "#subject = :subject"
    if between:
        names["#sort"] = attributes[str(model._range_keyname)].attr_name
        values |= {":first": {"S": between[0]}, ":last": {"S": between[1]}}
        condition += " AND #sort BETWEEN :first AND :last"
    asked: dict[str, Any] = {
        "TableName": model.Meta.table_name,
        "ConsistentRead": True,
        "KeyConditionExpression": condition,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
    }
    while True:
        answer = dynamodb().dispatch("Query", asked)
        yield from answer["Items"]
        if not answer.get("LastEvaluatedKey"):
            return
        asked = {**asked, "ExclusiveStartKey": answer["LastEvaluatedKey"]}
