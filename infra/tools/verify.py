"""`python -m infra.tools.verify [ID ...]`: whether what is kept of people is what was written, by their access logs.

Checks the chain of each subject's access log and every sealed part against it: an older item that was put back, one that was removed and
is there again, one that was never written here. ID: a client, therapist, contact or the practice; without any, everybody who has a key or
a log. Opens nothing, needs no key, and prints ids and counts alone. Needs the deployment's settings in the environment, as the API
function has them, and leave to scan two tables. Ends with status 1 where something does not hold, or an id has neither key nor log.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

import app  # noqa: F401 - a table is known once its feature is imported
from chalicelib.core import audit, integrity, settings
from chalicelib.core.access import CLIENT_ROLES, Grant, Subject
from chalicelib.core.audit import AuditHeadRecord
from chalicelib.core.client_keys import ClientKeyRecord
from chalicelib.core.records import Key, dynamodb, get_many
from chalicelib.core.standing import StandingRecord

_TRIES = 3


def main(arguments: list[str] | None = None) -> int:
    """Check the subjects named, or all. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.tools.verify", description="Check what is kept against the access logs.")
    parser.add_argument("subjects", nargs="*", metavar="ID", help="whose records; everybody's unless given")
    known = _subject_ids()
    asked = parser.parse_args(arguments).subjects or sorted(known)
    found = {one: _looked_at(one) if one in known else "has neither key nor log" for one in dict.fromkeys(asked)}
    for subject_id, result in found.items():
        print(f"{subject_id} {f'{result} hold' if isinstance(result, int) else result}")
    counts = [result for result in found.values() if isinstance(result, int)]
    print(f"{sum(counts)} sealed parts of {len(counts)} hold, {len(found) - len(counts)} do not")
    return 0 if len(counts) == len(found) else 1


def _looked_at(subject_id: str) -> int | str:
    """How many sealed parts hold, or what does not and where."""
    grant = Grant.for_job("audit", Subject(_kind(subject_id), subject_id))
    problem = ""
    # What is written between the reading of log and parts looks wrong once, and not again.
    for _ in range(_TRIES):
        try:
            return integrity.verify(grant)
        except (integrity.PutBack, audit.Broken) as wrong:
            problem = " ".join([wrong.code, *(f"{name}={value}" for name, value in wrong.details.items())])
    return problem


def _kind(subject_id: str) -> str:
    """Whose records they are: of a person by their standing; who has none and is not the practice is a visitor's contact."""
    if subject_id == settings.load().practice:
        return "practice"
    (standing,) = get_many([Key(StandingRecord, subject_id)])
    if standing is None:
        return "contact"
    return "client" if standing.role in CLIENT_ROLES else "provider"


def _subject_ids() -> set[str]:
    """Everybody with a key or a chained log: who removes one of the two is still found by the other."""
    return {subject_id for model in (ClientKeyRecord, AuditHeadRecord) for subject_id in _partitions(model.Meta.table_name, "subject_id")}


def _partitions(table: str, name: str) -> Iterator[str]:
    asked: dict[str, Any] = {"TableName": table, "ProjectionExpression": name, "ConsistentRead": True}
    while True:
        answer = dynamodb().dispatch("Scan", asked)
        yield from (item[name]["S"] for item in answer["Items"])
        if not answer.get("LastEvaluatedKey"):
            return
        asked = {**asked, "ExclusiveStartKey": answer["LastEvaluatedKey"]}


if __name__ == "__main__":
    sys.exit(main())
