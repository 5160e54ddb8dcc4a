"""Public shapes of worksheets and of what clients fill in."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.core.schemas import Request, Response

PartKind = Literal["text", "line", "list", "scale", "choice", "number", "time", "breathe"]
Method = Literal["cbt", "dbt", "act", "trauma_informed"]
Language = Literal["en", "es"]
Name = Annotated[str, Meta(max_length=40, pattern=r"^[a-z][a-z0-9_]*$(?!\n)")]
Slug = Annotated[str, Meta(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)")]
Line = Annotated[str, Meta(max_length=4000)]
Value = Annotated[str, Meta(max_length=4000)] | float | Annotated[list[Line], Meta(max_length=30)]


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages."""

    en: Annotated[str, Meta(min_length=1, max_length=1000)]
    es: Annotated[str, Meta(min_length=1, max_length=1000)]


class Ends(Struct, frozen=True, forbid_unknown_fields=True):
    """The words at the low and the high end of a scale, in both languages."""

    en: tuple[str, str]
    es: tuple[str, str]


class Option(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer of a choice."""

    value: Name
    label: Words


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to fill in or to do.

    text: long; line: short; list: several short ones; scale and number: low to high, a scale in steps; choice: one (`one`) or several of
    `options`; time: a time of day, "22:30"; breathe: nothing to fill in, so many rounds of breathing in and out for so many seconds.
    """

    id: Name
    kind: PartKind
    label: Words
    required: bool = False
    low: int = 0
    high: int = 10
    step: int = 1
    ends: Ends | None = None
    unit: Words | None = None
    options: list[Option] = []
    one: bool = False
    in_seconds: int = 0
    out_seconds: int = 0
    rounds: int = 0


class SheetPage(Struct, frozen=True, forbid_unknown_fields=True):
    """One page: a title, perhaps a text and an example, and what there is to fill in."""

    title: Words
    text: Words | None = None
    example: Words | None = None
    parts: list[Part] = []


class Definition(Struct, frozen=True, forbid_unknown_fields=True):
    """One worksheet whole. minutes: what it takes a person without hurry.

    language: the one it is written in, where both texts of each pair are the same; null where it is written in both.
    """

    title: Words
    summary: Words
    method: Method
    minutes: Annotated[int, Meta(ge=1, le=120)]
    pages: Annotated[list[SheetPage], Meta(min_length=1, max_length=12)]
    language: Language | None = None


class ChangedDefinition(Definition, frozen=True, kw_only=True):
    """One worksheet as it is to be from now on. version: the one that was changed, so that no other change is lost."""

    version: Annotated[int, Meta(ge=1)]


class SheetDraft(Request):
    """What a therapist is building, as the editor holds it: what is unfinished has no shape that could be checked. Empty drops it.

    version: of the worksheet it began from; null for a new one.
    """

    text: Annotated[str, Meta(max_length=150_000)] = ""
    version: int | None = None


class KeptSheetDraft(Response):
    """The draft as it was last kept; an empty text where there is none."""

    text: str
    version: int | None
    saved_at: datetime | None


class Archived(Request):
    """Whether a worksheet is out of use: it can no longer be given, and whoever has it keeps it."""

    archived: bool


class Worksheet(Definition, frozen=True):
    """One worksheet as a client opens it. provider_id, version: who built it and how often it was written; null for the product's."""

    slug: Slug = ""
    provider_id: str | None = None
    version: int | None = None
    archived: bool = False


class Worksheets(Response):
    """Every worksheet there is for the reader."""

    items: list[Worksheet]
    next: None = None


class WorksheetWish(Request):
    """What is filled in so far, part by part: a text, a number, or a list of texts or of chosen values.

    finished: nothing is missing and the client is done; it can still be changed.
    shared: whether the therapist may see it; null for what the switch of worksheets says. A change leaves it as it is.
    """

    answers: dict[Name, Value] = {}
    finished: bool = False
    shared: bool | None = None


class WorksheetEntry(Response):
    """One worksheet as one client filled it in. local: when it was begun, on the wall clock of the client's zone then.

    sheet: what was asked when it was begun, where a therapist built the worksheet; null for one of the product's.
    shared: what the client said of this one; null for what the switch of worksheets says. shared_at: when they said so last.
    """

    id: str
    slug: str
    answers: dict[str, Value]
    finished: bool
    shared: bool | None
    shared_at: datetime | None
    at: datetime
    local: datetime
    zone: str
    zone_name: str
    sheet: Worksheet | None = None


class WorksheetEntries(Response):
    """Filled-in worksheets, newest first."""

    items: list[WorksheetEntry]
    next: str | None = None
