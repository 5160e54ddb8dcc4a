"""The practice's facts, held in a warm process for at most a minute."""

import time
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import msgspec

from chalicelib.core import settings
from chalicelib.core.access import Grant
from chalicelib.practice import rules, store
from chalicelib.practice.schemas import Crisis, Practice, PracticeView

HELD_SECONDS = 60.0
_CRISIS_FILES = Path(__file__).parent / "crisis"

_held: tuple[float, str, Practice] | None = None


def practice() -> Practice:
    """The practice of this deployment; its defaults where nothing was recorded yet. At most a minute old by the machine's clock."""
    global _held
    config = settings.load()
    scope = f"{config.table_prefix}{config.practice}"
    if _held and _held[1] == scope and time.monotonic() - _held[0] < HELD_SECONDS:
        return _held[2]
    found = store.load(config.practice) or unrecorded()
    _held = (time.monotonic(), scope, found)
    return found


def forget() -> None:
    """Read again at the next call."""
    global _held
    _held = None


def unrecorded() -> Practice:
    """What a new deployment says before its manager has told more: crisis help is right from the first minute."""
    return Practice(
        name="Quietroom", neutral_name="Quietroom", phone="", zone="America/New_York", states=[], payers=[], crisis=crisis_contacts("US")
    )


@lru_cache
def crisis_contacts(country: str) -> Crisis:
    """Crisis help of one country (two letters), from its data file. Raises FileNotFoundError where there is none."""
    return msgspec.json.decode((_CRISIS_FILES / f"{country.lower()}.json").read_bytes(), type=Crisis)


def public_view(now: datetime) -> PracticeView:
    """What anybody may read of the practice."""
    facts = practice()
    return PracticeView(
        name=facts.name,
        neutral_name=facts.neutral_name,
        phone=facts.phone,
        zone=facts.zone,
        states=facts.states,
        payers=facts.payers,
        policies=facts.policy,
        crisis_contacts=facts.crisis,
        hours=facts.hours,
        on_call_now=bool(rules.on_call(facts.on_call, now)),
        exit_url=facts.exit_url,
    )


def on_call(now: datetime) -> list[str]:
    """Provider ids on call now, first to be alerted first."""
    return rules.on_call(practice().on_call, now)


def record(grant: Grant, facts: Practice) -> None:
    """Record the practice's facts, replacing what was there. grant: for the practice, an admin's or a job's."""
    store.save(grant, facts)
    forget()
