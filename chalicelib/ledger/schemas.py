"""Public shapes of the ledger. Money in integer cents, credits of time in minutes; what takes something off is negative."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from chalicelib.core.schemas import Request, Response

FeeKind = Literal["late_fee", "no_show_fee"]
LineKind = Literal["late_fee", "no_show_fee", "waiver", "credit"]
Reason = Literal["first_time", "emergency", "illness", "technical", "therapist_absent", "other"]
CreditReason = Literal["technical", "therapist_absent"]
Cursor = Annotated[str, Meta(max_length=40, pattern=r"^[0-9a-z]{26}(-waiver)?$(?!\n)")]


class Line(Response):
    """One line. Either cents or minutes is set. waives: the id of the line a waiver takes off; reason: why, for waivers and credits."""

    id: str
    kind: LineKind
    cents: int | None
    minutes: int | None
    appointment_id: str
    at: datetime
    waives: str | None
    reason: Reason | None


class Lines(Response):
    """One page, newest first; a waiver stands before the fee it takes off."""

    items: list[Line]
    next: str | None = None


class LedgerPage(Request):
    """Which page of the ledger."""

    cursor: Cursor | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class WaiverWish(Request):
    """Take a fee off. Reasons are a closed list: words about why somebody could not come would be a record of care."""

    reason: Literal["emergency", "illness", "technical", "other"]
