"""The product's clock on a laptop: the machine's time plus a shift. Tokens, codes and signatures stay on the machine's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Runs at the machine's pace from wherever it was set. Safe under threads: its only state is one shift."""

    def __init__(self) -> None:
        self._shift = timedelta()

    def now(self) -> datetime:
        """The product's present instant, aware, in UTC."""
        return datetime.now(UTC) + self._shift

    def set(self, now: datetime) -> None:
        """Go on from this aware instant."""
        self._shift = now - datetime.now(UTC)
