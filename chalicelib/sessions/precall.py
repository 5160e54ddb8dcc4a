"""Before a session: what a client's page found is kept for the therapist, and the line to the practice is tried."""

import secrets
import time
from collections import deque
from datetime import datetime

import msgspec

from chalicelib.core import ids
from chalicelib.core.access import Grant
from chalicelib.core.errors import TooMany
from chalicelib.sessions import rules, service, signalling, store
from chalicelib.sessions.kept import PRE_CALL_CHECKS
from chalicelib.sessions.schemas import Load, PreCallCheck, PreCallChecked, Relays

_MOST_LOADS = 90
_WITHIN_SECONDS = 60
_MOST_PEOPLE = 1000
_loads: dict[str, deque[float]] = {}


class TriedTooOften(TooMany):
    """One person has tried the line so often within a minute that more would tell nothing new."""

    code = "tried_too_often"
    sentence = "Wait a minute before you try the line again."


def keep(grant: Grant, appointment_id: str, check: PreCallCheck, now: datetime) -> PreCallChecked:
    """Keep what a client's page found, in place of an earlier check for this session. Raises NotOnline, CareEnded."""
    service.joinable(grant, appointment_id)
    checked = PreCallChecked(**msgspec.structs.asdict(check), at=now)
    PRE_CALL_CHECKS.keep(grant, checked, "session.pre-call-check", appointment_id)
    return checked


def load(grant: Grant, appointment_id: str, size: int) -> Load:
    """Random characters, which nothing on the way can make smaller. Raises NotOnline, CareEnded, TriedTooOften."""
    service.joinable(grant, appointment_id)
    _count(grant)
    return Load(filler=secrets.token_hex(size // 2))


def unload(grant: Grant, appointment_id: str) -> Load:
    """Take characters and forget them. Raises NotOnline, CareEnded, TriedTooOften."""
    return load(grant, appointment_id, 0)


def relays(grant: Grant, appointment_id: str, now: datetime) -> Relays:
    """Relays to try within the session's window; none outside it, nor before the therapist has a channel. Raises NotOnline, CareEnded."""
    appointment = service.joinable(grant, appointment_id)
    opened = rules.window(appointment.start, appointment.minutes)
    (provider,) = grant.all("provider")
    arn = store.channel(provider) if opened.opens <= now <= opened.closes else None
    try:
        places = signalling.endpoints(arn, "VIEWER") if arn else None
    except signalling.ChannelGone:
        places = None
    return Relays(ice_servers=signalling.ice_servers(arn, places["HTTPS"], ids.new()) if arn and places else [])


def _count(grant: Grant) -> None:
    # Each warm container counts for itself, so that nothing is stored: enough for a page that runs wild.
    now = time.monotonic()
    if len(_loads) > _MOST_PEOPLE:
        _loads.clear()
    recent = _loads.setdefault(grant.subject_id, deque(maxlen=_MOST_LOADS))
    if len(recent) == _MOST_LOADS and now - recent[0] < _WITHIN_SECONDS:
        raise TriedTooOften
    recent.append(now)
