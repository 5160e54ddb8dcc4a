"""Public shapes of matches and of choosing a provider. Money in integer cents."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.core.schemas import Request, Response


class Opening(Struct, frozen=True, kw_only=True):
    """The first time that can be booked. zone_name: as a clock there would call it, for example EST."""

    start: datetime
    zone: str
    zone_name: str


class Reason(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing this provider meets, as a code with its value; the screen finds the words."""

    code: Literal["licensed_in", "works_with", "takes_payer", "within_budget", "offers_format", "speaks", "treats_concerns"]
    state: str = ""
    age_group: str = ""
    payer: str = ""
    budget_cents: int = 0
    format: str = ""
    language: str = ""
    concerns: list[str] = []


class Match(Struct, frozen=True, kw_only=True):
    """One provider who meets every constraint. cost_cents: a 50-minute session for this client, null where the payer does not tell."""

    provider_id: str
    name: str
    credentials: str
    about: str
    cost_cents: int | None
    reasons: list[Reason]
    next_slot: Opening | None


class Matches(Response):
    """Providers who fit, the earliest opening first. ruled_out: how many providers each constraint rules out.

    helps_most: the one constraint whose change would add most providers.
    """

    matches: list[Match]
    ruled_out: dict[str, int]
    helps_most: str | None


class CareChoice(Request):
    """The provider chosen."""

    provider_id: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._~-]{1,64}$(?!\n)")]


class CareView(Response):
    """Care as it now is. thread_id: where the two write to each other."""

    provider_id: str
    care_id: str
    thread_id: str
    since: datetime
    status: Literal["active", "ended"]
