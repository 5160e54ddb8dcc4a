"""A detour for media: every packet between two browsers goes through here and can be dropped, all of it or a share.

The pages' remote candidates are rewritten to sockets of this relay, one for each address a browser really has, so that what one browser
sends to the other arrives from the relay's socket of the sender. Nothing of it needs rights over the machine's network.
"""

from __future__ import annotations

import random
import selectors
import socket
import threading

HOST = "127.0.0.1"

REWRITE = """
(() => {
  const real = RTCPeerConnection.prototype;
  const { addIceCandidate, setRemoteDescription } = real;
  // Only this machine's own address is kept: foundation component udp priority address port typ ...
  async function detour(candidate) {
    const part = candidate.split(" ");
    if (part[2]?.toLowerCase() !== "udp" || part[4] !== "127.0.0.1") return null;
    part[5] = String(await window.detourPort(Number(part[5])));
    return part.join(" ");
  }
  async function detourAll(sdp) {
    const lines = await Promise.all(sdp.split("\\r\\n").map((line) => (line.startsWith("a=candidate:") ? detour(line) : line)));
    return lines.filter((line) => line !== null).join("\\r\\n");
  }
  real.setRemoteDescription = async function (given) {
    return setRemoteDescription.call(this, { type: given.type, sdp: await detourAll(given.sdp) });
  };
  real.addIceCandidate = async function (given) {
    const candidate = given.candidate && (await detour(given.candidate));
    return candidate ? addIceCandidate.call(this, { ...given, candidate }) : undefined;
  };
})();
"""
"""To run before each page's own scripts; asks `window.detourPort(port)`, which is `Detour.port`."""


class Detour:
    """The relay, on a thread of its own until `close`. cut: drop everything. loss: the share to drop."""

    def __init__(self) -> None:
        self.cut = False
        self.loss = 0.0
        self.passed = 0
        self._lock = threading.Lock()
        self._sockets: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._random = random.Random(1)
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="detour", daemon=True)
        self._thread.start()

    def port(self, real: int) -> int:
        """The relay's port that stands for a browser's own port."""
        return int(self._stand_in(real).getsockname()[1])

    def close(self) -> None:
        """Free every port."""
        self._closing = True
        self._thread.join()
        for one in self._sockets.values():
            one.close()

    def _stand_in(self, real: int) -> socket.socket:
        with self._lock:
            if real not in self._sockets:
                made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
                made.bind((HOST, 0))
                made.setblocking(False)
                self._sockets[real] = made
                self._selector.register(made, selectors.EVENT_READ, real)
            return self._sockets[real]

    def _run(self) -> None:
        while not self._closing:
            for key, _ in self._selector.select(0.1) if self._sockets else self._rest():
                self._pass_on(key.fileobj, key.data)

    def _rest(self) -> list[tuple[selectors.SelectorKey, int]]:
        threading.Event().wait(0.05)
        return []

    def _pass_on(self, arrived: socket.socket, to: int) -> None:
        for packet, sender in iter(lambda: _receive(arrived), None):
            if self.cut or self._random.random() < self.loss:
                continue
            self.passed += 1
            self._stand_in(sender[1]).sendto(packet, (HOST, to))


def _receive(arrived: socket.socket) -> tuple[bytes, tuple[str, int]] | None:
    try:
        return arrived.recvfrom(2048)
    except (BlockingIOError, ConnectionError):
        return None
