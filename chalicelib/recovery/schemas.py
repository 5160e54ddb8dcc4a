"""Public shapes of asking for a new second factor, and of the practice's list of those who did."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from chalicelib.accounts.schemas import Email, Language
from chalicelib.core.schemas import Request, Response

State = Literal["waiting", "approved"]
Proof = Literal["called_number_on_file", "video", "in_person"]
Role = Literal["client", "guardian", "provider", "admin"]


class ResetWish(Request):
    """Who cannot get in, and where to be called. staff: whether they sign in to the provider portal. language: of the mails about it."""

    email: Email
    phone: Annotated[str, Meta(min_length=6, max_length=24, pattern=r"^[+0-9][0-9 ().-]{5,22}$(?!\n)")]
    staff: bool = False
    language: Language = "en"


class ResetAsked(Response):
    """The same for everybody, whether there is such an account or not. answer_by: when the practice will have called, in its own zone."""

    answer_by: datetime
    zone_name: str
    phone: str


class Contact(Struct, frozen=True):
    """What somebody wrote who cannot get in: the sealed body."""

    email: str
    phone: str
    language: Language


class Reset(Response):
    """One person who cannot get in: an id, a role, times; nothing that says who they are. approved: it is being carried out."""

    person_id: str
    role: Role
    state: State
    asked_at: datetime
    due_by: datetime


class Resets(Response):
    """Everybody who waits, the first due first."""

    items: list[Reset]
    next: str | None = None


class ResetCase(Reset):
    """The same, opened to make sure who it is.

    phone_given: where they ask to be called. phone_on_file, birth_date: as their profile has them, to compare with; empty and null for
    what it does not have.
    """

    email: str
    phone_given: str
    name: str
    phone_on_file: str
    birth_date: date | None


class Approval(Request):
    """How the practice has made sure who it is."""

    proof: Proof
