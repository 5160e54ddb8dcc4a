"""Public shapes of calendar addresses."""

from datetime import datetime

from chalicelib.core.schemas import Response


class Feed(Response):
    """Whether a private calendar address shows the caller's appointments, and since when."""

    active: bool
    since: datetime | None


class NewFeed(Response):
    """A private calendar address. It is shown this once; whoever has it sees when the caller has appointments, and nothing else."""

    url: str
    since: datetime
