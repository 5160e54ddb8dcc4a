"""What is known about the request or job under way: who asked, what was opened, what was written."""

from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chalicelib.core.access import Grant


@dataclass
class Work:
    """One request or one job run."""

    request_id: str
    operation: str
    caller_id: str = ""
    idempotency_key: str | None = None
    body_hash: str = ""
    held: str = ""
    """If-None-Match: the versions of this answer that the caller holds."""
    version: str | None = None
    """The version of the answer under way, where its view told one."""
    openings: "Counter[tuple[Grant, str]]" = field(default_factory=Counter)
    """(grant, feature) -> how many records of somebody else were opened and are not yet in the access log."""


_current: ContextVar[Work | None] = ContextVar("work", default=None)


def current() -> Work | None:
    """The work under way in this thread, None outside a request or job."""
    return _current.get()


class doing:  # noqa: N801 - reads as a phrase: `with doing(work):`
    """Make `work` the current one within the block."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def __enter__(self) -> Work:
        self._token = _current.set(self.work)
        return self.work

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)
