"""The control plane: channels, their endpoints and ICE servers, as REST-JSON."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from infra.local.kvs.channels import Channels
from infra.local.kvs.errors import Refused, invalid, limited
from infra.local.kvs.limits import Limits, Rate
from infra.local.kvs.signalling import PATHS, Signalling
from infra.local.kvs.signature import HolderOf
from infra.local.server import Answer, Request

_Asked = Mapping[str, Any]


class Kvs:
    """Kinesis Video's signalling part. A handler of AWS requests; its websocket listens on a free loopback port of its own.

    holder_of: who has the access key that signed. `close` frees the port.
    """

    def __init__(self, holder_of: HolderOf, *, region: str, account: str, limits: Limits | None = None) -> None:
        self.channels = Channels(region, account)
        self._limits = limits or Limits()
        self._signalling = Signalling(self.channels, holder_of, region, self._limits)
        self._ice_rates: dict[str, Rate] = defaultdict(lambda: Rate(self._limits.ice_config))
        self._operations: dict[str, Callable[[_Asked, str], dict[str, Any]]] = {
            "/createSignalingChannel": self._create,
            "/describeSignalingChannel": self._describe,
            "/listSignalingChannels": self._list,
            "/deleteSignalingChannel": self._delete,
            "/getSignalingChannelEndpoint": self._endpoint,
            "/v1/get-ice-server-config": self._ice_servers,
        }

    def __call__(self, request: Request) -> Answer:
        """Answer one AWS request."""
        status, content = self.handle(request.method, request.path, request.body, request.headers)
        headers = [("Content-Type", "application/json")]
        if status >= 400:
            headers.append(("x-amzn-ErrorType", content["__type"]))
        return Answer(status, headers, json.dumps(content).encode())

    def handle(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
        """Carry out one operation. headers: lower-case names; `host` is where this service was asked, and its HTTPS endpoint."""
        try:
            operation = self._operations.get(path) if method == "POST" else None
            if operation is None:
                raise Refused("UnknownOperationException", 404, "There is no such operation.")
            return 200, operation(_read(body), headers.get("host", ""))
        except Refused as refused:
            return refused.status, {"__type": refused.name, "message": refused.message}

    @property
    def url(self) -> str:
        """The websocket's origin."""
        return self._signalling.url

    def close(self) -> None:
        """Close every socket and free the port."""
        self._signalling.close()

    def hang_up(self) -> int:
        """Close every socket, as the service does to idle and old ones; how many there were."""
        return self._signalling.hang_up()

    def _create(self, asked: _Asked, host: str) -> dict[str, Any]:
        if asked.get("ChannelType", "SINGLE_MASTER") != "SINGLE_MASTER":
            raise invalid("ChannelType must be SINGLE_MASTER.")
        ttl = (asked.get("SingleMasterConfiguration") or {}).get("MessageTtlSeconds", 60)
        return {"ChannelARN": self.channels.create(asked.get("ChannelName"), ttl).arn}

    def _describe(self, asked: _Asked, host: str) -> dict[str, Any]:
        return {"ChannelInfo": self.channels.find(arn=asked.get("ChannelARN"), name=asked.get("ChannelName")).info()}

    def _list(self, asked: _Asked, host: str) -> dict[str, Any]:
        prefix = str((asked.get("ChannelNameCondition") or {}).get("ComparisonValue", ""))
        found = self.channels.every(prefix)
        after, size = str(asked.get("NextToken", "")), int(asked.get("MaxResults", 500))
        page = [channel for channel in found if channel.name > after][:size]
        more = bool(page) and page[-1] != found[-1]
        return {"ChannelInfoList": [channel.info() for channel in page], **({"NextToken": page[-1].name} if more else {})}

    def _delete(self, asked: _Asked, host: str) -> dict[str, Any]:
        channel = self.channels.delete(asked.get("ChannelARN"), asked.get("CurrentVersion"))
        self._signalling.drop(channel.arn)
        return {}

    def _endpoint(self, asked: _Asked, host: str) -> dict[str, Any]:
        self.channels.find(arn=asked.get("ChannelARN"))
        wanted = asked.get("SingleMasterChannelEndpointConfiguration") or {}
        role = wanted.get("Role", "MASTER")
        if role not in PATHS:
            raise invalid("Role is MASTER or VIEWER.")
        places = {"WSS": f"{self._signalling.url}{PATHS[role]}", "HTTPS": f"http://{host}"}
        protocols = wanted.get("Protocols") or ["WSS"]
        if not set(protocols) <= set(places):
            raise invalid("Protocols are WSS and HTTPS.")
        return {"ResourceEndpointList": [{"Protocol": name, "ResourceEndpoint": places[name]} for name in protocols]}

    def _ice_servers(self, asked: _Asked, host: str) -> dict[str, Any]:
        """No relay: two browsers on one machine reach each other without, and nothing may leave it."""
        channel = self.channels.find(arn=asked.get("ChannelARN"))
        if not self._ice_rates[channel.arn].take(time.monotonic()):
            raise limited("GetIceServerConfig is limited to 5 a second for each channel.")
        return {"IceServerList": []}


def _read(body: bytes) -> _Asked:
    try:
        asked = json.loads(body or b"{}")
    except ValueError:
        raise invalid("The body is not JSON.") from None
    if not isinstance(asked, dict):
        raise invalid("The body is not an object.")
    return asked
