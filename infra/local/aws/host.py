"""Assembles the embedded AWS: moto, sign-in and signalling behind one loopback port, with the data template applied."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from functools import partial
from typing import Any

import boto3
from botocore.config import Config

from chalicelib.core import clock
from infra.local.aws import cors, memory, presigned, shortcut, template
from infra.local.aws.calls import describe
from infra.local.aws.dispatch import Dispatcher
from infra.local.aws.stores import Stores
from infra.local.cognito import Cognito, Triggers, door
from infra.local.kvs import Holder, Kvs
from infra.local.mailbox import Mailbox
from infra.local.server import Answer, Handler, Request, Server, call_wsgi, serve

ACCESS_KEY = "local"
SECRET_KEY = "local"
CONNECTIONS = 20
SECRETS = {ACCESS_KEY: SECRET_KEY}
PARAMETERS = {"Stage": "local", "MailDomain": "quietroom.example"}
SITE = "http://127.0.0.1:8000"


class LocalAws:
    """A running embedded AWS. Use as a context manager, or call `close`.

    site: the public origin the product is served from.   triggers: what the sign-in service calls, as its pools would call Lambdas.
    Attributes: `dispatcher` (faults, counting), `stores` (what moto holds), `mailbox`, `cognito`, `kvs`, `outputs` of the template.
    """

    def __init__(self, site: str = SITE, triggers: Triggers | None = None) -> None:
        self.site = site
        memory.patch()
        self._clients: dict[str, Any] = {}
        self._clients_lock = threading.Lock()
        # The port is taken first: the sign-in service names it in every token.
        self.server: Server = serve(lambda request: self.dispatcher(request))
        lock = threading.RLock()
        self.stores = Stores(lock, template.ACCOUNT, template.REGION)
        self.mailbox = Mailbox(self.stores, clock.now)
        self.cognito = Cognito(self.endpoint, self.mailbox.deliver_mail, self.mailbox.deliver_text, template.REGION, triggers)
        self.kvs = Kvs(self._holder, region=template.REGION, account=template.ACCOUNT)
        self.dispatcher = Dispatcher(door(self.cognito), self.kvs, _guarded(partial(call_wsgi, _moto()), self.stores.cors_rules), lock)
        for service in ("ses", "sns"):
            self.dispatcher.watch(service, self.mailbox.collect)
        shortcut.open_door(self.endpoint, self.dispatcher)
        applied = template.apply(self.client, PARAMETERS | {"Site": site})
        self.outputs = applied.outputs
        self.skipped = applied.skipped

    def _holder(self, access_key: str) -> Holder | None:
        """Who may sign with this access key: this process itself, or somebody in a role it let them assume."""
        if access_key in SECRETS:
            return Holder(SECRETS[access_key])
        role = self.stores.assumed_role(access_key)
        return Holder(role.secret_access_key, role.session_token, role.policy) if role else None

    def __enter__(self) -> LocalAws:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the port and forget everything held."""
        shortcut.close_door(self.endpoint)
        self.server.close()
        self.kvs.close()
        self.stores.reset()

    @property
    def endpoint(self) -> str:
        """The one endpoint of every service, without a trailing slash."""
        return self.server.url

    @property
    def region(self) -> str:
        """The region everything is in."""
        return template.REGION

    @property
    def origins(self) -> list[str]:
        """The origins a browser may talk to: sign-in and signalling."""
        return [self.endpoint, self.kvs.url]

    def describe(self) -> dict[str, Any]:
        """What a check needs to read everything that is stored and to sign in as a browser does."""
        outputs = self.outputs
        return {
            "endpoint": self.endpoint,
            "region": self.region,
            "tables": self.stores.tables(),
            "bucket": outputs["Bucket"],
            "kms_key": outputs["ClientKey"],
            "cognito": {
                "endpoint": self.endpoint,
                "clients": {"pool_id": outputs["ClientPool"], "client_id": outputs["ClientApp"]},
                "staff": {"pool_id": outputs["StaffPool"], "client_id": outputs["StaffApp"]},
            },
        }

    def client(self, service: str) -> Any:
        """A boto3 client of this endpoint, made once for each service and safe to share between threads."""
        with self._clients_lock:
            if service not in self._clients:
                make: Any = boto3.client
                self._clients[service] = make(
                    service,
                    endpoint_url=self.endpoint,
                    region_name=template.REGION,
                    aws_access_key_id=ACCESS_KEY,
                    aws_secret_access_key=SECRET_KEY,
                    config=_settings(service),
                )
            return self._clients[service]

    def environment(self) -> dict[str, str]:
        """The settings the product needs to run on this endpoint, credentials that work nowhere else included."""
        return {
            "QUIETROOM_STAGE": PARAMETERS["Stage"],
            "QUIETROOM_TABLE_PREFIX": self.outputs["TablePrefix"],
            "QUIETROOM_KMS_KEY": self.outputs["ClientKey"],
            "QUIETROOM_BUCKET": self.outputs["Bucket"],
            "QUIETROOM_QUEUE": self.outputs["Queue"],
            "QUIETROOM_SIGNALLING_ROLE": self.outputs["SignallingRole"],
            "QUIETROOM_PRACTICE": "practice",
            "QUIETROOM_SITE": self.site,
            "QUIETROOM_MAIL_FROM": f"post@{PARAMETERS['MailDomain']}",
            "QUIETROOM_CLIENT_POOL": self.outputs["ClientPool"],
            "QUIETROOM_CLIENT_APP": self.outputs["ClientApp"],
            "QUIETROOM_STAFF_POOL": self.outputs["StaffPool"],
            "QUIETROOM_STAFF_APP": self.outputs["StaffApp"],
            "QUIETROOM_AWS_ENDPOINT": self.endpoint,
            "AWS_REGION": template.REGION,
            "AWS_DEFAULT_REGION": template.REGION,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            # The machine's own AWS profile must not reach the product.
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            # A proxy of the machine must not see what stays on it.
            "NO_PROXY": "127.0.0.1,localhost",
        }

    def sign(self, pool: str, claims: dict[str, Any]) -> str:
        """A token of these claims, signed by a pool's own key, for tests that need one without signing in."""
        return self.cognito.sign(pool, claims)

    def clear(self) -> None:
        """Empty tables, streams, queues, buckets and boxes and forget faults; tables, keys and pools stay."""
        self.dispatcher.faults.clear()
        self.stores.clear()
        self.mailbox.clear()
        self.cognito.clear()


def _settings(service: str) -> Config:
    # Left to itself boto3 still presigns by the old signature, which says less and is refused in newer regions.
    signature = "s3v4" if service == "s3" else None
    return Config(
        retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, signature_version=signature, max_pool_connections=CONNECTIONS
    )


def _guarded(moto: Handler, rules: cors.Rules) -> Handler:
    """Moto, asked for objects only by those who may, and read only by pages that may."""

    def answer(request: Request) -> Answer:
        if describe(request).service != "s3":
            return moto(request)
        refused = presigned.refusal(request, SECRETS.get, datetime.now(UTC))
        return cors.by_rules(request, refused or moto(request), rules)

    return answer


def _moto() -> Any:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    return DomainDispatcherApplication(create_backend_app)
