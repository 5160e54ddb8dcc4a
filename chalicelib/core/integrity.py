"""Whether what is kept of a subject is what was written: the chain of their access log, and every sealed part against the log.

Sealing alone binds a ciphertext to its place and revision. That a whole older item was put back only the log can tell.
"""

from collections.abc import Iterator
from typing import Any

from chalicelib.core import audit, digests
from chalicelib.core.access import Grant
from chalicelib.core.audit import AuditRecord
from chalicelib.core.errors import Conflict
from chalicelib.core.records import Record, dynamodb


class PutBack(Conflict):
    """A sealed part is not the last one that was written in its place; `table` and `item` tell where."""

    code = "older_item_put_back"


def verify(grant: Grant) -> int:
    """Check everything sealed in the subject's partitions and say how many parts hold.

    Raises audit.Broken where the log does not hold, PutBack for a part that is older than the newest, was removed, or never written here.
    """
    newest = _newest(audit.verified(grant))
    checked = 0
    for table, model in digests.sealed_tables(grant.subject.kind).items():
        for key, raw in _items(model, grant.subject_id):
            for place, digest in digests.of_stored(table, key, raw).items():
                if newest.get(place) != digest:
                    raise PutBack(table=table, item=key[-1])
                checked += 1
    return checked


def _newest(entries: list[AuditRecord]) -> dict[str, str]:
    """The digest that belongs in each place, empty where what was there was removed."""
    return {place: digest for entry in entries for place, _, digest in (one.partition(":") for one in entry.digests)}


def _items(model: type[Record], subject_id: str) -> Iterator[tuple[list[str], dict[str, Any]]]:
    """Every item of one partition as it is stored, with the values of its key."""
    attributes = model.get_attributes()
    names = [attributes[name].attr_name for name in (model._hash_keyname, model._range_keyname) if name]
    asked = {
        "TableName": model.Meta.table_name,
        "ConsistentRead": True,
        "KeyConditionExpression": "#subject = :subject",
        "ExpressionAttributeNames": {"#subject": names[0]},
        "ExpressionAttributeValues": {":subject": {"S": subject_id}},
    }
    while True:
        answer = dynamodb().dispatch("Query", asked)
        for raw in answer["Items"]:
            yield [raw[name]["S"] for name in names], raw
        if not answer.get("LastEvaluatedKey"):
            return
        asked = {**asked, "ExclusiveStartKey": answer["LastEvaluatedKey"]}
