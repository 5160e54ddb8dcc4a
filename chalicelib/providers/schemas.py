"""The public facts of a therapist. Money in integer cents."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from chalicelib.core.schemas import Request, Response

Format = Literal["video", "audio", "text", "in_person"]
Gender = Literal["woman", "man", "nonbinary"]
AgeGroup = Literal["teen", "adult", "senior", "couple", "family"]
Number = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^\S[^\n]*$(?!\n)")]
Profession = Literal["counselor", "psychologist", "social_worker", "marriage_family_therapist", "therapist"]
StateCode = Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)")]


class Licence(Struct, frozen=True, kw_only=True):
    """One state's permission to practice. expires: the last day it is valid, in that state's calendar."""

    state: StateCode
    profession: str
    number: str
    expires: date


class Compact(Struct, frozen=True, kw_only=True):
    """A credential under a compact between states, as the provider holds it: dated, and good for the states it names.

    kind: psypact, an authority to practice telepsychology (APIT), which counts while the provider is in `home_state`; or counseling, the
    Counseling Compact's privilege to practice in one state. states: where the issuer's own list said on the day of entry that it holds.
    granted, expires: its first and last day. It rests on a valid licence of the same profession in `home_state`.
    """

    kind: Literal["psypact", "counseling"]
    number: str
    home_state: StateCode
    states: list[StateCode]
    granted: date
    expires: date


class LicenceEntry(Request):
    """A licence as the practice read it at the state's board; it takes the place of the one with its state and profession."""

    state: StateCode
    profession: Profession
    number: Number
    expires: date


class CompactEntry(Request):
    """A compact credential as the practice read it at its issuer; it takes the place of the one with its kind and number."""

    kind: Literal["psypact", "counseling"]
    number: Number
    home_state: StateCode
    states: Annotated[list[StateCode], Meta(min_length=1, max_length=60)]
    granted: date
    expires: date


class Credentials(Response):
    """What lets a therapist work, ended ones included, the first to end first. states: where they may see clients today."""

    provider_id: str
    name: str
    licences: list[Licence]
    compacts: list[Compact]
    states: list[str]


class EveryCredential(Response):
    """Everybody in the directory, whose licence ends first at the top."""

    items: list[Credentials]
    next: str | None = None


class Away(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Out of office from `first` to `last`, both days included, in the provider's zone. note: what the provider tells anybody about it."""

    first: date
    last: date
    note: Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$(?!\n)")] = ""


class AbsencesWish(Request):
    """When the therapist is out of office, in place of what was said before."""

    items: Annotated[list[Away], Meta(max_length=12)]


class Absences(Response):
    """When the therapist is out of office, the first to begin first. today: in their zone; response_days: business days an answer takes."""

    items: list[Away]
    today: date
    zone: str
    response_days: int
    next: None = None


class Listing(Struct, frozen=True, kw_only=True):
    """One therapist in the directory. Everything here is public and chosen by the practice to be so.

    fee_cents: a 50-minute session for somebody who pays themselves. concerns: codes. about: the therapist's own words.
    capacity: the most clients at a time, None for no limit. gender: only where the therapist wants clients to be able to ask for it.
    """

    provider_id: str
    name: str
    zone: str
    credentials: str = ""
    pronouns: str = ""
    about: str = ""
    licences: list[Licence] = []
    compacts: list[Compact] = []
    gender: Gender | None = None
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


class Tally(Struct, frozen=True, array_like=True):
    """What closed cases of one concern came to, as sums that name nobody: of their first and last scores, squares and products.

    cases: how many. first, last: sums of the scores at the beginning and at the end; first_squares, products, last_squares: sums of their
    squares and of first times last.
    """

    cases: int = 0
    first: int = 0
    last: int = 0
    first_squares: int = 0
    products: int = 0
    last_squares: int = 0


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One therapist as the directory keeps them: the listing, and by concern what closed cases came to, which is not public."""

    listing: Listing
    outcomes: dict[str, Tally] = {}


class ProviderPage(Response):
    """A therapist's public page. licences, compacts: only those valid today."""

    provider_id: str
    name: str
    zone: str
    credentials: str
    pronouns: str
    about: str
    licences: list[Licence]
    compacts: list[Compact]
    formats: list[Format]
    age_groups: list[AgeGroup]
    languages: list[str]
    payers: list[str]
    concerns: list[str]
    approaches: list[str]
    fee_cents: int
    accepts_new: bool
    away: list[Away]
