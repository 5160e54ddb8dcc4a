"""The managed signalling channel: one per provider, its presigned websocket URL, its relays.

The browser gets a URL that opens one socket within five minutes and nothing else of this account.
"""

import hashlib
import json
import random
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from chalicelib.core import settings
from chalicelib.core.errors import Unavailable
from chalicelib.sessions.schemas import IceServer, Role

if TYPE_CHECKING:
    from mypy_boto3_kinesisvideo import KinesisVideoClient

EXPIRES = 299
"""Seconds within which a URL must be opened; the service takes no more."""

_SHORTEST_SESSION = 900
_ICE_TRIES = 6
_QUICK = Config(connect_timeout=3, read_timeout=5, retries={"total_max_attempts": 2})


class ChannelGone(Exception):
    """The channel was deleted behind our back."""


@lru_cache(maxsize=1)
def _client() -> "KinesisVideoClient":
    place = settings.load()
    return boto3.client("kinesisvideo", region_name=place.region, endpoint_url=place.aws_endpoint, config=_QUICK)


@lru_cache(maxsize=1)
def _sts() -> Any:
    place = settings.load()
    return boto3.client("sts", region_name=place.region, endpoint_url=place.aws_endpoint, config=_QUICK)


def channel_name(provider_id: str) -> str:
    """The opaque name of a provider's channel: the same at each call, so that making it twice makes one."""
    return hashlib.sha256(f"{settings.load().table_prefix}/{provider_id}".encode()).hexdigest()[:32]


def make_channel(provider_id: str) -> str:
    """Make the provider's channel, or find the one that is there; its ARN."""
    name = channel_name(provider_id)
    try:
        return _client().create_signaling_channel(ChannelName=name, ChannelType="SINGLE_MASTER")["ChannelARN"]
    except ClientError as failed:
        if failed.response["Error"]["Code"] != "ResourceInUseException":
            raise
    return _client().describe_signaling_channel(ChannelName=name)["ChannelInfo"]["ChannelARN"]


def endpoints(arn: str, role: Role) -> dict[str, str]:
    """The WSS and HTTPS endpoints for this role. Raises ChannelGone."""
    wanted = {"Protocols": ["WSS", "HTTPS"], "Role": role}
    try:
        found = _client().get_signaling_channel_endpoint(ChannelARN=arn, SingleMasterChannelEndpointConfiguration=wanted)  # type: ignore[arg-type]
    except ClientError as failed:
        if failed.response["Error"]["Code"] == "ResourceNotFoundException":
            raise ChannelGone from None
        raise
    return {one["Protocol"]: one["ResourceEndpoint"] for one in found["ResourceEndpointList"]}


def ice_servers(arn: str, https_endpoint: str, client_id: str | None) -> list[IceServer]:
    """Relays for this channel, their credentials good for some minutes. Raises Unavailable when the service stays too busy."""
    # Its endpoint is the channel's own, so the client cannot be kept.
    client = boto3.client("kinesis-video-signaling", region_name=settings.load().region, endpoint_url=https_endpoint, config=_QUICK)
    asked = {"ChannelARN": arn, **({"ClientId": client_id} if client_id else {})}
    for _ in range(_ICE_TRIES):
        try:
            found = client.get_ice_server_config(**asked)["IceServerList"]  # type: ignore[arg-type]
            return [IceServer(urls=one["Uris"], username=one["Username"], credential=one["Password"]) for one in found]
        except client.exceptions.ClientLimitExceededException:
            # Five a second for each channel: a little later there is room again.
            time.sleep(random.uniform(0.2, 0.4))  # noqa: S311 - spreads retries, guards nothing
    raise Unavailable


def presign(arn: str, wss_endpoint: str, client_id: str | None) -> str:
    """A URL that opens the channel's websocket once within EXPIRES seconds: as this viewer, or as the master without a client id."""
    params = {"X-Amz-ChannelARN": arn, **({"X-Amz-ClientId": client_id} if client_id else {})}
    # The service signs the path "/" where the endpoint has none.
    place = wss_endpoint if wss_endpoint.count("/") > 2 else f"{wss_endpoint}/"
    request = AWSRequest("GET", place, params=params)
    lent = _credentials(arn, "VIEWER" if client_id else "MASTER")
    SigV4QueryAuth(lent, "kinesisvideo", settings.load().region, expires=EXPIRES).add_auth(request)
    return str(request.prepare().url)


def _credentials(arn: str, role: Role) -> Credentials:
    """Credentials that open this one channel in this one role, and nothing else."""
    statement = {"Effect": "Allow", "Action": f"kinesisvideo:ConnectAs{role.capitalize()}", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    given = _sts().assume_role(
        RoleArn=settings.load().signalling_role, RoleSessionName="line", DurationSeconds=_SHORTEST_SESSION, Policy=policy
    )["Credentials"]
    return Credentials(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
