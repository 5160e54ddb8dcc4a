"""All state: tables, keys, sign-in pools, buckets, the queue and the mail identity. Everything in it outlives the stack."""

from __future__ import annotations

from typing import Any

from aws_cdk import CfnOutput, CfnParameter, Duration, Fn, RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_ses as ses
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra import tables
from infra.stacks.pools import Pools

AUDIT_KEPT = Duration.days(6 * 365 + 2)
"""HIPAA's six years for records of who did what (45 CFR 164.316(b)(2))."""
ERASURE_WINDOW_DAYS = 7
"""How long a destroyed client key may still be in a backup; the product promises this number."""


class DataStack(Stack):
    """One deployment's state. Parameters: Stage, MailDomain, Site. Outputs are what the product's settings need."""

    def __init__(self, scope: Construct, name: str, **kwargs: Any) -> None:
        super().__init__(scope, name, **kwargs)
        self.stage = CfnParameter(
            self, "Stage", allowed_pattern="[a-z][a-z0-9]{1,15}", description="Name of the deployment"
        ).value_as_string
        self.mail_domain = CfnParameter(self, "MailDomain", description="Domain that mail is sent from").value_as_string
        self.site = CfnParameter(self, "Site", description="Origin that pages are served from, such as https://example.org").value_as_string
        self.storage_key = self._key("StorageKey", "storage", "Encrypts tables, buckets, queues and topics at rest")
        self.client_key = self._key("ClientKey", "clients", "Wraps the key of each client")
        for table in tables.describe():
            self._table(table)
        logs = self._log_bucket()
        # Browsers put and fetch sealed files themselves, by signed forms and addresses, from the product's own pages only.
        from_pages = s3.CorsRule(allowed_origins=[self.site], allowed_methods=[s3.HttpMethods.GET, s3.HttpMethods.POST], max_age=600)
        self.bucket = self._bucket("Bucket", "files", logs, cors=[from_pages])
        self._bucket(
            "AuditBucket",
            "audit",
            logs,
            object_lock_enabled=True,
            object_lock_default_retention=s3.ObjectLockRetention.compliance(AUDIT_KEPT),
        )
        self.queue = self._queue()
        self._mail()
        self.pools = Pools(self, "Pools", stage=self.stage)
        self.signalling_role = self._signalling_role()
        self._outputs()

    def _name(self, suffix: str) -> str:
        return Fn.sub(f"quietroom-${{Stage}}-{suffix}")

    def _key(self, name: str, alias: str, description: str) -> kms.Key:
        key = kms.Key(self, name, description=description, enable_key_rotation=True, removal_policy=RemovalPolicy.RETAIN)
        kms.Alias(self, f"{name}Alias", alias_name=Fn.sub(f"alias/quietroom-${{Stage}}-{alias}"), target_key=key)
        return key

    def _table(self, table: dict[str, Any]) -> None:
        days = ERASURE_WINDOW_DAYS if table["name"] == "client-keys" else None
        recovery = dynamodb.CfnTable.PointInTimeRecoverySpecificationProperty(
            point_in_time_recovery_enabled=True, recovery_period_in_days=days
        )
        made = dynamodb.CfnTable(
            self,
            "Table" + "".join(word.capitalize() for word in table["name"].split("-")),
            table_name=self._name(table["name"]),
            key_schema=[
                dynamodb.CfnTable.KeySchemaProperty(attribute_name=key["AttributeName"], key_type=key["KeyType"]) for key in table["keys"]
            ],
            attribute_definitions=[
                dynamodb.CfnTable.AttributeDefinitionProperty(attribute_name=entry["AttributeName"], attribute_type=entry["AttributeType"])
                for entry in table["attributes"]
            ],
            billing_mode="PAY_PER_REQUEST",
            deletion_protection_enabled=True,
            global_secondary_indexes=[_index(index) for index in table["indexes"]] or None,
            point_in_time_recovery_specification=recovery,
            sse_specification=dynamodb.CfnTable.SSESpecificationProperty(
                sse_enabled=True, sse_type="KMS", kms_master_key_id=self.storage_key.key_arn
            ),
            stream_specification=dynamodb.CfnTable.StreamSpecificationProperty(stream_view_type="NEW_AND_OLD_IMAGES")
            if table["stream"]
            else None,
            time_to_live_specification=dynamodb.CfnTable.TimeToLiveSpecificationProperty(attribute_name=table["ttl"], enabled=True)
            if table["ttl"]
            else None,
        )
        made.apply_removal_policy(RemovalPolicy.RETAIN)

    def _log_bucket(self) -> s3.Bucket:
        # S3 delivers its access logs to a bucket with S3's own encryption only.
        rules = self._bucket_rules() | {"bucket_key_enabled": False, "encryption": s3.BucketEncryption.S3_MANAGED, "encryption_key": None}
        return s3.Bucket(self, "LogBucket", bucket_name=self._bucket_name("access-logs"), **rules)

    def _bucket(self, name: str, suffix: str, logs: s3.Bucket, **more: Any) -> s3.Bucket:
        return s3.Bucket(
            self,
            name,
            bucket_name=self._bucket_name(suffix),
            server_access_logs_bucket=logs,
            server_access_logs_prefix=f"{suffix}/",
            **self._bucket_rules(),
            **more,
        )

    def _bucket_name(self, suffix: str) -> str:
        return Fn.sub(f"quietroom-${{Stage}}-{suffix}-${{AWS::AccountId}}")

    def _bucket_rules(self) -> dict[str, Any]:
        return {
            "block_public_access": s3.BlockPublicAccess.BLOCK_ALL,
            "bucket_key_enabled": True,
            "encryption": s3.BucketEncryption.KMS,
            "encryption_key": self.storage_key,
            "enforce_ssl": True,
            "minimum_tls_version": 1.2,
            "removal_policy": RemovalPolicy.RETAIN,
            "versioned": True,
        }

    def _queue(self) -> sqs.Queue:
        rules: dict[str, Any] = {
            "encryption": sqs.QueueEncryption.KMS,
            "encryption_master_key": self.storage_key,
            "enforce_ssl": True,
            "removal_policy": RemovalPolicy.RETAIN,
        }
        failed = sqs.Queue(self, "FailedWork", queue_name=self._name("failed-work"), retention_period=Duration.days(14), **rules)
        return sqs.Queue(
            self,
            "Work",
            queue_name=self._name("work"),
            dead_letter_queue=sqs.DeadLetterQueue(queue=failed, max_receive_count=5),
            visibility_timeout=Duration.minutes(6),
            **rules,
        )

    def _mail(self) -> None:
        """The sending domain, and a queue for what comes back: bounces and complaints."""
        topic = sns.Topic(self, "MailEvents", topic_name=self._name("mail-events"), master_key=self.storage_key, enforce_ssl=True)
        topic.apply_removal_policy(RemovalPolicy.RETAIN)
        topic.add_subscription(subscriptions.SqsSubscription(self.queue, raw_message_delivery=True))
        topic.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[iam.ServicePrincipal("ses.amazonaws.com")],
                resources=[topic.topic_arn],
                conditions={"StringEquals": {"AWS:SourceAccount": self.account}},
            )
        )
        self.storage_key.grant(iam.ServicePrincipal("ses.amazonaws.com"), "kms:Decrypt", "kms:GenerateDataKey")
        sending = ses.ConfigurationSet(
            self, "Mail", configuration_set_name=self._name("mail"), tls_policy=ses.ConfigurationSetTlsPolicy.REQUIRE
        )
        sending.add_event_destination(
            "Returned",
            destination=ses.EventDestination.sns_topic(topic),
            events=[ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
        )
        ses.EmailIdentity(self, "MailIdentity", identity=ses.Identity.domain(self.mail_domain), configuration_set=sending)

    def _signalling_role(self) -> iam.Role:
        """Whose credentials sign a browser's socket. The API assumes it for one channel and one role of the session at a time."""
        channels = self.format_arn(service="kinesisvideo", resource="channel", resource_name="*")
        connect = iam.PolicyStatement(actions=["kinesisvideo:ConnectAsMaster", "kinesisvideo:ConnectAsViewer"], resources=[channels])
        return iam.Role(
            self,
            "SignallingRole",
            role_name=self._name("signalling"),
            assumed_by=iam.AccountRootPrincipal(),
            inline_policies={"connect": iam.PolicyDocument(statements=[connect])},
            max_session_duration=Duration.hours(1),
        )

    def _outputs(self) -> None:
        values = {
            "TablePrefix": Fn.sub("quietroom-${Stage}"),
            "ClientKey": self.client_key.key_arn,
            "Bucket": self.bucket.bucket_name,
            "Queue": self.queue.queue_url,
            "SignallingRole": self.signalling_role.role_arn,
            "ClientPool": self.pools.clients.user_pool_id,
            "ClientApp": self.pools.client_app.user_pool_client_id,
            "StaffPool": self.pools.staff.user_pool_id,
            "StaffApp": self.pools.staff_app.user_pool_client_id,
        }
        for name, value in values.items():
            CfnOutput(self, f"{name}Output", value=value).override_logical_id(name)


def _index(index: dict[str, Any]) -> dynamodb.CfnTable.GlobalSecondaryIndexProperty:
    projection = index["Projection"]
    return dynamodb.CfnTable.GlobalSecondaryIndexProperty(
        index_name=index["IndexName"],
        key_schema=[
            dynamodb.CfnTable.KeySchemaProperty(attribute_name=key["AttributeName"], key_type=key["KeyType"]) for key in index["KeySchema"]
        ],
        projection=dynamodb.CfnTable.ProjectionProperty(
            projection_type=projection["ProjectionType"], non_key_attributes=projection.get("NonKeyAttributes")
        ),
    )
