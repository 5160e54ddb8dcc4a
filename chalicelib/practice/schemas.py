"""What the practice says of itself. Money in integer cents; hours and days in the practice's own zone."""

from datetime import date, datetime, time
from typing import Annotated

from msgspec import Meta, Struct, field

from chalicelib.core.schemas import Response

Weekday = Annotated[int, Meta(ge=1, le=7)]
"""1 is Monday, 7 is Sunday."""


class Payer(Struct, frozen=True, kw_only=True):
    """Who pays. code: stable; copay_cents: what a client of this payer usually pays a session, None where it depends on the therapist."""

    code: str
    name: str
    copay_cents: int | None = None


class Policy(Struct, frozen=True, kw_only=True):
    """The rules a client is shown before they book."""

    cancel_notice_hours: int = 24
    late_fee_cents: int = 6000
    no_show_fee_cents: int = 9000
    first_time_grace: bool = True
    response_window_days: int = 1
    """Business days within which a therapist answers a message."""
    reminder_hours: list[int] = field(default_factory=lambda: [24, 1])
    offer_hold_minutes: int = 120
    """How long a freed time is kept for whoever it is offered to."""


class OfficeHours(Struct, frozen=True, kw_only=True):
    """When the practice's phone is answered on one weekday."""

    weekday: Weekday
    opens: time
    closes: time


class Shift(Struct, frozen=True, kw_only=True):
    """One clinician on call from `starts` to `ends` (instants, end exclusive). The first of those on call is alerted first."""

    provider_id: str
    starts: datetime
    ends: datetime


class CrisisLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way to reach help: a number to call (and the key to press), a number to text (and the word to send), a chat page."""

    code: str
    languages: list[str]
    call: str = ""
    press: str = ""
    text: str = ""
    send: str = ""
    chat: str = ""


class Crisis(Struct, frozen=True, kw_only=True):
    """Crisis help of one country, in the order to show it."""

    country: str
    emergency: str
    lines: list[CrisisLine]


class Practice(Struct, frozen=True, kw_only=True):
    """Everything the product knows of the practice. neutral_name: what mails, titles and calendars may say."""

    name: str
    neutral_name: str
    phone: str
    zone: str
    states: list[str]
    payers: list[Payer]
    crisis: Crisis
    policy: Policy = Policy()
    hours: list[OfficeHours] = []
    closed_days: list[date] = []
    """Holidays: no business days for the response window."""
    on_call: list[Shift] = []
    exit_url: str = "https://weather.gov/"


class PracticeView(Response):
    """The public part. on_call_now: whether a clinician is on call at this moment."""

    name: str
    neutral_name: str
    phone: str
    zone: str
    states: list[str]
    payers: list[Payer]
    policies: Policy
    crisis_contacts: Crisis
    hours: list[OfficeHours]
    on_call_now: bool
    exit_url: str


class Health(Response):
    """That the API answers, and which version it is."""

    status: str
    version: str
