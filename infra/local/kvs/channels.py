"""Signalling channels as the control plane keeps them."""

from __future__ import annotations

import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from infra.local.kvs.errors import Refused, invalid, missing

NAME = re.compile(r"[a-zA-Z0-9_.-]{1,256}")
DEFAULT_TTL = 60


@dataclass(frozen=True)
class Channel:
    """One SINGLE_MASTER channel. ttl: seconds an undelivered message is kept; created: epoch seconds."""

    name: str
    arn: str
    ttl: int
    created: float
    version: str = field(default_factory=lambda: uuid.uuid4().hex)

    def info(self) -> dict[str, Any]:
        """The channel as the service describes it."""
        return {
            "ChannelName": self.name,
            "ChannelARN": self.arn,
            "ChannelType": "SINGLE_MASTER",
            "ChannelStatus": "ACTIVE",
            "CreationTime": self.created,
            "SingleMasterConfiguration": {"MessageTtlSeconds": self.ttl},
            "Version": self.version,
        }


class Channels:
    """Every channel of one account and region. Safe under threads."""

    def __init__(self, region: str, account: str) -> None:
        self._prefix = f"arn:aws:kinesisvideo:{region}:{account}:channel"
        self._by_arn: dict[str, Channel] = {}
        self._lock = threading.Lock()

    def create(self, name: object, ttl: object = DEFAULT_TTL) -> Channel:
        """Make a channel. Raises Refused for a bad or taken name, or a time to live outside 5 to 120 seconds."""
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise invalid("ChannelName does not fit its pattern.")
        if not isinstance(ttl, int) or not 5 <= ttl <= 120:
            raise invalid("MessageTtlSeconds is from 5 to 120.")
        created = time.time()
        with self._lock:
            if any(channel.name == name for channel in self._by_arn.values()):
                raise Refused("ResourceInUseException", 400, "A channel of this name exists.")
            channel = Channel(name, f"{self._prefix}/{name}/{int(created * 1000)}", ttl, created)
            self._by_arn[channel.arn] = channel
        return channel

    def find(self, *, arn: object = None, name: object = None) -> Channel:
        """The channel of this ARN or name. Raises Refused where there is none."""
        with self._lock:
            found = next(
                (channel for channel in self._by_arn.values() if arn == channel.arn or (arn is None and name == channel.name)), None
            )
        if found is None:
            raise missing("The channel does not exist.")
        return found

    def every(self, prefix: str = "") -> list[Channel]:
        """Channels whose names begin so, by name."""
        with self._lock:
            return sorted(
                (channel for channel in self._by_arn.values() if channel.name.startswith(prefix)), key=lambda channel: channel.name
            )

    def delete(self, arn: object, version: object = None) -> Channel:
        """Remove a channel. Raises Refused for an unknown one, or a version that is not the current."""
        channel = self.find(arn=arn)
        if version not in (None, channel.version):
            raise Refused("VersionMismatchException", 400, "The version is not the current one.")
        with self._lock:
            self._by_arn.pop(channel.arn, None)
        return channel
