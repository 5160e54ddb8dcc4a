"""The embedded AWS: exact under threads, honest about failures, small in memory."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.local.aws import LocalAws, resources

TABLE = "quietroom-local-standing"


def put(aws: LocalAws, person: str, **condition: Any) -> None:
    """Write one row."""
    aws.client("dynamodb").put_item(TableName=TABLE, Item={"person_id": {"S": person}}, **condition)


def people(aws: LocalAws) -> set[str]:
    """Who has a row."""
    return {item["person_id"]["S"] for item in aws.client("dynamodb").scan(TableName=TABLE)["Items"]}


def test_one_of_many_rivals_wins_a_conditional_put(aws: LocalAws) -> None:
    for turn in range(10):
        won: list[int] = []
        barrier = threading.Barrier(8)

        def race(name: int, turn: int = turn, won: list[int] = won, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            try:
                put(aws, f"person-{turn}", ConditionExpression="attribute_not_exists(person_id)")
                won.append(name)
            except ClientError:
                pass

        threads = [threading.Thread(target=race, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1


def test_a_refused_transaction_leaves_items_and_streams_as_they_were(aws: LocalAws) -> None:
    dynamodb = aws.client("dynamodb")
    put(aws, "kept")
    dynamodb.update_item(
        TableName=TABLE, Key={"person_id": {"S": "kept"}}, UpdateExpression="SET n = :one", ExpressionAttributeValues={":one": {"N": "1"}}
    )
    aws.stores.take_stream_records()

    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        dynamodb.transact_write_items(
            TransactItems=[
                {"Put": {"TableName": TABLE, "Item": {"person_id": {"S": "new"}}}},
                {
                    "Update": {
                        "TableName": TABLE,
                        "Key": {"person_id": {"S": "kept"}},
                        "UpdateExpression": "SET n = :two",
                        "ExpressionAttributeValues": {":two": {"N": "2"}},
                    }
                },
                {"Put": {"TableName": "quietroom-local-outbox", "Item": {"entry_id": {"S": "one"}}}},
                {
                    "ConditionCheck": {
                        "TableName": TABLE,
                        "Key": {"person_id": {"S": "absent"}},
                        "ConditionExpression": "attribute_exists(person_id)",
                    }
                },
            ]
        )

    assert people(aws) == {"kept"}
    assert dynamodb.get_item(TableName=TABLE, Key={"person_id": {"S": "kept"}})["Item"]["n"] == {"N": "1"}
    assert aws.stores.take_stream_records() == []


def test_an_accepted_transaction_is_whole_and_told_to_the_stream(aws: LocalAws) -> None:
    items = [
        {"Put": {"TableName": TABLE, "Item": {"person_id": {"S": "new"}}}},
        {"Put": {"TableName": "quietroom-local-outbox", "Item": {"entry_id": {"S": "one"}}}},
    ]
    aws.client("dynamodb").transact_write_items(TransactItems=items)

    assert people(aws) == {"new"}
    ((arn, records),) = aws.stores.take_stream_records()
    assert "quietroom-local-outbox/stream/" in arn
    assert [record["dynamodb"]["Keys"] for record in records] == [{"entry_id": {"S": "one"}}]
    assert aws.stores.take_stream_records() == []


@pytest.mark.parametrize(
    ("service", "operation", "error", "call"),
    [
        ("dynamodb", "GetItem", "ProvisionedThroughputExceededException", {"TableName": TABLE, "Key": {"person_id": {"S": "x"}}}),
        ("kms", "*", "KMSInternalException", {"KeyId": "x", "NumberOfBytes": 32}),
        ("sns", "Publish", "Throttling", {"PhoneNumber": "+15550100100", "Message": "x"}),
        ("ses", "SendEmail", "TooManyRequestsException", {"FromEmailAddress": "a@b.example", "Destination": {}, "Content": {}}),
        ("sqs", "*", "ServiceUnavailable", {"QueueUrl": "x", "MessageBody": "x"}),
        ("s3", "PutObject", "SlowDown", {"Bucket": "x", "Key": "x"}),
    ],
)
def test_an_injected_fault_reads_like_the_services_own(
    aws: LocalAws, service: str, operation: str, error: str, call: dict[str, Any]
) -> None:
    names = {"kms": "GenerateDataKey", "sqs": "SendMessage"}
    client = aws.client({"ses": "sesv2"}.get(service, service))
    aws.dispatcher.fail(service, operation, error, times=1)

    with pytest.raises(ClientError) as raised:
        client._make_api_call(names.get(service, operation), call)

    assert raised.value.response["Error"]["Code"] == error


def test_a_fault_is_used_up_after_its_times(aws: LocalAws) -> None:
    aws.dispatcher.fail("dynamodb", times=2)
    for _ in range(2):
        with pytest.raises(ClientError, match="ThrottlingException"):
            put(aws, "anybody")
    put(aws, "anybody")


def test_a_transaction_conflict_names_its_reason(aws: LocalAws) -> None:
    aws.dispatcher.fail("dynamodb", "TransactWriteItems", "TransactionConflict")
    with pytest.raises(ClientError) as raised:
        aws.client("dynamodb").transact_write_items(TransactItems=[{"Put": {"TableName": TABLE, "Item": {"person_id": {"S": "x"}}}}])
    assert raised.value.response["Error"]["Code"] == "TransactionCanceledException"
    assert raised.value.response["CancellationReasons"][0]["Code"] == "TransactionConflict"


def test_calls_are_counted_by_service_and_operation(aws: LocalAws) -> None:
    with aws.dispatcher.counting() as calls:
        put(aws, "counted")
        people(aws)
    assert calls == {"dynamodb.PutItem": 1, "dynamodb.Scan": 1}


def test_only_what_nobody_enforces_here_is_left_out_of_the_template(aws: LocalAws) -> None:
    assert aws.skipped == set(resources.SKIPPED)


def test_the_template_is_applied_with_its_protections(aws: LocalAws) -> None:
    dynamodb = aws.client("dynamodb")
    for name in aws.stores.tables():
        table = dynamodb.describe_table(TableName=name)["Table"]
        backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
        assert table["DeletionProtectionEnabled"]
        assert table["SSEDescription"]["Status"] == "ENABLED"
        assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_what_is_cleared_is_gone_and_tables_stay(aws: LocalAws) -> None:
    tables = aws.stores.tables()
    put(aws, "somebody")
    aws.client("sqs").send_message(QueueUrl=aws.outputs["Queue"], MessageBody="x")
    aws.client("s3").put_object(Bucket=aws.outputs["Bucket"], Key="x", Body=b"x")
    aws.client("sns").publish(PhoneNumber="+15550100100", Message="x")

    aws.clear()

    assert aws.stores.tables() == tables
    assert people(aws) == set()
    assert not aws.stores.waiting_messages("quietroom-local-work")
    assert "Contents" not in aws.client("s3").list_objects_v2(Bucket=aws.outputs["Bucket"])
    assert aws.mailbox.texts() == []


def test_a_key_made_again_opens_what_the_first_has_wrapped(aws: LocalAws) -> None:
    """Keys follow from their names, so a stack applied anew holds the same ones."""
    from infra.local.aws.resources import _pinned_id

    key = aws.outputs["ClientKey"].rsplit("/", 1)[-1]
    metadata = aws.client("kms").describe_key(KeyId=key)["KeyMetadata"]
    assert metadata["KeyId"] == _pinned_id(next(name for name in _keys(aws) if name.startswith("ClientKey")))


def _keys(aws: LocalAws) -> list[str]:
    import json

    from infra.local.aws.template import DATA_TEMPLATE

    return [name for name, resource in json.loads(DATA_TEMPLATE.read_text())["Resources"].items() if resource["Type"] == "AWS::KMS::Key"]


def test_every_kind_of_attribute_comes_back_as_it_was_put(aws: LocalAws) -> None:
    item = {
        "person_id": {"S": "kinds"},
        "number": {"N": "1.50"},
        "yes": {"BOOL": True},
        "nothing": {"NULL": True},
        "sealed": {"B": b"\x00\xff"},
        "words": {"SS": ["a", "b"]},
        "list": {"L": [{"S": "x"}, {"M": {"deep": {"B": b"\x01"}}}]},
        "map": {"M": {"inner": {"L": [{"N": "2"}]}}},
    }
    aws.client("dynamodb").put_item(TableName=TABLE, Item=item)
    assert aws.client("dynamodb").get_item(TableName=TABLE, Key={"person_id": {"S": "kinds"}})["Item"] == item


def test_moto_keeps_no_list_of_what_it_made(aws: LocalAws) -> None:
    from moto.core.model_instances import model_data

    def kept() -> int:
        return sum(len(model.instances_tracked) for models in model_data.values() for model in models.values())

    before = kept()
    put(aws, "somebody")
    people(aws)
    assert kept() == before
