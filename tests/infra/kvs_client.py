"""A browser's part of signalling, for tests: a presigned URL, a socket, messages."""

from __future__ import annotations

import base64
import json
from typing import Any

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from websockets.sync.client import ClientConnection, connect

from infra.local.kvs import Holder

REGION, ACCOUNT = "us-east-1", "123456789012"
HOLDERS = {"local": Holder("secret")}
KEY = ("local", "secret")


def post(kvs: Any, path: str, **body: Any) -> tuple[int, dict[str, Any]]:
    """Ask the control plane."""
    return kvs.handle("POST", path, json.dumps(body).encode(), {"host": "127.0.0.1:1"})


def channel(kvs: Any, name: str = "room") -> str:
    """A new channel's ARN."""
    return post(kvs, "/createSignalingChannel", ChannelName=name)[1]["ChannelARN"]


def endpoint(kvs: Any, arn: str, role: str) -> str:
    """The websocket endpoint of a role."""
    asked = {"ChannelARN": arn, "SingleMasterChannelEndpointConfiguration": {"Protocols": ["WSS"], "Role": role}}
    return post(kvs, "/getSignalingChannelEndpoint", **asked)[1]["ResourceEndpointList"][0]["ResourceEndpoint"]


def presigned(
    kvs: Any,
    arn: str,
    client_id: str = "",
    *,
    key: tuple[str, ...] = KEY,
    region: str = REGION,
    service: str = "kinesisvideo",
    expires: int = 299,
    role: str = "",
) -> str:
    """A URL for a viewer, or for the master without a client id."""
    place = endpoint(kvs, arn, role or ("VIEWER" if client_id else "MASTER"))
    params = {"X-Amz-ChannelARN": arn, **({"X-Amz-ClientId": client_id} if client_id else {})}
    request = AWSRequest("GET", place, params=params)
    SigV4QueryAuth(Credentials(*key), service, region, expires=expires).add_auth(request)
    return request.prepare().url


def enter(kvs: Any, arn: str, client_id: str = "") -> ClientConnection:
    """An open socket."""
    return connect(presigned(kvs, arn, client_id))


def send(socket: ClientConnection, action: str, payload: Any, **more: str) -> None:
    """Send one message with its payload encoded."""
    coded = base64.b64encode(json.dumps(payload).encode()).decode()
    socket.send(json.dumps({"action": action, "messagePayload": coded, **more}))


def receive(socket: ClientConnection, seconds: float = 3) -> dict[str, Any]:
    """The next event, its payload decoded under `payload`."""
    event = json.loads(socket.recv(timeout=seconds))
    if "messagePayload" in event:
        event["payload"] = json.loads(base64.b64decode(event["messagePayload"]))
    return event
