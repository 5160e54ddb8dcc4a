"""The websocket: admits who has a valid presigned URL and relays between one master and its viewers."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Coroutine
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from weakref import WeakKeyDictionary

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from infra.local.kvs.channels import NAME, Channels
from infra.local.kvs.errors import Refused, denied, invalid, limited
from infra.local.kvs.limits import VIEWERS, Limits
from infra.local.kvs.relay import MASTER, Peer, Room
from infra.local.kvs.signature import Holder, HolderOf, check_allowed, verify

HOST = "127.0.0.1"
PATHS = {"MASTER": "/master", "VIEWER": "/viewer"}
_ROLES = {path: role for role, path in PATHS.items()}
# Twice the payload leaves room for the envelope; the payload's own limit is answered with a status, not a closed socket.
_MAX_FRAME = 24_000


class Signalling:
    """The websocket server, on a loop and thread of its own. `close` ends it."""

    def __init__(self, channels: Channels, holder_of: HolderOf, region: str, limits: Limits) -> None:
        self._channels, self._holder_of, self._region, self._limits = channels, holder_of, region, limits
        self._rooms: dict[str, Room] = defaultdict(Room)
        self._admitted: WeakKeyDictionary[ServerConnection, tuple[str, str]] = WeakKeyDictionary()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="kvs-signalling", daemon=True)
        self._thread.start()
        self._server: Server = self._await(self._start())

    @property
    def url(self) -> str:
        """The websocket origin, without a trailing slash."""
        return f"ws://{HOST}:{next(iter(self._server.sockets)).getsockname()[1]}"

    def close(self) -> None:
        """Close every socket and free the port."""
        self._await(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def drop(self, arn: str) -> None:
        """Close the sockets of one channel."""
        self._await(self._drop(arn))

    def hang_up(self) -> int:
        """Close every open socket; how many there were."""
        return int(self._await(self._hang_up()))

    def _await(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _start(self) -> Server:
        return await serve(self._serve, HOST, 0, process_request=self._admit, max_size=_MAX_FRAME, ping_interval=None, server_header=None)

    async def _stop(self) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _hang_up(self) -> int:
        peers = [peer for room in self._rooms.values() for peer in room.peers()]
        for peer in peers:
            await peer.socket.close()
        return len(peers)

    async def _drop(self, arn: str) -> None:
        for peer in self._rooms.pop(arn, Room()).peers():
            await peer.socket.close()

    async def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        """Let the handshake through only for a signature that holds, a channel that exists and a place that is free."""
        try:
            path, _, query = request.path.partition("?")
            given, holder = verify(path, query, request.headers.get("Host", ""), self._region, self._holder_of, datetime.now(UTC))
            self._admitted[socket] = self._place(path, given, holder)
        except Refused as refused:
            headers = Headers({"x-amzn-ErrorType": refused.name, "Content-Length": "0", "Connection": "close"})
            return Response(refused.status, HTTPStatus(refused.status).phrase, headers)
        return None

    def _place(self, path: str, given: dict[str, str], holder: Holder) -> tuple[str, str]:
        role = _ROLES.get(path)
        if role is None:
            raise denied("There is no such endpoint.")
        arn, client_id = given.get("X-Amz-ChannelARN", ""), given.get("X-Amz-ClientId", "")
        self._channels.find(arn=arn)
        check_allowed(holder, f"kinesisvideo:ConnectAs{role.capitalize()}", arn)
        if role == "MASTER":
            if client_id:
                raise invalid("A master has no client id.")
            return arn, MASTER
        if not NAME.fullmatch(client_id) or client_id.upper().startswith("AWS_"):
            raise invalid("A viewer needs a client id.")
        if client_id not in self._rooms[arn].viewers and len(self._rooms[arn].viewers) >= VIEWERS:
            raise limited(f"A channel takes {VIEWERS} viewers.")
        return arn, client_id

    async def _serve(self, socket: ServerConnection) -> None:
        arn, client_id = self._admitted.pop(socket)
        room, peer = self._rooms[arn], Peer(socket, client_id, self._limits)
        await room.enter(peer)
        ending = asyncio.create_task(self._end_in_time(peer))
        try:
            await self._relay(room, peer, self._channels.find(arn=arn).ttl)
        except (ConnectionClosed, TimeoutError, Refused):
            await socket.close()
        finally:
            ending.cancel()
            room.leave(peer)

    async def _relay(self, room: Room, peer: Peer, ttl: int) -> None:
        while True:
            remaining = peer.idle_for(self._limits.idle)
            try:
                frame = await asyncio.wait_for(peer.socket.recv(), remaining)
            except TimeoutError:
                # A message sent to this peer counts as life too.
                if peer.idle_for(self._limits.idle) <= 0:
                    raise
                continue
            await room.take(peer, frame, ttl)

    async def _end_in_time(self, peer: Peer) -> None:
        await asyncio.sleep(self._limits.lifetime - self._limits.grace)
        await peer.send({"messageType": "GO_AWAY"})
        await asyncio.sleep(self._limits.grace)
        await peer.socket.close()
