"""The service's documented quotas, and a counter for those that are per second."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

VIEWERS = 10
PAYLOAD = 10_000
QUEUED = 200


@dataclass(frozen=True)
class Limits:
    """Durations in seconds, rates a second. A test may shorten the durations; the product runs with these.

    lifetime: a socket is closed then, and told `grace` before.   idle: a socket with no message either way is closed then.

    Source: Amazon Kinesis Video Streams with WebRTC service quotas.
    """

    lifetime: float = 3600.0
    grace: float = 60.0
    idle: float = 600.0
    sdp: int = 5
    ice: int = 20
    ice_config: int = 5


class Rate:
    """Lets so many through in any one second."""

    def __init__(self, allowed: int) -> None:
        self._passed: deque[float] = deque(maxlen=allowed)

    def take(self, now: float) -> bool:
        """Say whether one more may pass at `now` (monotonic seconds), and count it if so."""
        if len(self._passed) == self._passed.maxlen and now - self._passed[0] < 1:
            return False
        self._passed.append(now)
        return True
