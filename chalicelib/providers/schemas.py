"""The public facts of a therapist. Money in integer cents."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from chalicelib.core.schemas import Response

Format = Literal["video", "audio", "text", "in_person"]
AgeGroup = Literal["teen", "adult", "senior", "couple", "family"]
StateCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)")]


class Licence(Struct, frozen=True, kw_only=True):
    """One state's permission to practice. expires: the last day it is valid, in that state's calendar."""

    state: StateCode
    profession: str
    number: str
    expires: date


class Away(Struct, frozen=True, kw_only=True):
    """Out of office from `first` to `last`, both days included, in the provider's zone."""

    first: date
    last: date


class Listing(Struct, frozen=True, kw_only=True):
    """One therapist in the directory. Everything here is public and chosen by the practice to be so.

    fee_cents: a 50-minute session for somebody who pays themselves. concerns: codes. about: the therapist's own words.
    capacity: the most clients at a time, None for no limit.
    """

    provider_id: str
    name: str
    zone: str
    credentials: str = ""
    pronouns: str = ""
    about: str = ""
    licences: list[Licence] = []
    formats: list[Format] = field(default_factory=lambda: ["video"])
    age_groups: list[AgeGroup] = field(default_factory=lambda: ["adult"])
    languages: list[str] = field(default_factory=lambda: ["en"])
    payers: list[str] = field(default_factory=lambda: ["self_pay"])
    concerns: list[str] = []
    approaches: list[str] = []
    fee_cents: int = 0
    accepts_new: bool = True
    capacity: int | None = None
    away: list[Away] = []


class ProviderPage(Response):
    """A therapist's public page. licences: only those valid today."""

    provider_id: str
    name: str
    zone: str
    credentials: str
    pronouns: str
    about: str
    licences: list[Licence]
    formats: list[Format]
    age_groups: list[AgeGroup]
    languages: list[str]
    payers: list[str]
    concerns: list[str]
    approaches: list[str]
    fee_cents: int
    accepts_new: bool
    away: list[Away]
