"""Partitions read as they are stored, where one query gives records of several kinds."""

from collections.abc import Iterator
from typing import Any

from chalicelib.core.records import Record, dynamodb


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
