"""Public shapes of the first contact. Money in integer cents."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.core.schemas import Request, Response
from chalicelib.intake.schemas import Concern
from chalicelib.matching.schemas import Opening
from chalicelib.practice.schemas import Crisis
from chalicelib.providers.schemas import AgeGroup, Format, StateCode

Code = Annotated[str, Meta(pattern=r"^[a-z0-9_-]{1,40}$(?!\n)")]

LanguageCode = Annotated[str, Meta(pattern=r"^[a-z]{2}$(?!\n)")]


class FirstContact(Request):
    """What a visitor tells: concerns as codes, no details. payer: a code of the practice, or self_pay. language: two letters.

    zone: where they read times, as the browser names it; the practice's zone where it is left out or not known here.
    """

    safe_now: Literal["yes", "no", "unsure"]
    state: StateCode
    age_group: AgeGroup
    format: Format
    payer: Code
    language: LanguageCode
    concerns: Annotated[list[Code], Meta(max_length=20)] = []
    zone: Annotated[str, Meta(max_length=64)] | None = None


class CostRange(Struct, frozen=True, kw_only=True):
    """What a 50-minute session costs with those who fit; null where the payer does not tell."""

    low: int | None
    high: int | None


class Availability(Response):
    """The honest answer. crisis: to be shown before all else, where the visitor is not or may not be safe.

    fits: how many providers meet every wish; soonest: the first open time with any of them, in the zone asked for. ruled_out: how many
    providers each wish rules out; helps_most: the one wish whose change would add most, and how many.
    """

    crisis: Crisis | None
    practice_phone: str
    fits: int
    soonest: Opening | None
    cost_cents: CostRange | None
    treating_concerns: int
    ruled_out: dict[str, int]
    helps_most: str | None
    helps_by: int


class KeptAnswers(Request):
    """What is kept when a visitor goes on: what the matching and the intake would ask again. Whether they are safe is not kept."""

    state: StateCode
    age_group: AgeGroup
    format: Format
    payer: Code
    language: LanguageCode
    concerns: Annotated[list[Concern], Meta(max_length=20)] = []


class Kept(Response):
    """The secret that opens what was kept, told once; and until when it is kept, in the practice's zone."""

    token: str
    until: datetime
    zone_name: str


class ContactToken(Request):
    """The secret told when the answers were kept."""

    token: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$(?!\n)")]


class Forgotten(Response):
    """Nothing is kept any more."""

    kept: Literal[False] = False


class Claimed(Response):
    """What was kept is the client's own now: part of their intake and profile."""

    claimed: Literal[True] = True
