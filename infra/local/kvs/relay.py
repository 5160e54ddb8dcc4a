"""Who is on a channel and what goes between them: messages as the service documents them, its rates, and undelivered ones kept a while."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from infra.local.kvs.channels import NAME
from infra.local.kvs.errors import Refused, invalid, limited
from infra.local.kvs.limits import PAYLOAD, QUEUED, Limits, Rate

MASTER = "MASTER"
SDP = ("SDP_OFFER", "SDP_ANSWER")
ICE = "ICE_CANDIDATE"
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


class Peer:
    """One open socket. `id` is the viewer's client id, or MASTER."""

    def __init__(self, socket: ServerConnection, client_id: str, limits: Limits) -> None:
        self.socket, self.id = socket, client_id
        self._rates = {**{kind: Rate(limits.sdp) for kind in SDP}, ICE: Rate(limits.ice)}
        self._last = time.monotonic()

    async def send(self, message: dict[str, Any]) -> None:
        """Deliver one event; a socket that is just going is left alone."""
        self.touch()
        try:
            await self.socket.send(json.dumps(message))
        except ConnectionClosed:
            return

    def touch(self) -> None:
        """Note that a message passed."""
        self._last = time.monotonic()

    def idle_for(self, limit: float) -> float:
        """Seconds left until this socket has been idle for `limit` seconds."""
        return self._last + limit - time.monotonic()

    def count(self, action: str) -> None:
        """Raise Refused when this is one message too many in a second."""
        if not self._rates[action].take(time.monotonic()):
            raise limited(f"Too many {action} messages in a second.")


@dataclass(frozen=True)
class _Kept:
    recipient: str
    event: dict[str, Any]
    until: float


@dataclass
class Room:
    """The peers of one channel."""

    master: Peer | None = None
    viewers: dict[str, Peer] = field(default_factory=dict)
    kept: deque[_Kept] = field(default_factory=lambda: deque(maxlen=QUEUED))

    def peers(self) -> Iterator[Peer]:
        """Everybody on the channel."""
        if self.master:
            yield self.master
        yield from list(self.viewers.values())

    async def enter(self, peer: Peer) -> None:
        """Take a peer's place, closing an earlier socket of the same place, and deliver what waits for it."""
        earlier = self._at(peer.id)
        if peer.id == MASTER:
            self.master = peer
        else:
            self.viewers[peer.id] = peer
        if earlier:
            await earlier.socket.close()
        waiting = [kept for kept in self.kept if kept.recipient == peer.id and kept.until > time.monotonic()]
        self.kept = deque((kept for kept in self.kept if kept.recipient != peer.id), QUEUED)
        for kept in waiting:
            await peer.send(kept.event)

    def leave(self, peer: Peer) -> None:
        """Free the peer's place, unless a newer socket has it."""
        if self.master is peer:
            self.master = None
        if self.viewers.get(peer.id) is peer:
            del self.viewers[peer.id]

    def _at(self, place: str) -> Peer | None:
        return self.master if place == MASTER else self.viewers.get(place)

    async def take(self, sender: Peer, frame: str | bytes, ttl: int) -> None:
        """Relay one frame; answer with its status where it carries a correlation id."""
        sender.touch()
        correlation = ""
        try:
            message = _parse(frame)
            correlation = _word(message, "correlationId")
            await self._relay(sender, message, ttl)
            status = {"statusCode": "200"}
        except Refused as refused:
            status = {"errorType": refused.name, "statusCode": str(refused.status), "description": refused.message}
        if correlation:
            await sender.send({"messageType": "STATUS_RESPONSE", "statusResponse": {"correlationId": correlation, **status}})

    async def _relay(self, sender: Peer, message: dict[str, Any], ttl: int) -> None:
        action, payload = message.get("action"), message.get("messagePayload")
        if action not in (*SDP, ICE):
            raise invalid("The action is unknown.")
        if not isinstance(payload, str) or not _BASE64.fullmatch(payload):
            raise invalid("The payload is not base64.")
        if len(payload) > PAYLOAD:
            raise invalid(f"The payload is longer than {PAYLOAD} characters.")
        sender.count(action)
        recipient = _word(message, "recipientClientId") if sender.id == MASTER else MASTER
        if not recipient:
            raise invalid("A master names the recipient.")
        event = {"messageType": action, "messagePayload": payload}
        if sender.id != MASTER:
            event["senderClientId"] = sender.id
        place = self._at(recipient)
        if place:
            await place.send(event)
        else:
            self._keep(recipient, event, ttl)

    def _keep(self, recipient: str, event: dict[str, Any], ttl: int) -> None:
        """Hold a message for a peer who is not there; a newer offer or answer replaces the older one of the same sender."""
        if event["messageType"] in SDP:
            same = ("messageType", "senderClientId")
            older = [
                kept for kept in self.kept if kept.recipient == recipient and all(kept.event.get(part) == event.get(part) for part in same)
            ]
            for kept in older:
                self.kept.remove(kept)
        self.kept.append(_Kept(recipient, event, time.monotonic() + ttl))


def _parse(frame: str | bytes) -> dict[str, Any]:
    try:
        message = json.loads(frame)
    except ValueError:
        raise invalid("The message is not JSON.") from None
    if not isinstance(message, dict):
        raise invalid("The message is not an object.")
    return message


def _word(message: dict[str, Any], name: str) -> str:
    value = message.get(name) or ""
    if not isinstance(value, str) or (value and not NAME.fullmatch(value)):
        raise invalid(f"{name} does not fit its pattern.")
    return value
