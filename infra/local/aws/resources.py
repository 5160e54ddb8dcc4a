"""How each CloudFormation type of the data template is made with API calls, and which types are left out, and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.kms.models import kms_backends

Client = Callable[[str], Any]
Properties = dict[str, Any]

SKIPPED = {
    "AWS::S3::BucketPolicy": "permissions are not enforced here",
    "AWS::SQS::QueuePolicy": "permissions are not enforced here",
    "AWS::SNS::TopicPolicy": "permissions are not enforced here",
    "AWS::SNS::Subscription": "the mailbox delivers bounces itself",
    "AWS::SES::ConfigurationSetEventDestination": "the mailbox delivers bounces itself",
}


@dataclass(frozen=True)
class Made:
    """What Ref and GetAtt of a resource answer."""

    ref: str
    attributes: dict[str, str] = field(default_factory=dict)


Maker = Callable[[Client, str, Properties], Made]
Makers = Mapping[str, Maker]


def _table(client: Client, name: str, given: Properties) -> Made:
    dynamodb = client("dynamodb")
    asked = {
        k: v
        for k, v in given.items()
        if k not in ("PointInTimeRecoverySpecification", "TimeToLiveSpecification", "SSESpecification", "StreamSpecification")
    }
    if "StreamSpecification" in given:
        asked["StreamSpecification"] = {"StreamEnabled": True, **given["StreamSpecification"]}
    encryption = given["SSESpecification"]
    asked["SSESpecification"] = {
        "Enabled": encryption["SSEEnabled"],
        "SSEType": encryption["SSEType"],
        "KMSMasterKeyId": encryption["KMSMasterKeyId"],
    }
    table = dynamodb.create_table(**asked)["TableDescription"]
    dynamodb.update_continuous_backups(
        TableName=given["TableName"], PointInTimeRecoverySpecification=given["PointInTimeRecoverySpecification"]
    )
    if "TimeToLiveSpecification" in given:
        dynamodb.update_time_to_live(TableName=given["TableName"], TimeToLiveSpecification=given["TimeToLiveSpecification"])
    return Made(given["TableName"], {"Arn": table["TableArn"], "StreamArn": table.get("LatestStreamArn", "")})


def _key(client: Client, name: str, given: Properties) -> Made:
    policy = json.dumps(given["KeyPolicy"])
    asked = {"KeyUsage": given.get("KeyUsage", "ENCRYPT_DECRYPT"), "KeySpec": given.get("KeySpec", "SYMMETRIC_DEFAULT"), "Tags": []}
    made = client("kms").create_key(Policy=policy, Description=given.get("Description", ""), **asked)["KeyMetadata"]
    _pin(made["AWSAccountId"], made["Arn"].split(":")[3], made["KeyId"], name)
    key_id = _pinned_id(name)
    if given.get("EnableKeyRotation"):
        client("kms").enable_key_rotation(KeyId=key_id)
    return Made(key_id, {"Arn": made["Arn"].replace(made["KeyId"], key_id), "KeyId": key_id})


def _pinned_id(name: str) -> str:
    digest = hashlib.sha256(f"key id {name}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"


def _pin(account: str, region: str, made_id: str, name: str) -> None:
    """Give a key an id and material that follow from its name, so that what one run sealed a restored run can open."""
    keys: dict[str, Any] = kms_backends[account][region].keys
    key = keys.pop(made_id)
    key.id = _pinned_id(name)
    key.arn = key.arn.replace(made_id, key.id)
    key.key_material = hashlib.sha256(f"key material {name}".encode()).digest()
    keys[key.id] = key


def _alias(client: Client, name: str, given: Properties) -> Made:
    client("kms").create_alias(AliasName=given["AliasName"], TargetKeyId=given["TargetKeyId"].rsplit("/", 1)[-1])
    return Made(given["AliasName"])


def _user_pool(client: Client, name: str, given: Properties) -> Made:
    elsewhere = {"UserPoolName", "EnabledMfas", "MfaConfiguration"}
    asked = {k: v for k, v in given.items() if k not in elsewhere}
    pool = client("cognito-idp").create_user_pool(PoolName=given["UserPoolName"], MfaConfiguration=given["MfaConfiguration"], **asked)[
        "UserPool"
    ]
    factors: Properties = {"SoftwareTokenMfaConfiguration": {"Enabled": "SOFTWARE_TOKEN_MFA" in given["EnabledMfas"]}}
    if "SMS_MFA" in given["EnabledMfas"]:
        factors["SmsMfaConfiguration"] = {"SmsConfiguration": given["SmsConfiguration"]}
    client("cognito-idp").set_user_pool_mfa_config(UserPoolId=pool["Id"], MfaConfiguration=given["MfaConfiguration"], **factors)
    return Made(pool["Id"], {"Arn": pool["Arn"], "UserPoolId": pool["Id"]})


def _user_pool_client(client: Client, name: str, given: Properties) -> Made:
    app = client("cognito-idp").create_user_pool_client(**given)["UserPoolClient"]
    return Made(app["ClientId"], {"ClientId": app["ClientId"]})


def _user_pool_group(client: Client, name: str, given: Properties) -> Made:
    client("cognito-idp").create_group(**given)
    return Made(given["GroupName"])


def _bucket(client: Client, name: str, given: Properties) -> Made:
    s3 = client("s3")
    bucket = given["BucketName"]
    s3.create_bucket(Bucket=bucket, ObjectLockEnabledForBucket=given.get("ObjectLockEnabled", False))
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=given["PublicAccessBlockConfiguration"])
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=given["VersioningConfiguration"])
    rules = [
        {
            "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
            "BucketKeyEnabled": rule.get("BucketKeyEnabled", False),
        }
        for rule in given["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    ]
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules})
    if "CorsConfiguration" in given:
        cors = [
            {"AllowedOrigins": rule["AllowedOrigins"], "AllowedMethods": rule["AllowedMethods"]}
            for rule in given["CorsConfiguration"]["CorsRules"]
        ]
        s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": cors})
    if "ObjectLockConfiguration" in given:
        s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=given["ObjectLockConfiguration"])
    return Made(bucket, {"Arn": f"arn:aws:s3:::{bucket}"})


def _queue(client: Client, name: str, given: Properties) -> Made:
    attributes = {k: json.dumps(v) if isinstance(v, dict) else str(v) for k, v in given.items() if k not in ("QueueName", "Tags")}
    url = client("sqs").create_queue(QueueName=given["QueueName"], Attributes=attributes)["QueueUrl"]
    arn = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return Made(url, {"Arn": arn, "QueueName": given["QueueName"]})


def _topic(client: Client, name: str, given: Properties) -> Made:
    arn = client("sns").create_topic(Name=given["TopicName"])["TopicArn"]
    return Made(arn, {"TopicArn": arn, "TopicName": given["TopicName"]})


def _configuration_set(client: Client, name: str, given: Properties) -> Made:
    client("sesv2").create_configuration_set(ConfigurationSetName=given["Name"])
    return Made(given["Name"])


def _email_identity(client: Client, name: str, given: Properties) -> Made:
    client("sesv2").create_email_identity(EmailIdentity=given["EmailIdentity"])
    return Made(given["EmailIdentity"])


def _role(client: Client, name: str, given: Properties) -> Made:
    trust = json.dumps(given["AssumeRolePolicyDocument"])
    role = client("iam").create_role(RoleName=given.get("RoleName", name), AssumeRolePolicyDocument=trust)["Role"]
    return Made(role["RoleName"], {"Arn": role["Arn"]})


MAKERS: Makers = {
    "AWS::Cognito::UserPool": _user_pool,
    "AWS::Cognito::UserPoolClient": _user_pool_client,
    "AWS::Cognito::UserPoolGroup": _user_pool_group,
    "AWS::DynamoDB::Table": _table,
    "AWS::IAM::Role": _role,
    "AWS::KMS::Alias": _alias,
    "AWS::KMS::Key": _key,
    "AWS::S3::Bucket": _bucket,
    "AWS::SES::ConfigurationSet": _configuration_set,
    "AWS::SES::EmailIdentity": _email_identity,
    "AWS::SNS::Topic": _topic,
    "AWS::SQS::Queue": _queue,
}
