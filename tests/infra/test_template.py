"""The checked-in data template: made from the tables and stacks as they are, and holding what every deployment must have."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infra import inputs, tables

RESOURCES: dict[str, dict[str, Any]] = json.loads(inputs.TEMPLATE.read_text())["Resources"]


def of_type(kind: str) -> list[dict[str, Any]]:
    """Every resource of a type."""
    return [resource for resource in RESOURCES.values() if resource["Type"] == kind]


def table(name: str) -> dict[str, Any]:
    """The properties of one table, by its name without the deployment's."""
    return next(
        found["Properties"]
        for found in of_type("AWS::DynamoDB::Table")
        if found["Properties"]["TableName"]["Fn::Sub"].endswith(f"}}-{name}")
    )


def test_the_template_is_made_from_what_is_there_now() -> None:
    assert inputs.STORED.read_text().strip() == inputs.digest(), "tables or stacks have changed: run `make template`"


def test_each_record_class_has_its_table() -> None:
    assert len(of_type("AWS::DynamoDB::Table")) == len(tables.describe())


@pytest.mark.parametrize("resource", of_type("AWS::DynamoDB::Table"), ids=lambda resource: resource["Properties"]["TableName"]["Fn::Sub"])
def test_a_table_is_sealed_recoverable_and_outlives_the_stack(resource: dict[str, Any]) -> None:
    properties = resource["Properties"]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert properties["DeletionProtectionEnabled"]
    assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
    assert properties["SSESpecification"]["SSEType"] == "KMS"
    assert properties["SSESpecification"]["KMSMasterKeyId"]["Fn::GetAtt"][0].startswith("StorageKey")


def test_a_destroyed_key_is_gone_from_backups_after_a_week() -> None:
    assert table("client-keys")["PointInTimeRecoverySpecification"]["RecoveryPeriodInDays"] == 7


def test_what_others_wait_for_is_streamed_and_what_passes_expires() -> None:
    assert table("outbox")["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert table("audit")["StreamSpecification"]
    assert table("idempotency")["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}


def test_both_pools_require_a_second_factor() -> None:
    pools = {
        pool["Properties"]["UserPoolName"]["Fn::Sub"].rsplit("-", 1)[-1]: pool["Properties"] for pool in of_type("AWS::Cognito::UserPool")
    }
    assert {name: pool["MfaConfiguration"] for name, pool in pools.items()} == {"clients": "ON", "staff": "ON"}
    assert sorted(pools["clients"]["EnabledMfas"]) == ["SMS_MFA", "SOFTWARE_TOKEN_MFA"]
    assert pools["staff"]["EnabledMfas"] == ["SOFTWARE_TOKEN_MFA"]
    assert pools["staff"]["UserPoolAddOns"] == {"AdvancedSecurityMode": "ENFORCED"}
    assert pools["staff"]["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"]


@pytest.mark.parametrize("app", of_type("AWS::Cognito::UserPoolClient"), ids=lambda app: app["Properties"]["ClientName"])
def test_a_browsers_app_has_no_secret_and_proves_passwords_by_srp_only(app: dict[str, Any]) -> None:
    properties = app["Properties"]
    assert not properties["GenerateSecret"]
    assert properties["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    assert properties["AccessTokenValidity"] == 15
    assert properties["TokenValidityUnits"]["AccessToken"] == "minutes"
    assert properties["PreventUserExistenceErrors"] == "ENABLED"
    assert properties["EnableTokenRevocation"]


def test_the_audit_bucket_cannot_be_rewritten() -> None:
    locked = [bucket["Properties"] for bucket in of_type("AWS::S3::Bucket") if bucket["Properties"].get("ObjectLockEnabled")]
    assert len(locked) == 1
    assert locked[0]["ObjectLockConfiguration"]["Rule"]["DefaultRetention"] == {"Mode": "COMPLIANCE", "Days": 2192}


def test_work_that_keeps_failing_is_set_aside() -> None:
    (work,) = [queue["Properties"] for queue in of_type("AWS::SQS::Queue") if "RedrivePolicy" in queue["Properties"]]
    assert work["RedrivePolicy"]["maxReceiveCount"] == 5
