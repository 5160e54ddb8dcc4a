"""Whose turn it is when a therapist opens: values in, values out. Times are aware instants."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.core.errors import Conflict, Refused

# Long enough to read a mail and decide, short enough that a free place does not stand empty.
HEAD_START = timedelta(hours=48)
CASELOAD = frozenset({"accepts_new", "capacity"})


class SomebodyFits(Conflict):
    """There is no need to wait: somebody meets every wish now."""

    code = "somebody_fits"
    sentence = "Somebody fits what you asked for. You can choose now."


class OpenNow(Conflict):
    """The therapist one would wait for takes clients now."""

    code = "takes_clients_now"
    sentence = "This therapist takes new clients now. You can choose them."


class StateNeeded(Refused):
    """Without the state the client will be in nobody can tell who may see them."""

    code = "state_needed"
    sentence = "Please tell us in which state you will be."


@dataclass(frozen=True)
class Door:
    """One therapist as those who wait know them.

    round: how often they have opened; each client is told once a round. told: when clients were told in this round.
    """

    round: int = 0
    open: bool = False
    told: tuple[datetime, ...] = ()


def free_places(accepts_new: bool, capacity: int | None, clients: int) -> int | None:
    """How many more clients a therapist takes, None for no limit."""
    if not accepts_new:
        return 0
    return None if capacity is None else max(capacity - clients, 0)


def looked_at(door: Door, free: int | None) -> Door:
    """The door as it is found now: one that was closed and is open begins a new round, in which everybody may be told again."""
    is_open = free is None or free > 0
    if is_open and not door.open:
        return Door(door.round + 1, True)
    return replace(door, open=is_open)


def to_tell(door: Door, free: int | None, now: datetime) -> int | None:
    """How many more may be told now, None for everybody.

    Not more than there are places: whoever was told within the last 48 hours has a head start over those who joined after them.
    """
    return None if free is None else max(free - len(_ahead(door, now)), 0)


def next_turn(door: Door, now: datetime) -> datetime:
    """When the first of those who have a head start now loses it, so that the next may be told."""
    return min(_ahead(door, now), default=now) + HEAD_START


def waits_in_vain(failed: Collection[str]) -> list[str]:
    """What keeps a named therapist from this client however many places they have, none where only their caseload is closed."""
    return [constraint for constraint in failed if constraint not in CASELOAD]


def _ahead(door: Door, now: datetime) -> list[datetime]:
    return [at for at in door.told if now - at < HEAD_START]
